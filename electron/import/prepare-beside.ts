// Reads and prepares a file in threads of their own, beside the one that writes: parsing then takes none of the writer's time. Large files
// are shared between threads turn by turn (turns.ts). A thread is asked to end, never ended: what it has open in the engine it closes itself.
import v8 from 'node:v8'
import { Worker } from 'node:worker_threads'
import { AppError, fromErrorValue } from '../../shared/errors'
import type { Recall, StagedBatch } from '../ingest/staged-batch'
import type { PreparerJob, ToPreparer, ToWriter } from './preparer-messages'

/**
 * Room for what lives as long as one record, of a thread that reads a file alone and of each that shares it. Measured: with what Electron
 * gives a thread by itself the collector takes a fifth of the import, with half of this some per cent; more gains nothing. Megabytes.
 */
const YOUNG_MB = { alone: 32, sharing: 32 }
/** The same where memory is short: measured for one alone, as fast as far as can be told. */
const FRUGAL_YOUNG_MB = { alone: 24, sharing: 16 }

/**
 * The heaps of this process and its threads are collected when they have grown by half, not to a multiple of what is alive. Measured: 85 MB
 * less, and as fast. V8 reads the flag at each collection; flags that change how memory is laid out must not be set in a running program
 * (https://nodejs.org/api/v8.html#v8setflagsfromstringflags).
 */
const GROWING = '--heap-growing-percent=50'

interface Beside {
  readonly signal: AbortSignal
  /** Between how many threads the file is shared, as far as its records stand each for themselves. */
  readonly threads: number
  /** Memory is more precious than the last per cent of speed. */
  readonly isFrugal: boolean
  /** Bytes or characters of a turn; for tests. */
  readonly turnSize?: number | undefined
  /** Called as the file is read, also between batches. */
  readonly onRead: (bytesRead: number) => void
}

interface BatchBeside {
  readonly staged: StagedBatch
  readonly recall: Recall
}

/**
 * The batches of a file in order. Each one's stage, and what can be recalled of it, is there until the next is asked for. `entry`: the
 * threads' program, built from electron/preparer.ts. Throws what reading throws, the signal's reason, and `internal` when a thread dies.
 */
export async function* prepareBeside(
  entry: string,
  job: Omit<PreparerJob, 'share'>,
  beside: Beside
): AsyncGenerator<BatchBeside, void, void> {
  const { threads, turnSize: size, isFrugal } = beside
  v8.setFlagsFromString(GROWING)
  const young = isFrugal ? FRUGAL_YOUNG_MB : YOUNG_MB
  let from: number | null = 0
  if (threads > 1) {
    const shares = Array.from({ length: threads }, (_, index) => ({ index, of: threads, from: 0, size }))
    from = yield* batchesOf(
      shares.map((share) => () => startThread(entry, { ...job, share }, young.sharing)),
      beside
    )
  }
  if (from === null) return
  const share = from === 0 ? null : { index: 0, of: 1, from, size }
  yield* batchesOf([() => startThread(entry, { ...job, share }, young.alone)], beside)
}

/**
 * The batches of threads that take turns, or of one alone. Returns the turn from which on the file must be read in its order; null when all
 * of it was read.
 */
async function* batchesOf(
  start: readonly (() => Thread)[],
  { signal, onRead }: Beside
): AsyncGenerator<BatchBeside, number | null, void> {
  signal.throwIfAborted()
  const threads = start.map((begin) => begin())
  const cancel = () => {
    for (const thread of threads) thread.post({ kind: 'cancel' })
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    for (let turn = 0; ; ) {
      const thread = threads[turn % threads.length]
      if (!thread) throw new Error('there is no thread')
      const message = await thread.next()
      signal.throwIfAborted()
      switch (message.kind) {
        case 'end':
          return null
        case 'needs-order':
          return turn
        case 'failed':
          throw fromErrorValue(message.error)
        case 'progress':
          onRead(message.bytesRead)
          break
        case 'batch': {
          const { staged, bytesRead } = message
          onRead(bytesRead)
          yield { staged, recall: (places) => recall(thread, staged.stage, places) }
          thread.post({ kind: 'written', stage: staged.stage })
          turn++
          break
        }
        case 'recalled':
          throw new Error('nothing was recalled')
      }
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    cancel()
    await Promise.all(threads.map(({ ended }) => ended))
  }
}

/** While a batch is written nothing else is awaited of the thread. */
async function recall(thread: Thread, stage: string, places: readonly number[]): ReturnType<Recall> {
  thread.post({ kind: 'recall', stage, places })
  const message = await thread.next('recalled')
  return message.kind === 'recalled' ? message.arrivals : []
}

interface Thread {
  post(message: ToPreparer): void
  /** What it tells next, of that kind where one is named. Rejects when it died. */
  next(kind?: ToWriter['kind']): Promise<ToWriter>
  readonly ended: Promise<void>
}

function startThread(entry: string, job: PreparerJob, youngMb: number): Thread {
  const resourceLimits = { maxYoungGenerationSizeMb: youngMb }
  const worker = new Worker(entry, { workerData: job, name: 'preparer', resourceLimits })
  const told: ToWriter[] = []
  let died: AppError | null = null
  let wake: () => void = () => undefined
  const post = (message: ToPreparer) => worker.postMessage(message)
  worker.on('message', (message: ToWriter) => {
    told.push(message)
    wake()
  })
  const die = (detail: string) => {
    died ??= new AppError('internal', 'Reading the file stopped unexpectedly.', detail)
    wake()
  }
  worker.on('error', (error) => die(`${error.name}: ${error.message}`))
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      die(`exit code ${code}`)
      resolve()
    })
  })
  return {
    post,
    ended,
    async next(kind) {
      for (;;) {
        const at = kind === undefined ? 0 : told.findIndex((message) => message.kind === kind)
        const [message] = at < 0 ? [] : told.splice(at, 1)
        if (message) return message
        if (died) throw died
        await new Promise<void>((resolve) => (wake = resolve))
      }
    }
  }
}
