// The one query that the search box, the facet panel and the grid's header edit, and the list reads.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { EVERYTHING, type Query } from '../shared/query/query'

interface CurrentQuery {
  readonly query: Query
  setQuery(next: Query | ((old: Query) => Query)): void
}

const Context = createContext<CurrentQuery | null>(null)

export function CurrentQueryProvider({ children }: { readonly children: ReactNode }) {
  const [query, setQuery] = useState<Query>(EVERYTHING)
  const value = useMemo(() => ({ query, setQuery }), [query])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

/** The current query and how to change it. */
export function useCurrentQuery(): CurrentQuery {
  const value = useContext(Context)
  if (!value) throw new Error('useCurrentQuery outside CurrentQueryProvider')
  return value
}
