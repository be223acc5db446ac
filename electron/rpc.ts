// Calls between processes over a port: one answer each, with progress, cancel and typed errors. Knows no Electron: the port may
// be a utility process, a forked Node process, or two functions in a test.
import {
  type Checked,
  CONTRACT,
  type EventName,
  type Events,
  isMethod,
  type Method,
  type Output,
  type OwnedBy,
  type Owner,
  type Progress
} from '../shared/contract'
import { AppError, type ErrorValue, fromErrorValue, type Reply, toErrorValue } from '../shared/errors'

/** What every handler gets first. */
export interface Call {
  readonly signal: AbortSignal
  /** Told at most ten times a second, and always when `done` reaches `total`. */
  progress(progress: Progress): void
}

/** What a process must implement: leave a method out, or answer the wrong type, and it does not compile. */
export type Handlers<O extends Owner> = {
  readonly [M in OwnedBy<O>]: (call: Call, input: Checked<M>) => Output<M> | Promise<Output<M>>
}

/** Anything that carries plain data both ways. */
export interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

type ToServer =
  | { readonly kind: 'call'; readonly id: number; readonly method: Method; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'stop' }
type ToClient =
  | { readonly kind: 'started'; readonly id: number }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'event'; readonly name: EventName; readonly payload: unknown }
  | { readonly kind: 'ready' }

/** Progress is told at most this often, and always at the end. */
const PROGRESS_EVERY_MS = 100

export type AnyHandler = (call: Call, input: never) => unknown
export type AnyHandlers = Readonly<Partial<Record<Method, AnyHandler>>>

export interface Server {
  /** Tells every window something. */
  emit<E extends EventName>(name: E, payload: Events[E]): void
  ready(): void
}

/**
 * The answering side. `onStop` runs once when the process is asked to end, after every running call was cancelled and has
 * answered: close files there, then exit.
 */
export function serve(port: Port, handlers: AnyHandlers, onStop: () => void = () => undefined): Server {
  const running = new Map<number, { readonly controller: AbortController; readonly answered: Promise<void> }>()
  let isStopping = false
  const send = (message: ToClient) => port.post(message)

  port.onMessage((message) => {
    if (!isToServer(message)) return
    switch (message.kind) {
      case 'call': {
        const controller = new AbortController()
        const answered = answer(message.id, message.method, message.input, controller)
        running.set(message.id, { controller, answered })
        return
      }
      case 'cancel':
        return running.get(message.id)?.controller.abort()
      case 'stop':
        return void stop()
    }
  })

  async function stop(): Promise<void> {
    if (isStopping) return
    isStopping = true
    for (const { controller } of running.values()) controller.abort()
    await Promise.all([...running.values()].map((call) => call.answered))
    onStop()
  }

  async function answer(id: number, method: Method, input: unknown, controller: AbortController): Promise<void> {
    try {
      // One turn of the event loop, so that a cancel already on its way is seen before a long query blocks this process.
      await new Promise((resolve) => setImmediate(resolve))
      if (isStopping || controller.signal.aborted) throw fromErrorValue(CANCELLED)
      send({ kind: 'started', id })
      const value = await run(method, input, {
        signal: controller.signal,
        progress: throttle((progress) => send({ kind: 'progress', id, progress }))
      })
      send({ kind: 'reply', id, reply: { ok: true, value } })
    } catch (thrown) {
      const error = controller.signal.aborted && !(thrown instanceof AppError) ? CANCELLED : toErrorValue(thrown)
      // The stack stays here, in the log of the process where it happened.
      if (error.code === 'internal') console.error(`${String(method)} failed:`, thrown)
      send({ kind: 'reply', id, reply: { ok: false, error } })
    } finally {
      running.delete(id)
    }
  }

  async function run(method: Method, input: unknown, call: Call): Promise<unknown> {
    const handler = isMethod(method) ? handlers[method] : undefined
    if (!handler) throw new AppError('internal', 'This call has no answerer.', String(method))
    return await handler(call, checkInput(method, input) as never)
  }

  return {
    emit: (name, payload) => send({ kind: 'event', name, payload }),
    ready: () => send({ kind: 'ready' })
  }
}

