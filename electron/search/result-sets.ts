// A query opened as an ordered list of conversations: exact total, any page a slice, next and previous, until it is closed.
import { type BandLimits, type ConversationRow, DEFAULT_BAND_LIMITS, type ResultSet } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import type { QueryContext } from '../../shared/query/context'
import type { Query } from '../../shared/query/query'
import { conversationRows } from '../database/conversation-rows'
import type { ReadableDatabase } from '../database/open'
import { idList, sql } from '../database/sql'
import { compileQuery } from './compile-query'

/** What opening a query takes besides the query. */
export interface OpenOptions extends QueryContext {
  readonly signal?: AbortSignal | undefined
}

export interface Search {
  /** Evaluates the query now: relative dates are resolved here. Throws `invalid-query`, `cancelled`. */
  open(query: Query, options: OpenOptions): Promise<ResultSet>
  /** Rows `start` up to `end`, exclusive. Throws `result-set-expired`. */
  page(resultSet: string, start: number, end: number): ConversationRow[]
  /** Where a conversation stands in the list; null when it is not in it. */
  position(resultSet: string, conversationId: number): number | null
  /** The conversation at a place of the list; null past its end. */
  at(resultSet: string, index: number): number | null
  close(): void
}

interface Opened {
  readonly ids: Float64Array
  readonly limits: BandLimits
}

/** Lists kept open at once; the one used longest ago goes first. */
const KEPT = 8

export function createSearch(database: ReadableDatabase): Search {
  const opened = new Map<string, Opened>()
  let next = 0
  const get = (id: string): Opened => {
    const found = opened.get(id)
    if (!found) throw new AppError('result-set-expired', 'The list is out of date and is being read again.')
    opened.delete(id)
    opened.set(id, found)
    return found
  }
  return {
    async open(query, options) {
      const ids = idList(database, compileQuery(query))
      const of = database.prepare('SELECT count(*) AS n FROM conversation').get<{ n: number }>()?.n ?? 0
      const id = `r${++next}`
      opened.set(id, { ids, limits: options.bands ?? DEFAULT_BAND_LIMITS })
      for (const oldest of opened.keys()) {
        if (opened.size <= KEPT) break
        opened.delete(oldest)
      }
      return { id, total: ids.length, of }
    },
    page(resultSet, start, end) {
      const { ids, limits } = get(resultSet)
      return conversationRows(database, [...ids.subarray(start, end)], limits)
    },
    position(resultSet, conversationId) {
      const at = get(resultSet).ids.indexOf(conversationId)
      return at < 0 ? null : at
    },
    at(resultSet, index) {
      return get(resultSet).ids[index] ?? null
    },
    close() {
      opened.clear()
    }
  }
}
void sql
