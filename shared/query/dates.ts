// Dates as people type them in a query: parts of dates, relative dates and ranges, read as half-open spans of time.
import { type LocalTime, localTimeAt, momentOf } from './time-zone'

/** [from, to) in UTC milliseconds. */
export interface TimeSpan {
  readonly from: number
  readonly to: number
}

/** What relative dates are counted from, and where. */
export interface Clock {
  readonly now: number
  readonly timeZone: string
}

const ISO =
  /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i
const AGO = /^(\d{1,6})(min|mo|h|d|w|m|y)$/
const NAMED = [
  'now',
  'today',
  'yesterday',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-year',
  'last-year'
] as const

/** Whether `readDate` can read it; for checks where no clock is at hand. */
export function isDate(value: string): boolean {
  return readDate(value, { now: 0, timeZone: 'UTC' }) !== null
}

/**
 * The span that a date names: `2026`, `2026-03`, `2026-03-01` (or with slashes), `2026-03-01T14:30`, the same with seconds, `Z` or
 * an offset; `today`, `yesterday`, `this-week` (from Monday), `last-month`...; `7d` is the last seven days up to now (also `24h`,
 * `30min`, `2w`, `3m` months, `1y`). Null when it is no date.
 */
export function readDate(value: string, clock: Clock): TimeSpan | null {
  const text = value.trim().toLowerCase()
  const ago = momentAgo(text, clock)
  if (ago !== null) return { from: ago, to: clock.now + 1 }
  const named = NAMED.find((name) => name === text)
  return named ? namedSpan(named, clock) : isoSpan(ISO.exec(text), clock.timeZone)
}

/** The moment so long ago: `7d`, `1y`. Days and longer by the calendar (same wall clock), hours and minutes by the clock. */
export function momentAgo(value: string, clock: Clock): number | null {
  const match = AGO.exec(value.trim().toLowerCase())
  if (!match) return null
  const count = Number(match[1])
  const local = localTimeAt(clock.now, clock.timeZone)
  const back = (change: Partial<LocalTime>) =>
    momentOf({ ...local, ...change }, clock.timeZone) + (((clock.now % 1_000) + 1_000) % 1_000)
  switch (match[2]) {
    case 'min':
      return clock.now - count * 60_000
    case 'h':
      return clock.now - count * 3_600_000
    case 'd':
      return back({ day: local.day - count })
    case 'w':
      return back({ day: local.day - count * 7 })
    case 'y':
      return back(monthsBack(local, count * 12))
    default:
      return back(monthsBack(local, count))
  }
}

/** 31 March less a month is the last day of February, not the third of March. */
function monthsBack(local: LocalTime, months: number): LocalTime {
  const first = new Date(Date.UTC(local.year, local.month - 1 - months, 1))
  const year = first.getUTCFullYear()
  const month = first.getUTCMonth() + 1
  return { year, month, day: Math.min(local.day, new Date(Date.UTC(year, month, 0)).getUTCDate()) }
}

function namedSpan(name: (typeof NAMED)[number], clock: Clock): TimeSpan {
  const today = localTimeAt(clock.now, clock.timeZone)
  const { year, month, day } = today
  const span = (from: LocalTime, to: LocalTime): TimeSpan => ({
    from: momentOf(from, clock.timeZone),
    to: momentOf(to, clock.timeZone)
  })
  // Days since Monday.
  const monday = day - ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7)
  switch (name) {
    case 'now':
      return { from: clock.now, to: clock.now + 1 }
    case 'today':
      return span({ year, month, day }, { year, month, day: day + 1 })
    case 'yesterday':
      return span({ year, month, day: day - 1 }, { year, month, day })
    case 'this-week':
      return span({ year, month, day: monday }, { year, month, day: monday + 7 })
    case 'last-week':
      return span({ year, month, day: monday - 7 }, { year, month, day: monday })
    case 'this-month':
      return span({ year, month, day: 1 }, { year, month: month + 1, day: 1 })
    case 'last-month':
      return span({ year, month: month - 1, day: 1 }, { year, month, day: 1 })
    case 'this-year':
      return span({ year, month: 1, day: 1 }, { year: year + 1, month: 1, day: 1 })
    case 'last-year':
      return span({ year: year - 1, month: 1, day: 1 }, { year, month: 1, day: 1 })
  }
}

function isoSpan(match: RegExpExecArray | null, timeZone: string): TimeSpan | null {
  if (!match) return null
  const [year = 0, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)))
  if (month !== undefined && (month < 1 || month > 12)) return null
  if (day !== undefined && (day < 1 || day > new Date(Date.UTC(year, month ?? 1, 0)).getUTCDate())) return null
  if (hour === undefined) return dateSpan(year, month, day, timeZone)
  if (hour > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return null
  const offset = match[7]
  const local = { year, month: month ?? 1, day: day ?? 1, hour, minute: minute ?? 0, second: second ?? 0 }
  const from = offset === undefined ? momentOf(local, timeZone) : momentOf(local, 'UTC') - offsetOf(offset)
  return { from, to: from + (second === undefined ? 60_000 : 1_000) }
}

function dateSpan(year: number, month: number | undefined, day: number | undefined, timeZone: string): TimeSpan {
  const from = { year, month: month ?? 1, day: day ?? 1 }
  const to =
    month === undefined
      ? { year: year + 1, month: 1, day: 1 }
      : day === undefined
        ? { year, month: month + 1, day: 1 }
        : { year, month, day: day + 1 }
  return { from: momentOf(from, timeZone), to: momentOf(to, timeZone) }
}

/** Milliseconds of `Z`, `+02:00`, `-0530`. */
function offsetOf(offset: string): number {
  if (offset.toLowerCase() === 'z') return 0
  const sign = offset.startsWith('-') ? -1 : 1
  return sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))) * 60_000
}
