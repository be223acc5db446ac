// What the page counts: the list's query and the period; and how a number opens its conversations in the list.
import { useEffect, useMemo } from 'react'
import type { Condition, Filter, Query } from '../../shared/query/query'
import { useCurrentQuery } from '../current-query'
import { clausesOf, filterOf } from '../filter-edit'
import { useNavigation } from '../navigation'
import { changePlace, type Period, usePlace } from './analytics-place'
import type { OpenFigure } from './chart-data'

export interface Scope {
  /** The list's query narrowed to the period and, unless they are wanted, to what is no test. */
  readonly query: Query
  readonly period: Period | null
  /** Shows the conversations of the scope, or of another query, that satisfy the filter. */
  readonly open: OpenFigure
}

/** Conversations that began in the period. */
export function periodClause({ from, to }: Period): Condition {
  return { kind: 'condition', field: 'started', op: 'between', values: [from, to] }
}

/** The query with more clauses. Those of an outermost "all" become chips of their own. */
export function narrowed(query: Query, ...filters: readonly Filter[]): Query {
  const known = new Set(clausesOf(query.filter).map((clause) => JSON.stringify(clause)))
  const more = filters.flatMap(clausesOf).filter((clause) => !known.has(JSON.stringify(clause)))
  return { ...query, filter: filterOf([...clausesOf(query.filter), ...more]) }
}

const NO_TESTS: Filter = { kind: 'not', of: { kind: 'condition', field: 'is', op: 'is', values: ['test'] } }

/** Tests are no customers. Where the query itself speaks of them, it decides. */
export function withoutTests(query: Query): Query {
  return speaksOfTests(query.filter) ? query : narrowed(query, NO_TESTS)
}

function speaksOfTests(filter: Filter): boolean {
  if (filter.off) return false
  switch (filter.kind) {
    case 'condition':
      return filter.field === 'is' && filter.values.includes('test')
    case 'not':
    case 'msg':
      return speaksOfTests(filter.of)
    case 'all':
    case 'any':
    case 'then':
      return filter.of.some(speaksOfTests)
  }
}

export function useScope(): Scope {
  const { query, setQuery } = useCurrentQuery()
  const { goTo } = useNavigation()
  const { period, withTests } = usePlace()
  return useMemo(() => {
    const counted = withTests ? query : withoutTests(query)
    const scoped = period === null ? counted : narrowed(counted, periodClause(period))
    return {
      query: scoped,
      period,
      open: (filter, within = scoped) => {
        const made = narrowed(within, filter)
        changePlace({ opened: { before: query, made } })
        setQuery(made)
        goTo('conversations')
      }
    }
  }, [query, period, withTests, setQuery, goTo])
}

/** Back from the conversations of a number, the page shows what it showed: the query as it was, unless it was changed since. */
export function useReturn(): void {
  const { query, setQuery } = useCurrentQuery()
  const { opened } = usePlace()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is shown
  useEffect(() => {
    if (!opened) return
    if (JSON.stringify(query) === JSON.stringify(opened.made)) setQuery(opened.before)
    changePlace({ opened: null })
  }, [])
}
