// What the grid's rows are read from: the result set that is open now, and how to open it again when it expired.
import type { ConversationRow, ResultSet } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import type { Query } from '../../shared/query/query'
import { call } from '../api'

/** Rows read in one call. A screen of rows and a little. */
export const PAGE_SIZE = 100

/** A query that was opened, with its first rows: shown together, so that no list flashes empty. */
export interface OpenedQuery {
  readonly query: Query
  readonly timeZone: string
  readonly resultSet: ResultSet
  readonly firstRows: readonly ConversationRow[]
}

/** Opens a query and reads its first page. */
export async function openQuery(query: Query, timeZone: string, signal: AbortSignal): Promise<OpenedQuery> {
  const resultSet = await call('conversations.open', { query, timeZone }, { signal })
  const firstRows = await call('conversations.page', { resultSet: resultSet.id, start: 0, end: PAGE_SIZE }, { signal })
  return { query, timeZone, resultSet, firstRows }
}

/** True for the answer of a reader that does not know the result set any more: it restarted, or dropped an old one. */
export function isExpired(error: unknown): boolean {
  return error instanceof AppError && error.code === 'result-set-expired'
}
