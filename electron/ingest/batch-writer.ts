// Writes an import's records in batches, each one transaction and searchable at once. Between batches the process breathes, so that other
// work gets its turn; a cancel keeps the batches that are written whole. Memory does not grow with the file.
import { setImmediate as breathe } from 'node:timers/promises'
import type { ImportCounts } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import { type AgentIdentity, upsertAgent } from '../database/agents'
import { agentsInStage, copyStage, knownInStage } from '../database/copy-stage'
import { addRejectedRow, saveImportCounts } from '../database/imports'
import { type WritableDatabase, withStage } from '../database/open'
import { changedSince } from '../database/same-content'
import { keepThumbs } from '../database/thumbs'
import { type Batch, createGatherer, inLists } from './gather'
import { type Counted, count, countsOf, noTotals, type Totals } from './import-totals'
import { type Arrival, createPreparation, type NotImported, type PrepareOptions } from './prepare'
import type { RawRecord } from './raw'
import { type Recall, readFromStage, type StagedBatch } from './staged-batch'
import { createUpsert, type Upserted } from './upsert'

export interface BatchWriterOptions extends PrepareOptions {
  readonly database: WritableDatabase
  /** From `startImport`. */
  readonly importId: number
  readonly sourceId: number
  readonly signal?: AbortSignal | undefined
  /** Called inside the transaction of each batch: what is saved there is saved with it, or not at all. */
  readonly onCommit?: (() => void) | undefined
}

export interface BatchWriter {
  /**
   * Prepares a record and takes it; every few thousand messages it writes a batch. Throws `cancelled` when the signal says so: what
   * is in `counts` by then is kept, what was not written yet is not.
   */
  add(record: RawRecord): Promise<void>
  /** Writes a batch that was staged elsewhere; `recall` gives what of it was changed meanwhile. Throws as `add`, and what `recall` throws. */
  write(staged: StagedBatch, recall: Recall): Promise<void>
  /** Writes what is waiting. */
  flush(): Promise<void>
  /** What is written. `rejected` counts rows, also single messages of conversations that came in without them. */
  readonly counts: ImportCounts
  /** Role words that no rule knows, with their number; their messages came in as a human's. */
  readonly unknownRoles: ReadonlyMap<string, number>
  /** Writes the rest. The times are those of the earliest and latest message of the import. */
  finish(): Promise<ImportCounts & { readonly firstAt: number | null; readonly lastAt: number | null }>
}

/** Reasons beyond this many are counted, not kept: a file that is no table at all must not fill the workspace. */
const MOST_REASONS = 100_000
/** Unknown role words that are told apart. */
const MOST_WORDS = 1_000

