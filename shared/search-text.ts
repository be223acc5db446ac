// How text is read for search, in one place for the index, for what a person types, and for highlighting: words as SQLite's
// unicode61 tokenizer sees them, with scripts that use no spaces split into characters and emoji made words.

// Han, Kana, Hangul, Thai, Lao, Myanmar, Khmer, Tibetan and their punctuation; anything outside the basic plane (emoji, rare Han).
const NEEDS_SPLITTING =
  /[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2600-\u27bf\u2b00-\u2bff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ud800-\udfff]/
const SPLIT_CHARACTER =
  /[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3ffff}]/u
const EMOJI = /\p{Extended_Pictographic}/u
/** Combining marks of those scripts are separators to unicode61; in the private use area they are letters. */
const MARK = /\p{M}/u
const PRIVATE_USE = 0xe000

/** Text as it goes into the index. Plain Latin, Greek, Cyrillic, Arabic, Hebrew text comes back as it is. */
export function searchable(text: string): string {
  if (!NEEDS_SPLITTING.test(text)) return text
  let out = ''
  for (const character of text) out += searchableCharacter(character) ?? character
  return out
}

/** The token(s) of one character that is a word of its own, with spaces around; null for ordinary characters. */
export function searchableCharacter(character: string): string | null {
  if (SPLIT_CHARACTER.test(character)) {
    const code = character.codePointAt(0) ?? 0
    return MARK.test(character) && code < 0x1800
      ? ` ${String.fromCharCode(PRIVATE_USE + (code & 0x1fff))} `
      : ` ${character} `
  }
  if (character.charCodeAt(0) > 0xff && EMOJI.test(character)) {
    return ` emoji${(character.codePointAt(0) ?? 0).toString(16)} `
  }
  return null
}

export interface Token {
  /** Folded: lower case, without diacritics, as the index holds it. */
  readonly word: string
  /** UTF-16 offsets into the original text. */
  readonly start: number
  readonly end: number
}

// unicode61 takes letters, numbers and private use as token characters; marks belong to the letter before them.
const WORD = /[\p{L}\p{N}\p{Co}](?:[\p{L}\p{N}\p{Co}]|[\u0300-\u036f])*/gu

/** The words of a text with their places. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  if (!NEEDS_SPLITTING.test(text)) {
    for (const match of text.matchAll(WORD)) tokens.push(token(match[0], match.index))
    return tokens
  }
  let plainFrom = 0
  let at = 0
  const flush = (end: number) => {
    for (const match of text.slice(plainFrom, end).matchAll(WORD)) tokens.push(token(match[0], plainFrom + match.index))
  }
  for (const character of text) {
    const split = searchableCharacter(character)
    if (split !== null) {
      flush(at)
      tokens.push({ word: fold(split.trim()), start: at, end: at + character.length })
      plainFrom = at + character.length
    }
    at += character.length
  }
  flush(text.length)
  return tokens
}

function token(word: string, start: number): Token {
  return { word: fold(word), start, end: start + word.length }
}

/** Lower case without diacritics, close to `remove_diacritics 2`. */
export function fold(word: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the fast path for plain ASCII
  if (/^[\x00-\x7f]*$/.test(word)) return word.toLowerCase()
  return word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
}
