// Days as the query writes them, `2026-03-01`, in a time zone.
import { dayIn } from '../components/formatters'
import type { Period } from './analytics-place'

const DAY_MS = 86_400_000

/** Today in the zone. */
export function today(timeZone: string, now = Date.now()): string {
  return dayIn(timeZone, now)
}

/** A day so many days later, or earlier. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The last so many days, today included. */
export function daysBack(days: number, timeZone: string): Period {
  const to = today(timeZone)
  return { from: plusDays(to, 1 - days), to }
}
