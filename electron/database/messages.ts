// Reads the messages of a conversation with their feedback and citations: a transcript is a range of message ids.
import {
  type BandLimits,
  bandOf,
  type Citation,
  type Message,
  type MessageFeedback,
  type MessagePart,
  ROLES
} from '../../shared/domain'
import { oneOf } from './conversation-rows'
import type { ReadableDatabase } from './open'

/** Message id = conversation id times this, plus its position from 1 (0 stands for the conversation as a whole). */
export const MESSAGE_ID_STEP = 2 ** 20

interface StoredMessage {
  readonly id: number
  readonly key: string
  readonly role: string
  readonly author: string | null
  readonly sent_at: number | null
  readonly time_is_estimated: number
  readonly text: string
  readonly format: string
  readonly confidence: number | null
  readonly citation_count: number | null
  readonly parts: string | null
}
interface StoredCitation extends Citation {
  readonly message_id: number
}
interface StoredFeedback {
  readonly message_id: number
  readonly thumb: number | null
  readonly stars: number | null
  readonly comment: string | null
  readonly rater: string
}

/** Messages from position `start` (0-based) up to `end`, exclusive, in order. Empty when there are none. */
export function messages(
  database: ReadableDatabase,
  conversationId: number,
  start: number,
  end: number,
  limits: BandLimits
): Message[] {
  const base = conversationId * MESSAGE_ID_STEP
  const from = base + Math.max(0, start) + 1
  const to = Math.min(base + Math.max(0, end), base + MESSAGE_ID_STEP - 1)
  const stored = database
    .prepare(
      `SELECT id, key, role, author, sent_at, time_is_estimated, text, format, confidence, citation_count, parts
       FROM message WHERE id BETWEEN ? AND ? ORDER BY id`
    )
    .all<StoredMessage>(from, to)
  const citations = grouped(citationsBetween(database, from, to))
  const feedback = grouped(
    database
      .prepare(
        `SELECT message_id, thumb, stars, comment, rater FROM feedback WHERE message_id BETWEEN ? AND ?
         ORDER BY message_id, id`
      )
      .all<StoredFeedback>(from, to)
  )
  return stored.map((message) => ({
    id: message.id,
    seq: message.id - base,
    key: message.key,
    role: oneOf(ROLES, message.role) ?? 'system',
    author: message.author,
    sentAt: message.sent_at,
    timeIsEstimated: message.time_is_estimated === 1,
    text: message.text,
    format: message.format === 'markdown' ? 'markdown' : 'text',
    confidence: message.confidence,
    band: bandOf(message.confidence, limits),
    feedback: (feedback.get(message.id) ?? []).map(asFeedback),
    citations: (citations.get(message.id) ?? []).map(asCitation),
    citationsKnown: message.citation_count !== null,
    parts: message.parts === null ? [] : (JSON.parse(message.parts) as MessagePart[])
  }))
}

/** Citations that the source gives for the conversation as a whole. */
export function conversationCitations(database: ReadableDatabase, conversationId: number): Citation[] {
  const base = conversationId * MESSAGE_ID_STEP
  return citationsBetween(database, base, base).map(asCitation)
}

function citationsBetween(database: ReadableDatabase, from: number, to: number): StoredCitation[] {
  return database
    .prepare(
      `SELECT message_id, title, url, excerpt, score FROM citation WHERE message_id BETWEEN ? AND ?
       ORDER BY message_id, position`
    )
    .all<StoredCitation>(from, to)
}

function asCitation({ title, url, excerpt, score }: StoredCitation): Citation {
  return { title, url, excerpt, score }
}

function asFeedback(row: StoredFeedback): MessageFeedback {
  const thumb = row.thumb === 1 ? 'up' : row.thumb === -1 ? 'down' : null
  return { thumb, stars: row.stars, comment: row.comment, rater: row.rater }
}

function grouped<R extends { readonly message_id: number }>(rows: readonly R[]): ReadonlyMap<number, R[]> {
  const groups = new Map<number, R[]>()
  for (const row of rows) {
    const group = groups.get(row.message_id)
    if (group) group.push(row)
    else groups.set(row.message_id, [row])
  }
  return groups
}
