// The numbers of the Analytics page over the conversations of a query: totals, over time, distributions, by value.
import {
  type Bin,
  BREAKDOWN_FIELDS,
  type Breakdown,
  type BreakdownField,
  type Overview,
  type TimeUnit
} from '../../shared/analytics'
import type { Condition, Query } from '../../shared/query/query'
import { idsOf } from '../search/bits'
import { LENGTHS, placeIn } from '../search/histograms'
import { evaluateIn, type Moment, scopeBits } from '../search/sets'
import { valuesOf } from './breakdowns'
import { type Measured, measure, sizeOf, sumBy, sumByCode, tallyOf, totalOf } from './tallies'
import { calendarOf, rangeOf } from './time-groups'

/** Values of a breakdown that are listed. */
export const LISTED = 50

/** The conversations that a query finds, ascending. */
export async function conversationsOf(moment: Moment, query: Query): Promise<Uint32Array> {
  return idsOf(await evaluateIn(moment, query.filter, scopeBits(moment, query.agentId)))
}

/** `unit` null: whichever can be read. Throws `invalid-query`, `cancelled`. */
export async function overviewOf(moment: Moment, query: Query, unit: TimeUnit | null): Promise<Overview> {
  const ids = await conversationsOf(moment, query)
  await moment.pause()
  const measured = measure(moment, ids)
  const breakdowns: Breakdown[] = []
  for (const field of BREAKDOWN_FIELDS) {
    breakdowns.push(breakdownOf(moment, measured, field))
    await moment.pause()
  }
  const byLength = countsByLength(moment, ids)
  return {
    total: totalOf(measured),
    ...seriesOf(moment, measured, unit),
    confidence: confidenceOf(moment, ids),
    lengths: lengthBins(byLength),
    medianMessages: medianLength(byLength, ids.length),
    breakdowns
  }
}

function seriesOf(
  { columns, context }: Moment,
  measured: Measured,
  wanted: TimeUnit | null
): Pick<Overview, 'unit' | 'series' | 'undated'> {
  const { startedAt } = columns
  const { ids } = measured
  const { first, last } = rangeOf(startedAt, ids)
  const { unit, starts, filters } = calendarOf(first, last, wanted, context.clock.timeZone)
  const places = new Int32Array(ids.length)
  let undated = 0
  // Conversations that came in together mostly began together: the place of the one before is looked at first.
  let [place, from, to] = [-1, Number.NaN, Number.NaN]
  for (let i = 0; i < ids.length; i++) {
    const time = startedAt[ids[i] ?? 0] ?? Number.NaN
    if (Number.isNaN(time)) {
      places[i] = -1
      undated++
      continue
    }
    if (!(time >= from && time < to)) {
      place = placeIn(starts, time)
      from = starts[place] ?? Number.NaN
      to = starts[place + 1] ?? Number.NaN
    }
    places[i] = place
  }
  const sums = sumBy(measured, Math.max(1, filters.length), places)
  const series = filters.map((filter, i) => ({
    from: starts[i] ?? 0,
    to: starts[i + 1] ?? 0,
    filter,
    tally: tallyOf(sums, [i])
  }))
  return { unit, series, undated }
}

function breakdownOf({ columns }: Moment, measured: Measured, field: BreakdownField): Breakdown {
  const { codes, dictionary } = columns.words[field]
  const sums = sumByCode(measured, dictionary.entries.length, codes)
  const counted = valuesOf(columns, field, (code) => sizeOf(sums, code))
  const groups = counted
    .map(({ value, filter, codes: accepted }) => ({ value, filter, tally: tallyOf(sums, accepted) }))
    .sort((a, b) => b.tally.conversations - a.tally.conversations || (a.value < b.value ? -1 : 1))
  return { field, groups: groups.slice(0, LISTED), more: Math.max(0, groups.length - LISTED) }
}

const TENTHS = 10

/** The tenth of a score, compared as the filter of its bin compares. */
export function tenthOf(score: number): number {
  let tenth = Math.min(TENTHS - 1, Math.floor(score * TENTHS))
  if (score < tenth / TENTHS) tenth--
  else if (tenth < TENTHS - 1 && score >= (tenth + 1) / TENTHS) tenth++
  return tenth
}

/** Both limits of a tenth as a filter; the last tenth has no upper one. */
export function tenthFilter(tenth: number): { readonly kind: 'all'; readonly of: readonly Condition[] } {
  const limit = (op: 'gte' | 'lt', at: number): Condition => ({
    kind: 'condition',
    field: 'confidence',
    op,
    values: [String(at / TENTHS)]
  })
  const from = limit('gte', tenth)
  return { kind: 'all', of: tenth === TENTHS - 1 ? [from] : [from, limit('lt', tenth + 1)] }
}

function confidenceOf({ columns }: Moment, ids: Uint32Array): Bin[] {
  const counts = new Uint32Array(TENTHS)
  for (const id of ids) {
    const score = columns.confidence[id] ?? Number.NaN
    if (Number.isNaN(score)) continue
    const tenth = tenthOf(score)
    counts[tenth] = (counts[tenth] ?? 0) + 1
  }
  return [...counts].map((count, tenth) => ({
    from: tenth / TENTHS,
    to: (tenth + 1) / TENTHS,
    count,
    filter: tenthFilter(tenth)
  }))
}

/** How many conversations have how many messages, by that number. */
function countsByLength({ columns }: Moment, ids: Uint32Array): Uint32Array {
  let most = 0
  for (const id of ids) most = Math.max(most, columns.messages[id] ?? 0)
  const counts = new Uint32Array(most + 1)
  for (const id of ids) {
    const length = columns.messages[id] ?? 0
    counts[length] = (counts[length] ?? 0) + 1
  }
  return counts
}

function lengthBins(byLength: Uint32Array): Bin[] {
  const starts = [0, ...LENGTHS]
  const counts = new Uint32Array(starts.length)
  const most = byLength.length - 1
  byLength.forEach((n, length) => {
    const at = placeIn(starts, length)
    counts[at] = (counts[at] ?? 0) + n
  })
  return starts
    .map((from, i): Bin => {
      const end = starts[i + 1]
      const values = [String(from), end === undefined ? '*' : String(end - 1)]
      return {
        from,
        to: end === undefined ? Math.max(from, most) : Math.max(from, Math.min(end - 1, most)),
        count: counts[i] ?? 0,
        filter: { kind: 'condition', field: 'messages', op: 'between', values }
      }
    })
    .filter(({ from, count }) => from <= most && (from > 0 || count > 0))
}

/** Null where there are none. */
function medianLength(byLength: Uint32Array, conversations: number): number | null {
  if (conversations === 0) return null
  const half = Math.ceil(conversations / 2)
  let below = 0
  return byLength.findIndex((n) => {
    below += n
    return below >= half
  })
}
