// How text is read for search, in one place for the index, for what a person types, and for highlighting. `tokenize` is the law;
// `searchable` writes text so that SQLite's own tokenizer (unicode61 remove_diacritics 2) finds exactly these words in it.

export interface Token {
  /** Folded: lower case, without diacritics, as the index holds it. */
  readonly word: string
  /** UTF-16 offsets into the original text. */
  readonly start: number
  readonly end: number
}

// Characters that unicode61 and the rules below read alike: Latin (but µ, which it folds) and common punctuation.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are separators to both
const READ_ALIKE = /^[\x00-\xb4\xb6-\u017e\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20ac]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII
const ASCII = /^[\x00-\x7f]*$/

/** Scripts written without spaces between words: each character is a word, so that any part of a sentence is found. */
const UNSPACED =
  /[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48f\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{323af}]/u

// Points and accents that are no part of a word's identity: combining accents, Hebrew points, Arabic vowel signs and tatweel.
const ACCENTS =
  '\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed'
const ACCENT = new RegExp(`[${ACCENTS}]`, 'g')
// One alternative a kind of word: a character of an unspaced script, a picture, or a run of letters, digits and their marks.
const WORD = new RegExp(
  `(${UNSPACED.source})|([\\p{Extended_Pictographic}\\p{Regional_Indicator}])|[\\p{L}\\p{N}\\p{Co}][\\p{L}\\p{N}\\p{M}\\p{Co}]*`,
  'gu'
)
const LETTER_OR_MARK = /[\p{L}\p{N}\p{M}]/u
const MARK = /\p{M}/gu
/** Where marks that unicode61 takes for separators are put: letters to it. Indic and South-East Asian marks keep apart there. */
const PRIVATE_USE = 0xe000

/** The words of a text with their places. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const isSimple = READ_ALIKE.test(text)
  for (const match of text.matchAll(isSimple ? SIMPLE_WORD : WORD)) {
    const [found, unspaced, picture] = match
    const start = match.index
    if (isSimple) tokens.push({ word: fold(found), start, end: start + found.length })
    else if (unspaced !== undefined) {
      if (LETTER_OR_MARK.test(unspaced)) tokens.push({ word: fold(unspaced), start, end: start + unspaced.length })
    } else if (picture !== undefined) {
      if (picture.charCodeAt(0) > 0xff)
        tokens.push({ word: `emoji${picture.codePointAt(0)?.toString(16) ?? ''}`, start, end: start + picture.length })
    } else pushRuns(tokens, found, start)
  }
  return tokens
}

// Alike for both readers, and three times as fast as the general pattern.
const SIMPLE_WORD = /[\p{L}\p{N}]+/gu

/** A run of letters may lead into an unspaced script ("iPhone保証"): its characters are words of their own. */
function pushRuns(tokens: Token[], run: string, at: number): void {
  let from = 0
  let place = 0
  const flush = (end: number) => {
    const word = fold(run.slice(from, end))
    if (word !== '') tokens.push({ word, start: at + from, end: at + end })
  }
  for (const character of run) {
    if (UNSPACED.test(character)) {
      flush(place)
      tokens.push({ word: fold(character), start: at + place, end: at + place + character.length })
      from = place + character.length
    }
    place += character.length
  }
  flush(run.length)
}

/** Text as it goes into the index. Latin text comes back as it is; anything else as its words. */
export function searchable(text: string): string {
  if (READ_ALIKE.test(text)) return text
  return tokenize(text)
    .map((token) => token.word)
    .join(' ')
}

/** Letters that are another shape of a letter; unicode61 folds them. */
const VARIANTS: Readonly<Record<string, string>> = {
  ς: 'σ',
  ſ: 's',
  µ: 'μ',
  ϐ: 'β',
  ϑ: 'θ',
  ϕ: 'φ',
  ϖ: 'π',
  ϰ: 'κ',
  ϱ: 'ρ',
  ϵ: 'ε'
}

/** Lower case without diacritics: the word as the index holds it. */
export function fold(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase()
  return word
    .normalize('NFD')
    .replace(ACCENT, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ςſµϐϑϕϖϰϱϵ]/g, (letter) => VARIANTS[letter] ?? letter)
    .replace(MARK, (mark) => String.fromCharCode(PRIVATE_USE + ((mark.codePointAt(0) ?? 0) & 0x17ff)))
}
