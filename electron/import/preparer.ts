// The work of the preparer thread: reads a file, prepares its records, and puts them on stages, batch by batch, while another thread of
// the process writes the batch before. It is never more than a few batches ahead.
import { randomUUID } from 'node:crypto'
import { type ErrorValue, toErrorValue } from '../../shared/errors'
import { createStage, type Stage } from '../database/stage'
import { createGatherer } from '../ingest/gather'
import { type Arrival, createPreparation } from '../ingest/prepare'
import { type FilledBatch, onStage } from '../ingest/staged-batch'
import { ADAPTERS } from './adapters/index'
import { lookBeside } from './look-beside'
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
      case 'recall':
        return port.post({ kind: 'recalled', arrivals: stages.recall(message.stage, message.places) })
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
  const looking = lookBeside(job.workspace)
  const gatherer = createGatherer(() => onStage(stage, looking.find))
  let bytesRead = 0
  let toldAt = Date.now()
  const hand = async (batches: Iterable<FilledBatch>) => {
    for (const { staged, recallable } of batches) {
      signal.throwIfAborted()
      stages.lend(stage, recallable)
      port.post({ kind: 'batch', staged, bytesRead })
      toldAt = Date.now()
      stage = await stages.next()
    }
  }
  try {
    for await (const record of adapter.read(file, { mapping, head, signal })) {
      signal.throwIfAborted()
      bytesRead = record.bytesRead
      await hand(gatherer.take(prepare(record)))
      if (Date.now() - toldAt < PROGRESS_EVERY) continue
      port.post({ kind: 'progress', bytesRead })
      toldAt = Date.now()
    }
    await hand(gatherer.rest())
  } finally {
    looking.close()
  }
}

interface Stages {
  /** A stage that is empty, as soon as there is one. */
  next(): Promise<Stage>
  /** It is the writer's until it is free, and so long what goes with it can be recalled. */
  lend(stage: Stage, recallable: readonly Arrival[]): void
  recall(name: string, places: readonly number[]): readonly Arrival[]
  free(name: string): void
  /** Nothing is awaited any more. */
  giveUp(): void
  /** When all are free again, or given up. */
  close(): Promise<void>
}

function createStages(): Stages {
  const all: Stage[] = []
  const unused: Stage[] = []
  const lent = new Map<string, { readonly stage: Stage; readonly recallable: readonly Arrival[] }>()
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
    lend: (stage, recallable) => void lent.set(stage.name, { stage, recallable }),
    recall(name, places) {
      const recallable = lent.get(name)?.recallable ?? []
      return places.flatMap((place) => recallable[place] ?? [])
    },
    free(name) {
      const stage = lent.get(name)?.stage
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
