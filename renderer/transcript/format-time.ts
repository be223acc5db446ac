// Times as people read them: in the workspace's time zone and the person's locale, with the exact UTC instant for a tooltip.
import { dateFormat } from '../components/formatters'

function format(timeZone: string, style: 'time' | 'moment' | 'day'): Intl.DateTimeFormat {
  return dateFormat(undefined, {
    timeZone,
    ...(style === 'time' ? {} : { year: 'numeric', month: 'short', day: 'numeric' }),
    ...(style === 'day' ? {} : { hour: 'numeric', minute: '2-digit' })
  })
}

/** "5 Mar 2026, 14:07" in the given IANA zone. */
export const moment = (at: number, timeZone: string): string => format(timeZone, 'moment').format(at)

/** "5 Mar 2026". */
export const day = (at: number, timeZone: string): string => format(timeZone, 'day').format(at)

/** "5 Mar 2026, 14:07 – 14:31": the second date is left out when it is the same day. */
export function period(from: number, to: number | null, timeZone: string): string {
  if (to === null || to <= from) return moment(from, timeZone)
  const last = day(from, timeZone) === day(to, timeZone) ? format(timeZone, 'time').format(to) : moment(to, timeZone)
  return last === moment(from, timeZone) ? last : `${moment(from, timeZone)} – ${last}`
}

/** The instant to the millisecond: "2026-03-05 13:07:00.000 UTC". */
export const exactUtc = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', ' UTC')
