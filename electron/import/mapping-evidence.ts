// What the values of a column look like, whatever its name says.
import { ratingOf } from '../ingest/ratings'
import { type DateEvidence, dateEvidence, readTime } from '../ingest/timestamps'
import { columnRole } from './mapping-speakers'
import { parseTranscript } from './mapping-transcript'

export type Table = readonly Readonly<Record<string, string>>[]

export interface ColumnEvidence {
  readonly name: string
  /** Values that are not empty. */
  readonly values: readonly string[]
  readonly distinct: number
  /** Different values that come again somewhere. */
  readonly repeats: boolean
  readonly averageLength: number
  readonly dates: DateEvidence
  /** Shares from 0 to 1 of the values that can be read so. */
  readonly dateShare: number
  readonly roleShare: number
  readonly ratingShare: number
  readonly numberShare: number
  readonly emailShare: number
  readonly urlShare: number
  readonly transcriptShare: number
  /** Transcripts of at least one turn: a customer may have said hello and gone. */
  readonly turnShare: number
  /** Ids: no blanks, with a digit in them. */
  readonly idShare: number
  /** Sentences: words with spaces between. */
  readonly proseShare: number
  readonly largest: number
  readonly smallest: number
}

/** Values looked at closely; more would not say more. */
const CLOSE_LOOK = 50
const NO_RATING = /^(?:|0|-+|null|none|neutral|n\/?a|no rating|not rated|unrated)$/i
const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/
/** Unix times of this century, in s, ms or µs; smaller numbers are counts and ids. */
const UNIX_TIME = /^\d{10}(?:\d{3}|\d{6})?(?:\.\d+)?$/

/** The evidence of every column over the rows given. */
export function gatherEvidence(header: readonly string[], rows: Table): readonly ColumnEvidence[] {
  return header.map((name) => evidenceOf(name, rows))
}

function evidenceOf(name: string, rows: Table): ColumnEvidence {
  // Own values only: a column may be called constructor.
  const values = rows
    .map((row) => (Object.hasOwn(row, name) ? (row[name] ?? '') : ''))
    .filter((value) => value.trim() !== '')
  const close = values.slice(0, CLOSE_LOOK)
  const distinct = new Set(values).size
  const numbers = values.map(numberOf).filter((value) => value !== null)
  const dates = dateEvidence(values.filter((value) => !isPlainNumber(value) || UNIX_TIME.test(value.trim())))
  return {
    name,
    values,
    distinct,
    repeats: distinct < values.length,
    averageLength: values.length === 0 ? 0 : values.reduce((sum, value) => sum + value.length, 0) / values.length,
    dates,
    dateShare: values.length === 0 ? 0 : dates.readable / values.length,
    roleShare: share(close, (value) => value.length < 60 && columnRole(value) !== null),
    ratingShare: share(close, isRating),
    numberShare: values.length === 0 ? 0 : numbers.length / values.length,
    emailShare: share(close, (value) => value.length < 320 && EMAIL.test(value.trim())),
    urlShare: share(close, (value) => /^https?:\/\/\S+$/i.test(value.trim())),
    transcriptShare: share(close.slice(0, 10), (value) => (parseTranscript(value)?.length ?? 0) > 1),
    turnShare: share(close.slice(0, 10), (value) => (parseTranscript(value)?.length ?? 0) > 0),
    idShare: share(close, (value) => /^[^\s@]{1,64}$/.test(value.trim()) && /\d/.test(value)),
    proseShare: share(close, (value) => /\S\s+\S/.test(value)),
    largest: numbers.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    smallest: numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  }
}

function share(values: readonly string[], fits: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(fits).length / values.length
}

function isPlainNumber(value: string): boolean {
  return /^[+-]?\d+(?:[.,]\d+)?$/.test(value.trim())
}

function numberOf(value: string): number | null {
  const match = /^([+-]?\d+(?:[.,]\d+)?)\s*%?$/.exec(value.trim())
  return match?.[1] === undefined ? null : Number(match[1].replace(',', '.'))
}

function isRating(value: string): boolean {
  if (value.length > 40) return false
  if (NO_RATING.test(value.trim())) return true
  const { thumb, stars } = ratingOf(value)
  return thumb !== null || stars !== null
}

/** Whether a column that is named like a time is believed: at least half of its values have the form of one, or say there is none. */
export function isTimeColumn(evidence: ColumnEvidence): boolean {
  if (evidence.values.length === 0) return true
  const readable = evidence.values.filter((value) => {
    const read = readTime(value, { timeZone: null })
    return read !== 'unreadable'
  })
  return readable.length >= evidence.values.length / 2
}
