// One process for one call (an export): started for it, ended after it, killed when it ignores its cancel. Knows no Electron.
import type { Method } from '../../shared/contract'
import { AppError, fromErrorValue } from '../../shared/errors'
import { CANCELLED, type CallOptions, connect } from '../rpc'
import type { Child } from './supervise'

export interface CallOnceOptions extends CallOptions {
  readonly cancelGraceMs: number
  /** What a person reads when the process died. */
  readonly deathMessage: string
  /** Killed after so long, with a sentence of what to do. */
  readonly limit?: { readonly milliseconds: number; readonly message: string }
}

/** Rejects with an `AppError`: the call's own, `cancelled`, or `internal` when the process died. */
export async function callOnce(
  fork: () => Child,
  method: Method,
  input: unknown,
  options: CallOnceOptions
): Promise<unknown> {
  const { signal, cancelGraceMs, deathMessage, limit } = options
  if (signal?.aborted) throw fromErrorValue(CANCELLED)
  const child = fork()
  const client = connect(child)
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    const wait = () => {
      timer = setTimeout(() => reject(fromErrorValue(CANCELLED)), cancelGraceMs)
    }
    signal?.addEventListener('abort', wait, { once: true })
  })
  const died = new Promise<never>((_, reject) => {
    child.onExit((code) => reject(new AppError('internal', deathMessage, `exit code ${code}`)))
  })
  let clock: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    if (limit) clock = setTimeout(() => reject(new AppError('refused', limit.message)), limit.milliseconds)
  })
  try {
    return await Promise.race([client.ready.then(() => client.call(method, input, options)), tooLate, tooLong, died])
  } finally {
    clearTimeout(timer)
    clearTimeout(clock)
    child.kill()
  }
}
