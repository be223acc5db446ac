// What of a query can be seen in a text, and where: the marks in snippets, transcripts and notes. Reads text as the index does.
import type { Role, Span } from '../domain'
import { fold, tokenize } from '../search-text'
import type { Condition, Filter } from './query'
import { readRegularExpression } from './regular-expression'

/** Where a needle may be found. */
export type Place = Role | 'citation' | 'note'

/** One thing to find in a text. */
export type Needle = { readonly places: readonly Place[] } & (
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly isPrefix: boolean }
  | { readonly kind: 'letters'; readonly letters: string }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string }
)

const SPOKEN: readonly Place[] = ['customer', 'agent', 'human', 'system']

function placesOf(condition: Condition): readonly Place[] | null {
  switch (condition.field) {
    case 'text':
      return SPOKEN
    case 'user':
    case 'q':
      return ['customer']
    case 'bot':
      return ['agent']
    case 'human':
      return ['human']
    case 'cites':
      return ['citation']
    case 'note':
      return ['note']
    default:
      return null
  }
}

/** What a filter looks for in texts. Clauses that are negated or switched off look for nothing. */
export function needlesOf(filter: Filter): Needle[] {
  if (filter.off) return []
  switch (filter.kind) {
    case 'not':
      return []
    case 'msg':
      return needlesOf(filter.of)
    case 'condition':
      return conditionNeedles(filter)
    default:
      return filter.of.flatMap(needlesOf)
  }
}

function conditionNeedles(condition: Condition): Needle[] {
  const places = placesOf(condition)
  if (!places) return []
  return condition.values.flatMap((value): Needle[] => {
    switch (condition.op) {
      case 'contains':
      case 'starts': {
        const words = tokenize(value).map((token) => token.word)
        if (words.length === 0) return [{ kind: 'letters', places, letters: foldLetters(value) }]
        return [{ kind: 'words', places, words, isPrefix: condition.op === 'starts' }]
      }
      case 'substring':
      case 'exact':
        return [{ kind: 'letters', places, letters: foldLetters(value) }]
      case 'matches': {
        const pattern = readRegularExpression(value)
        return 'problem' in pattern ? [] : [{ kind: 'pattern', places, ...pattern }]
      }
      default:
        return []
    }
  })
}

/** Every place of `text` that a needle marks, in order, joined where they touch. */
export function hits(text: string, needles: readonly Needle[]): Span[] {
  const found: Span[] = []
  const wordNeedles = needles.filter((needle) => needle.kind === 'words')
  if (wordNeedles.length > 0) found.push(...wordHits(text, wordNeedles))
  for (const needle of needles) {
    if (needle.kind === 'letters') found.push(...letterHits(text, needle.letters))
    if (needle.kind === 'pattern') found.push(...patternHits(text, needle.source, needle.flags))
  }
  return merged(found)
}

/** A pattern needle as the query has it: `/pattern/flags`. */
export function patternText(needle: Needle & { readonly kind: 'pattern' }): string {
  return `/${needle.source}/${needle.flags.replace('u', '')}`
}

/** Needles that may be found at a place. */
export function needlesAt(needles: readonly Needle[], place: Place): Needle[] {
  return needles.filter((needle) => needle.places.includes(place))
}

function wordHits(text: string, needles: readonly (Needle & { readonly kind: 'words' })[]): Span[] {
  const possible = isAscii(text) ? possibleIn(text.toLowerCase(), needles) : needles
  if (possible.length === 0) return []
  const tokens = tokenize(text)
  return possible.flatMap(({ words, isPrefix }) => {
    const found: Span[] = []
    for (let i = 0; i + words.length <= tokens.length; i++) {
      const fits = words.every((word, k) => {
        const there = tokens[i + k]?.word ?? ''
        return isPrefix && k === words.length - 1 ? there.startsWith(word) : there === word
      })
      const [first, last] = [tokens[i], tokens[i + words.length - 1]]
      if (fits && first && last) found.push({ start: first.start, end: last.end })
    }
    return found
  })
}

/** Plain Latin text that does not even hold the letters need not be taken apart: most texts, most of the time. */
function possibleIn<N extends Needle & { readonly kind: 'words' }>(lower: string, needles: readonly N[]): N[] {
  return needles.filter(({ words }) => words.every((word) => lower.includes(word)))
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII
  return /^[\x00-\x7f]*$/.test(text)
}

/** Whether the words stand next to each other in the text; `isPrefix`: the last is the start of one. */
export function hasWords(text: string, words: readonly string[], isPrefix: boolean): boolean {
  return wordHits(text, [{ kind: 'words', places: [], words, isPrefix }]).length > 0
}

/** Text letter by letter as `substring` compares it: lower case, no diacritics, everything else as it is. */
export function foldLetters(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  let out = ''
  for (const character of text) out += fold(character)
  return out
}

function letterHits(text: string, letters: string): Span[] {
  if (letters === '') return []
  let folded = ''
  // Offset into the original of each folded UTF-16 unit.
  const origin: number[] = []
  let at = 0
  for (const character of text) {
    const plain = fold(character)
    for (let i = 0; i < plain.length; i++) origin.push(at)
    folded += plain
    at += character.length
  }
  origin.push(text.length)
  const found: Span[] = []
  for (let i = folded.indexOf(letters); i >= 0; i = folded.indexOf(letters, i + letters.length)) {
    found.push({ start: origin[i] ?? 0, end: endOf(origin, i + letters.length, text.length) })
  }
  return found
}

/** A character that folds to two letters belongs to the hit as a whole. */
function endOf(origin: readonly number[], unit: number, length: number): number {
  const last = origin[unit - 1] ?? 0
  let next = unit
  while (next < origin.length && origin[next] === last) next++
  return origin[next] ?? length
}

/** Marks of a long text are bounded: beyond, nobody looks at them. */
const MAX_MARKS = 10_000

function patternHits(text: string, source: string, flags: string): Span[] {
  const found: Span[] = []
  for (const match of text.matchAll(new RegExp(source, `${flags}g`))) {
    if (match[0] !== '') found.push({ start: match.index, end: match.index + match[0].length })
    if (found.length >= MAX_MARKS) break
  }
  return found
}

function merged(spans: readonly Span[]): Span[] {
  const out: { start: number; end: number }[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = out.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else out.push({ ...span })
  }
  return out
}
