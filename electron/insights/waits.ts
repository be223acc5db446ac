// How long customers waited for an answer: the longest wait of each conversation, read once from its messages and kept.
import type { Bin, Waits } from '../../shared/analytics'
import { readDuration } from '../../shared/query/numbers'
import type { Condition, Filter } from '../../shared/query/query'
import { code, sql } from '../database/sql'
import { WAIT } from '../search/compile-message'
import { placeIn } from '../search/histograms'
import type { Moment } from '../search/sets'

/** Limits of the bins as a person would type them; a wait of exactly a limit is in the upper bin. */
const LIMITS = ['2s', '5s', '10s', '30s', '1m', '5m', '1h', '1d'] as const

/** Conversations read between two looks at the clock. */
const SLICE = 500

export async function waitsOf(moment: Moment, ids: Uint32Array): Promise<Waits> {
  const longest = await longestWaits(moment)
  const waits = new Float64Array(ids.length)
  let n = 0
  for (const id of ids) {
    const wait = longest[id] ?? Number.NaN
    if (!Number.isNaN(wait)) waits[n++] = wait
  }
  const sorted = waits.subarray(0, n).sort()
  const at = (share: number) => (n === 0 ? null : (sorted[Math.max(0, Math.ceil(n * share) - 1)] ?? null))
  return { n, median: at(0.5), ninetieth: at(0.9), bins: binsOf(sorted) }
}

function binsOf(waits: Float64Array): Bin[] {
  const limits = LIMITS.map((limit) => readDuration(limit) ?? 0)
  const starts = [Number.NEGATIVE_INFINITY, ...limits]
  const counts = new Uint32Array(starts.length)
  for (const wait of waits) {
    const bin = placeIn(starts, wait)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  // Plain data crosses processes: ends that are open are 0 and the number of the last limit again.
  return starts.map((from, i) => ({
    from: Math.max(0, from),
    to: limits[i] ?? limits.at(-1) ?? 0,
    count: counts[i] ?? 0,
    filter: between(LIMITS[i - 1], LIMITS[i])
  }))
}

/** Some message waited `from` or longer, none waited `to` or longer. */
function between(from: string | undefined, to: string | undefined): Filter {
  const reached = (value: string): Condition => ({ kind: 'condition', field: 'wait', op: 'gte', values: [value] })
  const lower: Filter =
    from === undefined ? { kind: 'condition', field: 'wait', op: 'exists', values: [] } : reached(from)
  return to === undefined ? lower : { kind: 'all', of: [lower, { kind: 'not', of: reached(to) }] }
}

/** By conversation id, in milliseconds; NaN where no wait is known. Kept until an import changes conversations. */
async function longestWaits(moment: Moment): Promise<Float64Array> {
  const known = moment.keptContent.get('waits')
  if (known instanceof Float64Array) return known
  const waits = new Float64Array(moment.columns.size).fill(Number.NaN)
  const { text } = sql`SELECT id, max(wait) FROM (SELECT m.id >> 20 AS id, ${WAIT} AS wait FROM message m
    WHERE m.id BETWEEN (${code('?')} << 20) AND (${code('?')} << 20) - 1) WHERE wait IS NOT NULL GROUP BY id`
  const statement = moment.database.prepare(text)
  for (let from = 0; from < moment.columns.size; from += SLICE) {
    for (const [id, wait] of statement.columns(BigInt(from), BigInt(from + SLICE))) waits[Number(id)] = Number(wait)
    await moment.pause()
  }
  moment.keptContent.set('waits', waits)
  return waits
}