export function createBatchWriter(options: BatchWriterOptions): BatchWriter {
  const { database, importId, sourceId, signal } = options
  const upserting = createUpsert(options)
  const prepare = createPreparation(options)
  const gatherer = createGatherer(inLists)
  const agentIds = new Map<string, number>()
  const unknownRoles = new Map<string, number>()
  let totals = noTotals()

  async function commit({ arrivals, notImported, unknownRoles: words }: Batch): Promise<void> {
    heed()
    noteWords(words)
    if (arrivals.length > 0 || notImported.length > 0)
      transaction((next) => {
        const tooMany = arrivals.flatMap((arrival) => upsert(arrival, next))
        return [...notImported, ...tooMany]
      })
    await breathe()
    heed()
  }

  async function write(staged: StagedBatch, recall: Recall): Promise<void> {
    heed()
    noteWords(staged.unknownRoles)
    const recalled = new Map<number, Arrival>()
    for (;;) {
      const missing = attempt(staged, recalled)
      if (missing.length === 0) break
      const arrivals = await recall(missing)
      heed()
      for (const [i, place] of missing.entries()) {
        const arrival = arrivals[i]
        if (!arrival) throw new Error(`no conversation at place ${place} of the batch`)
        recalled.set(place, arrival)
      }
    }
    await breathe()
    heed()
  }

  /**
   * Writes a staged batch, or nothing of it where conversations that were unchanged are not any more: it returns their places, and they
   * must be among those that are recalled the next time.
   */
  function attempt(staged: StagedBatch, recalled: ReadonlyMap<number, Arrival>): readonly number[] {
    let missing: readonly number[] = []
    withStage(database, staged.stage, () =>
      transaction((next) => {
        missing = changedSince(database, staged.unchanged).filter((place) => !recalled.has(place))
        return missing.length > 0 ? null : writeStaged(staged, recalled, next)
      })
    )
    return missing
  }

  /** What is new is copied from the stage, what is unchanged is noted, the rest is looked at one by one. */
  function writeStaged(
    staged: StagedBatch,
    recalled: ReadonlyMap<number, Arrival>,
    next: Totals
  ): readonly NotImported[] {
    for (const [place, { id, messages, startedAt, lastAt }] of staged.unchanged.entries())
      if (!recalled.has(place)) leave(id, { messages, startedAt, lastAt }, next)
    const others = copyNew(next)
    const oneByOne = [...recalled.values(), ...readFromStage(staged.stage, others), ...staged.later]
    return [...staged.notImported, ...oneByOne.flatMap((arrival) => upsert(arrival, next))]
  }

  /** Copies what is new from the stage and notes what is unchanged. Returns the places of the rest. */
  function copyNew(next: Totals): readonly number[] {
    const agents = agentsInStage(database).map((agent) => ({ ...agent, id: agentId(agent) }))
    const known = knownInStage(database, agents)
    const without = known.map(({ place }) => place)
    const copied = copyStage(database, { agents, sourceId, importId, without })
    count(next, { ...copied, outcome: 'added' })
    const others: number[] = []
    for (const { place, id, isPartial, isEqual, messageCount: messages, startedAt, lastAt } of known)
      if (isPartial || !isEqual) others.push(place)
      else leave(id, { messages, startedAt, lastAt }, next)
    return others
  }

  function leave(id: number, told: Omit<Counted, 'outcome' | 'conversations'>, next: Totals): void {
    upserting.leave(id)
    count(next, { ...told, outcome: 'unchanged', conversations: 1 })
  }

  /** Writes a batch, all of it or nothing, and counts it only then. `work` returns what did not come in; null: it wrote nothing yet. */
  function transaction(work: (next: Totals) => readonly NotImported[] | null): void {
    const next = { ...totals }
    try {
      database.transaction(() => {
        const notImported = work(next)
        if (notImported === null) return
        upserting.flush()
        keepThumbs(database)
        for (const one of notImported) note(next, one)
        saveImportCounts(database, importId, next)
        options.onCommit?.()
      })
    } catch (thrown) {
      // Agents of a batch that was rolled back do not exist.
      agentIds.clear()
      upserting.discard()
      throw thrown
    }
    totals = next
  }

  /** Returns what did not come in of it. */
  function upsert(arrival: Arrival, next: Totals): readonly NotImported[] {
    const upserted = upserting.upsert(agentId(arrival.record.agent), arrival)
    const { outcome, before, derived, written: messages } = upserted
    if (before !== null) next[before]--
    count(next, { outcome, conversations: 1, messages, startedAt: derived.startedAt, lastAt: derived.lastAt })
    return upserted.tooMany > 0 ? [tooMany(arrival, upserted)] : []
  }

  function agentId(agent: AgentIdentity): number {
    const known = `${agent.externalId ?? ''}\n${agent.name}`
    let id = agentIds.get(known)
    if (id === undefined) {
      id = upsertAgent(database, agent)
      agentIds.set(known, id)
    }
    return id
  }

  function note(next: Totals, one: NotImported): void {
    next[one.kind]++
    if (next.reasons >= MOST_REASONS) return
    addRejectedRow(database, importId, ++next.reasons, one.kind, one)
  }

  function noteWords(words: readonly string[]): void {
    for (const word of words)
      if (unknownRoles.size < MOST_WORDS || unknownRoles.has(word))
        unknownRoles.set(word, (unknownRoles.get(word) ?? 0) + 1)
  }

  function heed(): void {
    if (signal?.aborted) throw cancelled(totals)
  }

  async function flush(): Promise<void> {
    for (const batch of gatherer.rest()) await commit(batch)
  }

  return {
    async add(record) {
      for (const batch of gatherer.take(prepare(record))) await commit(batch)
    },
    write,
    flush,
    get counts() {
      return countsOf(totals)
    },
    unknownRoles,
    async finish() {
      await flush()
      return { ...countsOf(totals), firstAt: totals.firstAt, lastAt: totals.lastAt }
    }
  }
}

function tooMany({ record }: Arrival, { tooMany: left, derived }: Upserted): NotImported {
  return {
    kind: 'rejected',
    row: 0,
    code: 'too-many-messages',
    reason: `Conversation “${record.externalId}” has more than ${derived.messageCount} messages; ${left} were left out.`,
    raw: ''
  }
}

function cancelled({ added, updated, unchanged }: ImportCounts): AppError {
  const kept = added + updated + unchanged
  return new AppError(
    'cancelled',
    kept === 0
      ? 'Cancelled. Nothing was imported.'
      : `Cancelled. ${kept === 1 ? 'One conversation was' : `${kept} conversations were`} already in and ${kept === 1 ? 'is' : 'are'} kept; import the file again to complete it.`
  )
}
