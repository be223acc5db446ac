// Keeps one worker process alive: starts it, gives it calls, kills it when it ignores a cancel, starts it again when it dies.
// Knows no Electron: how a process is forked is handed in, so that all of it runs against plain Node processes in tests.
import type { EventName, Method } from '../../shared/contract'
import { AppError, type ErrorValue, fromErrorValue } from '../../shared/errors'
import { CANCELLED, type CallOptions, type Client, connect, type Port } from '../rpc'

/** A process that was forked; posting to one that ended does nothing. */
export interface Child extends Port {
  /** Told once; `code` is null where a signal ended it. */
  onExit(listener: (code: number | null) => void): void
  kill(): void
}

export interface SupervisedOptions {
  readonly fork: () => Child
  /** Opens the workspace in a new process. Calls wait for it, and its failure is what they are answered with. */
  readonly prepare: (client: Client) => Promise<void>
  /**
   * What becomes of calls that wait when the process ends. `repeat`: asked again of the new process (they change nothing);
   * a call that was waiting in two crashes fails. `fail`: nobody can know how far they came.
   */
  readonly onDeath: 'repeat' | 'fail'
  /** A call that began and ignores its cancel this long costs the process its life. Absent: never. */
  readonly cancelGraceMs?: number
  /** What a person reads when the process died: what happened, what was kept. */
  readonly deathMessage: string
  readonly onEvent: (name: EventName, payload: unknown) => void
  /** The process died by itself and is being started again. */
  readonly onCrash: (code: number | null) => void
}

export interface Supervised {
  /** Rejects with an `AppError`. */
  call(method: Method, input: unknown, options?: CallOptions): Promise<unknown>
  /** Runs `prepare` again on the living process; rejects with what it throws. */
  prepare(): Promise<void>
  /** Resolves when the current process is prepared. */
  readonly prepared: Promise<void>
  /** Asks it to end; kills it after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

interface Generation {
  readonly child: Child
  readonly client: Client
  prepared: Promise<void>
  wasKilled: boolean
}

interface Waiting {
  readonly method: Method
  readonly input: unknown
  readonly options: CallOptions
  resolve(value: unknown): void
  reject(error: unknown): void
  isStarted: boolean
  /** The caller has its answer (cancelled), the process has not finished. */
  isAbandoned: boolean
  crashes: number
  timer: NodeJS.Timeout | undefined
}

/** A process that crashes again before it answered anything is started later and later. */
const FIRST_DELAY_MS = 100
const LONGEST_DELAY_MS = 5_000

