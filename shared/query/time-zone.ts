// Wall-clock time in an IANA time zone, with its changes of clocks: which moment a local time is, and the other way round.

/** A local date and time. Month from 1. Days and months beyond their range carry over, as in Date.UTC. */
export interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric'
    })
    formats.set(timeZone, format)
  }
  return format
}

/** Whether the runtime knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone)
    return true
  } catch {
    return false
  }
}

/** Milliseconds to add to UTC to get the zone's wall clock at a moment. */
export function offsetAt(utc: number, timeZone: string): number {
  const parts: Record<string, string> = {}
  for (const part of formatOf(timeZone).formatToParts(utc)) parts[part.type] = part.value
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year)
  const local = utcOf({
    year,
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second)
  })
  return local - Math.floor(utc / 1_000) * 1_000
}

/** The wall clock at a moment. */
export function localTimeAt(utc: number, timeZone: string): Required<LocalTime> {
  const date = new Date(utc + offsetAt(utc, timeZone))
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds()
  }
}

/**
 * The moment of a local time. Where clocks jump over it (spring), the same distance behind the jump; where it happens twice
 * (autumn), the first.
 */
export function momentOf(local: LocalTime, timeZone: string): number {
  const wall = utcOf(local)
  const before = wall - offsetAt(wall - 86_400_000, timeZone)
  const after = wall - offsetAt(wall + 86_400_000, timeZone)
  const fits = (utc: number) => utc + offsetAt(utc, timeZone) === wall
  const [earlier, later] = before <= after ? [before, after] : [after, before]
  if (fits(earlier)) return earlier
  if (fits(later)) return later
  return before
}

function utcOf(local: LocalTime): number {
  const date = new Date(0)
  date.setUTCFullYear(local.year, local.month - 1, local.day)
  date.setUTCHours(local.hour ?? 0, local.minute ?? 0, local.second ?? 0, 0)
  return date.getTime()
}

/** From `from` on (UTC milliseconds), the wall clock is UTC + `offset`, until the next entry. */
export interface OffsetSpan {
  readonly from: number
  readonly offset: number
}

/** Every change of the zone's clocks between two moments, the first entry being the offset at `from`. */
export function offsetsBetween(from: number, to: number, timeZone: string): OffsetSpan[] {
  const spans: OffsetSpan[] = [{ from, offset: offsetAt(from, timeZone) }]
  // No zone changes twice within a week and back; a day's steps would only be slower.
  const step = 7 * 86_400_000
  for (let low = from; low < to; low += step) {
    const high = Math.min(low + step, to)
    const offset = offsetAt(high, timeZone)
    if (offset === spans.at(-1)?.offset) continue
    spans.push({ from: changeBetween(low, high, timeZone), offset })
  }
  return spans
}

function changeBetween(low: number, high: number, timeZone: string): number {
  const before = offsetAt(low, timeZone)
  let [a, b] = [low, high]
  while (b - a > 1_000) {
    const middle = Math.floor((a + b) / 2_000) * 1_000
    if (middle <= a) break
    if (offsetAt(middle, timeZone) === before) a = middle
    else b = middle
  }
  return Math.ceil(b / 1_000) * 1_000
}
