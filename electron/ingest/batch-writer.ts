// Writes an import's records in batches, each one transaction and searchable at once. Between batches the process breathes, so that other
// work gets its turn; a cancel keeps the batches that are written whole. Memory does not grow with the file.
import { setImmediate as breathe } from 'node:timers/promises'
import type { ImportCounts } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import { upsertAgent } from '../database/agents'
import type { ConversationRecord } from '../database/conversation-record'
import { addRejectedRow, saveImportCounts } from '../database/imports'
import type { WritableDatabase } from '../database/open'
import { keepThumbs } from '../database/thumbs'
import { joinPieces } from './merge'
import { type Arrival, createPreparation, type NotImported, type Prepared, type PrepareOptions } from './prepare'
import type { RawRecord } from './raw'
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
  /** Prepares a record and takes it. */
  add(record: RawRecord): Promise<void>
  /**
   * Takes records that are prepared; every few thousand messages it writes a batch. Throws `cancelled` when the signal says so: what
   * is in `counts` by then is kept, what was not written yet is not.
   */
  take(prepared: Prepared): Promise<void>
  /** Writes what is waiting. */
  flush(): Promise<void>
  /** What is written. `rejected` counts rows, also single messages of conversations that came in without them. */
  readonly counts: ImportCounts
  /** Role words that no rule knows, with their number; their messages came in as a human's. */
  readonly unknownRoles: ReadonlyMap<string, number>
  /** Writes the rest. The times are those of the earliest and latest message of the import. */
  finish(): Promise<ImportCounts & { readonly firstAt: number | null; readonly lastAt: number | null }>
}

/** Measured: larger batches gain nothing, and each keeps other changes waiting for some 0.15 s. */
const BATCH_MESSAGES = 4_000
const BATCH_CHARACTERS = 8_000_000
/** Rows of mixed conversations wait for each other in memory up to this many messages or characters. */
const WAITING_MESSAGES = 40_000
const WAITING_CHARACTERS = 32_000_000
/** Reasons beyond this many are counted, not kept: a file that is no table at all must not fill the workspace. */
const MOST_REASONS = 100_000

type Counts = { -readonly [K in keyof ImportCounts]: number }
interface Totals extends Counts {
  reasons: number
  firstAt: number | null
  lastAt: number | null
}

export function createBatchWriter(options: BatchWriterOptions): BatchWriter {
  const { database, importId, signal } = options
  const { upsert, ...writing } = createUpsert(options)
  const prepare = createPreparation(options)
  const agentIds = new Map<string, number>()
  const unknownRoles = new Map<string, number>()
  let totals: Totals = {
    added: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    rejected: 0,
    messages: 0,
    reasons: 0,
    firstAt: null,
    lastAt: null
  }
  let batch = emptyBatch()
  let waiting = emptyWaiting()

  /** Writes the batch, all of it or nothing, and counts it only then. */
  async function commit(): Promise<void> {
    if (signal?.aborted) throw cancelled(totals)
    if (batch.arrivals.length > 0 || batch.notImported.length > 0) {
      const { arrivals, notImported } = batch
      batch = emptyBatch()
      const next = { ...totals }
      try {
        database.transaction(() => {
          for (const arrival of arrivals) {
            const upserted = upsert(agentId(arrival.record), arrival)
            count(next, upserted)
            if (upserted.tooMany > 0) notImported.push(tooMany(arrival, upserted))
          }
          writing.flush()
          keepThumbs(database)
          for (const one of notImported) note(next, one)
          saveImportCounts(database, importId, next)
          options.onCommit?.()
        })
      } catch (thrown) {
        // Agents of a batch that was rolled back do not exist.
        agentIds.clear()
        writing.discard()
        throw thrown
      }
      totals = next
    }
    await breathe()
    if (signal?.aborted) throw cancelled(totals)
  }

  function agentId({ agent }: ConversationRecord): number {
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

  async function take({ arrivals, notImported, unknownRoles: words }: Prepared): Promise<void> {
    for (const word of words) {
      if (unknownRoles.size < 1_000 || unknownRoles.has(word)) unknownRoles.set(word, (unknownRoles.get(word) ?? 0) + 1)
    }
    for (const one of notImported) batch.notImported.push(one)
    for (const arrival of arrivals) {
      if (!arrival.isPartial) await enqueue(arrival)
      else {
        wait(arrival.record)
        if (waiting.messages > WAITING_MESSAGES) await release(WAITING_MESSAGES / 2)
        else if (waiting.characters > WAITING_CHARACTERS) await release(waiting.messages / 2)
      }
    }
    if (batch.notImported.length >= BATCH_MESSAGES) await commit()
  }

  /** Rows of one conversation wait together, so that one that is spread over the file is rarely read back. */
  function wait(record: ConversationRecord): void {
    const key = `${record.agent.externalId ?? ''}\n${record.agent.name}\n${record.externalId}`
    const pieces = waiting.conversations.get(key) ?? []
    pieces.push(record)
    waiting.conversations.delete(key)
    waiting.conversations.set(key, pieces)
    waiting.messages += record.messages.length
    waiting.characters += lengthOf(record)
  }

  /** Hands waiting conversations to batches, the longest untouched first, until few enough are left. */
  async function release(most: number): Promise<void> {
    for (const [key, pieces] of waiting.conversations) {
      if (waiting.messages <= most) break
      waiting.conversations.delete(key)
      const record = joinPieces(pieces)
      if (record === undefined) continue
      waiting.messages -= record.messages.length
      waiting.characters -= lengthOf(record)
      await enqueue({ record, isPartial: true })
    }
    if (waiting.conversations.size === 0) waiting = emptyWaiting()
  }

  async function enqueue(arrival: Arrival): Promise<void> {
    batch.arrivals.push(arrival)
    batch.messages += arrival.record.messages.length
    batch.characters += lengthOf(arrival.record)
    if (batch.messages >= BATCH_MESSAGES || batch.characters >= BATCH_CHARACTERS) await commit()
  }

  async function flush(): Promise<void> {
    await release(0)
    await commit()
  }

  return {
    add: (record) => take(prepare(record)),
    take,
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

function emptyBatch() {
  return { arrivals: [] as Arrival[], notImported: [] as NotImported[], messages: 0, characters: 0 }
}

/** `conversations` in the order in which they were last touched. */
function emptyWaiting() {
  return { conversations: new Map<string, ConversationRecord[]>(), messages: 0, characters: 0 }
}

/** Characters of a record as its source gave it. */
function lengthOf({ raw }: ConversationRecord): number {
  let length = 0
  for (const row of raw) length += row.length
  return length
}

function countsOf({ added, updated, unchanged, skipped, rejected, messages }: Totals): ImportCounts {
  return { added, updated, unchanged, skipped, rejected, messages }
}

function count(totals: Totals, { outcome, before, derived, written }: Upserted): void {
  if (before !== null) totals[before]--
  totals[outcome]++
  totals.messages += written
  const { startedAt, lastAt } = derived
  if (startedAt !== null && (totals.firstAt === null || startedAt < totals.firstAt)) totals.firstAt = startedAt
  if (lastAt !== null && (totals.lastAt === null || lastAt > totals.lastAt)) totals.lastAt = lastAt
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

function cancelled({ added, updated, unchanged }: Counts): AppError {
  const kept = added + updated + unchanged
  return new AppError(
    'cancelled',
    kept === 0
      ? 'Cancelled. Nothing was imported.'
      : `Cancelled. ${kept === 1 ? 'One conversation was' : `${kept} conversations were`} already in and ${kept === 1 ? 'is' : 'are'} kept; import the file again to complete it.`
  )
}
