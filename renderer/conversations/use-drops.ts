// Why nothing matches: what would be found without each clause.
import { useEffect, useState } from 'react'
import type { Query } from '../../shared/query/query'
import { filterText } from '../../shared/query/query-text'
import { call } from '../api'
import { clausesOf, removeClause } from '../filter-edit'
import { showError } from '../notify'
import { useTimeZone } from '../use-settings'

export interface Drop {
  /** The clause among the filter's clauses. */
  readonly index: number
  readonly words: string
  /** How many conversations there are without it. */
  readonly total: number
}

/** More clauses than a person weighs. */
const MAX_DROPS = 7

/** Empty while it is not known. */
export function useDrops(query: Query): readonly Drop[] {
  const timeZone = useTimeZone()
  const [drops, setDrops] = useState<readonly Drop[]>([])
  useEffect(() => {
    const controller = new AbortController()
    countDrops(query, timeZone, controller.signal).then(setDrops, showError)
    return () => {
      controller.abort()
      setDrops([])
    }
  }, [query, timeZone])
  return drops
}

async function countDrops(query: Query, timeZone: string, signal: AbortSignal): Promise<Drop[]> {
  const drops: Drop[] = []
  for (const [index, clause] of clausesOf(query.filter).entries()) {
    if (clause.off) continue
    const without = { ...query, filter: removeClause(query.filter, index) }
    const { total } = await call('conversations.open', { query: without, timeZone }, { signal })
    drops.push({ index, words: filterText(clause), total })
    if (drops.length === MAX_DROPS) break
  }
  return drops
}
