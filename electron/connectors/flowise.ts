// Flowise: chatflows are agents; a conversation is the rows of its messages, read by pages of sessions, with feedback and sources.
import type { RemoteAgent } from '../../shared/connections'
import { flowiseConversationId } from '../../shared/flowise'
import { isObject, type JsonObject } from '../../shared/json'
import { PLATFORM_WORDS } from '../../shared/platforms'
import type { Change, Connector, PulledPage, PullFrom } from './connector'
import type { Asked, Http } from './http'
import { notJson } from './json-items'
import { isKind, PlatformError } from './platform-error'

const LIST_PAGE = 100
/** Sessions a page: each comes with all of its messages, and what tools and agents did on the way. */
const SESSION_PAGE = 20
/** Pages of a list before we no longer believe that it ends. */
const MOST_PAGES = 100_000

type Query = NonNullable<Asked['query']>

export function flowise(http: Http): Connector {
  /** Older servers answer everything at once, newer ones by pages. */
  async function listAgents(signal: AbortSignal): Promise<readonly RemoteAgent[]> {
    const agents: RemoteAgent[] = []
    for (let page = 1; page <= MOST_PAGES; page++) {
      const body = await http.json('/chatflows', { query: { page, limit: LIST_PAGE } }, signal)
      if (Array.isArray(body)) return body.filter(isObject).map(toAgent)
      if (!isObject(body)) throw notJson()
      const rows = rowsOf(body['data'])
      agents.push(...rows.map(toAgent))
      if (rows.length < LIST_PAGE) break
    }
    return agents
  }

  async function rows(agentId: string, query: Query, signal: AbortSignal): Promise<readonly JsonObject[]> {
    const path = `/chatmessage/${encodeURIComponent(agentId)}`
    return rowsOf(await http.json(path, { query: { ...query, feedback: 'true' } }, signal))
  }

  /** Sessions by their newest message; `feedback` is what makes the server page at all. */
  async function* sessions(
    agentId: string,
    first: number,
    query: Query,
    signal: AbortSignal
  ): AsyncGenerator<{ readonly found: readonly JsonObject[]; readonly next: number | null }> {
    for (let page = first; page < first + MOST_PAGES; page++) {
      const found = await rows(agentId, { ...query, order: 'DESC', page, limit: SESSION_PAGE }, signal)
      const isLast = new Set(found.map(({ sessionId }) => sessionId)).size < SESSION_PAGE
      yield { found, next: isLast ? null : page + 1 }
      if (isLast) return
    }
  }

  async function* everything(agentId: string, cursor: string | null, signal: AbortSignal): AsyncGenerator<PulledPage> {
    for await (const { found, next } of sessions(agentId, pageOf(cursor), {}, signal))
      yield { records: conversations(found), cursor: next === null ? null : String(next), total: null }
  }

  /** The chats with a message since, each whole; then those that were rated since. */
  async function* changed(
    agentId: string,
    { since, recheck, cursor }: PullFrom,
    signal: AbortSignal
  ): AsyncGenerator<PulledPage> {
    const read = new Set<string>()
    const whole = async (chats: Iterable<unknown>): Promise<string[]> => {
      const records: string[] = []
      for (const chatId of chats) {
        if (typeof chatId !== 'string' || read.has(chatId)) continue
        read.add(chatId)
        records.push(...conversations(await rows(agentId, { chatId, order: 'ASC' }, signal)))
      }
      return records
    }
    const startDate = new Date(since ?? 0).toISOString()
    for await (const { found, next } of sessions(agentId, pageOf(cursor), { startDate }, signal)) {
      const records = await whole(found.map(({ chatId }) => chatId))
      const isEnd = next === null && recheck === null
      yield { records, cursor: isEnd ? null : String(next ?? pageOf(cursor)), total: null }
    }
    if (recheck !== null)
      yield { records: await whole(await ratedChats(agentId, recheck, signal)), cursor: null, total: null }
  }

  /** Ratings are listed without their messages; where the list is closed, nothing is known of late ones. */
  async function ratedChats(agentId: string, since: number, signal: AbortSignal): Promise<readonly unknown[]> {
    const path = `/feedback/${encodeURIComponent(agentId)}`
    // The server takes a beginning only together with an end; a day from now is later than any clock of its.
    const query = { startDate: new Date(since).toISOString(), endDate: new Date(Date.now() + 86_400_000).toISOString() }
    try {
      return rowsOf(await http.json(path, { query }, signal)).map(({ chatId }) => chatId)
    } catch (thrown) {
      if (isKind(thrown, 'forbidden') || isKind(thrown, 'not-found')) return []
      throw thrown
    }
  }

  async function push(change: Change, signal: AbortSignal): Promise<null> {
    if (change.kind !== 'feedback') throw new PlatformError('refused', 'Flowise has no place for Q&A pairs.')
    const { agentId, messageId, thumb } = change
    const [row] = await rows(agentId, { messageId }, signal)
    if (!row) throw new PlatformError('not-found', 'This answer is not on the platform any more.')
    const given = isObject(row['feedback']) ? row['feedback'] : null
    if (thumb === null) {
      if (given === null) return null
      throw new PlatformError('refused', 'Flowise cannot take a thumb away again. Turn it instead.')
    }
    const rating = thumb > 0 ? 'THUMBS_UP' : 'THUMBS_DOWN'
    const content = typeof given?.['content'] === 'string' ? given['content'] : ''
    if (given) {
      const path = `/feedback/${encodeURIComponent(String(given['id']))}`
      await http.json(path, { method: 'PUT', body: { rating, content } }, signal)
      return null
    }
    const body = { chatflowid: agentId, chatId: row['chatId'], messageId, rating, content }
    await http.json('/feedback', { method: 'POST', body }, signal)
    return null
  }

  return {
    capabilities: PLATFORM_WORDS.flowise.capabilities,
    listAgents,
    pull: (agentId, from, signal) =>
      from.sweep === 'full' ? everything(agentId, from.cursor, signal) : changed(agentId, from, signal),
    push,
    find: async () => null,
    training: async () => 'gone'
  }
}

function rowsOf(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value)) throw notJson()
  return value.filter(isObject)
}

function toAgent({ id, name }: JsonObject): RemoteAgent {
  if (typeof id !== 'string' || id === '') throw notJson()
  return { id, name: typeof name === 'string' && name !== '' ? name : `Chatflow ${id}` }
}

function pageOf(cursor: string | null): number {
  const page = Number(cursor ?? 1)
  return Number.isSafeInteger(page) && page > 0 ? page : 1
}

/** The rows of each conversation as one record, the newest conversation first. */
function conversations(found: readonly JsonObject[]): string[] {
  const byId = new Map<string, JsonObject[]>()
  for (const { execution: _trace, ...row } of found) {
    // The trace of an agent's run comes with each of its messages and is many times their size; its id stays.
    const id = flowiseConversationId(row) ?? ''
    const known = byId.get(id)
    if (known) known.push(row)
    else byId.set(id, [row])
  }
  return [...byId].map(([id, messages]) => JSON.stringify({ id, messages: messages.sort(inOrder) }))
}

/** By time, which some databases keep in whole seconds: a question comes before its answer. */
function inOrder(a: JsonObject, b: JsonObject): number {
  return compare(a['createdDate'], b['createdDate']) || compare(b['role'], a['role']) || compare(a['id'], b['id'])
}

function compare(a: unknown, b: unknown): number {
  const [one, other] = [String(a), String(b)]
  return one < other ? -1 : one > other ? 1 : 0
}
