// Wall-clock times of a zone as instants, with what happens at the turn of summer time decided once.

const QUARTER_HOUR_MS = 900_000
const DAY_MS = 86_400_000
/** Offsets change at quarters of an hour at most; a cache of these many covers two years of one zone. */
const MOST_CACHED = 70_000

interface Zone {
  readonly format: Intl.DateTimeFormat
  /** Quarter of an hour since 1970 -> offset in ms. */
  readonly offsets: Map<number, number>
}
const zones = new Map<string, Zone | null>()

function zoneOf(name: string): Zone | null {
  let zone = zones.get(name)
  if (zone === undefined) {
    try {
      const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
        timeZone: name,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric'
      })
      zone = { format, offsets: new Map() }
    } catch {
      zone = null
    }
    zones.set(name, zone)
  }
  return zone
}

/** Whether this runtime knows a zone by this IANA name. */
export function isTimeZone(name: string): boolean {
  return name === 'UTC' || zoneOf(name) !== null
}

/** What is added to UTC in the zone at an instant, in ms. */
function offsetAt(zone: Zone, instant: number): number {
  const quarter = Math.floor(instant / QUARTER_HOUR_MS)
  let offset = zone.offsets.get(quarter)
  if (offset === undefined) {
    const at = quarter * QUARTER_HOUR_MS
    offset = wallClock(zone.format, at) - at
    if (zone.offsets.size >= MOST_CACHED) zone.offsets.clear()
    zone.offsets.set(quarter, offset)
  }
  return offset
}

/** What clocks show at an instant, as if it were UTC. */
function wallClock(format: Intl.DateTimeFormat, instant: number): number {
  const parts = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of format.formatToParts(instant)) {
    if (type in parts) parts[type as keyof typeof parts] = Number(value)
  }
  const at = new Date(0)
  at.setUTCFullYear(parts.year, parts.month - 1, parts.day)
  return at.setUTCHours(parts.hour, parts.minute, parts.second)
}

/**
 * The instant at which clocks in `timeZone` show `wall` (a wall-clock time as if it were UTC, ms). Where clocks show it twice (end of
 * summer time) it is the first of the two; where they skip it (begin of summer time) it is read with the offset before the jump, so
 * that 02:30 becomes 03:30. Both as Temporal's `compatible`. Throws a RangeError for a zone that is not known.
 */
export function wallToInstant(wall: number, timeZone: string): number {
  if (timeZone === 'UTC') return wall
  const zone = zoneOf(timeZone)
  if (!zone) throw new RangeError(`unknown time zone: ${timeZone}`)
  const before = offsetAt(zone, wall - DAY_MS)
  const after = offsetAt(zone, wall + DAY_MS)
  if (before === after) {
    // Two changes within two days (Morocco's Ramadan is weeks) do not happen, but cost one look.
    if (offsetAt(zone, wall - before) === before) return wall - before
  }
  // The larger offset gives the earlier instant.
  const first = wall - Math.max(before, after)
  const second = wall - Math.min(before, after)
  if (first + offsetAt(zone, first) === wall) return first
  if (second + offsetAt(zone, second) === wall) return second
  return wall - before
}
