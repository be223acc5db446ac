// Dates as people write them: 2026-03-01, 1.3.2026, March 1, 1 March 2026, in the languages of most exports.
import type { Span } from '../domain'
import { alternatives } from './numbers'

export interface WrittenDate extends Span {
  /** `2026-03-01`, `--03-01` without a year; as it was written where day and month cannot be told apart. */
  readonly value: string
}

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl']

/** Month names, long and short, as each language writes them beside a day. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).flatMap((month) => {
      const format = new Intl.DateTimeFormat(language, { month, day: 'numeric', timeZone: 'UTC' })
      return Array.from({ length: 12 }, (_, i) => {
        const parts = format.formatToParts(Date.UTC(2026, i, 15))
        const name = parts.find(({ type }) => type === 'month')?.value ?? ''
        return [name.replace(/\.$/, '').toLowerCase(), i + 1] as const
      })
    })
  )
    .filter(([name]) => /^\p{L}{3,}$/u.test(name))
    // "mar" is Tuesday in some and "set" a verb in others; both are months only beside a day, which the pattern asks for.
    .sort(([a], [b]) => b.length - a.length)
)

const MONTH = `(?<month>${alternatives(MONTHS.keys())})\\.?`
const YEAR = String.raw`(?:,?\s+(?<year>(?:19|20)\d\d))?`
const DAY = String.raw`(?<day>3[01]|[12]\d|0?[1-9])`
const EDGE = String.raw`(?<![\p{L}\p{N}#.,/-])`
const END = String.raw`(?![\p{L}\p{N}])`

const ISO = new RegExp(
  `${EDGE}(?<year>(?:19|20)\\d\\d)-(?<month>0[1-9]|1[0-2])-(?<day>0[1-9]|[12]\\d|3[01])${END}`,
  'gu'
)
const DOTTED = new RegExp(`${EDGE}${DAY}\\.\\s?(?<month>0?[1-9]|1[0-2])\\.\\s?(?<year>(?:19|20)\\d\\d)${END}`, 'gu')
const SLASHED = new RegExp(`${EDGE}\\d{1,2}[/-]\\d{1,2}[/-](?:19|20)?\\d\\d${END}`, 'gu')
const DAY_FIRST = new RegExp(
  `${EDGE}${DAY}(?:st|nd|rd|th|\\.|er|º)?\\s+(?:of\\s+|de\\s+)?${MONTH}(?:\\s+de)?${YEAR}${END}`,
  'giu'
)
const MONTH_FIRST = new RegExp(`${EDGE}${MONTH}\\s+${DAY}(?:st|nd|rd|th)?${YEAR}${END}`, 'giu')

/** More are no answer to anything. */
const MOST_DATES = 200

/** All dates of a text; where two readings overlap the first of these forms wins. */
export function findDates(text: string): WrittenDate[] {
  if (!/\d/.test(text)) return []
  const found: WrittenDate[] = []
  const add = (start: number, written: string, value: string) => {
    const end = start + written.length
    if (found.length < MOST_DATES && !found.some((one) => one.start < end && start < one.end))
      found.push({ start, end, value })
  }
  for (const pattern of [ISO, DOTTED, DAY_FIRST, MONTH_FIRST])
    for (const { 0: written, index, groups } of text.matchAll(pattern)) add(index, written, dateOf(groups ?? {}))
  for (const { 0: written, index } of text.matchAll(SLASHED)) add(index, written, written)
  return found
}

function dateOf({ year, month = '', day = '' }: Readonly<Record<string, string | undefined>>): string {
  const number = MONTHS.get(month.toLowerCase()) ?? Number(month)
  return `${year ?? '-'}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** The same day; one that tells no year stands for every year. */
export function isSameDate(a: string, b: string): boolean {
  if (a === b) return true
  return a.slice(-6) === b.slice(-6) && (a.startsWith('--') || b.startsWith('--'))
}
