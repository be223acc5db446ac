// What the workspace really holds, day by day: by channel, source, agent or import, with stretches that are empty though they
// usually are not, so that a dip of a chart is not mistaken for a gap of the data, nor a gap for a dip.
import type { CoverageLane, DataCoverage, Hole, Lane } from '../../shared/analytics'
import type { Condition, Query } from '../../shared/query/query'
import { placeIn } from '../search/histograms'
import type { Moment } from '../search/sets'
import { valuesOf } from './breakdowns'
import { holdingImports } from './import-lanes'
import { conversationsOf } from './overview'
import { beganIn, type Calendar, calendarOf, rangeOf } from './time-groups'

/** Lanes that are shown, the largest first. */
const LANES = 30
/** A calendar of more times than this is shown in weeks, then months. Holes are always found by day. */
const MOST_TIMES = 125
/** A stretch is a hole when so few conversations as none come by chance at most this often. */
const CHANCE = 0.001

/** One lane before its counts: which conversations it has, and how to find them. */
export interface LaneOf {
  readonly value: string
  readonly filter: Condition
  readonly note: string | null
  has(id: number): boolean
}

export async function coverageOf(moment: Moment, query: Query, by: CoverageLane): Promise<DataCoverage> {
  const ids = await conversationsOf(moment, query)
  const { startedAt } = moment.columns
  const { timeZone } = moment.context.clock
  const { first, last } = rangeOf(startedAt, ids)
  const days = calendarOf(first, last, 'day', timeZone)
  const shown = fitting(days, first, last, timeZone)
  const dated = ids.filter((id) => !Number.isNaN(startedAt[id] ?? Number.NaN))
  const dayOf = Uint32Array.from(dated, (id) => placeIn(days.starts, startedAt[id] ?? 0))
  const shownOf = Uint32Array.from(days.filters, (_, day) => placeIn(shown.starts, days.starts[day] ?? 0))
  const lane = ({ value, filter, note, has }: LaneOf): Lane => {
    const perDay = new Array<number>(days.filters.length).fill(0)
    dated.forEach((id, i) => {
      const day = dayOf[i] ?? 0
      if (has(id)) perDay[day] = (perDay[day] ?? 0) + 1
    })
    const counts = new Array<number>(shown.filters.length).fill(0)
    perDay.forEach((count, day) => {
      const place = shownOf[day] ?? 0
      counts[place] = (counts[place] ?? 0) + count
    })
    const total = ids.reduce((sum, id) => sum + Number(has(id)), 0)
    return { value, filter, total, counts, holes: holesOf(perDay, days, timeZone), note }
  }
  const lanes: Lane[] = []
  for (const one of await lanesOf(moment, ids, by)) {
    lanes.push(lane(one))
    await moment.pause()
  }
  return {
    unit: shown.unit,
    starts: shown.starts,
    filters: shown.filters,
    all: lane({
      value: 'all',
      filter: { kind: 'condition', field: 'started', op: 'exists', values: [] },
      note: null,
      has: (id) => !Number.isNaN(startedAt[id] ?? Number.NaN)
    }),
    lanes,
    undated: ids.length - dated.length
  }
}

function fitting(days: Calendar, first: number, last: number, timeZone: string): Calendar {
  if (days.filters.length <= MOST_TIMES) return days
  const weeks = calendarOf(first, last, 'week', timeZone)
  return weeks.filters.length <= MOST_TIMES ? weeks : calendarOf(first, last, 'month', timeZone)
}

async function lanesOf(moment: Moment, ids: Uint32Array, by: CoverageLane): Promise<readonly LaneOf[]> {
  if (by === 'import') return (await holdingImports(moment, ids)).slice(0, LANES)
  const { codes, dictionary } = moment.columns.words[by]
  const counts = new Uint32Array(dictionary.entries.length)
  for (const id of ids) {
    const code = codes[id] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
  return valuesOf(moment.columns, by, (code) => counts[code] ?? 0)
    .map(({ value, filter, codes: accepted }) => {
      const isOne = Uint8Array.from(dictionary.entries, (_, code) => Number(accepted.includes(code)))
      const size = accepted.reduce((sum, code) => sum + (counts[code] ?? 0), 0)
      return { value, filter, size, note: null, has: (id: number) => isOne[codes[id] ?? 0] === 1 }
    })
    .sort((a, b) => b.size - a.size || (a.value < b.value ? -1 : 1))
    .slice(0, LANES)
}

const DAYS_OF_WEEK = 7

/**
 * Empty days between the first and the last conversation of a lane that would hold some: with so many expected (the mean of the
 * same weekdays), none at all is a matter of chance less often than CHANCE (Poisson: e to the power of minus the expected number).
 */
function holesOf(counts: readonly number[], { starts }: Calendar, timeZone: string): Hole[] {
  const first = counts.findIndex((n) => n > 0)
  const last = counts.findLastIndex((n) => n > 0)
  const sums = new Float64Array(DAYS_OF_WEEK)
  const alike = new Uint32Array(DAYS_OF_WEEK)
  for (let i = Math.max(0, first); i <= last; i++) {
    const weekday = i % DAYS_OF_WEEK
    sums[weekday] = (sums[weekday] ?? 0) + (counts[i] ?? 0)
    alike[weekday] = (alike[weekday] ?? 0) + 1
  }
  const holes: Hole[] = []
  for (let i = first; i >= 0 && i < last; i++) {
    if (counts[i] !== 0) continue
    const begin = i
    let expected = 0
    for (; counts[i] === 0; i++) {
      const weekday = i % DAYS_OF_WEEK
      expected += (sums[weekday] ?? 0) / Math.max(1, alike[weekday] ?? 0)
    }
    if (Math.exp(-expected) > CHANCE) continue
    const [from, to] = [starts[begin] ?? 0, starts[i] ?? 0]
    holes.push({ from, to, days: i - begin, expected, filter: beganIn(from, to, timeZone) })
  }
  return holes
}
