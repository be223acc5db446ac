// What an import does to one conversation: add it, replace an older snapshot, leave a newer or equal one alone, or add rows to it.
//
// Snapshots (a record holds the whole conversation). Equal content is unchanged. Otherwise the newer one stays, whichever file came
// first: by the source's own "last changed", else the last message's time, else the number of messages, else how much was told (citations,
// ratings, scores); when all that ties, what is imported later wins. A record that is word for word the one stored, but is read
// differently (another time zone or mapping), always replaces.
//
// Pieces (`isPartial`: one row per message, conversations mixed). They add to what is known, from this import or an earlier one, as told in
// merge.ts: the same file twice is once, and the halves of an export in two files give the union. A piece never removes a message.
//
// A conversation keeps its id and a message its key, so that what people added survives; where a message comes back under another
// key (the new export has ids, the old one had none), what hangs on it moves along.
import { annotatedMessageKeys, moveAnnotations } from '../database/annotations'
import {
  type ConversationRecord,
  type DerivedValues,
  type MessageRecord,
  MOST_MESSAGES,
  type StoredVersion
} from '../database/conversation-record'
import { type ConversationStore, createConversationStore } from '../database/conversations'
import type { WritableDatabase } from '../database/open'
import { createRestorer } from '../database/restore-stored'
import { baseOfKey } from './identity'
import { mergeHeads, mergeMessages, mergeRaw, type SeenBases, toldByRatings, toldMore } from './merge'
import { type Arrival, type Ready, readied, type Snapshot } from './prepare'

export type Outcome = 'added' | 'updated' | 'unchanged'

export interface Upserted {
  readonly outcome: Outcome
  /** What this import already did to the same conversation, where this is another piece of it, or more was told of it. */
  readonly before: Outcome | null
  readonly derived: DerivedValues
  /** How many messages of the arrival were written; of what this import told before, how many more there are now. */
  readonly written: number
  /** How many are beyond the most a conversation can hold. */
  readonly tooMany: number
}

export interface UpsertOptions {
  readonly database: WritableDatabase
  readonly importId: number
  readonly sourceId: number
}

export interface Upsert {
  /** Writes one conversation, inside the caller's transaction. */
  upsert(agentId: number, arrival: Arrival): Upserted
  /** Notes that this import holds a conversation as it is stored. */
  leave(id: number): void
  /** Before the transaction ends. */
  flush(): void
  /** After the transaction was rolled back. */
  discard(): void
}

