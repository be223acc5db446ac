// Days as the query writes them, `2026-03-01`, in a time zone.
import type { Period } from './analytics-place'

const DAY_MS = 86_400_000

/** Today in the zone. */
export function today(timeZone: string, now = Date.now()): string {
  // The Swedish way of writing a date is the one of the query text.
  return new Intl.DateTimeFormat('sv', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)
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

/** The day in the person's language. Noon, so that no zone moves it to its neighbour. */
export function dayWords(day: string, locale: string | undefined): string {
  const noon = new Date(`${day}T12:00:00Z`)
  return noon.toLocaleDateString(locale, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' })
}
