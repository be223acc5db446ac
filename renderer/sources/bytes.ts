// Sizes and durations in words.
import { numberFormat } from '../components/formatters'

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** "1.4 MB"; decimal units, as file managers show them. */
export function bytes(size: number): string {
  let unit = 0
  let value = size
  while (value >= 1_000 && unit < UNITS.length - 1) {
    value /= 1_000
    unit++
  }
  return `${numberFormat(undefined, { maximumFractionDigits: unit === 0 || value >= 100 ? 0 : 1 }).format(value)} ${UNITS[unit]}`
}

/** "about 2 minutes", rounded as people do; milliseconds. */
export function roughly(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000)
  if (seconds < 5) return 'a few seconds'
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} seconds`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `about ${minutes} minutes`
  return `about ${Math.round(minutes / 60)} hours`
}