export function createUpsert({ database, importId, sourceId }: UpsertOptions): Upsert {
  const store = createConversationStore(database)
  const restorer = createRestorer(database)
  /** Of conversations that come in pieces and were there before this import: which of their rows it brought so far. */
  const seenOfKnown = new Map<number, SeenBases>()
  // Into an empty workspace our own export comes back with the ids it had: equal times stay in their order.
  const isEmpty = database.prepare('SELECT 1 FROM conversation LIMIT 1').get() === undefined

  function write(
    agentId: number,
    stored: StoredVersion | undefined,
    ready: Ready & Pick<Snapshot, 'extras'>
  ): { id: number; outcome: Outcome } {
    const row = { record: ready.record, derived: ready.derived, contentHash: ready.hash, agentId, sourceId, importId }
    if (!stored) return { id: store.insert(row, isEmpty ? ready.extras?.number : undefined), outcome: 'added' }
    if (stored.contentHash === ready.hash) {
      store.noteImport(stored.id, importId)
      return { id: stored.id, outcome: 'unchanged' }
    }
    keepAnnotations(database, store, stored.id, ready.record.messages)
    store.replace(stored.id, row)
    return { id: stored.id, outcome: 'updated' }
  }

  function snapshot(agentId: number, ready: Snapshot): Upserted {
    const { record, derived, tooMany } = ready
    const told = { before: null, derived, tooMany, written: record.messages.length }
    const stored = store.find(agentId, record.externalId)
    if (stored && stored.contentHash !== ready.hash && isOlder(ready, stored, store)) {
      store.noteImport(stored.id, importId)
      if (ready.extras) restorer.restore(stored.id, false, ready.extras)
      return { ...told, outcome: 'unchanged' }
    }
    // A sync comes back to what it just brought when it learned more of it: that is the same addition or change.
    const before = stored && stored.contentHash !== ready.hash ? soFar(stored) : null
    const { id, outcome } = write(agentId, stored, ready)
    if (ready.extras) restorer.restore(id, outcome === 'added', ready.extras)
    if (!stored || before === null) return { ...told, outcome }
    const written = told.written - stored.messageCount
    return { ...told, outcome: before === 'added' ? before : outcome, before, written }
  }

  /** What this import did to a conversation so far; null where it did not come yet. */
  function soFar({ id, firstImportId }: StoredVersion): Outcome | null {
    return firstImportId === importId ? 'added' : store.importedBy(id, importId)
  }

  function partial(agentId: number, record: ConversationRecord): Upserted {
    const stored = store.find(agentId, record.externalId)
    const known = stored ? store.read(stored.id) : null
    const before = stored ? soFar(stored) : null
    // Rows of a conversation that this import added are counted again from what is stored: nothing of them is kept in memory.
    const seen: SeenBases =
      known && before === 'added' ? countBases(known.messages) : ((stored && seenOfKnown.get(stored.id)) ?? new Map())
    const merged = mergeMessages(known?.messages ?? [], record.messages, seen)
    const messages = merged.slice(0, MOST_MESSAGES)
    const ready = readied(
      known ? mergeHeads(known, record, { messages, raw: mergeRaw(known.raw, record.raw) }) : { ...record, messages }
    )
    const { id, outcome } = write(agentId, stored, ready)
    const told = before && before !== 'unchanged' ? before : outcome
    if (told !== 'added') seenOfKnown.set(id, seen)
    const tooMany = merged.length - messages.length
    return {
      outcome: told,
      before,
      derived: ready.derived,
      written: record.messages.length - tooMany,
      tooMany
    }
  }

  return {
    upsert: (agentId, arrival) => (arrival.isPartial ? partial(agentId, arrival.record) : snapshot(agentId, arrival)),
    leave: (id) => store.noteImport(id, importId),
    flush: store.flush,
    discard: store.discard
  }
}

/** How many messages of each base came without an id. */
function countBases(messages: readonly MessageRecord[]): SeenBases {
  const counts: SeenBases = new Map()
  for (const { key } of messages) {
    const base = baseOfKey(key)
    if (base !== null) counts.set(base, (counts.get(base) ?? 0) + 1)
  }
  return counts
}

function isOlder({ record, derived }: Ready, stored: StoredVersion, store: ConversationStore): boolean {
  if (store.rawOf(stored.id) === record.raw.join('\n')) return false
  if (record.updatedAt !== null && stored.updatedAt !== null && record.updatedAt !== stored.updatedAt) {
    return record.updatedAt < stored.updatedAt
  }
  if (derived.lastAt !== null && stored.lastAt !== null && derived.lastAt !== stored.lastAt) {
    return derived.lastAt < stored.lastAt
  }
  if (derived.messageCount !== stored.messageCount) return derived.messageCount < stored.messageCount
  return richnessOf(record) < store.richnessOf(stored.id)
}

function richnessOf({ messages, citations, feedback }: ConversationRecord): number {
  let told = (citations?.length ?? 0) + toldByRatings(feedback)
  for (const m of messages) told += toldMore(m)
  return told
}

/** Moves annotations of messages whose key is about to vanish to the message of the same role and text. */
function keepAnnotations(
  database: WritableDatabase,
  store: ConversationStore,
  id: number,
  messages: readonly MessageRecord[]
): void {
  const annotated = annotatedMessageKeys(database, id)
  if (annotated.length === 0) return
  const keys = new Set(messages.map((m) => m.key))
  const vanishing = annotated.filter((key) => !keys.has(key))
  if (vanishing.length === 0) return
  const known = store.read(id).messages
  for (const key of vanishing) {
    const before = known.find((m) => m.key === key)
    if (!before) continue
    const sameText = (m: MessageRecord) => m.role === before.role && m.text === before.text
    const nth = known.filter(sameText).findIndex((m) => m.key === key)
    const now = messages.filter(sameText)[nth]
    if (now) moveAnnotations(database, id, key, now.key)
  }
}
