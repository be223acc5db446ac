// Conversations over time and by length, under the other active filters: the strip over the list.
import type { CountHistogram, DateHistogram } from '../../shared/query/facets'
import type { FieldName } from '../../shared/query/fields'
import type { Query } from '../../shared/query/query'
import { type LocalTime, localTimeAt, momentOf } from '../../shared/query/time-zone'
import { eachBit } from './bits'
import { without } from './facets'
import { evaluateIn, type Moment, scopeBits } from './sets'

const DATE_FIELDS: ReadonlySet<FieldName> = new Set(['date', 'after', 'before', 'newer_than', 'older_than', 'started'])
const DAY_MS = 86_400_000

/** By start, in the person's days, weeks, months or years: whichever gives a strip that can be read. */
export async function dateHistogram(moment: Moment, query: Query): Promise<DateHistogram> {
  const among = await evaluateIn(moment, without(query.filter, DATE_FIELDS), scopeBits(moment, query.agentId))
  const { startedAt } = moment.columns
  let [first, last, undated] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  eachBit(among, (id) => {
    const time = startedAt[id] ?? Number.NaN
    if (Number.isNaN(time)) undated++
    else {
      first = Math.min(first, time)
      last = Math.max(last, time)
    }
  })
  if (first > last) return { unit: 'day', buckets: [], undated }
  const unit = unitFor(last - first)
  const starts = startsOf(unit, first, last, moment.context.clock.timeZone)
  const counts = new Uint32Array(starts.length)
  eachBit(among, (id) => {
    const time = startedAt[id] ?? Number.NaN
    if (Number.isNaN(time)) return
    const at = placeIn(starts, time)
    counts[at] = (counts[at] ?? 0) + 1
  })
  const buckets = starts.slice(0, -1).map((from, i) => ({ from, to: starts[i + 1] ?? from, count: counts[i] ?? 0 }))
  return { unit, buckets, undated }
}

export function unitFor(span: number): DateHistogram['unit'] {
  if (span <= 92 * DAY_MS) return 'day'
  if (span <= 2 * 366 * DAY_MS) return 'week'
  return span <= 12 * 366 * DAY_MS ? 'month' : 'year'
}

/** Beginnings of the buckets from the one that holds `first`, and one behind `last`. */
export function startsOf(unit: DateHistogram['unit'], first: number, last: number, timeZone: string): number[] {
  const { year, month, day } = localTimeAt(first, timeZone)
  const sinceMonday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7
  const starts: number[] = []
  for (let i = 0; ; i++) {
    const local: Record<DateHistogram['unit'], LocalTime> = {
      day: { year, month, day: day + i },
      week: { year, month, day: day - sinceMonday + 7 * i },
      month: { year, month: month + i, day: 1 },
      year: { year: year + i, month: 1, day: 1 }
    }
    const start = momentOf(local[unit], timeZone)
    starts.push(start)
    if (start > last || i > MOST_BUCKETS) return starts
  }
}

/** A wrong clock in the data must not make a strip of a million years. */
const MOST_BUCKETS = 10_000

/** The last start that is not after the time. */
export function placeIn(starts: readonly number[], time: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((starts[middle] ?? 0) <= time) low = middle
    else high = middle - 1
  }
  return low
}

/** Limits of the buckets: each one up to ten, then wider. */
export const LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 21, 31, 51, 101, 201, 501, 1_001]

/** How long conversations are, in messages. */
export async function countHistogram(moment: Moment, query: Query): Promise<CountHistogram> {
  const among = await evaluateIn(
    moment,
    without(query.filter, new Set<FieldName>(['messages'])),
    scopeBits(moment, query.agentId)
  )
  const starts = [0, ...LENGTHS]
  const counts = new Uint32Array(starts.length)
  let most = 0
  eachBit(among, (id) => {
    const length = moment.columns.messages[id] ?? 0
    most = Math.max(most, length)
    const at = placeIn(starts, length)
    counts[at] = (counts[at] ?? 0) + 1
  })
  const buckets = starts.map((from, i) => ({
    from,
    to: (starts[i + 1] ?? Number.POSITIVE_INFINITY) - 1,
    count: counts[i] ?? 0
  }))
  return {
    buckets: buckets
      .map((b) => ({ ...b, to: Math.min(b.to, Math.max(most, b.from)) }))
      .filter((b) => b.from <= most && (b.from > 0 || b.count > 0))
  }
}
