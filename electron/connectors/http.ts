// Requests to a platform: with the key, under its limits, within time and size, repeated where repeating is harmless.
import { fetch, type Response } from 'undici'
import { quoteLongNumbers } from '../../shared/json'
import { cutOff, notJson } from './json-items'
import type { Clock, Limiter } from './limiter'
import { retryAfter } from './limiter'
import { PlatformError } from './platform-error'
import { dispatcherFor } from './proxies'

export interface HttpOptions {
  /** Origin and path; see base-url.ts. */
  readonly baseUrl: string
  readonly key: string
  readonly limiter: Limiter
  readonly clock: Clock
  /** Milliseconds for a whole answer, and for 1 KiB of one that is streamed. */
  readonly timeoutMs?: number | undefined
  /** Milliseconds before the first repeat of a read; doubles each time. */
  readonly retryMs?: number | undefined
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly query?: Readonly<Record<string, string | number | null | undefined>>
  readonly body?: unknown
  /** A write that is repeated after answers that say it was not done: 429, 503. */
  readonly repeatsWhenNotDone?: boolean
  /** The same for a repeat: a platform that knows it answers with what it did the first time. */
  readonly idempotencyKey?: string
  /** Of the API, where it is another than the base address ends with: `/api/v2` becomes `/api/v1`. */
  readonly version?: 'v1'
}

