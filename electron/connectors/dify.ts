// Dify: an API key is one app, which is one agent. Its conversations are listed for one end user at a time; messages walk backwards.
import type { RemoteAgent } from '../../shared/connections'
import { isObject, type JsonObject } from '../../shared/json'
import { PLATFORM_WORDS } from '../../shared/platforms'
import type { Change, Connector, PulledPage, PullFrom } from './connector'
import type { Asked, Http } from './http'
import { notJson } from './json-items'
import { isKind, PlatformError } from './platform-error'

const LIST_PAGE = 100
/** The service's own limit for its list of ratings. */
const RATING_PAGE = 100
/** Pages of one list before we no longer believe that it ends. */
const MOST_PAGES = 100_000

type Query = NonNullable<Asked['query']>

/** `users`: the ids that an integration sends as `user`. */
export function dify(http: Http, users: readonly string[]): Connector {
  async function listAgents(signal: AbortSignal): Promise<readonly RemoteAgent[]> {
    const info = await http.json('/info', {}, signal)
    if (!isObject(info)) throw notJson()
    const { name } = info
    const known = typeof name === 'string' && name.trim() !== '' ? name.trim() : 'Dify app'
    return [{ id: known, name: known }]
  }

  async function list(path: string, query: Query, signal: AbortSignal) {
    const body = await http.json(path, { query }, signal)
    if (!isObject(body) || !Array.isArray(body['data'])) throw notJson()
    return { rows: body['data'].filter(isObject), hasMore: body['has_more'] === true }
  }

  async function* pull(from: PullFrom, signal: AbortSignal): AsyncGenerator<PulledPage> {
    const start = placeOf(from.cursor, users)
    const least = from.sweep === 'full' ? 0 : Math.min(from.since ?? 0, from.recheck ?? Number.POSITIVE_INFINITY)
    // Of the users' lists none begins with the newest activity of all.
    let newest = from.cursor === null ? await newestOf(signal) : null
    const ratings = await ratingsOf(signal)
    for (const [place, user] of users.entries()) {
      if (place < start.user) continue
      let lastId = place === start.user ? start.lastId : null
      for (let page = 0; page < MOST_PAGES; page++) {
        const query = { user, limit: LIST_PAGE, sort_by: '-updated_at', last_id: lastId }
        const { rows, hasMore } = await list('/conversations', query, signal)
        const fresh = rows.filter((row) => milliseconds(row['updated_at']) >= least)
        const records: string[] = []
        for (const row of fresh) {
          const messages = await messagesOf(idOf(row), user, ratings, signal)
          if (messages !== null) records.push(JSON.stringify({ ...row, user, messages }))
        }
        const last = rows.at(-1)
        const goesOn = hasMore && fresh.length === rows.length && last !== undefined
        if (goesOn && idOf(last) === lastId) throw endless()
        lastId = goesOn ? idOf(last) : null
        const next = goesOn ? users[place] : users[place + 1]
        yield { records, cursor: next === undefined ? null : cursorOf(next, lastId), total: null, newest }
        newest = null
        if (!goesOn) break
      }
    }
  }

  async function newestOf(signal: AbortSignal): Promise<number | null> {
    let newest: number | null = null
    for (const user of users.length > 1 ? users : []) {
      const { rows } = await list('/conversations', { user, limit: 1, sort_by: '-updated_at' }, signal)
      for (const row of rows) newest = Math.max(newest ?? 0, milliseconds(row['updated_at'], 0))
    }
    return newest
  }

  /** The oldest first; null: it vanished between the list and now, which is no error. */
  async function messagesOf(
    conversationId: string,
    user: string,
    ratings: ReadonlyMap<string, readonly JsonObject[]>,
    signal: AbortSignal
  ): Promise<readonly JsonObject[] | null> {
    const messages: JsonObject[] = []
    let firstId: string | null = null
    try {
      for (let page = 0; page < MOST_PAGES; page++) {
        const query = { conversation_id: conversationId, user, limit: LIST_PAGE, first_id: firstId }
        const { rows, hasMore } = await list('/messages', query, signal)
        const inOrder = milliseconds(rows[0]?.['created_at']) > milliseconds(rows.at(-1)?.['created_at'])
        const page_ = inOrder ? rows.reverse() : rows
        messages.unshift(...page_)
        const [oldest] = page_
        if (!hasMore || !oldest) break
        if (idOf(oldest) === firstId) throw endless()
        firstId = idOf(oldest)
      }
    } catch (thrown) {
      if (isKind(thrown, 'not-found')) return null
      throw thrown
    }
    return messages.map((message) => {
      const feedbacks = ratings.get(idOf(message))
      return feedbacks ? { ...message, feedback: null, feedbacks } : message
    })
  }

  /** Ratings with their comments, by message. Servers before 1.4 do not have the list: then only thumbs are known. */
  async function ratingsOf(signal: AbortSignal): Promise<ReadonlyMap<string, readonly JsonObject[]>> {
    const byMessage = new Map<string, JsonObject[]>()
    try {
      for (let page = 1; page < MOST_PAGES; page++) {
        const { rows } = await list('/app/feedbacks', { page, limit: RATING_PAGE }, signal)
        for (const { message_id: id, rating, content, from_source } of rows) {
          const known = byMessage.get(String(id))
          const given = { rating, content, from_source }
          if (known) known.push(given)
          else byMessage.set(String(id), [given])
        }
        if (rows.length < RATING_PAGE) break
      }
    } catch (thrown) {
      if (!isKind(thrown, 'not-found') && !isKind(thrown, 'forbidden')) throw thrown
    }
    return byMessage
  }

  async function push(change: Change, signal: AbortSignal): Promise<null> {
    if (change.kind !== 'feedback') throw new PlatformError('refused', 'Pairs are not sent to Dify.')
    const { conversationId, messageId, thumb } = change
    const user = await userOf(conversationId, signal)
    const path = `/messages/${encodeURIComponent(messageId.replace(/:[qa]$/, ''))}/feedbacks`
    const rating = thumb === null ? null : thumb > 0 ? 'like' : 'dislike'
    await http.json(path, { method: 'POST', body: { rating, user } }, signal)
    return null
  }

  /** Whose conversation it is: the one who can read it. */
  async function userOf(conversationId: string, signal: AbortSignal): Promise<string> {
    for (const user of users) {
      try {
        await list('/messages', { conversation_id: conversationId, user, limit: 1 }, signal)
        return user
      } catch (thrown) {
        if (!isKind(thrown, 'not-found')) throw thrown
      }
    }
    throw new PlatformError(
      'not-found',
      'None of the end users named in the connection’s settings has this conversation.'
    )
  }

  return {
    capabilities: PLATFORM_WORDS.dify.capabilities,
    listAgents,
    pull: (_agentId, from, signal) => pull(from, signal),
    push,
    find: async () => null,
    training: async () => 'gone'
  }
}

function idOf({ id }: JsonObject): string {
  if (typeof id === 'string' && id !== '') return id
  throw notJson()
}

/** Dify writes seconds. What it does not say counts as new, so that it is read. */
function milliseconds(value: unknown, unknown = Number.POSITIVE_INFINITY): number {
  return typeof value === 'number' ? value * 1_000 : unknown
}

const cursorOf = (user: string, lastId: string | null) => JSON.stringify([user, lastId])

/** Where to go on; from the beginning where the user is not among them any more. */
function placeOf(cursor: string | null, users: readonly string[]): { user: number; lastId: string | null } {
  if (cursor === null) return { user: 0, lastId: null }
  const [user, lastId]: unknown[] = JSON.parse(cursor)
  const place = users.indexOf(String(user))
  return place < 0 ? { user: 0, lastId: null } : { user: place, lastId: typeof lastId === 'string' ? lastId : null }
}

function endless(): PlatformError {
  return new PlatformError('bad-paging', 'The platform leads from page to page without an end. Try again later.')
}
