// Times and numbers as people read them: the machine's language, the workspace's time zone.
import { useMemo } from 'react'
import { useTimeZone } from '../use-settings'
import { dateFormat, numberFormat } from './formatters'

export interface Format {
  readonly timeZone: string
  /** Undefined: the machine's. */
  readonly locale: string | undefined
  /** `48,113` */
  number(value: number): string
  /** `Jan 5, 14:02`; with the year when it is not this one. */
  short(time: number): string
  /** `Monday, January 5, 2026, 14:02:33 (Europe/Berlin)` */
  long(time: number): string
  /** `Jan 5, 2026` */
  day(time: number): string
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }

/** `locale` undefined: the machine's. */
export function createFormat(timeZone: string, locale?: string): Format {
  const zone = { timeZone }
  const numbers = numberFormat(locale, {})
  const thisYear = dateFormat(locale, { ...zone, ...CLOCK, month: 'short', day: 'numeric' })
  const otherYear = dateFormat(locale, { ...zone, year: 'numeric', month: 'short', day: 'numeric' })
  const long = dateFormat(locale, { ...zone, dateStyle: 'full', timeStyle: 'medium' })
  const year = dateFormat('en', { ...zone, year: 'numeric' })
  const currentYear = year.format(Date.now())
  return {
    timeZone,
    locale,
    number: (value) => numbers.format(value),
    short: (time) => (year.format(time) === currentYear ? thisYear : otherYear).format(time),
    long: (time) => `${long.format(time)} (${timeZone})`,
    day: (time) => otherYear.format(time)
  }
}

/** The formatters for the workspace's time zone. */
export function useFormat(): Format {
  const timeZone = useTimeZone()
  return useMemo(() => createFormat(timeZone), [timeZone])
}
