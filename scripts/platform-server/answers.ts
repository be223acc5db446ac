// What each path of the development platform answers, in the shapes of the two platforms and of the shared profile.
import { createHash } from 'node:crypto'
import { chat } from './chat'
import { handOff } from './hand-off'
import type { Json, PlatformAgent, PlatformConversation, PlatformMode, PlatformSource, PlatformStore } from './store'

export interface Asked {
  readonly method: string
  /** Without the base: `/agents/7/conversations`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  /** `Idempotency-Key`; only the profile's own gateway knows it. */
  readonly idempotencyKey?: string | undefined
}

export interface Answered {
  readonly status: number
  readonly body: unknown
}

export interface AnswerOptions {
  readonly mode: PlatformMode
  /** Milliseconds until a new or changed pair is live. */
  readonly trainingMs: number
}

export const failure = (status: number, code: string, message: string): Answered => ({
  status,
  body: { error: { code, message } }
})
export const ok = (body: unknown, status = 200): Answered => ({ status, body })
export const NOT_FOUND = failure(404, 'RESOURCE_NOT_FOUND', 'The requested resource was not found')

export function answer(store: PlatformStore, options: AnswerOptions, asked: Asked): Answered {
  const { path, method } = asked
  if (path === '/health') return ok({ status: 'ok', timestamp: Math.floor(Date.now() / 1_000) })
  if (path === '/agents' && method === 'GET')
    return page(asked, store.agents, { maximum: 100, fallback: 20 }, plainAgent)
  const [, agentId = '', rest = ''] = /^\/agents\/([^/]+)(\/.*)?$/.exec(path) ?? []
  const agent = store.agents.find(({ id }) => String(id) === decodeURIComponent(agentId))
  if (!agent) return failure(404, 'AGENT_NOT_FOUND', 'Agent not found')
  if (rest === '/sources' || rest.startsWith('/sources/')) return sources(store, options, agent, rest, asked)
  if (rest === '/chat' && method === 'POST') return chat(store, options, agent, asked.body)
  return handOff(store, options, agent, rest, asked) ?? conversations(store, options, agent, rest, asked)
}

/** Bookbag's older read: the only one with citations. */
export function answerV1(store: PlatformStore, path: string): Answered {
  const id = /^\/conversations\/([^/]+)$/.exec(path)?.[1]
  const conversation = store.conversations.find((one) => String(one.id) === id)
  if (!conversation)
    return { status: 404, body: { success: false, error: { code: 'not_found', message: 'Not found' } } }
  const { insights: _insights, ...body } = conversation.body
  return ok({ success: true, data: { ...body, messages: conversation.messages.map(transcriptMessage) } })
}

/** As no document shows it: bare numbers as ids, milliseconds as text, and with each answer what it stands on. */
function transcriptMessage(message: Json): Json {
  const { id, role, parts, createdAt, feedback } = message
  const metadata = fields(message['metadata'])
  const text = Array.isArray(parts) ? parts.map((part) => fields(part)['text'] ?? '').join('') : ''
  const shown = { id: String(id).replace(/^msg_/, ''), role, content: text, createdAt: `${Number(createdAt) * 1_000}` }
  if (role !== 'assistant') return shown
  const { score = null, citations = [] } = metadata
  return { ...shown, rating: feedback ?? null, confidence: score, citations }
}

const plainAgent = ({ id, name }: PlatformAgent) => ({ id, name })

function conversations(
  store: PlatformStore,
  { mode }: AnswerOptions,
  agent: PlatformAgent,
  rest: string,
  asked: Asked
): Answered {
  const { method, query } = asked
  const own = store.conversations.filter(({ agentId }) => agentId === agent.id)
  const whole = (one: PlatformConversation) => shaped(one, mode, true)
  const newest = () => [...own].sort((a, b) => b.updatedAt - a.updatedAt)
  if (method === 'GET' && rest === '/conversations') {
    const rows = mode === 'chatbase' ? own.filter(({ body }) => body['source'] === 'API').reverse() : newest()
    return page(asked, rows, { maximum: 100, fallback: 20 }, (one) => shaped(one, mode, false))
  }
  if (method === 'GET' && rest === '/conversations/export') {
    if (mode === 'bookbag')
      return ok({ data: newest().map(whole), pagination: { cursor: null, hasMore: false, total: own.length } })
    const id = query.get('conversationId')
    const rows = [...own].reverse().filter((one) => id === null || String(one.id) === id)
    const isSummary = query.get('include') === 'summary'
    return page(asked, rows, { maximum: 20, fallback: 20 }, (one) =>
      isSummary ? { ...shaped(one, mode, false), source: one.body['source'] } : whole(one)
    )
  }
  if (method === 'GET' && rest === '/conversations/search' && mode !== 'bookbag') {
    const rows = newest().filter((one) => isFound(one, query))
    return page(asked, rows, { maximum: 25, fallback: 25 }, (one) => shaped(one, mode, false), false)
  }
  const [, id, more = ''] = /^\/conversations\/([^/]+)(\/.*)?$/.exec(rest) ?? []
  const conversation = own.find((one) => String(one.id) === id)
  if (!conversation) return NOT_FOUND
  const feedback = /^\/messages\/([^/]+)\/feedback$/.exec(more)
  if (method === 'PATCH' && feedback)
    return setFeedback(conversation, decodeURIComponent(feedback[1] ?? ''), asked.body)
  if (method === 'GET' && more === '/messages') return messagePage(asked, conversation.messages, mode)
  if (method !== 'GET' || more !== '') return NOT_FOUND
  return ok({
    data: whole(conversation),
    pagination: { cursor: null, hasMore: false, total: conversation.messages.length }
  })
}

