// What a window may ask, and who answers: every call is looked at here before it reaches anything. Knows no Electron; who may
// call at all is decided in ipc.ts.
import { z } from 'zod'
import { type Events, type Input, isWindowMethod, type Method, OWNER, type Progress } from '../../shared/contract'
import { AppError, type Reply, toErrorValue } from '../../shared/errors'
import { type CallOptions, checkInput, type Handlers } from '../rpc'
import { type Jobs, trackJobs } from './jobs'
import type { Workers } from './workers'

/** What the preload sends. The method's own input is checked by whoever answers. */
const messageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    callId: z.string().min(1).max(64),
    method: z.string().max(64),
    input: z.unknown()
  }),
  z.object({ kind: z.literal('cancel'), callId: z.string().min(1).max(64) })
])

export type ShellHandlers = Handlers<'shell'>

export interface Gate {
  /** Never rejects. `from` is any token of the asking window, for `forget`. */
  answer(from: unknown, message: unknown): Promise<Reply<unknown>>
  /** The window is gone or loads anew: nobody waits for its queries; its jobs go on. */
  forget(from: unknown): void
  cancelJobs(): void
  /** Does for the app itself what a window would ask for; a job is shown and cancelled like any other. Rejects with what went wrong. */
  start<M extends Method>(method: M, input: Input<M>): Promise<unknown>
  readonly jobs: Jobs
}

interface GateOptions {
  readonly shell: Omit<ShellHandlers, 'jobs.list'>
  readonly workers: Pick<Workers, 'call'>
  readonly tell: <E extends keyof Events>(event: E, payload: Events[E]) => void
}

export function createGate({ shell, workers, tell }: GateOptions): Gate {
  const calls = new Map<string, { readonly from: unknown; readonly method: Method; readonly abort: AbortController }>()
  const jobs = trackJobs((status) => tell('job.changed', status))
  const handlers: ShellHandlers = { ...shell, 'jobs.list': () => jobs.running }

  async function answer(from: unknown, message: unknown): Promise<Reply<unknown>> {
    try {
      const parsed = messageSchema.safeParse(message)
      if (!parsed.success) throw new AppError('invalid-input', 'The request was not understood.')
      if (parsed.data.kind === 'cancel') {
        calls.get(parsed.data.callId)?.abort.abort()
        return { ok: true, value: undefined }
      }
      const { callId, method, input } = parsed.data
      if (!isWindowMethod(method)) throw new AppError('refused', 'The window may not call this.')
      if (calls.has(callId)) throw new AppError('invalid-input', 'A call with this id is already running.')
      return { ok: true, value: await run(from, callId, method, input) }
    } catch (thrown) {
      const error = toErrorValue(thrown)
      if (error.code === 'internal' && !(thrown instanceof AppError)) console.error('call failed:', thrown)
      return { ok: false, error }
    }
  }

  async function run(from: unknown, callId: string, method: Method, input: unknown): Promise<unknown> {
    const abort = new AbortController()
    calls.set(callId, { from, method, abort })
    try {
      return await jobs.follow(callId, method, abort.signal, (onProgress) =>
        route(method, input, abort.signal, onProgress)
      )
    } finally {
      calls.delete(callId)
    }
  }

  async function route(
    method: Method,
    input: unknown,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void
  ): Promise<unknown> {
    const owner = OWNER[method]
    const options: CallOptions = { signal, onProgress }
    return owner === 'shell' ? await here(method, input, options) : await workers.call(owner, method, input, options)
  }

  async function here(method: Method, input: unknown, options: CallOptions): Promise<unknown> {
    const handler = Object.hasOwn(handlers, method) ? handlers[method as keyof ShellHandlers] : undefined
    if (!handler) throw new AppError('internal', 'This call has no answerer.', method)
    const call = {
      signal: options.signal ?? new AbortController().signal,
      progress: options.onProgress ?? (() => undefined)
    }
    return await handler(call, checkInput(method, input) as never)
  }

  return {
    answer,
    jobs,
    start: (method, input) => run(null, crypto.randomUUID(), method, input),
    cancelJobs: () => {
      for (const job of jobs.running) calls.get(job.id)?.abort.abort()
    },
    forget: (from) => {
      const running = new Set(jobs.running.map((job) => job.id))
      for (const [id, call] of calls) if (call.from === from && !running.has(id)) call.abort.abort()
    }
  }
}
