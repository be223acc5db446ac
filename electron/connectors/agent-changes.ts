// What changed since on platforms of the API v2: by search where there is one, by summaries where it is refused, by the list otherwise.
import { isObject, type JsonObject } from '../../shared/json'
import { agentPath, idOf, isoTime, textOf, updatedAt } from './agent-rows'
import type { PulledPage, PullFrom } from './connector'
import type { Http } from './http'
import { notJson } from './json-items'
import type { Pager } from './pages'
import { isKind } from './platform-error'

/** The platforms' own limits of a page. */
const SEARCH_PAGE = 25
const LIST_PAGE = 100
const EXPORT_PAGE = 20

/** The ways of asking, in the order in which they are gone through. A cursor belongs to one of them and is saved with its name. */
const WAYS = ['search', 'summary', 'rated'] as const
type Way = (typeof WAYS)[number]

export function changeReader(http: Http, pages: Pager) {
  /**
   * By search, the conversations active since, then those with a thumb among the ones active since `recheck`; each whole. Where the
   * search is refused, the export is walked in summaries for both.
   */
  async function* searched(agentId: string, from: PullFrom, signal: AbortSignal): AsyncGenerator<PulledPage> {
    const { way, cursor } = placeOf(from.cursor)
    const read = new Set<string>()
    if (way === 'search') {
      try {
        yield* found(agentId, { updatedAfter: isoTime(from.since) }, { way, cursor, isLast: from.recheck === null })
      } catch (thrown) {
        if (!isKind(thrown, 'forbidden')) throw thrown
        yield* summarized(agentId, from, null, signal)
        return
      }
    }
    if (way === 'summary') yield* summarized(agentId, from, cursor, signal)
    else if (from.recheck !== null) {
      const rated = { updatedAfter: isoTime(from.recheck), feedback: 'positive,negative' }
      yield* found(agentId, rated, { way: 'rated', cursor: way === 'rated' ? cursor : null, isLast: true })
    }

    async function* found(
      agent: string,
      query: Readonly<Record<string, string>>,
      place: { readonly way: Way; readonly cursor: string | null; readonly isLast: boolean }
    ): AsyncGenerator<PulledPage> {
      const path = `${agentPath(agent)}/conversations/search`
      for await (const page of pages(path, { ...query, limit: SEARCH_PAGE }, place.cursor, signal)) {
        const records = await exported(agent, page.rows, read, signal)
        const next = page.cursor !== null ? cursorOf(place.way, page.cursor) : null
        yield { records, cursor: next ?? (place.isLast ? null : cursorOf('rated', '')), total: null }
      }
    }
  }

  /** The export without messages is in order of creation: all of it is looked through. */
  async function* summarized(
    agentId: string,
    { since, recheck }: PullFrom,
    cursor: string | null,
    signal: AbortSignal
  ): AsyncGenerator<PulledPage> {
    const least = Math.min(since ?? 0, recheck ?? Number.POSITIVE_INFINITY)
    const query = { include: 'summary', limit: EXPORT_PAGE }
    const path = `${agentPath(agentId)}/conversations/export`
    for await (const page of pages(path, query, cursor, signal)) {
      const fresh = page.rows.filter((row) => updatedAt(row) >= least)
      const records = await exported(agentId, fresh, new Set(), signal)
      yield { records, cursor: page.cursor === null ? null : cursorOf('summary', page.cursor), total: page.total }
    }
  }

  async function exported(
    agentId: string,
    rows: readonly JsonObject[],
    read: Set<string>,
    signal: AbortSignal
  ): Promise<string[]> {
    const records: string[] = []
    for (const row of rows) {
      const id = idOf(row)
      if (read.has(id)) continue
      read.add(id)
      const path = `${agentPath(agentId)}/conversations/export`
      for await (const page of pages(path, { limit: 1, conversationId: id }, null, signal))
        records.push(...page.rows.map(textOf))
    }
    return records
  }

  /** By the list, which has the newest activity first, back to what is known; then each whole. */
  async function* listed(agentId: string, from: PullFrom, signal: AbortSignal): AsyncGenerator<PulledPage> {
    const path = `${agentPath(agentId)}/conversations`
    const least = Math.min(from.since ?? 0, from.recheck ?? Number.POSITIVE_INFINITY)
    for await (const page of pages(path, { limit: LIST_PAGE }, from.cursor, signal)) {
      const records: string[] = []
      const fresh = page.rows.filter((row) => updatedAt(row) >= least)
      for (const row of fresh) {
        const record = await whole(path, idOf(row), signal)
        if (record !== null) records.push(record)
      }
      const isEnd = page.rows.length > 0 && fresh.length < page.rows.length
      yield { records, cursor: isEnd ? null : page.cursor, total: null }
      if (isEnd) return
    }
  }

  /** null: it vanished between the list and now, which is no error. */
  async function whole(path: string, id: string, signal: AbortSignal): Promise<string | null> {
    try {
      const body = await http.json(`${path}/${encodeURIComponent(id)}`, {}, signal)
      const data = isObject(body) ? body['data'] : null
      if (!isObject(data)) throw notJson()
      return textOf(data)
    } catch (thrown) {
      if (isKind(thrown, 'not-found')) return null
      throw thrown
    }
  }

  return { searched, listed }
}

const cursorOf = (way: Way, cursor: string) => `${way}:${cursor}`

function placeOf(saved: string | null): { readonly way: Way; readonly cursor: string | null } {
  const way = WAYS.find((one) => saved?.startsWith(`${one}:`))
  if (saved === null || way === undefined) return { way: 'search', cursor: null }
  return { way, cursor: saved.slice(way.length + 1) || null }
}