/** Pages walk backwards from the newest message; each is in the order of the talk. */
function messagePage(asked: Asked, messages: readonly Json[], mode: PlatformMode): Answered {
  const shown = mode === 'generic' ? (message: Json) => message : withoutExtras
  const answered = page(asked, messages.toReversed(), { maximum: 100, fallback: 20 }, shown)
  const body = fields(answered.body)
  return Array.isArray(body['data']) ? ok({ ...body, data: body['data'].toReversed() }) : answered
}

/** Filters of the search that the app uses: all must match, of the values behind each any. */
function isFound({ body, messages, updatedAt }: PlatformConversation, query: URLSearchParams): boolean {
  const after = Date.parse(query.get('updatedAfter') ?? '1970-01-01') / 1_000
  const insights = fields(body['insights'])
  const has = (name: string, values: readonly unknown[]) => {
    const wanted = query.get(name)?.split(',')
    return wanted === undefined || values.some((value) => wanted.includes(String(value ?? 'unspecified')))
  }
  const thumbs = messages.map(({ feedback }) => feedback).filter((feedback) => feedback != null)
  return (
    updatedAt >= after &&
    has('sentiment', [insights['sentiment']]) &&
    has('topic', [insights['topic']]) &&
    has('feedback', thumbs)
  )
}

/** What a read of this platform shows of a conversation. */
function shaped({ body, messages, updatedAt }: PlatformConversation, mode: PlatformMode, isWhole: boolean): Json {
  const { insights, source, ...plain } = body
  const shown = { ...plain, updatedAt, ...(isWhole || mode === 'generic' ? { source } : {}) }
  if (mode === 'generic') return { ...shown, insights, ...(isWhole ? { messages } : {}) }
  return { ...shown, ...(isWhole ? { messages: messages.map(withoutExtras) } : {}) }
}

/** The platforms' v2 reads tell neither citations, nor who wrote, nor what a thumb's giver said. */
function withoutExtras({ feedbackComment: _comment, metadata, ...message }: Json): Json {
  if (typeof metadata !== 'object' || metadata === null) return message
  return { ...message, metadata: { score: 'score' in metadata ? metadata.score : null } }
}

function setFeedback({ messages }: PlatformConversation, messageId: string, body: unknown): Answered {
  const message = messages.find(({ id }) => id === messageId)
  if (!message) return failure(404, 'RESOURCE_MESSAGE_NOT_FOUND', 'Message not found')
  if (message['role'] !== 'assistant')
    return failure(422, 'RESOURCE_MESSAGE_NOT_ASSISTANT', 'Feedback can only be set on assistant messages')
  const feedback = fields(body)['feedback']
  if (feedback !== 'positive' && feedback !== 'negative' && feedback !== null)
    return failure(400, 'VALIDATION_INVALID_BODY', 'feedback must be positive, negative or null')
  message['feedback'] = feedback
  return ok({ data: withoutExtras(message) })
}

// ---- Q&A pairs ------------------------------------------------------------------------------------------------------------

