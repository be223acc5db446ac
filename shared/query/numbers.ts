// Numbers, scores and durations as people type them in a query.

/** A plain number; null for anything else. */
export function readNumber(value: string): number | null {
  return /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/.test(value.trim()) ? Number(value) : null
}

/** A score from 0 to 1: `0.4`, `.4`, or `40%`. */
export function readScore(value: string): number | null {
  const text = value.trim()
  const number = text.endsWith('%') ? readNumber(text.slice(0, -1)) : readNumber(text)
  const score = number === null ? null : text.endsWith('%') ? number / 100 : number
  return score !== null && score >= 0 && score <= 1 ? score : null
}

const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  sec: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000
}

/** A length of time in milliseconds: `90s`, `2m`, `1h30m`, `1.5h`; a bare number counts seconds. */
export function readDuration(value: string): number | null {
  const text = value.trim().toLowerCase()
  const seconds = readNumber(text)
  if (seconds !== null) return seconds < 0 ? null : seconds * 1_000
  if (!/^(?:\d+(?:\.\d+)?(?:ms|sec|s|min|m|h|d|w))+$/.test(text)) return null
  let sum = 0
  for (const [, count, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|sec|s|min|m|h|d|w)/g)) {
    sum += Number(count) * (MILLISECONDS[unit] ?? 0)
  }
  return sum
}

/** A whole number from 0 to 23. */
export function readHour(value: string): number | null {
  const match = /^(\d{1,2})(?::00|h)?$/.exec(value.trim())
  const hour = match ? Number(match[1]) : Number.NaN
  return hour <= 23 ? hour : null
}