export function supervise(options: SupervisedOptions): Supervised {
  const waiting = new Set<Waiting>()
  let crashesInARow = 0
  let isStopping = false
  let current = start()

  function start(delayMs = 0): Generation {
    if (delayMs === 0) return startNow()
    // A stand-in without a process: calls wait for `prepared`, and the real one takes its place.
    const pause = new Promise<void>((resolve) => setTimeout(resolve, delayMs))
    const standIn: Generation = { child: NO_CHILD, client: connect(NO_CHILD), prepared: pause, wasKilled: false }
    void pause.then(() => {
      if (isStopping || current !== standIn) return
      current = startNow()
      for (const call of waiting) dispatch(call)
    })
    return standIn
  }

  function startNow(): Generation {
    const child = options.fork()
    const client = connect(child)
    client.onEvent(options.onEvent)
    const generation: Generation = { child, client, prepared: Promise.resolve(), wasKilled: false }
    generation.prepared = quiet(client.ready.then(() => options.prepare(client)))
    child.onExit((code) => ended(generation, code))
    return generation
  }

  function ended(generation: Generation, code: number | null): void {
    if (generation !== current || isStopping) return
    const died = new AppError('internal', options.deathMessage, `exit code ${code}`)
    if (!generation.wasKilled) crashesInARow++
    current = start(generation.wasKilled ? 0 : restartDelay())
    // Ends a `prepare` that was waiting for the old process; calls of the old generation are looked at below.
    generation.client.fail(died)
    for (const call of waiting) {
      if (!generation.wasKilled) call.crashes++
      if (call.isAbandoned) finish(call)
      else if (options.onDeath === 'repeat' && call.crashes < 2) dispatch(call)
      else fail(call, died)
    }
    if (!generation.wasKilled) options.onCrash(code)
  }

  function restartDelay(): number {
    return crashesInARow < 2 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (crashesInARow - 2))
  }

  function dispatch(call: Waiting): void {
    const generation = current
    call.isStarted = false
    generation.prepared.then(
      () => {
        // Gone meanwhile: whoever replaced the process has dispatched the call again, or failed it.
        if (generation !== current || generation.child === NO_CHILD || !waiting.has(call)) return
        generation.client
          .call(call.method, call.input, { ...call.options, onStarted: () => started(call, generation) })
          .then(
            (value) => answered(generation, call, () => call.resolve(value)),
            (error: unknown) => answered(generation, call, () => call.reject(error))
          )
      },
      (error: unknown) => {
        if (generation === current) fail(call, error)
      }
    )
  }

  function answered(generation: Generation, call: Waiting, tell: () => void): void {
    if (generation !== current) return
    crashesInARow = 0
    finish(call)
    tell()
  }

  function started(call: Waiting, generation: Generation): void {
    call.isStarted = true
    call.options.onStarted?.()
    if (call.options.signal?.aborted) watch(call, generation)
  }

  /** The caller gave up. Told at once where the process has not begun with it; otherwise it gets a moment to stop by itself. */
  function cancelled(call: Waiting): void {
    if (!waiting.has(call) || options.cancelGraceMs === undefined) return
    if (call.isStarted) watch(call, current)
    else abandon(call)
  }

  function watch(call: Waiting, generation: Generation): void {
    clearTimeout(call.timer)
    call.timer = setTimeout(() => {
      if (!waiting.has(call) || generation !== current) return
      abandon(call)
      generation.wasKilled = true
      generation.child.kill()
    }, options.cancelGraceMs)
  }

  function abandon(call: Waiting): void {
    call.isAbandoned = true
    call.reject(fromErrorValue(CANCELLED))
  }

  function fail(call: Waiting, error: unknown): void {
    finish(call)
    call.reject(error)
  }

  function finish(call: Waiting): void {
    clearTimeout(call.timer)
    waiting.delete(call)
  }

  return {
    call(method, input, callOptions = {}) {
      if (isStopping) return Promise.reject(fromErrorValue(STOPPED))
      if (callOptions.signal?.aborted) return Promise.reject(fromErrorValue(CANCELLED))
      return new Promise((resolve, reject) => {
        const call: Waiting = {
          method,
          input,
          options: callOptions,
          resolve,
          reject,
          isStarted: false,
          isAbandoned: false,
          crashes: 0,
          timer: undefined
        }
        callOptions.signal?.addEventListener('abort', () => cancelled(call), { once: true })
        waiting.add(call)
        dispatch(call)
      })
    },
    prepare() {
      const generation = current
      const { client } = generation
      generation.prepared = quiet(generation.prepared.catch(() => undefined).then(() => options.prepare(client)))
      return generation.prepared
    },
    get prepared() {
      return current.prepared
    },
    async stop(graceMs) {
      isStopping = true
      const { child, client } = current
      if (child !== NO_CHILD) await end(child, client, graceMs)
      for (const call of waiting) fail(call, fromErrorValue(STOPPED))
    }
  }
}

async function end(child: Child, client: Client, graceMs: number): Promise<void> {
  const ended = new Promise<void>((resolve) => child.onExit(() => resolve()))
  const timer = setTimeout(() => child.kill(), graceMs)
  client.stop()
  await ended
  clearTimeout(timer)
}

const STOPPED: ErrorValue = { code: 'cancelled', message: 'The app is closing.' }

const NO_CHILD: Child = {
  post: () => undefined,
  onMessage: () => undefined,
  onExit: () => undefined,
  kill: () => undefined
}

/** Marks a rejection as looked at: whoever waits for the promise still gets it. */
function quiet(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined)
  return promise
}