export interface Http {
  /** The JSON of an answer; whole numbers beyond 2^53 are text in it. Throws `PlatformError`. */
  json(path: string, asked: Asked, signal: AbortSignal): Promise<unknown>
  /** The body of a read as it arrives; not repeated once it began. Throws `PlatformError`. */
  stream(path: string, asked: Asked, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>
}

const TIMEOUT_MS = 60_000
const RETRY_MS = 500
const LONGEST_RETRY_MS = 60_000
const MOST_ATTEMPTS = 5
const MOST_BYTES = 64 * 1024 * 1024
const MOST_REDIRECTS = 3
const LEAST_BYTES = 1_024

/** Kinds after which a read is asked for again. */
const PASSING = new Set(['offline', 'timeout', 'cut-off', 'server', 'maintenance', 'rate-limited'])
/** Kinds that say nothing was done. */
const NOT_DONE = new Set(['maintenance', 'rate-limited'])

export function createHttp(options: HttpOptions): Http {
  const { clock, limiter, timeoutMs = TIMEOUT_MS, retryMs = RETRY_MS } = options

  /** One request, and what its answer is turned into, with the time that both may take. */
  async function once<T>(
    path: string,
    asked: Asked,
    signal: AbortSignal,
    read: (response: Response, watch: Watch) => Promise<T>
  ): Promise<T> {
    await limiter.turn(asked.method === undefined || asked.method === 'GET' ? 'read' : 'write', signal)
    const watch = watchTime(timeoutMs, signal)
    try {
      const response = await send(options, path, asked, watch.signal)
      limiter.learn(response.headers)
      if (!response.ok) throw await refusal(response, clock.now(), options.key)
      return await read(response, watch)
    } catch (thrown) {
      watch.stop()
      signal.throwIfAborted()
      throw asPlatformError(thrown, watch.hasRunOut)
    }
  }

  /** Reads are repeated after what passes; writes at most after what was not done: whoever wrote decides. */
  async function repeated<T>(asked: Asked, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const isRead = asked.method === undefined || asked.method === 'GET'
    for (let attempt = 1; ; attempt++) {
      try {
        return await work()
      } catch (thrown) {
        const repeated = isRead ? PASSING : asked.repeatsWhenNotDone ? NOT_DONE : null
        const passes = thrown instanceof PlatformError && repeated?.has(thrown.kind) === true
        if (!passes || attempt >= MOST_ATTEMPTS) throw thrown
        const wait = thrown.retryAfterMs ?? retryMs * 2 ** (attempt - 1) * (1 + clock.random() / 2)
        await clock.sleep(Math.min(wait, LONGEST_RETRY_MS), signal)
      }
    }
  }

  return {
    json: (path, asked, signal) =>
      repeated(asked, signal, () =>
        once(path, asked, signal, async (response, watch) => {
          const text = await readText(response)
          watch.stop()
          return parse(text)
        })
      ),
    stream: (path, asked, signal) =>
      repeated(asked, signal, () =>
        once(path, asked, signal, async (response, watch) => watched(response, watch, timeoutMs, signal))
      )
  }
}

interface Watch {
  readonly signal: AbortSignal
  readonly hasRunOut: boolean
  /** Gives the work this much more time from now. */
  renew(): void
  stop(): void
}

function watchTime(ms: number, outer: AbortSignal): Watch {
  const controller = new AbortController()
  let hasRunOut = false
  const runOut = () => {
    hasRunOut = true
    controller.abort()
  }
  let timer = setTimeout(runOut, ms)
  const cancel = () => controller.abort()
  outer.addEventListener('abort', cancel, { once: true })
  if (outer.aborted) cancel()
  return {
    signal: controller.signal,
    get hasRunOut() {
      return hasRunOut
    },
    renew() {
      clearTimeout(timer)
      timer = setTimeout(runOut, ms)
    },
    stop() {
      clearTimeout(timer)
      outer.removeEventListener('abort', cancel)
    }
  }
}

/** Follows redirects on the same host only: the key is for no one else. */
async function send({ baseUrl, key }: HttpOptions, path: string, asked: Asked, signal: AbortSignal): Promise<Response> {
  const { method = 'GET', query = {}, body, idempotencyKey, version } = asked
  const base = version === undefined ? baseUrl : baseUrl.replace(/\/v\d+$/, `/${version}`)
  let url = new URL(`${base}${path}`)
  const dispatcher = dispatcherFor(url.origin)
  for (const [name, value] of Object.entries(query)) if (value != null) url.searchParams.set(name, String(value))
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await fetch(url, {
      method,
      signal,
      redirect: 'manual',
      ...(dispatcher ? { dispatcher } : {}),
      headers: {
        authorization: `Bearer ${key}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    if (response.status < 300 || response.status >= 400) return response
    await response.body?.cancel()
    const next = new URL(response.headers.get('location') ?? '/', url)
    if (next.origin !== url.origin || method !== 'GET') {
      throw new PlatformError(
        'refused',
        `The platform sent us on to ${next.host}. The key was not sent there. If the platform has moved, change the base address.`
      )
    }
    url = next
  }
  throw new PlatformError('refused', 'The platform sent us round in circles. Check the base address.')
}

async function readText(response: Response): Promise<string> {
  if (!response.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > MOST_BYTES) throw new PlatformError('refused', 'The platform sent an answer larger than 64 MB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(quoteLongNumbers(text))
  } catch {
    throw /^\s*[[{]/.test(text) ? cutOff() : notJson()
  }
}

/** The body, given up when too little of it comes in the time. */
async function* watched(
  response: Response,
  watch: Watch,
  timeoutMs: number,
  signal: AbortSignal
): AsyncGenerator<Uint8Array> {
  try {
    let since = 0
    for await (const chunk of response.body ?? []) {
      since += chunk.length
      if (since >= LEAST_BYTES) {
        since = 0
        watch.renew()
      }
      yield chunk
      // Whoever reads may take as long as they like over it.
      if (timeoutMs > 0 && since === 0) watch.renew()
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw asPlatformError(thrown, watch.hasRunOut)
  } finally {
    watch.stop()
  }
}

const STATUS_KINDS = { 401: 'unauthorized', 403: 'forbidden', 404: 'not-found', 429: 'rate-limited' } as const

async function refusal(response: Response, now: number, key: string): Promise<PlatformError> {
  const { status, headers } = response
  // Some servers repeat the key they refuse: their words are shown and kept, the key is not.
  const told = errorOf((await readText(response).catch(() => '')).replaceAll(key, '[key]'))
  const words = told.message ? ` It says: “${told.message}”` : ''
  const details = {
    requestId: headers.get('x-request-id')?.replaceAll(key, '[key]') ?? null,
    serverCode: told.code,
    retryAfterMs: undefined
  }
  if (status === 503 || status === 429) {
    const kind = status === 429 ? 'rate-limited' : 'maintenance'
    const message =
      status === 429 ? 'The platform’s limit of requests is reached.' : 'The platform is not available now.'
    return new PlatformError(kind, message + words, { ...details, retryAfterMs: retryAfter(headers, now) })
  }
  if (status >= 500)
    return new PlatformError('server', `The platform failed (${status}).${words}`, { ...details, mayBeDone: true })
  if (status === 401) return new PlatformError('unauthorized', unauthorized(told.code) + words, details)
  if (status === 403) return new PlatformError('forbidden', `The key may not do this on the platform.${words}`, details)
  if (status === 402) return new PlatformError('no-credits', `The agent has no credits left.${words}`, details)
  const kind = status === 404 ? STATUS_KINDS[404] : 'refused'
  const what = status === 404 ? 'The platform does not have this.' : `The platform refused this (${status}).`
  return new PlatformError(kind, what + words, details)
}

function unauthorized(code: string | null): string {
  if (code?.includes('EXPIRED')) return 'The API key has expired. Make a new one on the platform and enter it here.'
  return 'The platform does not accept the API key. Check it, or enter a new one.'
}

/** The platforms' error envelopes, old and new; nothing where the body is none. */
function errorOf(text: string): { readonly code: string | null; readonly message: string | null } {
  try {
    const body: unknown = JSON.parse(text)
    const error = field(body, 'error') ?? body
    const code = field(error, 'code')
    const message = typeof error === 'string' ? error : field(error, 'message')
    return {
      code: typeof code === 'string' ? code : null,
      message: typeof message === 'string' ? message.slice(0, 500) : null
    }
  } catch {
    return { code: null, message: null }
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

/** Before a connection stands nothing was sent. */
const NOT_REACHED = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT/
const BAD_CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/

/** The proxy answered for itself, before anything reached the platform. */
const PROXY_ANSWER = /Proxy response \((\d+)\)/

function asPlatformError(thrown: unknown, hasRunOut: boolean): unknown {
  if (thrown instanceof PlatformError) return thrown
  if (hasRunOut) return new PlatformError('timeout', 'The platform did not answer in time.', { mayBeDone: true })
  const causes = causesOf(thrown)
  const proxyStatus = causes
    .map(({ message }) => PROXY_ANSWER.exec(message)?.[1])
    .find((status) => status !== undefined)
  if (proxyStatus === '407')
    return new PlatformError(
      'refused',
      'This network’s proxy asks for a name and a password, which the app does not have.'
    )
  if (proxyStatus !== undefined)
    return new PlatformError('offline', `This network’s proxy did not reach the platform (${proxyStatus}).`)
  const code = causes
    .map((cause) => String(field(cause, 'code') ?? ''))
    .join(' ')
    .trim()
  if (NOT_REACHED.test(code))
    return new PlatformError('offline', 'The platform cannot be reached. Check the network and the base address.')
  if (BAD_CERTIFICATE.test(code))
    return new PlatformError('refused', 'The platform’s certificate is not valid: nothing was sent to it.')
  if (thrown instanceof TypeError || code !== '')
    return new PlatformError('cut-off', 'The connection to the platform broke off.', { mayBeDone: true })
  return thrown
}

/** The error and what it was caused by; libraries wrap once or more. */
function causesOf(thrown: unknown): readonly Error[] {
  const causes: Error[] = []
  for (let cause = thrown; cause instanceof Error && causes.length < 10; cause = cause.cause) causes.push(cause)
  return causes
}
