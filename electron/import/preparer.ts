// The work of the preparer thread: reads a file, prepares its records, and puts them on stages, batch by batch, while another thread of
// the process writes the batch before. It is never more than a few batches ahead.
import { randomUUID } from 'node:crypto'
import { type ErrorValue, toErrorValue } from '../../shared/errors'
import { createStage, type Stage } from '../database/stage'
import { createGatherer, WHOLE_TURNS } from '../ingest/gather'
import { type Arrival, createPreparation } from '../ingest/prepare'
import type { RawRecord } from '../ingest/raw'
import { type FilledBatch, onStage } from '../ingest/staged-batch'
import { ADAPTERS } from './adapters/index'
import { lookBeside } from './look-beside'
import type { PreparerJob, ToPreparer, ToWriter } from './preparer-messages'
import type { SourceAdapter } from './source-adapter'
import { NeedsOrder, type TurnEnd, Turns } from './turns'

/** One is filled while the other is written. Measured: a third takes megabytes and saves no time. */
const STAGES = 2
/** Milliseconds between two tellings of how far it is, where no batch tells it. */
const PROGRESS_EVERY = 100

export interface PreparerPort {
  post(message: ToWriter): void
  onMessage(listener: (message: ToPreparer) => void): void
}

/** Tells all of the file, or its turns of it, then `end`, `needs-order` or `failed`. Resolves when nothing is open any more. */
export async function runPreparer(port: PreparerPort, job: PreparerJob): Promise<void> {
  const cancelling = new AbortController()
  const turns = job.share && new Turns(job.share)
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
    await tellAll(port, job, { turns, stages, signal: cancelling.signal })
  } catch (thrown) {
    last =
      thrown instanceof NeedsOrder
        ? { kind: 'needs-order' }
        : { kind: 'failed', error: told(thrown, cancelling.signal) }
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

interface Telling {
  /** Where the file is shared. */
  readonly turns: Turns | null
  readonly stages: Stages
  readonly signal: AbortSignal
}

async function tellAll(port: PreparerPort, job: PreparerJob, { turns, stages, signal }: Telling): Promise<void> {
  const isShared = turns?.isShared ?? false
  const prepare = createPreparation(job.options)
  let stage = await stages.next()
  const looking = lookBeside(job.workspace)
  const gatherer = createGatherer(() => onStage(stage, looking.find), isShared ? WHOLE_TURNS : undefined)
  let bytesRead = 0
  let toldAt = Date.now()
  const hand = async ({ staged, recallable }: FilledBatch) => {
    signal.throwIfAborted()
    stages.lend(stage, recallable)
    port.post({ kind: 'batch', staged, bytesRead })
    toldAt = Date.now()
    stage = await stages.next()
  }
  try {
    for await (const record of recordsOf(job, turns, signal)) {
      signal.throwIfAborted()
      bytesRead = record.bytesRead
      if (record.kind === 'turn-end') {
        for (const filled of gatherer.rest()) await hand(filled)
        continue
      }
      const prepared = prepare(record)
      if (isShared && prepared.arrivals.some(standsNotAlone)) throw new NeedsOrder()
      for (const filled of gatherer.take(prepared)) await hand(filled)
      if (Date.now() - toldAt < PROGRESS_EVERY) continue
      port.post({ kind: 'progress', bytesRead })
      toldAt = Date.now()
    }
    if (!isShared) for (const filled of gatherer.rest()) await hand(filled)
  } finally {
    looking.close()
  }
}

function recordsOf(
  { file, format, head, mapping }: PreparerJob,
  turns: Turns | null,
  signal: AbortSignal
): AsyncIterable<RawRecord | TurnEnd> {
  const adapter = adapterOf(format)
  if (!turns) return adapter.read(file, { mapping, head, signal })
  if (!adapter.readTurns) throw new NeedsOrder()
  return adapter.readTurns(file, { mapping, head, signal, turns })
}

function adapterOf(format: string): SourceAdapter {
  const adapter = ADAPTERS.find(({ id }) => id === format)
  if (!adapter) throw new Error(`no adapter ${format}`)
  return adapter
}

/** Its id is a running number, or it adds to what came before. */
function standsNotAlone({ isPartial, record }: Arrival): boolean {
  return isPartial || record.externalIdIsSynthetic
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
  // One or two. No Map: see open-groups.ts.
  const lent: { readonly stage: Stage; readonly recallable: readonly Arrival[] }[] = []
  const placeOf = (name: string) => lent.findIndex(({ stage }) => stage.name === name)
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
    lend: (stage, recallable) => void lent.push({ stage, recallable }),
    recall(name, places) {
      const recallable = lent[placeOf(name)]?.recallable ?? []
      return places.flatMap((place) => recallable[place] ?? [])
    },
    free(name) {
      const at = placeOf(name)
      const stage = lent[at]?.stage
      if (!stage) return
      lent.splice(at, 1)
      stage.clear()
      unused.push(stage)
      wake()
    },
    giveUp() {
      isGivenUp = true
      wake()
    },
    async close() {
      while (lent.length > 0 && !isGivenUp) await changed()
      for (const stage of all) stage.close()
    }
  }
}
