// Puts together what arrives in pieces (one row per message, rows of many conversations mixed): which pieces are the same message,
// and in which order they stand. Pure.
import type { ConversationRecord, MessageRecord } from '../database/conversation-record'
import { baseOfKey, isSynthetic, messageBase, syntheticMessageKey } from './identity'

/** A message as it arrived: its key is the source's id, or '' where it has none. */
export type ArrivedMessage = MessageRecord

/**
 * Gives every message of a whole conversation its key: the source's id, or a synthetic one for the n-th message with this role, time
 * and text. A second message with an id that is taken gets the id with a number behind it.
 */
export function withKeys(arrived: readonly ArrivedMessage[]): readonly MessageRecord[] {
  if (hasOwnKeys(arrived)) return arrived
  const taken = new Set<string>()
  for (const { key } of arrived) if (key !== '') taken.add(key)
  const seenIds = new Set<string>()
  const seenBases = new Map<string, number>()
  return arrived.map((message) => {
    if (message.key !== '' && !seenIds.has(message.key)) {
      seenIds.add(message.key)
      return message
    }
    return { ...message, key: message.key === '' ? freeSynthetic(message, seenBases) : freeId(message.key, taken) }
  })
}

function hasOwnKeys(arrived: readonly ArrivedMessage[]): boolean {
  const keys = new Set<string>()
  for (const { key } of arrived) {
    if (key === '' || keys.has(key)) return false
    keys.add(key)
  }
  return true
}

function freeSynthetic(message: MessageRecord, seen: Map<string, number>): string {
  const base = messageBase(message)
  const n = (seen.get(base) ?? 0) + 1
  seen.set(base, n)
  return syntheticMessageKey(base, n)
}

function freeId(id: string, taken: Set<string>): string {
  for (let n = 2; ; n++) {
    const key = `${id}#${n}`
    if (taken.has(key)) continue
    taken.add(key)
    return key
  }
}

/** How many messages without ids of each base one import has brought to one conversation so far. */
export type SeenBases = Map<string, number>

/**
 * The union of what is known of a conversation and rows that arrived for it. A row with an id is the message with that id; a row
 * without one is the n-th message of its role, time and text, where n counts the rows of the running import (`seen`). The same message
 * told twice is the telling that says more, else the later one. Order: by time where every message has one, else as it arrived.
 */
export function mergeMessages(
  known: readonly MessageRecord[],
  arrived: readonly ArrivedMessage[],
  seen: SeenBases
): readonly MessageRecord[] {
  const merged = [...known]
  const places = new Map<string, number>()
  for (const [place, { key }] of known.entries()) places.set(key, place)
  const byBase = basesOf(known)
  for (const message of arrived) {
    let place = message.key === '' ? undefined : places.get(message.key)
    let key = message.key
    if (place === undefined) {
      const base = messageBase(message)
      const n = (seen.get(base) ?? 0) + 1
      const same = byBase.get(base)?.[n - 1]
      // A row that only now comes with its id is not the message of another id.
      if (same !== undefined && (key === '' || isSynthetic(merged[same]?.key ?? ''))) place = same
      if (key === '' || place !== undefined) seen.set(base, n)
      if (key === '') key = place === undefined ? free(places, base, n) : (merged[place]?.key ?? '')
    }
    if (place === undefined) {
      places.set(key, merged.length)
      merged.push({ ...message, key })
      continue
    }
    const before = merged[place]
    if (before === undefined) continue
    if (before.key !== key) places.set(key, place)
    merged[place] = { ...(toldMore(before) > toldMore(message) ? before : message), key }
  }
  return inOrder(merged)
}

function free(places: ReadonlyMap<string, number>, base: string, from: number): string {
  for (let n = from; ; n++) {
    const key = syntheticMessageKey(base, n)
    if (!places.has(key)) return key
  }
}

/** Places of known messages by role, time and text, in order. */
function basesOf(known: readonly MessageRecord[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [place, message] of known.entries()) {
    const base = baseOfKey(message.key) ?? messageBase(message)
    const same = places.get(base)
    if (same) same.push(place)
    else places.set(base, [place])
  }
  return places
}

