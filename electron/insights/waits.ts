// How long customers waited for an answer: the longest wait of each conversation, read once from its messages and kept.
import type { Bin, Waits } from '../../shared/analytics'
import { readDuration } from '../../shared/query/numbers'
import type { Condition, Filter } from '../../shared/query/query'
import { code, sql } from '../database/sql'
import { WAIT } from '../search/compile-message'
import { type Growing, readOn } from '../search/growing'
import { placeIn } from '../search/histograms'
import type { Moment } from '../search/sets'

/** Limits of the bins as a person would type them; a wait of exactly a limit is in the upper bin. */
const LIMITS = ['2s', '5s', '10s', '30s', '1m', '5m', '1h', '1d'] as const

export async function waitsOf(moment: Moment, ids: Uint32Array): Promise<Waits> {
  const { waits: longest } = await readOn(moment, LongestWaits)
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

/** Of the conversations from the first id up to the second, exclusive. */
const LONGEST = sql`SELECT id, max(wait) FROM (SELECT m.id >> 20 AS id, ${WAIT} AS wait FROM message m
  WHERE m.id >= ${code('?')} AND m.id < ${code('?')}) WHERE wait IS NOT NULL GROUP BY id`.text

class LongestWaits implements Growing {
  next = 0
  readonly slice = 500
  /** By conversation id, in milliseconds; NaN where no wait is known. */
  waits = new Float64Array(1_024)

  read({ database }: Moment, from: number, to: number): void {
    if (to > this.waits.length) {
      const larger = new Float64Array(Math.max(to, this.waits.length * 2))
      larger.set(this.waits)
      this.waits = larger
    }
    this.waits.fill(Number.NaN, from, to)
    for (const [id, wait] of database.prepare(LONGEST).columns(BigInt(from) << 20n, BigInt(to) << 20n))
      this.waits[Number(id)] = Number(wait)
  }
}
