// From a number to the conversations behind it: the list shows exactly those.
import { useCallback } from 'react'
import { type Filter, type Query, querySchema } from '../shared/query/query'
import { useCurrentQuery } from './current-query'
import { useNavigation } from './navigation'

/** More ids than a clause holds are several clauses. */
const IDS_IN_CLAUSE = 1_000

/** A filter that these conversations pass and no other. `#42` is the app's own number. */
export function filterOfIds(ids: readonly number[]): Filter {
  const clauses: Filter[] = []
  for (let at = 0; at < ids.length; at += IDS_IN_CLAUSE) {
    const values = ids.slice(at, at + IDS_IN_CLAUSE).map((id) => `#${id}`)
    clauses.push({ kind: 'condition', field: 'id', op: 'is', values })
  }
  const [only] = clauses
  return { kind: 'all', of: clauses.length === 1 && only ? [only] : [{ kind: 'any', of: clauses }] }
}

export interface ShowConversations {
  filter(filter: Filter): void
  query(query: Query): void
  ids(ids: readonly number[]): void
}

/** Goes to the list with another question in it. */
export function useShowConversations(): ShowConversations {
  const { setQuery } = useCurrentQuery()
  const { goTo } = useNavigation()
  const query = useCallback(
    (shown: Query) => {
      setQuery(shown)
      goTo('conversations')
    },
    [setQuery, goTo]
  )
  const filter = (shown: Filter) => query({ version: 1, filter: shown, sort: [], agentId: null })
  return { query, filter, ids: (ids) => filter(filterOfIds(ids)) }
}

/** A query kept as JSON text; null when it can no longer be read. */
export function readQuery(json: string): Query | null {
  try {
    return querySchema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}
