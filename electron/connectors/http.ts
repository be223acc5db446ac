// Requests to a platform: with the key, under its limits, within time and size, repeated where repeating is harmless.
import type { Response } from 'undici'
import { quoteLongNumbers } from '../../shared/json'
import { asPlatformError, refusal } from './http-errors'
import { cutOff, notJson } from './json-items'
import type { Clock, Limiter } from './limiter'
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
      if (!response.ok) throw refusal(response, await readText(response).catch(() => ''), clock.now(), options.key)
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
  // Loaded with the first request: the start of the app does not wait for it.
  const { fetch } = await import('undici')
  const dispatcher = await dispatcherFor(url.origin)
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