/** The input a handler gets: checked, with defaults. Throws `invalid-input`, also for input too deep to look at. */
export function checkInput<M extends Method>(method: M, input: unknown): Checked<M> {
  try {
    return CONTRACT[method].input.parse(input) as Checked<M>
  } catch (thrown) {
    throw new AppError('invalid-input', 'The request was not understood.', describe(thrown))
  }
}

function describe(thrown: unknown): string {
  // A schema's own message quotes no values, only paths and expectations.
  return thrown instanceof Error ? thrown.message.slice(0, 2_000) : 'unknown'
}

function isToServer(message: unknown): message is ToServer {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false
  if (message.kind === 'stop') return true
  return (message.kind === 'call' || message.kind === 'cancel') && 'id' in message && typeof message.id === 'number'
}

function throttle(tell: (progress: Progress) => void): (progress: Progress) => void {
  let lastTold = Number.NEGATIVE_INFINITY
  return (progress) => {
    const now = performance.now()
    const isFinished = progress.total !== undefined && progress.done >= progress.total
    if (now - lastTold < PROGRESS_EVERY_MS && !isFinished) return
    lastTold = now
    tell(progress)
  }
}

export const CANCELLED: ErrorValue = { code: 'cancelled', message: 'Cancelled.' }

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** The other side has begun with it: what takes long from now on is this call, not one before it. */
  readonly onStarted?: (() => void) | undefined
}

/** The asking side of a port. */
export interface Client {
  /** Rejects with an `AppError`. */
  call(method: Method, input: unknown, options?: CallOptions): Promise<unknown>
  onEvent(listener: (name: EventName, payload: unknown) => void): void
  /** Resolves when the other side said `ready()`. */
  readonly ready: Promise<void>
  /** Fails every waiting call: the other side is gone. */
  fail(error: AppError): void
  /** Asks the other side to cancel what runs, close its files and end. */
  stop(): void
  readonly waiting: number
}

interface WaitingCall extends Pick<CallOptions, 'onProgress' | 'onStarted'> {
  resolve(value: unknown): void
  reject(error: AppError): void
}

export function connect(port: Port): Client {
  let nextId = 0
  const waiting = new Map<number, WaitingCall>()
  const listeners: ((name: EventName, payload: unknown) => void)[] = []
  let becomeReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve
  })

  port.onMessage((data) => {
    // Only our own code posts here: serve(), above.
    const message = data as ToClient
    switch (message.kind) {
      case 'ready':
        return becomeReady()
      case 'event':
        for (const listener of listeners) listener(message.name, message.payload)
        return
      case 'started':
        return waiting.get(message.id)?.onStarted?.()
      case 'progress':
        return waiting.get(message.id)?.onProgress?.(message.progress)
      case 'reply': {
        const call = waiting.get(message.id)
        waiting.delete(message.id)
        if (message.reply.ok) call?.resolve(message.reply.value)
        else call?.reject(fromErrorValue(message.reply.error))
      }
    }
  })

  return {
    ready,
    get waiting() {
      return waiting.size
    },
    onEvent: (listener) => void listeners.push(listener),
    stop: () => port.post({ kind: 'stop' } satisfies ToServer),
    fail(error) {
      for (const call of waiting.values()) call.reject(error)
      waiting.clear()
    },
    call(method, input, { signal, onProgress, onStarted } = {}) {
      const id = ++nextId
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(fromErrorValue(CANCELLED))
        const cancel = () => port.post({ kind: 'cancel', id } satisfies ToServer)
        signal?.addEventListener('abort', cancel, { once: true })
        const done = () => signal?.removeEventListener('abort', cancel)
        waiting.set(id, {
          resolve: (value) => {
            done()
            resolve(value)
          },
          reject: (error) => {
            done()
            reject(error)
          },
          onProgress,
          onStarted
        })
        try {
          port.post({ kind: 'call', id, method, input } satisfies ToServer)
        } catch (thrown) {
          // Data that cannot be copied to another process: too deep, or not data.
          waiting.get(id)?.reject(new AppError('invalid-input', 'The request was not understood.', describe(thrown)))
          waiting.delete(id)
        }
      })
    }
  }
}
