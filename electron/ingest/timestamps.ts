// Times in every form that platforms and spreadsheets write them, read exactly or refused: an impossible date is never rolled over
// and day and month are never guessed. Pure. Results are integer milliseconds since 1970, UTC.

import { readOffset, wallOf } from './calendar'
import type { RawTime } from './raw'
import { wallToInstant } from './time-zones'
import { type DateOrder, NUMERIC, possibleOrders, readWritten, type TimeProblem, type Written } from './written-dates'

export interface TimeOptions {
  /** IANA zone of times that carry none; null reads them as UTC. */
  readonly timeZone: string | null
  /** Order of day and month in dates such as 03/04/2026. Absent: only dates that can be read in one way. */
  readonly dateOrder?: DateOrder | undefined
}

const SAYS_NONE = /^(?:|-+|null|none|nil|n\/?a|nan|nat|undefined|never|0000-00-00(?:[ t]00:00:00)?)$/i

/**
 * Reads a time: Unix seconds, ms, µs, ns (number or text, told apart by size), ISO 8601 with any fraction and zone,
 * `YYYY-MM-DD HH:MM:SS`, JavaScript's `String(Date)`, RFC 2822, `Jan 5, 2026 10:00`, `31.12.2025 23:59`, `12/31/2025 11:59 PM`,
 * a date alone (midnight in the zone). Returns ms, or why not.
 */
export function readTime(value: RawTime, options: TimeOptions): number | TimeProblem {
  if (typeof value === 'number') return fromUnix(value)
  if (typeof value !== 'string') return 'none'
  const iso = readIso(value)
  if (typeof iso === 'number') return iso
  if (iso !== null && typeof iso !== 'string') return toInstant(iso, options)
  const text = value.trim()
  if (SAYS_NONE.test(text)) return 'none'
  if (text.length > 100) return 'unreadable'
  if (iso === 'impossible') return iso
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return fromDigits(text)
  const written =
    text.length === value.length
      ? readWritten(text, options.dateOrder)
      : (readIso(text) ?? readWritten(text, options.dateOrder))
  return typeof written === 'object' ? toInstant(written, options) : written
}

function toInstant({ wall, offset }: Written, { timeZone }: TimeOptions): number {
  if (offset !== null) return wall - offset
  return timeZone === null ? wall : wallToInstant(wall, timeZone)
}

// Limits between the units of Unix time: 1e11 s is the year 5138, 1e11 ms is March 1973, and so on by thousands.
const MOST_SECONDS = 1e11
const MOST_MILLISECONDS = 1e14
const MOST_MICROSECONDS = 1e17
const MOST_NANOSECONDS = 1e20

function fromUnix(value: number): number | TimeProblem {
  const size = Math.abs(value)
  // Not finite ends here too.
  if (!(size < MOST_NANOSECONDS)) return 'unreadable'
  if (size < MOST_SECONDS) return Math.round(value * 1000) + 0
  if (size < MOST_MILLISECONDS) return Math.round(value)
  return Math.floor(value / (size < MOST_MICROSECONDS ? 1e3 : 1e6))
}

function fromDigits(text: string): number | TimeProblem {
  // 20260105 is a day, not the 23rd of August 1970.
  const day = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(text)
  if (day) {
    const wall = wallOf(Number(day[1]), Number(day[2]), Number(day[3]), 0, 0, 0, 0)
    if (wall !== null) return wall
  }
  return fromUnix(Number(text))
}

const ZERO = 48
const digit = (text: string, at: number): number => text.charCodeAt(at) - ZERO

/** Two digits, or -1. */
function two(text: string, at: number): number {
  const a = digit(text, at)
  const b = digit(text, at + 1)
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : -1
}

/**
 * ISO 8601 and its close kin by character codes, as most times of a million-row file are written so. A number is an instant, `Written`
 * lacks a zone, null is another form.
 */
function readIso(text: string): number | Written | 'impossible' | null {
  const separator = text.charCodeAt(4)
  // 4 digits, then - or /
  if ((separator !== 45 && separator !== 47) || text.charCodeAt(7) !== separator) return null
  const century = two(text, 0)
  const year = two(text, 2)
  const month = two(text, 5)
  const day = two(text, 8)
  if (century < 0 || year < 0 || month < 0 || day < 0) return null
  const length = text.length
  let hour = 0
  let minute = 0
  let second = 0
  let ms = 0
  let at = 10
  const between = text.charCodeAt(10)
  if (length > 10 && (between === 84 || between === 32 || between === 116)) {
    hour = two(text, 11)
    minute = two(text, 14)
    if (hour < 0 || minute < 0 || text.charCodeAt(13) !== 58) return null
    at = 16
    if (text.charCodeAt(16) === 58) {
      second = two(text, 17)
      if (second < 0) return null
      at = 19
      const point = text.charCodeAt(19)
      if (point === 46 || point === 44) {
        let scale = 100
        for (at = 20; at < length; at++) {
          const d = digit(text, at)
          if (d < 0 || d > 9) break
          ms += d * scale
          scale = scale === 1 ? 0 : scale / 10
        }
        if (at === 20) return null
      }
    }
  }
  const offset = readOffset(text, at)
  if (offset === undefined) return null
  const wall = wallOf(century * 100 + year, month, day, hour, minute, second, ms)
  if (wall === null) return 'impossible'
  return offset === null ? { wall, offset } : wall - offset
}

/** What some times of a column tell about how they are to be read. */
export interface DateEvidence {
  /** Samples that are times in some form. */
  readonly readable: number
  readonly unreadable: number
  /** Orders in which every numeric date of the samples exists. More than one: ask. Empty: no such dates, or no order fits. */
  readonly orders: readonly DateOrder[]
  /** Samples whose order of day and month matters, for the question. */
  readonly examples: readonly string[]
  /** Every readable sample carries its zone (Unix times do). */
  readonly hasZone: boolean
}

/** Looks at samples so that the mapping step can ask instead of guessing. */
export function dateEvidence(samples: Iterable<RawTime>): DateEvidence {
  let readable = 0
  let unreadable = 0
  let withoutZone = 0
  let orders: DateOrder[] | null = null
  const examples: string[] = []
  for (const sample of samples) {
    const text = typeof sample === 'string' ? sample.trim() : sample
    const numeric = typeof text === 'string' && text.length <= 100 ? NUMERIC.exec(text) : null
    if (numeric && typeof text === 'string') {
      const possible = possibleOrders(numeric)
      orders = orders === null ? possible : orders.filter((order) => possible.includes(order))
      if (possible.length > 1 && examples.length < 5) examples.push(text)
      if (possible.length === 0) unreadable++
      else readable++
      if (numeric[10] === undefined) withoutZone++
      continue
    }
    // Read in two zones: a time that is the same instant in both carries its own.
    const here = readTime(sample, { timeZone: 'UTC' })
    if (here === 'none') continue
    if (typeof here !== 'number') {
      unreadable++
      continue
    }
    readable++
    if (here !== readTime(sample, { timeZone: 'Etc/GMT-14' })) withoutZone++
  }
  return { readable, unreadable, orders: orders ?? [], examples, hasZone: readable > 0 && withoutZone === 0 }
}
