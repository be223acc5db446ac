// The work of the preparer thread: reads a file, prepares its records, and puts them on stages, batch by batch, while another thread of
// the process writes the batch before. It is never more than a few batches ahead.
import { randomUUID } from 'node:crypto'
import { type ErrorValue, toErrorValue } from '../../shared/errors'
import { createStage, type Stage } from '../database/stage'
import { createGatherer } from '../ingest/gather'
import { createPreparation } from '../ingest/prepare'
import { onStage, type StagedBatch } from '../ingest/staged-batch'
import { ADAPTERS } from './adapters/index'
import type { PreparerJob, ToPreparer, ToWriter } from './preparer-messages'

/** One is filled, one is written, one waits. */
const STAGES = 3
/** Milliseconds between two tellings of how far it is, where no batch tells it. */
const PROGRESS_EVERY = 100

export interface PreparerPort {
  post(message: ToWriter): void
  onMessage(listener: (message: ToPreparer) => void): void
}

/** Tells all of the file, then `end` or `failed`. Resolves when nothing is open any more. */
export async function runPreparer(port: PreparerPort, job: PreparerJob): Promise<void> {
  const cancelling = new AbortController()
  const stages = createStages()
  port.onMessage((message) => {
    switch (message.kind) {
      case 'written':
        return stages.free(message.stage)
      case 'cancel':
        cancelling.abort()
        return stages.giveUp()
    }
  })
  let last: ToWriter = { kind: 'end' }
  try {
    await tellAll(port, job, stages, cancelling.signal)
  } catch (thrown) {
    last = { kind: 'failed', error: told(thrown, cancelling.signal) }
  }
  port.post(last)
  await stages.close()
}

function told(thrown: unknown, signal: AbortSignal): ErrorValue {
  const error = toErrorValue(thrown)
  // The stack stays here, in the log of the process where it happened.
  if (error.code === 'internal' && !signal.aborted) console.error('preparing failed:', thrown)
  return error
}

async function tellAll(port: PreparerPort, job: PreparerJob, stages: Stages, signal: AbortSignal): Promise<void> {
  const { file, format, head, mapping, options } = job
  const adapter = ADAPTERS.find(({ id }) => id === format)
  if (!adapter) throw new Error(`no adapter ${format}`)
  const prepare = createPreparation(options)
  let stage = await stages.next()
  const gatherer = createGatherer(() => onStage(stage))
  let bytesRead = 0
  let toldAt = Date.now()
  const hand = async (batches: Iterable<StagedBatch>) => {
    for (const staged of batches) {
      signal.throwIfAborted()
      stages.lend(stage)
      port.post({ kind: 'batch', staged, bytesRead })
      toldAt = Date.now()
      stage = await stages.next()
    }
  }
  for await (const record of adapter.read(file, { mapping, head, signal })) {
    signal.throwIfAborted()
    bytesRead = record.bytesRead
    await hand(gatherer.take(prepare(record)))
    if (Date.now() - toldAt < PROGRESS_EVERY) continue
    port.post({ kind: 'progress', bytesRead })
    toldAt = Date.now()
  }
  await hand(gatherer.rest())
}

interface Stages {
  /** A stage that is empty, as soon as there is one. */
  next(): Promise<Stage>
  /** It is the writer's until it is free. */
  lend(stage: Stage): void
  free(name: string): void
  /** Nothing is awaited any more. */
  giveUp(): void
  /** When all are free again, or given up. */
  close(): Promise<void>
}

function createStages(): Stages {
  const all: Stage[] = []
  const unused: Stage[] = []
  const lent = new Map<string, Stage>()
  let isGivenUp = false
  let wake: () => void = () => undefined
  const changed = () => new Promise<void>((resolve) => (wake = resolve))

  return {
    async next() {
      while (unused.length === 0 && all.length >= STAGES && !isGivenUp) await changed()
      const empty = unused.pop()
      if (empty) return empty
      const stage = createStage(`stage-${randomUUID()}`)
      all.push(stage)
      return stage
    },
    lend: (stage) => void lent.set(stage.name, stage),
    free(name) {
      const stage = lent.get(name)
      if (!stage) return
      lent.delete(name)
      stage.clear()
      unused.push(stage)
      wake()
    },
    giveUp() {
      isGivenUp = true
      wake()
    },
    async close() {
      while (lent.size > 0 && !isGivenUp) await changed()
      for (const stage of all) stage.close()
    }
  }
}
