// Dates as people and spreadsheets write them: `31.12.2025 23:59`, `12/31/2025 11:59 PM`, `Jan 5, 2026 10:00`, `Mon Jan 05 2026 ...`.
// An impossible date is never rolled over, and day and month are never guessed. Pure.
import { readOffset, wallOf } from './calendar'

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** Why a time could not be read. `none`: the source gives no time. */
export type TimeProblem = 'none' | 'unreadable' | 'impossible' | 'ambiguous'

/** A date and time of day as written: a wall-clock time as if it were UTC, and its offset from UTC where it is written too. */
export interface Written {
  readonly wall: number
  /** ms; null where no zone is written. */
  readonly offset: number | null
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
/** First number, separator, second and third number, then time and zone. */
export const NUMERIC = new RegExp(`^(\\d{1,4})([./-])(\\d{1,2})\\2(\\d{1,4})(?:${TIME})?${ZONE}$`, 'i')

export type Matched = readonly (string | undefined)[]

/** Reads a date with or without a time of day. `dateOrder` absent: only where it can be read in one way. */
export function readWritten(text: string, dateOrder: DateOrder | undefined): Written | TimeProblem {
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
export function possibleOrders(numeric: Matched): DateOrder[] {
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
