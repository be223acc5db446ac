// Keeps requests under a platform's limit: by a token bucket, and by what its headers say is left.
import type { Headers } from 'undici'

/** What time and chance are to the client; tests give their own. */
export interface Clock {
  now(): number
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** 0..1. */
  random(): number
}

export interface Limiter {
  /** Resolves when a request may be sent. Reads leave the last ones to writes. */
  turn(kind: 'read' | 'write', signal: AbortSignal): Promise<void>
  /** Learns from the headers of an answer. */
  learn(headers: Headers): void
}

/** Both platforms document 100 requests in ten seconds; some answer a higher number in their headers. */
const DEFAULT_LIMIT = 100
const WINDOW_MS = 10_000
/** Requests that reads leave to the outbox. */
const KEPT_FOR_WRITES = 3
const LONGEST_WAIT_MS = 60_000

export function createLimiter(clock: Clock): Limiter {
  let limit = DEFAULT_LIMIT
  let tokens = limit
  let filledAt = clock.now()
  /** From the headers: nothing is left until then. */
  let closedUntil = 0

  function waitFor(kind: 'read' | 'write'): number {
    const now = clock.now()
    tokens = Math.min(limit, tokens + ((now - filledAt) * limit) / WINDOW_MS)
    filledAt = now
    const closed = closedUntil - now
    const needed = kind === 'read' ? Math.min(1 + KEPT_FOR_WRITES, limit) : 1
    const filling = tokens >= needed ? 0 : ((needed - tokens) * WINDOW_MS) / limit
    return Math.min(LONGEST_WAIT_MS, Math.max(closed, filling, 0))
  }

  return {
    async turn(kind, signal) {
      for (let wait = waitFor(kind); wait > 0; wait = waitFor(kind)) await clock.sleep(Math.ceil(wait), signal)
      tokens--
    },
    learn(headers) {
      const now = clock.now()
      const told = Number(headers.get('x-ratelimit-limit'))
      if (Number.isFinite(told) && told >= 1) limit = told
      const left = headers.get('x-ratelimit-remaining')
      const reset = resetAt(headers.get('x-ratelimit-reset'))
      if (left !== null && Number(left) === 0 && reset !== null) closedUntil = now + reset - serverNow(headers, now)
    }
  }
}

/** Milliseconds since 1970. One platform's prose says milliseconds, its schema seconds: the size of the number tells. */
export function resetAt(text: string | null): number | null {
  const value = Number(text)
  if (text === null || text === '' || !Number.isFinite(value) || value <= 0) return null
  return value > 1e11 ? value : value * 1_000
}

/** How long a 429 or 503 asks to wait, in milliseconds; undefined where it does not say. `Retry-After`: seconds or an HTTP date. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')
  if (text !== null && text !== '') {
    const wait = /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - serverNow(headers, now)
    if (Number.isFinite(wait)) return Math.max(0, wait)
  }
  const reset = resetAt(headers.get('x-ratelimit-reset'))
  return reset === null ? undefined : Math.max(0, reset - serverNow(headers, now))
}

/** The server's clock tells when its moments are: ours may be days off. `now` where it does not say (RFC 9110, `Date`). */
function serverNow(headers: Headers, now: number): number {
  const at = Date.parse(headers.get('date') ?? '')
  return Number.isFinite(at) ? at : now
}

/** The time that is, and the chance there is. */
export const REAL_CLOCK: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const stop = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop)
        resolve()
      }, ms)
      signal.addEventListener('abort', stop, { once: true })
    })
}
