// Writes an import's records in batches, each one transaction and searchable at once. Between batches the process breathes, so that other
// work gets its turn; a cancel keeps the batches that are written whole. Memory does not grow with the file.
import { setImmediate as breathe } from 'node:timers/promises'
import type { ImportCounts, Role } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import { upsertAgent } from '../database/agents'
import type { ConversationRecord } from '../database/conversation-record'
import { addRejectedRow, saveImportCounts } from '../database/imports'
import type { WritableDatabase } from '../database/open'
import { syntheticConversationId } from './identity'
import { joinPieces } from './merge'
import { normalize } from './normalize'
import type { RawConversation, RawRecord, Rejection, Skip } from './raw'
import { type Arrival, createUpsert, type Upserted } from './upsert'
import type { DateOrder } from './written-dates'

export interface BatchWriterOptions {
  readonly database: WritableDatabase
  /** From `startImport`. */
  readonly importId: number
  readonly sourceId: number
  /** Agent of records that name none. */
  readonly agentName: string
  /** IANA zone of times without one; null reads them as UTC. */
  readonly timeZone: string | null
  readonly signal?: AbortSignal | undefined
  readonly dateOrder?: DateOrder | undefined
  readonly scoreScale?: 1 | 100 | undefined
  readonly roles?: Readonly<Record<string, Role>> | undefined
}

export interface BatchWriter {
  /**
   * Takes a record; every few thousand messages it writes a batch. Throws `cancelled` when the signal says so: what is in `counts` by
   * then is kept, what was not written yet is not.
   */
  add(record: RawRecord): Promise<void>
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

interface NotImported {
  readonly kind: 'rejected' | 'skipped'
  readonly row: number
  readonly code: string
  readonly reason: string
  readonly raw: string
}

type Counts = { -readonly [K in keyof ImportCounts]: number }
interface Totals extends Counts {
  reasons: number
  firstAt: number | null
  lastAt: number | null
}

export function createBatchWriter(options: BatchWriterOptions): BatchWriter {
  const { database, importId, signal } = options
  const { upsert, ...writing } = createUpsert(options)
  const agentIds = new Map<string, number>()
  const seenIds = new Map<string, number>()
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
            count(next, arrival, upserted)
            if (upserted.tooMany.length > 0) notImported.push(tooMany(arrival, upserted))
          }
          writing.flush()
          for (const one of notImported) note(next, one)
          saveImportCounts(database, importId, next)
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

  /** null when nothing of the conversation can be read. */
  function read(raw: RawConversation): Arrival | null {
    const normalized = normalize(raw, options)
    if ('kind' in normalized) {
      batch.notImported.push(rejected(normalized))
      return null
    }
    for (const rejection of normalized.rejections) batch.notImported.push(rejected(rejection))
    for (const word of normalized.unknownRoles) {
      if (unknownRoles.size < 1_000 || unknownRoles.has(word)) unknownRoles.set(word, (unknownRoles.get(word) ?? 0) + 1)
    }
    const { externalId, ...rest } = normalized.record
    const isSynthetic = externalId === null
    const id = externalId ?? syntheticConversationId(rest.agent.name, rest.startedAt, rest.messages, seenIds)
    return {
      record: { ...rest, externalId: id, externalIdIsSynthetic: isSynthetic },
      isPartial: raw.isPartial === true && !isSynthetic
    }
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
    async add(record) {
      if (record.kind === 'conversation') {
        const arrival = read(record)
        if (arrival?.isPartial) {
          wait(arrival.record)
          if (waiting.messages > WAITING_MESSAGES) await release(WAITING_MESSAGES / 2)
          else if (waiting.characters > WAITING_CHARACTERS) await release(waiting.messages / 2)
        } else if (arrival) await enqueue(arrival)
      } else batch.notImported.push(record.kind === 'skip' ? skipped(record) : rejected(record))
      if (batch.notImported.length >= BATCH_MESSAGES) await commit()
    },
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

function lengthOf(record: ConversationRecord): number {
  let length = 0
  for (const raw of record.raw) length += raw.length
  return length
}

function countsOf({ added, updated, unchanged, skipped, rejected, messages }: Totals): ImportCounts {
  return { added, updated, unchanged, skipped, rejected, messages }
}

function count(totals: Totals, { record }: Arrival, { outcome, before, derived, tooMany }: Upserted): void {
  if (before !== null) totals[before]--
  totals[outcome]++
  totals.messages += record.messages.length - tooMany.length
  const { startedAt, lastAt } = derived
  if (startedAt !== null && (totals.firstAt === null || startedAt < totals.firstAt)) totals.firstAt = startedAt
  if (lastAt !== null && (totals.lastAt === null || lastAt > totals.lastAt)) totals.lastAt = lastAt
}

function rejected({ row, code, reason, raw }: Rejection): NotImported {
  return { kind: 'rejected', row, code, reason, raw }
}

function skipped({ row, code, reason }: Skip): NotImported {
  return { kind: 'skipped', row, code, reason, raw: '' }
}

function tooMany({ record }: Arrival, { tooMany: left, derived }: Upserted): NotImported {
  return {
    kind: 'rejected',
    row: 0,
    code: 'too-many-messages',
    reason: `Conversation “${record.externalId}” has more than ${derived.messageCount} messages; ${left.length} were left out.`,
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
