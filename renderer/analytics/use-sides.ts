// What is compared with what, as the person chose it: a day that splits time, or another query beside the list's.
import { useMemo } from 'react'
import { parseQuery } from '../../shared/query/parse-query'
import type { Query } from '../../shared/query/query'
import { useFormat } from '../components/format'
import { useShown } from '../shown-words'
import { usePlace } from './analytics-place'
import { type Reach, type Sides, sidesAt } from './compare-sides'
import { narrowed, periodClause } from './use-scope'

export interface SidesSetup {
  readonly mode: 'periods' | 'queries'
  readonly day: string | null
  readonly reach: Reach
  readonly otherText: string
  /** Why the other query cannot be read. */
  readonly problem: string | null
  /** Null until enough is chosen; `hint` says what is missing. */
  readonly sides: Sides | null
  readonly hint: string
}

/** `query`: the list's, narrowed to the period. */
export function useSides(query: Query): SidesSetup {
  const { compareMode: mode, splitAt: day, reach, otherText, period } = usePlace()
  const { locale } = useFormat()
  const shown = useShown()
  return useMemo(() => {
    const chosen = { mode, day, reach, otherText }
    if (mode === 'periods') {
      const sides = day === null ? null : sidesAt(query, day, reach, locale)
      return {
        ...chosen,
        problem: null,
        sides,
        hint: 'Choose the day that something changed: what came before is compared with what came after.'
      }
    }
    const { query: other, problems } = parseQuery(otherText, { agentId: query.agentId })
    const hint = 'Type another query: the list’s query is compared with it.'
    const problem = problems[0]?.message ?? null
    if (otherText.trim() === '' || problem !== null) return { ...chosen, problem, sides: null, hint }
    const b = period === null ? other : narrowed(other, periodClause(period))
    return {
      ...chosen,
      problem,
      sides: { a: { name: 'The list', query }, b: { name: shown(otherText.trim()), query: b } },
      hint
    }
  }, [mode, day, reach, otherText, query, period, locale, shown])
}
