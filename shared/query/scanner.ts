// Reads pieces of query text: words, "quoted" text, /regular expressions/. Knows characters, not meaning.

/** A value as typed. `text` is without quotes and escapes; of a regular expression it keeps the slashes and flags. */
export interface Atom {
  readonly kind: 'plain' | 'quoted' | 'regex'
  readonly text: string
  /** A star directly after closing quotes: the last word is the start of one. */
  readonly star: boolean
  readonly start: number
  readonly end: number
  /** False when the closing quotation mark is missing. */
  readonly closed: boolean
}

const SPACE = /\s/
const OPENING_QUOTES = '"“„'
const REGEX = /\/((?:[^/\\\n[]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+)\/([a-z]*)(?=$|[\s),])/y

export interface Scanner {
  readonly text: string
  at: number
}

export function atEnd(scanner: Scanner): boolean {
  return scanner.at >= scanner.text.length
}

export function peek(scanner: Scanner, ahead = 0): string {
  return scanner.text[scanner.at + ahead] ?? ''
}

export function isSpace(character: string): boolean {
  return SPACE.test(character)
}

export function skipSpace(scanner: Scanner): void {
  while (!atEnd(scanner) && isSpace(peek(scanner))) scanner.at++
}

/** Matches a sticky pattern here and moves behind it; null (and no move) where it does not match. */
export function take(scanner: Scanner, sticky: RegExp): RegExpExecArray | null {
  sticky.lastIndex = scanner.at
  const match = sticky.exec(scanner.text)
  if (match) scanner.at = sticky.lastIndex
  return match
}

/**
 * The next value: quoted, regular expression, or everything up to a space, a closing parenthesis that it did not open itself, or
 * one of `stops`. `range`: also up to two dots. Null where nothing stands.
 */
export function readAtom(scanner: Scanner, stops = '', range = false): Atom | null {
  const start = scanner.at
  if (OPENING_QUOTES.includes(peek(scanner)) && !atEnd(scanner)) return readQuoted(scanner)
  if (peek(scanner) === '/') {
    const match = take(scanner, REGEX)
    if (match) return { kind: 'regex', text: match[0], star: false, start, end: scanner.at, closed: true }
  }
  let open = 0
  while (!atEnd(scanner)) {
    const character = peek(scanner)
    if (isSpace(character) || stops.includes(character)) break
    if (range && character === '.' && peek(scanner, 1) === '.') break
    if (character === '(') open++
    if (character === ')' && --open < 0) break
    scanner.at++
  }
  if (scanner.at === start) return null
  const text = scanner.text.slice(start, scanner.at)
  return { kind: 'plain', text, star: false, start, end: scanner.at, closed: true }
}

function readQuoted(scanner: Scanner): Atom {
  const start = scanner.at
  const closing = peek(scanner) === '"' ? '"' : '”“'
  scanner.at++
  let text = ''
  while (!atEnd(scanner) && !closing.includes(peek(scanner))) {
    if (peek(scanner) === '\\' && ['"', '\\', '”', '“'].includes(peek(scanner, 1))) scanner.at++
    text += peek(scanner)
    scanner.at++
  }
  const closed = !atEnd(scanner)
  if (closed) scanner.at++
  const star = closed && peek(scanner) === '*'
  if (star) scanner.at++
  return { kind: 'quoted', text, star, start, end: scanner.at, closed }
}
