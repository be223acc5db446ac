// Reads and prepares a file in a thread of its own, beside the one that writes: parsing then takes none of the writer's time. The thread
// is asked to end, never ended: what it has open in the engine it closes itself.
import { Worker } from 'node:worker_threads'
import { AppError, fromErrorValue } from '../../shared/errors'
import type { StagedBatch } from '../ingest/staged-batch'
import type { PreparerJob, ToPreparer, ToWriter } from './preparer-messages'

interface Beside {
  readonly signal: AbortSignal
  /** Called as the file is read, also between batches. */
  readonly onRead: (bytesRead: number) => void
}

/**
 * The batches of a file in order. Each one's stage is there until the next is asked for. `entry`: the thread's program, built from
 * electron/preparer.ts. Throws what reading throws, the signal's reason, and `internal` when the thread dies.
 */
export async function* prepareBeside(
  entry: string,
  job: PreparerJob,
  { signal, onRead }: Beside
): AsyncGenerator<StagedBatch, void, void> {
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
          yield staged
          thread.post({ kind: 'written', stage: staged.stage })
        }
      }
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    cancel()
    await thread.ended
  }
}

interface Thread {
  post(message: ToPreparer): void
  /** What it tells next. Rejects when it died. */
  next(): Promise<ToWriter>
  readonly ended: Promise<void>
}

function startThread(entry: string, job: PreparerJob): Thread {
  const worker = new Worker(entry, { workerData: job, name: 'preparer' })
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
    async next() {
      for (;;) {
        const message = told.shift()
        if (message) return message
        if (died) throw died
        await new Promise<void>((resolve) => (wake = resolve))
      }
    }
  }
}
