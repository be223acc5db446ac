// The development platform as an HTTP server on loopback: keys, limits, a log of what was asked, and failing when told to.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answered, answer, answerV1, failure } from './answers'
import { bendPage, createFaults, type Fault, type Faults, unquoteLongIds } from './faults'
import { createStore, type PlatformStore, type StoreOptions } from './store'

export interface PlatformOptions extends StoreOptions {
  /** 0: any free one. */
  readonly port?: number
  readonly key?: string
  /** Milliseconds until a pair is live; default 3,000. */
  readonly trainingMs?: number
  /** Requests in ten seconds; default 100, as the platforms document it. */
  readonly requestsPerWindow?: number
}

export interface LoggedRequest {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly hadKey: boolean
  readonly body: unknown
  readonly fault: string | null
}

export interface PlatformServer {
  /** What a connection is given as its base address. */
  readonly baseUrl: string
  readonly origin: string
  readonly key: string
  readonly store: PlatformStore
  readonly faults: Faults
  readonly log: readonly LoggedRequest[]
  close(): Promise<void>
}

const WINDOW_MS = 10_000
export const DEVELOPMENT_KEY = 'oc_test_development-key-0123456789'

export async function startPlatform(options: PlatformOptions): Promise<PlatformServer> {
  const { key = DEVELOPMENT_KEY, trainingMs = 3_000, requestsPerWindow = 100, mode } = options
  const store = createStore(options)
  const faults = createFaults()
  const log: LoggedRequest[] = []
  let window = { until: 0, used: 0 }
  let requests = 0

  /** Counts the request; the headers tell what is left, `isOver` that this one is too many. */
  function limit(response: ServerResponse): boolean {
    const now = Date.now()
    if (now >= window.until) window = { until: now + WINDOW_MS, used: 0 }
    window.used++
    response.setHeader('X-RateLimit-Limit', requestsPerWindow)
    response.setHeader('X-RateLimit-Remaining', Math.max(0, requestsPerWindow - window.used))
    response.setHeader('X-RateLimit-Reset', window.until)
    response.setHeader('x-request-id', `req_${++requests}`)
    return window.used > requestsPerWindow
  }

  function answerTo(request: IncomingMessage, url: URL, body: unknown, isOver: boolean): Answered {
    const path = url.pathname.replace(/^\/api\/v[12]/, '')
    if (path !== '/health') {
      const given = request.headers.authorization
      if (given === undefined) return failure(401, 'AUTH_MISSING_API_KEY', 'API key is missing')
      if (given === 'Bearer expired') return failure(401, 'AUTH_EXPIRED_API_KEY', 'API key has expired')
      if (given !== `Bearer ${key}`) return failure(401, 'AUTH_INVALID_API_KEY', 'API key is invalid')
    }
    if (isOver) return failure(429, 'RATE_LIMIT_TOO_MANY_REQUESTS', 'Too many requests, please try again later')
    if (body === BAD_JSON) return failure(400, 'VALIDATION_INVALID_JSON', 'The body is not JSON')
    if (url.pathname.startsWith('/api/v1/'))
      return mode === 'bookbag' ? answerV1(store, path) : failure(404, 'RESOURCE_NOT_FOUND', 'Not found')
    if (!url.pathname.startsWith('/api/v2/')) return failure(404, 'RESOURCE_NOT_FOUND', 'Not found')
    const header = request.headers['idempotency-key']
    const idempotencyKey = typeof header === 'string' ? header : undefined
    const asked = { method: request.method ?? 'GET', path, query: url.searchParams, body, idempotencyKey }
    return answer(store, { mode, trainingMs }, asked)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const method = request.method ?? 'GET'
    const body = await readBody(request)
    if (url.pathname.startsWith('/control')) return control(method, url.pathname, body, response)
    const isOver = limit(response)
    const fault = faults.take(`${method} ${url.pathname}${url.search}`)
    const isRefused = fault !== null && isRefusal(fault)
    const answered = isRefused ? refusal(fault, response) : answerTo(request, url, body, isOver)
    const { status } = answered
    const hadKey = request.headers.authorization !== undefined
    log.push({ method, path: url.pathname + url.search, status, hadKey, body, fault: fault?.kind ?? null })
    if (status === 429 && !isRefused) {
      response.setHeader('Retry-After', Math.max(1, Math.ceil((window.until - Date.now()) / 1_000)))
    }
    send(response, answered, isRefused ? null : fault, url.searchParams.get('cursor'))
  }

  function control(method: string, path: string, body: unknown, response: ServerResponse): void {
    let answered: Answered = { status: 200, body: { waiting: faults.waiting } }
    if (method === 'POST' && path === '/control/faults') faults.add(...(Array.isArray(body) ? body : [body as Fault]))
    else if (method === 'DELETE' && path === '/control/faults') faults.clear()
    else if (method !== 'GET' || path !== '/control/log') answered = failure(404, 'NOT_FOUND', path)
    else answered = { status: 200, body: { waiting: faults.waiting, log } }
    send(response, answered, null, null)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((thrown: unknown) => {
      console.error('the development platform failed:', thrown)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    baseUrl: `${origin}/api/v2`,
    key,
    store,
    faults,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

const BAD_JSON = Symbol('not JSON')

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return BAD_JSON
  }
}

/** Whether the fault answers instead of the platform, which then does nothing. */
function isRefusal({ kind }: Fault): boolean {
  return (
    kind.startsWith('rate-limit') || kind === 'status' || kind === 'html' || kind === 'redirect' || kind === 'timeout'
  )
}

function refusal(fault: Fault, response: ServerResponse): Answered {
  const seconds = fault.seconds ?? 1
  const at = Date.now() + seconds * 1_000
  const tooMany = failure(429, 'RATE_LIMIT_TOO_MANY_REQUESTS', 'Too many requests, please try again later')
  switch (fault.kind) {
    case 'rate-limit-seconds':
      response.setHeader('Retry-After', seconds)
      return tooMany
    case 'rate-limit-date':
      response.setHeader('Retry-After', new Date(at).toUTCString())
      return tooMany
    case 'rate-limit-reset-seconds':
      response.setHeader('X-RateLimit-Reset', Math.ceil(at / 1_000))
      return tooMany
    case 'rate-limit-reset-ms':
      response.setHeader('X-RateLimit-Reset', at)
      return tooMany
    case 'redirect':
      response.setHeader('Location', fault.location ?? '/')
      return { status: 302, body: {} }
    case 'html':
      return {
        status: fault.status ?? 200,
        body: '<!doctype html><title>Sign in</title><p>Please sign in to the network.'
      }
    case 'timeout':
      return { status: 0, body: null }
    default:
      return failure(fault.status ?? 500, fault.code ?? 'INTERNAL_SERVER_ERROR', fault.message ?? 'Something broke')
  }
}

/** Milliseconds between the bytes of a slow body. */
const SLOW_MS = 50

function send(response: ServerResponse, { status, body }: Answered, fault: Fault | null, cursor: string | null): void {
  // Never answered: the client has to give up by itself.
  if (status === 0) return
  if (fault?.kind === 'apply-then-drop') {
    response.destroy()
    return
  }
  const text = typeof body === 'string' ? body : writeBent(fault, body, cursor)
  const bytes = Buffer.from(text)
  const half = bytes.subarray(0, Math.floor(bytes.length / 2))
  response.statusCode = status
  response.setHeader('content-type', typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8')
  switch (fault?.kind) {
    case 'slow-body':
      dribble(response, bytes)
      return
    case 'reset-body':
      response.setHeader('content-length', bytes.length)
      response.write(half, () => response.destroy())
      return
    case 'truncated-json':
      response.end(half)
      return
    default:
      response.end(bytes)
  }
}

function writeBent(fault: Fault | null, body: unknown, cursor: string | null): string {
  if (!fault) return JSON.stringify(body)
  const text = JSON.stringify(bendPage(fault.kind, body, cursor))
  return fault.kind === 'long-ids' ? unquoteLongIds(text) : text
}

function dribble(response: ServerResponse, bytes: Buffer): void {
  let at = 0
  const timer = setInterval(() => {
    if (response.destroyed || at >= bytes.length) {
      clearInterval(timer)
      response.end()
    } else response.write(bytes.subarray(at, ++at))
  }, SLOW_MS)
}
