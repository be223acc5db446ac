// Turns what servers, proxies and networks say when something fails into errors that people can read and the app acts upon.
import type { Response } from 'undici'
import { retryAfter } from './limiter'
import { PlatformError } from './platform-error'

const STATUS_KINDS = { 401: 'unauthorized', 403: 'forbidden', 404: 'not-found', 429: 'rate-limited' } as const

/** What an answer that is no success says; `body` is its text as far as it came, `key` what must not be repeated. */
export function refusal(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string,
  now: number,
  key: string
): PlatformError {
  // Some servers repeat the key they refuse: their words are shown and kept, the key is not.
  const told = errorOf(body.replaceAll(key, '[key]'))
  const words = told.message ? ` It says: “${told.message}”` : ''
  const requestId = headers.get('x-request-id')?.replaceAll(key, '[key]') ?? null
  const details = { requestId, serverCode: told.code, retryAfterMs: undefined }
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

/** A failure on the way in our few kinds; what is none of them as it is. */
export function asPlatformError(thrown: unknown, hasRunOut: boolean): unknown {
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
