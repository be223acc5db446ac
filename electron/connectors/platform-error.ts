// What can go wrong between us and a platform, in the few kinds that are acted upon differently.
import { AppError, type ErrorCode } from '../../shared/errors'

export const FAULT_KINDS = [
  'offline', // the platform was not reached
  'timeout',
  'cut-off', // the answer ended before its end
  'not-json',
  'server', // 5xx
  'maintenance', // 503, before anything was read or written
  'rate-limited',
  'unauthorized',
  'no-credits', // 402
  'forbidden',
  'not-found',
  'refused', // any other 4xx
  'bad-paging'
] as const
export type PlatformFault = (typeof FAULT_KINDS)[number]

interface Details {
  /** Whether a write may have been done although no answer says so. */
  readonly mayBeDone?: boolean
  /** Milliseconds that the server wants us to wait. */
  readonly retryAfterMs?: number | undefined
  readonly requestId?: string | null
  /** The server's own error code. */
  readonly serverCode?: string | null
}

const CODES: Readonly<Partial<Record<PlatformFault, ErrorCode>>> = {
  offline: 'offline',
  timeout: 'offline',
  unauthorized: 'unauthorized',
  'rate-limited': 'rate-limited',
  'not-found': 'not-found'
}

/** Its message is a sentence for people and holds the server's words; never the key. */
export class PlatformError extends AppError {
  readonly kind: PlatformFault
  readonly mayBeDone: boolean
  readonly retryAfterMs: number | undefined
  readonly requestId: string | null
  readonly serverCode: string | null

  constructor(kind: PlatformFault, message: string, details: Details = {}) {
    super(CODES[kind] ?? 'refused', message, details.requestId ? `Request ${details.requestId}` : undefined)
    this.name = 'PlatformError'
    this.kind = kind
    this.mayBeDone = details.mayBeDone ?? false
    this.retryAfterMs = details.retryAfterMs
    this.requestId = details.requestId ?? null
    this.serverCode = details.serverCode ?? null
  }
}

export function isKind(thrown: unknown, kind: PlatformFault): thrown is PlatformError {
  return thrown instanceof PlatformError && thrown.kind === kind
}

/** A cursor that repeats, or that the platform does not take any more. */
export function isLostCursor(thrown: unknown): boolean {
  if (!(thrown instanceof PlatformError)) return false
  return thrown.kind === 'bad-paging' || (thrown.kind === 'refused' && thrown.serverCode?.includes('CURSOR') === true)
}
