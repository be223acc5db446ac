// The one query that the search box, the chips, the facet panel and the grid's header edit, and the list reads.
import { createContext, type ReactNode, useContext, useMemo, useReducer, useState } from 'react'
import { parseQuery } from '../shared/query/parse-query'
import type { Problem } from '../shared/query/parse-term'
import { EVERYTHING, type Filter, type Query, type Sort } from '../shared/query/query'
import { queryText } from '../shared/query/query-text'

interface State {
  /** What is run: the newest that could be read. */
  readonly query: Query
  /** What the search box shows: exactly what was typed, or the query as text when it was edited elsewhere. */
  readonly text: string
  /** Why the text is not run; empty when it is. */
  readonly problems: readonly Problem[]
  /** All that is wrong is its end, and the person is still typing: too early to call it a mistake. */
  readonly unfinished: boolean
}

export interface CurrentQuery extends State {
  /** The text was typed. `typing`: its last word may be the start of one. */
  setText(text: string, typing: boolean): void
  setQuery(query: Query): void
  editFilter(edit: (filter: Filter) => Filter): void
  setSort(sort: readonly Sort[]): void
  setAgent(agentId: number | null): void
}

type Action =
  | { readonly kind: 'text'; readonly text: string; readonly typing: boolean }
  | { readonly kind: 'query'; readonly edit: (query: Query) => Query }

/** Edits elsewhere act on the query that is run; text that cannot be read is replaced by them. */
function reduce(state: State, action: Action): State {
  if (action.kind === 'query') {
    const query = action.edit(state.query)
    return { query, text: queryText(query), problems: [], unfinished: false }
  }
  const { text, typing } = action
  const parsed = parseQuery(text, { typing, agentId: state.query.agentId })
  if (parsed.problems.length > 0) {
    const end = text.trimEnd().length
    return {
      ...state,
      text,
      problems: parsed.problems,
      unfinished: typing && parsed.problems.every((p) => p.end >= end)
    }
  }
  // The same meaning (a space more) must not open the list again.
  const same = JSON.stringify(parsed.query) === JSON.stringify(state.query)
  return { query: same ? state.query : parsed.query, text, problems: [], unfinished: false }
}

const Context = createContext<CurrentQuery | null>(null)

export function CurrentQueryProvider({ children }: { readonly children: ReactNode }) {
  const [state, dispatch] = useReducer(reduce, { query: EVERYTHING, text: '', problems: [], unfinished: false })
  // Never new ones: effects depend on them.
  const [actions] = useState(() => {
    const edit = (change: (query: Query) => Query) => dispatch({ kind: 'query', edit: change })
    return {
      setText: (text: string, typing: boolean) => dispatch({ kind: 'text', text, typing }),
      setQuery: (query: Query) => edit(() => query),
      editFilter: (change: (filter: Filter) => Filter) => edit((query) => ({ ...query, filter: change(query.filter) })),
      setSort: (sort: readonly Sort[]) => edit((query) => ({ ...query, sort })),
      setAgent: (agentId: number | null) => edit((query) => ({ ...query, agentId }))
    }
  })
  const value = useMemo<CurrentQuery>(() => ({ ...state, ...actions }), [state, actions])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

/** The current query and how to change it. */
export function useCurrentQuery(): CurrentQuery {
  const value = useContext(Context)
  if (!value) throw new Error('useCurrentQuery outside CurrentQueryProvider')
  return value
}
