// Times in every form that platforms and spreadsheets write them, read exactly or refused: an impossible date is never rolled over
// and day and month are never guessed. Pure. Results are integer milliseconds since 1970, UTC.
import type { RawTime } from './raw'
import { wallToInstant } from './time-zones'

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

export interface TimeOptions {
  /** IANA zone of times that carry none; null reads them as UTC. */
  readonly timeZone: string | null
  /** Order of day and month in dates such as 03/04/2026. Absent: only dates that can be read in one way. */
  readonly dateOrder?: DateOrder | undefined
}

/** Why a time could not be read. `none`: the source gives no time. */
export type TimeProblem = 'none' | 'unreadable' | 'impossible' | 'ambiguous'

/** A date and time of day as written: a wall-clock time as if it were UTC, and its offset from UTC where it is written too. */
interface Written {
  readonly wall: number
  /** ms; null where no zone is written. */
  readonly offset: number | null
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
  const written = text.length === value.length ? readOther(text, options) : (readIso(text) ?? readOther(text, options))
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

/** A wall-clock time as if it were UTC; null for one that does not exist. Month from 1. */
function wallOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number
): number | null {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null
  if (day > 28 && day > daysIn(year, month)) return null
  // Date.UTC reads years below 100 as 19xx.
  if (year < 100) {
    const at = new Date(0)
    at.setUTCFullYear(year, month - 1, day)
    return at.setUTCHours(hour, minute, second, ms)
  }
  return Date.UTC(year, month - 1, day, hour, minute, second, ms)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
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

const OFFSET = /^ ?(?:GMT|UTC)?([+-])(\d\d):?(\d\d)?(?: (?:UTC|GMT))?$/i

/** The zone from `at` to the end: ms; null where there is none; undefined for something else. */
function readOffset(text: string, at: number): number | null | undefined {
  const rest = text.length - at
  if (rest === 0) return null
  const first = text.charCodeAt(at)
  if (rest === 1 && (first === 90 || first === 122)) return 0
  const tail = text.slice(at)
  if (/^ ?(?:Z|UTC|GMT)$/i.test(tail)) return 0
  const match = OFFSET.exec(tail)
  if (!match) return undefined
  const hours = Number(match[2])
  const minutes = Number(match[3] ?? 0)
  if (hours > 18 || minutes > 59) return undefined
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
// Two runs of letters and digits are never adjacent without a separator, so that no text makes these slow.
const TIME = String.raw`(?:,?\s+(?:at\s+)?|T)(\d{1,2})[:.](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\.?)?`
const ZONE = String.raw`(\s*(?:Z|UTC|GMT|(?:GMT|UTC)?[+-]\d{2}:?\d{2}))?(?:\s*\([^)]*\))?`
const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\\s+)?'
const MONTH = '([a-z]{3,9})\\.?'
const MONTH_FIRST = new RegExp(
  `^${WEEKDAY}${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?:${TIME})?${ZONE}$`,
  'i'
)
const DAY_FIRST = new RegExp(
  `^${WEEKDAY}(\\d{1,2})(?:st|nd|rd|th)?\\.?[\\s-]+${MONTH}[\\s-]+(\\d{4})(?:${TIME})?${ZONE}$`,
  'i'
)
const NUMERIC = new RegExp(`^(\\d{1,4})([./-])(\\d{1,2})\\2(\\d{1,4})(?:${TIME})?${ZONE}$`, 'i')

type Matched = readonly (string | undefined)[]

function readOther(text: string, { dateOrder }: TimeOptions): Written | TimeProblem {
  const numeric = NUMERIC.exec(text)
  if (numeric) {
    const order = orderOf(numeric, dateOrder)
    if (order === 'impossible' || order === 'ambiguous') return order
    const { year, month, day } = inOrder(numeric, order)
    return finish(year, month, day, numeric.slice(5))
  }
  const monthFirst = MONTH_FIRST.exec(text)
  if (monthFirst) return named(monthFirst[3], monthFirst[1], monthFirst[2], monthFirst.slice(4))
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst) return named(dayFirst[3], dayFirst[2], dayFirst[1], dayFirst.slice(4))
  return 'unreadable'
}

function named(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: Matched
): Written | TimeProblem {
  const number = MONTHS.indexOf((month ?? '').slice(0, 3).toLowerCase()) + 1
  return number === 0 ? 'unreadable' : finish(Number(year), number, Number(day), time)
}

/** `time`: hour, minute, second, fraction, a or p, zone. */
function finish(year: number, month: number, day: number, time: Matched): Written | TimeProblem {
  let hour = Number(time[0] ?? 0)
  const half = time[4]?.toLowerCase()
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return 'impossible'
    hour = (hour % 12) + (half === 'p' ? 12 : 0)
  }
  const ms = Math.floor(Number(`0.${time[3] ?? 0}`) * 1000)
  const wall = wallOf(year, month, day, hour, Number(time[1] ?? 0), Number(time[2] ?? 0), ms)
  if (wall === null) return 'impossible'
  const offset = time[5] === undefined ? null : readOffset(time[5].trim(), 0)
  return offset === undefined ? 'unreadable' : { wall, offset }
}

function orderOf(numeric: Matched, given: DateOrder | undefined): DateOrder | 'impossible' | 'ambiguous' {
  const isYearInFront = (numeric[1] ?? '').length > 2
  if (given !== undefined && given !== 'ymd' && !isYearInFront) {
    return (numeric[4] ?? '').length !== 3 && exists(numeric, given) ? given : 'impossible'
  }
  const [first, ...others] = possibleOrders(numeric)
  if (first === undefined) return 'impossible'
  return others.length === 0 ? first : 'ambiguous'
}

/** Orders in which a numeric date exists. Dots are written day first everywhere; a year of four digits stands where it stands. */
function possibleOrders(numeric: Matched): DateOrder[] {
  const first = numeric[1] ?? ''
  const last = numeric[4] ?? ''
  if (first.length > 2) return first.length === 4 && last.length <= 2 && exists(numeric, 'ymd') ? ['ymd'] : []
  if (last.length === 3) return []
  const orders: DateOrder[] = []
  if (exists(numeric, 'dmy')) orders.push('dmy')
  if (exists(numeric, 'mdy') && (numeric[2] !== '.' || orders.length === 0)) orders.push('mdy')
  return orders
}

function exists(numeric: Matched, order: DateOrder): boolean {
  const { year, month, day } = inOrder(numeric, order)
  return wallOf(year, month, day, 0, 0, 0, 0) !== null
}

function inOrder(numeric: Matched, order: DateOrder): { year: number; month: number; day: number } {
  const [a, b, c] = [Number(numeric[1]), Number(numeric[3]), Number(numeric[4])]
  if (order === 'ymd') return { year: a, month: b, day: c }
  const year = (numeric[4] ?? '').length <= 2 ? fullYear(c) : c
  return order === 'dmy' ? { year, month: b, day: a } : { year, month: a, day: b }
}

/** 00-69 is 2000-2069, 70-99 is 1970-1999, as spreadsheets and POSIX read two digits. */
function fullYear(twoDigits: number): number {
  return twoDigits < 70 ? 2000 + twoDigits : 1900 + twoDigits
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
