// Times of a person's calendar: days, weeks and months of their zone, and the filter that finds what began in one.
import type { TimeUnit } from '../../shared/analytics'
import type { Condition } from '../../shared/query/query'
import { localTimeAt } from '../../shared/query/time-zone'
import { startsOf, unitFor } from '../search/histograms'

/** The calendar between two moments: `starts` are the beginnings in order, with the end of the last behind them. */
export interface Calendar {
  readonly unit: TimeUnit
  readonly starts: readonly number[]
  /** One a time. */
  readonly filters: readonly Condition[]
}

/** `unit` null: days, weeks or months, whichever can be read. An empty span (first after last) has no times. */
export function calendarOf(first: number, last: number, unit: TimeUnit | null, timeZone: string): Calendar {
  const proposed = unitFor(last - first)
  const chosen = unit ?? (proposed === 'year' ? 'month' : proposed)
  if (first > last) return { unit: chosen, starts: [], filters: [] }
  const starts = startsOf(chosen, first, last, timeZone)
  return {
    unit: chosen,
    starts,
    filters: starts.slice(0, -1).map((from, i) => beganIn(from, starts[i + 1] ?? from, timeZone))
  }
}

/** What began in [from, to), both midnights of the zone. */
export function beganIn(from: number, to: number, timeZone: string): Condition {
  return {
    kind: 'condition',
    field: 'started',
    op: 'between',
    values: [dayOf(from, timeZone), dayOf(to - 1, timeZone)]
  }
}

/** `2026-03-01` */
export function dayOf(time: number, timeZone: string): string {
  const { year, month, day } = localTimeAt(time, timeZone)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** First and last of the times that are known; first after last where none is. */
export function rangeOf(times: Float64Array, ids: Uint32Array): { readonly first: number; readonly last: number } {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const id of ids) {
    const time = times[id] ?? Number.NaN
    if (time < first) first = time
    if (time > last) last = time
  }
  return { first, last }
}
