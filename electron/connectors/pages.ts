// Walks the pages of a list by their cursors.
import { isObject, type JsonObject } from '../../shared/json'
import type { Asked, Http } from './http'
import { notJson } from './json-items'
import { PlatformError } from './platform-error'

export interface Page {
  readonly rows: readonly JsonObject[]
  /** null: this was the last one. */
  readonly cursor: string | null
  readonly total: number | null
}

/** Pages that lead on without any row, one after the other, before we no longer believe it. */
const MOST_EMPTY = 20

export type Pager = (
  path: string,
  query: NonNullable<Asked['query']>,
  cursor: string | null,
  signal: AbortSignal
) => AsyncGenerator<Page>

/**
 * Ends by what the platform says, never by a short page: rows may be missing from one. A cursor that was there before is
 * `bad-paging`: it would go on for ever.
 */
export function createPager(http: Http): Pager {
  return async function* pages(path, query, start, signal) {
    const seen = new Set<string>()
    let cursor = start
    let empty = 0
    for (;;) {
      if (cursor !== null) seen.add(cursor)
      const page = readPage(await http.json(path, { query: { ...query, cursor } }, signal))
      empty = page.rows.length === 0 ? empty + 1 : 0
      if (page.cursor !== null && (seen.has(page.cursor) || empty > MOST_EMPTY)) throw endless()
      yield page
      if (page.cursor === null) return
      cursor = page.cursor
    }
  }
}

function readPage(body: unknown): Page {
  if (!isObject(body) || !Array.isArray(body['data'])) throw notJson()
  const pagination = isObject(body['pagination']) ? body['pagination'] : {}
  const { cursor, hasMore, total } = pagination
  return {
    rows: body['data'].filter(isObject),
    cursor: hasMore !== false && typeof cursor === 'string' && cursor !== '' ? cursor : null,
    total: typeof total === 'number' ? total : null
  }
}

function endless(): PlatformError {
  return new PlatformError(
    'bad-paging',
    'The platform leads from page to page without an end. What came until then is kept; try again later.'
  )
}
