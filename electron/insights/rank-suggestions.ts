// What fixing a group of weak answers is worth, and where it is going.
import type { Trend } from '../../shared/improve'

const DAY = 86_400_000
const WEEK = 7 * DAY
/** A question asked so many days ago counts half: about a season of a shop. */
const HALF_LIFE_DAYS = 90
export const RECENT_WEEKS = 4
export const SHOWN_WEEKS = 12

/** One conversation of a group: its worst weak answer. */
export interface Occurrence {
  readonly at: number | null
  /** 0..1 */
  readonly badness: number
}

/**
 * Expected value = sum over conversations of badness x recency, recency = 2^(-age / 90 days): size x mean badness x mean recency,
 * in "bad conversations of today that would be spared". Age is counted from the newest question in the workspace, not from today, so
 * that an export of last year ranks as it would have then. Without a time the age counts as one half-life.
 */
export function expectedValue(occurrences: readonly Occurrence[], newest: number): number {
  return occurrences.reduce((sum, { at, badness }) => {
    const days = at === null ? HALF_LIFE_DAYS : Math.max(0, newest - at) / DAY
    return sum + badness * 2 ** (-days / HALF_LIFE_DAYS)
  }, 0)
}

/** Occurrences in each of the last twelve weeks up to `newest`, oldest week first. */
export function weekCounts(times: readonly (number | null)[], newest: number): number[] {
  const weeks = Array.from({ length: SHOWN_WEEKS }, () => 0)
  for (const at of times) {
    if (at === null) continue
    const week = SHOWN_WEEKS - 1 - Math.floor(Math.max(0, newest - at) / WEEK)
    if (week >= 0) weeks[week] = (weeks[week] ?? 0) + 1
  }
  return weeks
}

/** True in the four weeks up to `newest`. */
export function isRecent(at: number | null, newest: number): boolean {
  return at !== null && newest - at < RECENT_WEEKS * WEEK
}

/** A rise or fall by chance alone is rarer than one in twenty (one-sided). */
const SIGNIFICANT = 1.645

/**
 * new: three or more, none of them before the last four weeks, where the data goes back further. growing, shrinking: the last four
 * weeks against the four before differ by more than chance, (a - b) / sqrt(a + b) of two Poisson counts. Else steady.
 */
export function trendOf(times: readonly (number | null)[], newest: number, oldest: number): Trend {
  const ages = times.flatMap((at) => (at === null ? [] : [(newest - at) / WEEK]))
  const recent = ages.filter((age) => age < RECENT_WEEKS).length
  const before = ages.filter((age) => age >= RECENT_WEEKS && age < 2 * RECENT_WEEKS).length
  const isLongEnough = newest - oldest >= 2 * RECENT_WEEKS * WEEK
  if (isLongEnough && recent >= 3 && recent === ages.length) return 'new'
  if (!isLongEnough || recent + before === 0) return 'steady'
  const z = (recent - before) / Math.sqrt(recent + before)
  return z >= SIGNIFICANT ? 'growing' : z <= -SIGNIFICANT ? 'shrinking' : 'steady'
}
