// Gathers prepared records into batches, each of them one transaction. Rows of mixed conversations wait for each other, so that a
// conversation that is spread over the file is rarely read back. Memory does not grow with the file.
import type { ConversationRecord } from '../database/conversation-record'
import { joinPieces } from './merge'
import type { Arrival, NotImported, Prepared } from './prepare'

/** Measured: larger batches gain nothing, and each keeps other changes waiting for some 0.1 s. */
const BATCH: Limits = { messages: 4_000, characters: 8_000_000 }
/** What is taken is a batch until the rest is asked for: it was measured out before. */
export const WHOLE_TURNS: Limits = { messages: Number.POSITIVE_INFINITY, characters: Number.POSITIVE_INFINITY }
/** Rows of mixed conversations wait for each other in memory up to this many messages or characters. */
const WAITING_MESSAGES = 40_000
const WAITING_CHARACTERS = 32_000_000

/** A batch with so many is full. */
interface Limits {
  readonly messages: number
  readonly characters: number
}

/** What did not come in with a batch, and what was noticed. */
export interface Aside {
  readonly notImported: readonly NotImported[]
  /** Role words that no rule knows, one entry each time they came. */
  readonly unknownRoles: readonly string[]
}

/** What is written together, in the order of the file. */
export interface Batch extends Aside {
  readonly arrivals: readonly Arrival[]
}

/** Takes the conversations of one batch as they come. */
export interface Collector<B> {
  add(arrival: Arrival): void
  end(aside: Aside): B
}

export interface Gatherer<B> {
  /** Takes what is prepared; gives the batches that are full with it. */
  take(prepared: Prepared): Generator<B, void, void>
  /** All that still waits. The last batch may be empty. */
  rest(): Generator<B, void, void>
}

/** Collects batches as plain lists. */
export function inLists(): Collector<Batch> {
  const arrivals: Arrival[] = []
  return { add: (arrival) => arrivals.push(arrival), end: (aside) => ({ arrivals, ...aside }) }
}

/** `begin`: called with the first that comes for a batch, after the one before was taken. */
export function createGatherer<B>(begin: () => Collector<B>, most: Limits = BATCH): Gatherer<B> {
  let batch = emptyBatch()
  let collector: Collector<B> | null = null
  let waiting = emptyWaiting()

  function full(): B {
    const { notImported, unknownRoles } = batch
    const collected = (collector ?? begin()).end({ notImported, unknownRoles })
    batch = emptyBatch()
    collector = null
    return collected
  }

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
  function* release(most: number): Generator<B, void, void> {
    for (const [key, pieces] of waiting.conversations) {
      if (waiting.messages <= most) break
      waiting.conversations.delete(key)
      const record = joinPieces(pieces)
      if (record === undefined) continue
      waiting.messages -= record.messages.length
      waiting.characters -= lengthOf(record)
      yield* enqueue({ record, isPartial: true })
    }
    if (waiting.conversations.size === 0) waiting = emptyWaiting()
  }

  function* enqueue(arrival: Arrival): Generator<B, void, void> {
    collector ??= begin()
    collector.add(arrival)
    batch.messages += arrival.record.messages.length
    batch.characters += lengthOf(arrival.record)
    if (batch.messages >= most.messages || batch.characters >= most.characters) yield full()
  }

  return {
    *take({ arrivals, notImported, unknownRoles }) {
      for (const word of unknownRoles) batch.unknownRoles.push(word)
      for (const one of notImported) {
        batch.notImported.push(one)
        batch.characters += one.raw.length
      }
      for (const arrival of arrivals) {
        if (!arrival.isPartial) yield* enqueue(arrival)
        else {
          wait(arrival.record)
          if (waiting.messages > WAITING_MESSAGES) yield* release(WAITING_MESSAGES / 2)
          else if (waiting.characters > WAITING_CHARACTERS) yield* release(waiting.messages / 2)
        }
      }
      if (batch.notImported.length >= most.messages || batch.characters >= most.characters) yield full()
    },
    *rest() {
      yield* release(0)
      yield full()
    }
  }
}

function emptyBatch() {
  return {
    notImported: [] as NotImported[],
    unknownRoles: [] as string[],
    messages: 0,
    characters: 0
  }
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