function sources(
  store: PlatformStore,
  { mode, trainingMs }: AnswerOptions,
  agent: PlatformAgent,
  rest: string,
  asked: Asked
): Answered {
  if (mode === 'bookbag') return NOT_FOUND
  const { method, query } = asked
  const own = store.sources.filter(({ agentId }) => agentId === agent.id)
  const shown = (source: PlatformSource) => shapedSource(source, trainingMs)
  if (rest === '/sources') {
    if (method === 'POST') return createPair(store, agent, asked.body, shown)
    const name = (query.get('name') ?? '').toLowerCase()
    const rows = own.filter((source) => source.name.toLowerCase().includes(name))
    return page(asked, rows, { maximum: 100, fallback: 20 }, shown)
  }
  const source = own.find(({ id }) => `/sources/${id}` === rest)
  if (!source) return failure(404, 'SOURCE_NOT_FOUND', 'Source not found')
  if (method === 'GET') return ok(shown(source))
  if (method === 'DELETE') {
    store.sources.splice(store.sources.indexOf(source), 1)
    return ok({ ...shown(source), status: 'deleted' })
  }
  if (method !== 'PUT') return NOT_FOUND
  const refused = refuseBody(asked.body, false)
  if (refused) return refused
  const { type: _type, ...changes } = fields(asked.body)
  Object.assign(source, changes, { changedAt: Date.now(), wasTrained: true, willFail: isUntrainable(changes) })
  return ok(shown(source))
}

function createPair(
  store: PlatformStore,
  agent: PlatformAgent,
  body: unknown,
  shown: (source: PlatformSource) => Json
): Answered {
  const refused = refuseBody(body, true)
  if (refused) return refused
  const { name, questions, answer: text } = fields(body)
  const source = store.createSource(agent.id, {
    name: String(name),
    questions: Array.isArray(questions) ? questions.map(String) : [],
    answer: String(text)
  })
  source.willFail = isUntrainable({ answer: text })
  return ok(shown(source), 201)
}

/** An answer with these words never becomes live: training that fails can be tried out. */
const isUntrainable = ({ answer: text }: Json) => String(text).includes('[cannot be trained]')

function refuseBody(body: unknown, isWhole: boolean): Answered | null {
  const { type, name, questions, answer: text } = fields(body)
  const refuse = (what: string) => failure(400, 'VALIDATION_INVALID_BODY', what)
  if (isWhole && type !== 'qna') return failure(400, 'SOURCE_TYPE_NOT_SUPPORTED', 'Only qna can be created here')
  const isText = (value: unknown) => typeof value === 'string' && value.length > 0
  if ((isWhole || name !== undefined) && !isText(name)) return refuse('name is required')
  if ((isWhole || text !== undefined) && !isText(text)) return refuse('answer is required')
  if (!isWhole && questions === undefined) return null
  if (!Array.isArray(questions) || questions.length < 1 || questions.length > 50 || !questions.every(isText))
    return refuse('questions must hold 1 to 50 texts')
  return null
}

function shapedSource(source: PlatformSource, trainingMs: number): Json {
  const { id, name, createdAt, questions, answer: text, changedAt, wasTrained, willFail } = source
  const isReady = Date.now() - changedAt >= trainingMs
  const waiting = wasTrained ? 'updated' : 'untrained'
  const status = isReady ? (willFail ? 'failed' : 'trained') : waiting
  const size = questions.join('').length + text.length
  return { id, type: 'qna', name, size, createdAt, status, metadata: null }
}

// ---- pages ----------------------------------------------------------------------------------------------------------------

/** A page with a cursor that is bound to the query it was given for. */
export function page<T>(
  { path, query }: Asked,
  rows: readonly T[],
  limits: { readonly maximum: number; readonly fallback: number },
  shown: (row: T) => unknown,
  withTotal = true
): Answered {
  const asked = Number(query.get('limit') ?? limits.fallback)
  if (!Number.isInteger(asked) || asked < 1) return failure(400, 'VALIDATION_INVALID_BODY', 'limit must be at least 1')
  const limit = Math.min(asked, limits.maximum)
  const bound = boundTo(path, query)
  const start = startOf(query.get('cursor'), bound)
  if (start === null) return failure(400, 'VALIDATION_CURSOR_QUERY_MISMATCH', 'The cursor belongs to another query')
  const end = start + limit
  const hasMore = end < rows.length
  const cursor = hasMore ? Buffer.from(`${end}.${bound}`).toString('base64url') : null
  const pagination = { cursor, hasMore, ...(withTotal ? { total: rows.length } : {}) }
  return ok({ data: rows.slice(start, end).map(shown), pagination })
}

function boundTo(path: string, query: URLSearchParams): string {
  const rest = new URLSearchParams([...query].filter(([name]) => name !== 'cursor'))
  rest.sort()
  return createHash('sha256').update(`${path}?${rest}`).digest('hex').slice(0, 12)
}

function startOf(cursor: string | null, bound: string): number | null {
  // `start` is what the fault `empty-page` leads to.
  if (cursor === null || cursor === 'start') return 0
  const [start, forQuery] = Buffer.from(cursor, 'base64url').toString().split('.')
  return forQuery === bound ? Number(start) : null
}

export function fields(body: unknown): Json {
  return typeof body === 'object' && body !== null ? (body as Json) : {}
}
