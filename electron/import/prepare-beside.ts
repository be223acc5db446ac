// Reads and prepares a file in a thread of its own, beside the one that writes: parsing then takes none of the writer's time. The thread
// is asked to end, never ended: what it has open in the engine it closes itself.
import { Worker } from 'node:worker_threads'
import { AppError, fromErrorValue } from '../../shared/errors'
import type { Recall, StagedBatch } from '../ingest/staged-batch'
import type { PreparerJob, ToPreparer, ToWriter } from './preparer-messages'

/**
 * Room for what lives as long as one record. Measured: with what Electron gives a thread by itself the collector takes a fifth of the
 * import. Megabytes.
 */
const YOUNG_MB = 64

interface Beside {
  readonly signal: AbortSignal
  /** Called as the file is read, also between batches. */
  readonly onRead: (bytesRead: number) => void
}

interface BatchBeside {
  readonly staged: StagedBatch
  readonly recall: Recall
}

/**
 * The batches of a file in order. Each one's stage, and what can be recalled of it, is there until the next is asked for. `entry`: the thread's program, built from
 * electron/preparer.ts. Throws what reading throws, the signal's reason, and `internal` when the thread dies.
 */
export async function* prepareBeside(
  entry: string,
  job: PreparerJob,
  { signal, onRead }: Beside
): AsyncGenerator<BatchBeside, void, void> {
  signal.throwIfAborted()
  const thread = startThread(entry, job)
  const cancel = () => thread.post({ kind: 'cancel' })
  signal.addEventListener('abort', cancel, { once: true })
  try {
    for (;;) {
      const message = await thread.next()
      signal.throwIfAborted()
      switch (message.kind) {
        case 'end':
          return
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
          break
        }
        case 'recalled':
          throw new Error('nothing was recalled')
      }
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    cancel()
    await thread.ended
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

function startThread(entry: string, job: PreparerJob): Thread {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB }
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
