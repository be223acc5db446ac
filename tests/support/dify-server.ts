// A server with the reads and writes of Dify's service API that the app uses, in the shapes of its source (api/controllers/service_api/app):
// conversations of one end user at a time, messages that walk backwards, the list of an app's ratings.
import { type AnsweredBy, type AskedOf, type JsonServer, startJsonServer } from './json-server'

export interface DifyMessage {
  readonly id: string
  readonly conversation_id: string
  readonly query: string
  readonly answer: string
  feedback: { rating: string | null } | null
  readonly retriever_resources: readonly Readonly<Record<string, unknown>>[]
  readonly created_at: number
  readonly [more: string]: unknown
}

export interface DifyConversation {
  readonly id: string
  readonly name: string
  readonly user: string
  readonly created_at: number
  updated_at: number
  readonly messages: DifyMessage[]
}

export interface DifyServer extends JsonServer {
  readonly baseUrl: string
  readonly key: string
  readonly conversations: DifyConversation[]
  readonly comments: Map<string, string>
  say(id: string, query: string, at: number): void
}

export const DIFY_KEY = 'app-test-key-0123456789'
/** The fifth of January 2026, 10:00 UTC. */
const START = 1_767_607_200
const uuid = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`

/** `perUser` conversations of each; one of them with 250 messages. */
export async function startDify(users: readonly string[], perUser: number, port = 0): Promise<DifyServer> {
  const comments = new Map<string, string>()
  const conversations = users.flatMap((user, u) =>
    Array.from({ length: perUser }, (_, n) => conversation(u * perUser + n, user, n === 1 ? 250 : 1 + (n % 3)))
  )
  const wrongKey = {
    status: 401,
    body: { code: 'unauthorized', message: 'Access token is invalid', status: 401 }
  }

  function answer(asked: AskedOf): AnsweredBy {
    const { path, query } = asked
    const own = conversations.filter(({ user }) => user === query.get('user'))
    if (path === '/v1/info') return ok({ name: 'Help bot', description: '', tags: [], mode: 'chat' })
    if (path === '/v1/conversations') return listed(own, query)
    if (path === '/v1/messages') return transcript(own, query)
    if (path === '/v1/app/feedbacks') return ratings(conversations, comments, query)
    return rate(conversations, asked)
  }

  const server = await startJsonServer(DIFY_KEY, wrongKey, answer, port)
  return {
    ...server,
    baseUrl: `${server.origin}/v1`,
    key: DIFY_KEY,
    conversations,
    comments,
    say(id, text, at) {
      const one = conversations.find((other) => other.id === id)
      if (!one) throw new Error(`no conversation ${id}`)
      one.messages.push(message(one.id, uuid(9, at), text, at))
      one.updated_at = at
    }
  }
}

const ok = (body: unknown): AnsweredBy => ({ status: 200, body })
const notFound = (message: string): AnsweredBy => ({ status: 404, body: { code: 'not_found', message, status: 404 } })

function conversation(n: number, user: string, messages: number): DifyConversation {
  const id = uuid(1, n)
  const at = START + n * 3_600
  const last = at + (messages - 1) * 60
  return {
    ...{ id, name: `Question ${n}`, user, created_at: at, updated_at: last },
    messages: Array.from({ length: messages }, (_, m) =>
      message(id, uuid(2, n * 1_000 + m), m === 0 ? `Do you ship to place ${n}?` : `And parcel ${m}?`, at + m * 60)
    )
  }
}

function message(conversationId: string, id: string, query: string, at: number): DifyMessage {
  const segment = {
    position: 1,
    dataset_name: 'Help',
    document_name: 'shipping.md',
    segment_id: `s-${id}`,
    score: 0.61
  }
  return {
    ...{ id, conversation_id: conversationId, parent_message_id: null, inputs: {}, query, answer: 'Yes, in 5-7 days.' },
    ...{ feedback: null, retriever_resources: [{ ...segment, content: 'We ship there.' }], created_at: at },
    ...{ message_files: [], agent_thoughts: [], status: 'normal', error: null }
  }
}

function listed(own: readonly DifyConversation[], query: URLSearchParams): AnsweredBy {
  const limit = Number(query.get('limit') ?? 20)
  if (limit > 100) return { status: 400, body: { code: 'invalid_param', message: 'limit', status: 400 } }
  const all = [...own].sort((a, b) => b.updated_at - a.updated_at)
  const last = query.get('last_id')
  const start = last === null ? 0 : all.findIndex(({ id }) => id === last) + 1
  if (last !== null && start === 0) return notFound('Last Conversation Not Exists.')
  const data = all.slice(start, start + limit).map(({ user: _user, messages: _messages, ...shown }) => ({
    ...{ ...shown, inputs: {}, status: 'normal', introduction: '' }
  }))
  return ok({ limit, has_more: start + limit < all.length, data })
}

function transcript(own: readonly DifyConversation[], query: URLSearchParams): AnsweredBy {
  const one = own.find(({ id }) => id === query.get('conversation_id'))
  if (!one) return notFound('Conversation Not Exists.')
  const limit = Number(query.get('limit') ?? 20)
  const first = query.get('first_id')
  const end = first === null ? one.messages.length : one.messages.findIndex(({ id }) => id === first)
  const start = Math.max(0, end - limit)
  return ok({ limit, has_more: start > 0, data: one.messages.slice(start, end) })
}

function ratings(
  conversations: readonly DifyConversation[],
  comments: ReadonlyMap<string, string>,
  query: URLSearchParams
): AnsweredBy {
  const [page, limit] = [Number(query.get('page') ?? 1), Number(query.get('limit') ?? 20)]
  const all = conversations.flatMap(({ messages }) => messages.filter(({ feedback }) => feedback !== null))
  const data = all.slice((page - 1) * limit, page * limit).map(({ id, conversation_id, feedback }) => ({
    ...{ id: `f-${id}`, conversation_id, message_id: id, rating: feedback?.rating, content: comments.get(id) ?? null },
    ...{ from_source: 'user', from_end_user_id: 'u', from_account_id: null }
  }))
  return ok({ data })
}

function rate(conversations: readonly DifyConversation[], { method, path, body }: AskedOf): AnsweredBy {
  const id = /^\/v1\/messages\/([^/]+)\/feedbacks$/.exec(path)?.[1]
  const own = conversations.filter(({ user }) => user === body['user']).flatMap(({ messages }) => messages)
  const one = own.find((other) => other.id === id)
  if (method !== 'POST' || !one) return notFound('Message Not Exists.')
  const { rating } = body
  one.feedback = typeof rating === 'string' ? { rating } : null
  return ok({ result: 'success' })
}
