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
type ToClient =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'event'; readonly name: EventName; readonly payload: unknown }
  | { readonly kind: 'ready' }

/** Progress is told at most this often, and always at the end. */
const PROGRESS_EVERY_MS = 100

export type AnyHandler = (call: Call, input: never) => unknown
export type AnyHandlers = Readonly<Partial<Record<Method, AnyHandler>>>

/** The answering side. `emit` tells every window something. */
export function serve(
  port: Port,
  handlers: AnyHandlers
): { emit<E extends EventName>(name: E, payload: Events[E]): void; ready(): void } {
  const running = new Map<number, AbortController>()
  const send = (message: ToClient) => port.post(message)

  port.onMessage((data) => {
    const message = data as ToServer
    if (message.kind === 'cancel') running.get(message.id)?.abort()
    else if (message.kind === 'call') void answer(message.id, message.method, message.input)
  })

  async function answer(id: number, method: Method, input: unknown): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    let lastTold = 0
    const call: Call = {
      signal: controller.signal,
      progress: (progress) => {
        const now = Date.now()
        const finished = progress.total !== undefined && progress.done >= progress.total
        if (now - lastTold < PROGRESS_EVERY_MS && !finished) return
        lastTold = now
        send({ kind: 'progress', id, progress })
      }
    }
    try {
      const handler = handlers[method]
      if (!isMethod(method) || !handler) throw new AppError('internal', 'This call has no answerer.', String(method))
      const checked = CONTRACT[method].input.safeParse(input)
      if (!checked.success)
        throw new AppError('invalid-input', 'The request was not understood.', checked.error.message)
      const value = await handler(call, checked.data as never)
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

  return {
    emit: (name, payload) => send({ kind: 'event', name, payload }),
    ready: () => send({ kind: 'ready' })
  }
}

const CANCELLED: ErrorValue = { code: 'cancelled', message: 'Cancelled.' }

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
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
  readonly waiting: number
}

export function connect(port: Port): Client {
  let nextId = 0
  const waiting = new Map<
    number,
    { resolve(value: unknown): void; reject(error: AppError): void; onProgress?: ((p: Progress) => void) | undefined }
  >()
  const listeners: ((name: EventName, payload: unknown) => void)[] = []
  let becomeReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve
  })

  port.onMessage((data) => {
    const message = data as ToClient
    switch (message.kind) {
      case 'ready':
        return becomeReady()
      case 'event':
        for (const listener of listeners) listener(message.name, message.payload)
        return
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
    fail(error) {
      for (const call of waiting.values()) call.reject(error)
      waiting.clear()
    },
    call(method, input, options = {}) {
      const id = ++nextId
      return new Promise((resolve, reject) => {
        if (options.signal?.aborted) return reject(fromErrorValue(CANCELLED))
        const cancel = () => port.post({ kind: 'cancel', id } satisfies ToServer)
        options.signal?.addEventListener('abort', cancel, { once: true })
        const done = () => options.signal?.removeEventListener('abort', cancel)
        waiting.set(id, {
          resolve: (value) => {
            done()
            resolve(value)
          },
          reject: (error) => {
            done()
            reject(error)
          },
          onProgress: options.onProgress
        })
        port.post({ kind: 'call', id, method, input } satisfies ToServer)
      })
    }
  }
}
