// Days, times of day and offsets that exist, as numbers. Pure.

/** A wall-clock time as if it were UTC; null for one that does not exist. Month from 1. */
export function wallOf(
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

const OFFSET = /^ ?(?:GMT|UTC)?([+-])(\d\d):?(\d\d)?(?: (?:UTC|GMT))?$/i

/** The zone from `at` to the end of a text: ms; null where there is none; undefined for something else. */
export function readOffset(text: string, at: number): number | null | undefined {
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
