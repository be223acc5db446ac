// Two sets of conversations beside each other: every measure with its difference and how sure that is.
import {
  BREAKDOWN_FIELDS,
  type BreakdownField,
  type ComparedValue,
  type Comparison,
  SHARE_KEYS
} from '../../shared/analytics'
import { differenceOfMeans, differenceOfShares } from '../../shared/difference'
import type { Query } from '../../shared/query/query'
import type { Moment } from '../search/sets'
import { valuesOf } from './breakdowns'
import { conversationsOf } from './overview'
import { measure, totalOf } from './tallies'

/** Values of a field that are listed. */
const LISTED = 12

export async function comparisonOf(moment: Moment, queryA: Query, queryB: Query): Promise<Comparison> {
  const first = await conversationsOf(moment, queryA)
  await moment.pause()
  const second = await conversationsOf(moment, queryB)
  await moment.pause()
  const [a, b] = [totalOf(measure(moment, first)), totalOf(measure(moment, second))]
  const shares = Object.fromEntries(SHARE_KEYS.map((key) => [key, differenceOfShares(a.shares[key], b.shares[key])]))
  return {
    a,
    b,
    shares: {
      resolved: null,
      positive: null,
      low: null,
      unanswered: null,
      negative: null,
      ...shares
    },
    messages: differenceOfMeans(a.messages, b.messages),
    confidence: differenceOfMeans(a.confidence, b.confidence),
    breakdowns: BREAKDOWN_FIELDS.map((field) => ({ field, values: valuesCompared(moment, first, second, field) }))
  }
}

/** Most differing first; where a side is empty, most frequent first. */
function valuesCompared(moment: Moment, a: Uint32Array, b: Uint32Array, field: BreakdownField): ComparedValue[] {
  const { codes, dictionary } = moment.columns.words[field]
  const count = (ids: Uint32Array) => {
    const counts = new Uint32Array(dictionary.entries.length)
    for (const id of ids) {
      const code = codes[id] ?? 0
      counts[code] = (counts[code] ?? 0) + 1
    }
    return counts
  }
  const [inA, inB] = [count(a), count(b)]
  const sum = (counts: Uint32Array, of: readonly number[]) => of.reduce((all, code) => all + (counts[code] ?? 0), 0)
  return valuesOf(moment.columns, field, (code) => (inA[code] ?? 0) + (inB[code] ?? 0))
    .map(({ value, filter, codes: accepted }): ComparedValue => {
      const hits = { a: sum(inA, accepted), b: sum(inB, accepted) }
      const difference = differenceOfShares({ hits: hits.a, of: a.length }, { hits: hits.b, of: b.length })
      return { value, filter, ...hits, difference }
    })
    .sort(
      (x, y) =>
        Math.abs(y.difference?.difference ?? 0) - Math.abs(x.difference?.difference ?? 0) || y.a + y.b - x.a - x.b
    )
    .slice(0, LISTED)
}
