// A server with the reads and writes of Flowise that the app uses, over the rows that a real one (3.1.2) answered; tests/fixtures/flowise
// has its recorded answers, and a test holds this one against them.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type AnsweredBy, type AskedOf, type JsonServer, startJsonServer } from './json-server'

export interface FlowiseRow {
  readonly id: string
  readonly role: 'userMessage' | 'apiMessage'
  readonly chatflowid: string
  readonly content: string
  readonly chatId: string
  readonly sessionId: string
  readonly createdDate: string
  feedback: Readonly<Record<string, unknown>> | null
  readonly [more: string]: unknown
}

export interface RecordedAnswer {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly body: unknown
}

export interface FlowiseServer extends JsonServer {
  readonly baseUrl: string
  readonly key: string
  readonly agentId: string
  readonly rows: FlowiseRow[]
  /** The customer writes again, and is answered. */
  say(chatId: string, question: string, answer: string, at: Date): void
}

export const FLOWISE_FIXTURES = path.join(process.cwd(), 'tests/fixtures/flowise')
export const FLOWISE_KEY = 'flowise-test-key-0123456789'

export function recordedFlowise(): { readonly agent: string; readonly answers: readonly RecordedAnswer[] } {
  return JSON.parse(readFileSync(path.join(FLOWISE_FIXTURES, 'recorded.json'), 'utf8'))
}

/** The rows of all conversations as they were recorded, before anything was rated from here. */
export function recordedRows(): FlowiseRow[] {
  const pages = recordedFlowise().answers.filter(({ path }) => /order=DESC&page=\d+&limit=20/.test(path))
  const whole = pages.filter(({ path }) => !path.includes('startDate'))
  return whole.flatMap(({ body }) => body as FlowiseRow[])
}

export async function startFlowise(): Promise<FlowiseServer> {
  const { agent: agentId, answers } = recordedFlowise()
  const rows = recordedRows()
  const chatflows = answers.find(({ path, status }) => path.includes('/chatflows') && status === 200)?.body
  const wrongKey = { status: 401, body: { error: 'Unauthorized Access' } }

  function answer(asked: AskedOf): AnsweredBy {
    const [, noun = '', id = ''] = /^\/api\/v1\/(\w+)\/?(.*)$/.exec(asked.path) ?? []
    if (noun === 'chatflows') return { status: 200, body: chatflows }
    if (noun === 'chatmessage') return { status: 200, body: messages(rows, id, asked.query) }
    if (noun !== 'feedback') return { status: 404, body: { message: 'Not found' } }
    return asked.method === 'GET' ? { status: 200, body: ratings(rows, asked.query) } : rate(rows, id, asked)
  }

  const server = await startJsonServer(FLOWISE_KEY, wrongKey, answer)
  return {
    ...server,
    baseUrl: `${server.origin}/api/v1`,
    key: FLOWISE_KEY,
    agentId,
    rows,
    say(chatId, question, said, at) {
      const like = rows.find((row) => row.chatId === chatId && row.role === 'userMessage')
      if (!like) throw new Error(`no chat ${chatId}`)
      const next = (role: FlowiseRow['role'], content: string, seconds: number): FlowiseRow => ({
        ...{ ...like, id: randomUUID(), role, content, feedback: null },
        createdDate: new Date(at.getTime() + seconds * 1_000).toISOString()
      })
      rows.push(next('userMessage', question, 0), next('apiMessage', said, 2))
    }
  }
}

/** Without `feedback` everything, unpaged; with it pages of sessions by their newest message. */
function messages(rows: readonly FlowiseRow[], chatflow: string, query: URLSearchParams): readonly FlowiseRow[] {
  const is = (name: 'chatId' | 'sessionId' | 'messageId', value: unknown) =>
    query.get(name) === null || query.get(name) === value
  const isDown = query.get('order') === 'DESC'
  const start = query.get('startDate')
  const found = rows
    .filter((row) => row.chatflowid === chatflow && is('chatId', row.chatId) && is('messageId', row.id))
    .filter((row) => is('sessionId', row.sessionId) && (start === null || row.createdDate >= start))
    .sort((a, b) => (isDown ? -1 : 1) * a.createdDate.localeCompare(b.createdDate))
  const [page, limit] = [Number(query.get('page') ?? -1), Number(query.get('limit') ?? -1)]
  if (!query.get('feedback') || page < 0 || limit < 0 || query.get('messageId')) return found
  const sessions = [...new Set(found.map(({ sessionId }) => sessionId))].slice(limit * (page - 1), limit * page)
  return found.filter(({ sessionId }) => sessions.includes(sessionId))
}

function ratings(rows: readonly FlowiseRow[], query: URLSearchParams): readonly unknown[] {
  const [from, to] = [query.get('startDate'), query.get('endDate')]
  return rows
    .flatMap(({ feedback }) => (feedback ? [feedback] : []))
    .filter(({ createdDate }) => !from || !to || (String(createdDate) >= from && String(createdDate) <= to))
    .sort((a, b) => String(a['createdDate']).localeCompare(String(b['createdDate'])))
}

function rate(rows: readonly FlowiseRow[], id: string, { method, body }: AskedOf): AnsweredBy {
  const row = rows.find((one) => (method === 'PUT' ? one.feedback?.['id'] === id : one.id === body['messageId']))
  if (!row)
    return { status: 404, body: { statusCode: 404, success: false, message: `Feedback with ID ${id} not found` } }
  const { chatflowid, chatId, id: messageId } = row
  const before = row.feedback ?? { id: randomUUID(), chatflowid, chatId, messageId }
  const createdDate = row.feedback?.['createdDate'] ?? new Date().toISOString()
  row.feedback = { ...before, rating: body['rating'], content: body['content'], createdDate }
  return { status: 200, body: method === 'PUT' ? { status: 'OK' } : row.feedback }
}