/** How much a source told about a message beside its text. */
export function toldMore({ feedback, citations, confidence, parts }: MessageRecord): number {
  return toldByRatings(feedback) + (citations?.length ?? 0) + Number(confidence !== null) + Number(parts !== null)
}

/** A rating whose comment alone an export kept says less than one with its thumb. */
export function toldByRatings(feedback: MessageRecord['feedback']): number {
  return feedback.reduce((told, { thumb, comment }) => told + 1 + Number(thumb !== null) + Number(comment !== null), 0)
}

function inOrder(messages: MessageRecord[]): readonly MessageRecord[] {
  if (messages.some((m) => m.timeIsEstimated || m.sentAt === null)) return messages
  return messages.sort((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0))
}

/** Pieces of one conversation as one, in the order in which they arrived; their messages are not matched yet. */
export function joinPieces(pieces: readonly ConversationRecord[]): ConversationRecord | undefined {
  const [first, ...others] = pieces
  if (first === undefined || others.length === 0) return first
  return {
    ...others.reduce((known, piece) => mergeHeads(known, piece, NOTHING), first),
    messages: pieces.flatMap((piece) => piece.messages),
    raw: pieces.flatMap((piece) => piece.raw)
  }
}

/** Word for word the rows of both, each once. */
export function mergeRaw(known: readonly string[], arrived: readonly string[]): readonly string[] {
  return [...new Set([...known, ...arrived])]
}

interface Content {
  readonly messages: readonly MessageRecord[]
  readonly raw: readonly string[]
}
const NOTHING: Content = { messages: [], raw: [] }

/** The union of what two tellings say of a conversation as a whole: what arrives wins where it says something. */
export function mergeHeads(
  known: ConversationRecord,
  arrived: ConversationRecord,
  content: Content
): ConversationRecord {
  return {
    agent: known.agent,
    externalId: known.externalId,
    externalIdIsSynthetic: known.externalIdIsSynthetic,
    title: arrived.title ?? known.title,
    channel: arrived.channel ?? known.channel,
    channelRaw: arrived.channelRaw ?? known.channelRaw,
    status: arrived.status ?? known.status,
    statusRaw: arrived.statusRaw ?? known.statusRaw,
    startedAt: leastOf(known.startedAt, arrived.startedAt),
    updatedAt: mostOf(known.updatedAt, arrived.updatedAt),
    sentiment: arrived.sentiment ?? known.sentiment,
    topic: arrived.topic ?? known.topic,
    language: arrived.language ?? known.language,
    country: arrived.country ?? known.country,
    customer: arrived.customer ?? known.customer,
    customerFields: arrived.customerFields ?? known.customerFields,
    url: arrived.url ?? known.url,
    summary: arrived.summary ?? known.summary,
    isTest: arrived.isTest || known.isTest,
    confidence: arrived.confidence ?? known.confidence,
    feedback: union(known.feedback, arrived.feedback),
    citations:
      known.citations === null && arrived.citations === null
        ? null
        : union(known.citations ?? [], arrived.citations ?? []),
    branches: arrived.branches ?? known.branches,
    ...content
  }
}

function union<T>(known: readonly T[], arrived: readonly T[]): readonly T[] {
  if (arrived.length === 0) return known
  const seen = new Set(known.map((one) => JSON.stringify(one)))
  return [...known, ...arrived.filter((one) => !seen.has(JSON.stringify(one)))]
}

/** The earlier time where both are known. */
export function leastOf(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b)
}
function mostOf(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b)
}

/** Messages without a time get the time of the one before (or the conversation's start), marked as estimated. */
export function withEstimatedTimes(
  messages: readonly MessageRecord[],
  startedAt: number | null
): readonly MessageRecord[] {
  if (!messages.some((m) => m.timeIsEstimated)) return messages
  let before = startedAt ?? messages.find((m) => !m.timeIsEstimated)?.sentAt ?? null
  return messages.map((message) => {
    if (!message.timeIsEstimated) {
      before = message.sentAt
      return message
    }
    return message.sentAt === before ? message : { ...message, sentAt: before }
  })
}
