// Is the agent's confidence honest? What went wrong, by confidence; and how much must be read to find nine tenths of it.
import type { Reliability, ReliabilityRow, ReliabilitySignal, Threshold } from '../../shared/analytics'
import { BANDS, bandOf } from '../../shared/domain'
import type { Condition, Filter, Query } from '../../shared/query/query'
import { hasBit } from '../search/bits'
import { evaluateIn, type Moment, scopeBits } from '../search/sets'
import { conversationsOf, tenthFilter, tenthOf } from './overview'

const SIGNALS: Readonly<Record<ReliabilitySignal, { readonly judged: Filter; readonly bad: Filter }>> = {
  // The verdicts of the default scorecard that are not "correct".
  verdict: {
    judged: { kind: 'condition', field: 'verdict', op: 'exists', values: [] },
    bad: { kind: 'condition', field: 'verdict', op: 'is', values: ['incomplete', 'wrong', 'unsafe', 'off-topic'] }
  },
  feedback: {
    judged: { kind: 'condition', field: 'has', op: 'is', values: ['feedback'] },
    bad: { kind: 'condition', field: 'feedback', op: 'is', values: ['down'] }
  }
}

/** What the threshold is to find of what went wrong. */
export const CATCH = 0.9

export async function reliabilityOf(moment: Moment, query: Query, signal: ReliabilitySignal): Promise<Reliability> {
  const ids = await conversationsOf(moment, query)
  const { judged, bad } = SIGNALS[signal]
  const scope = scopeBits(moment, query.agentId)
  const judgedBits = await evaluateIn(moment, judged, scope)
  const badBits = await evaluateIn(moment, bad, scope)
  const score = (id: number) => moment.columns.confidence[id] ?? Number.NaN
  const rows = (labels: readonly (readonly [string, Filter])[], rowOf: (id: number) => number): ReliabilityRow[] => {
    const counts = labels.map(([label, filter]) => ({ label, filter, conversations: 0, judged: 0, bad: 0 }))
    for (const id of ids) {
      const row = counts[rowOf(id)]
      if (!row) continue
      row.conversations++
      if (hasBit(judgedBits, id)) row.judged++
      if (hasBit(badBits, id)) row.bad++
    }
    return counts
  }
  const { bands } = moment.context
  return {
    signal,
    judgedFilter: judged,
    badFilter: bad,
    bands: rows(
      BANDS.map((band) => [band, is('confidence', band)]),
      (id) => BANDS.indexOf(bandOf(Number.isNaN(score(id)) ? null : score(id), bands))
    ),
    tenths: rows(
      Array.from({ length: 10 }, (_, tenth) => [`${tenth / 10}–${(tenth + 1) / 10}`, tenthFilter(tenth)] as const),
      (id) => (Number.isNaN(score(id)) ? -1 : tenthOf(score(id)))
    ),
    threshold: thresholdOf(ids, score, (id) => hasBit(badBits, id))
  }
}

const is = (field: Condition['field'], value: string): Condition => ({
  kind: 'condition',
  field,
  op: 'is',
  values: [value]
})

/** The lowest score that has at least `CATCH` of what went wrong at or below it. */
function thresholdOf(
  ids: Uint32Array,
  score: (id: number) => number,
  isBad: (id: number) => boolean
): Threshold | null {
  const scored = ids.filter((id) => !Number.isNaN(score(id)))
  const wrong = Float64Array.from(scored.filter(isBad), score).sort()
  const limit = wrong[Math.ceil(wrong.length * CATCH) - 1]
  if (limit === undefined) return null
  return {
    score: limit,
    filter: { kind: 'condition', field: 'confidence', op: 'lte', values: [String(limit)] },
    caught: wrong.filter((s) => s <= limit).length,
    bad: wrong.length,
    reading: scored.filter((id) => score(id) <= limit).length,
    scored: scored.length
  }
}
