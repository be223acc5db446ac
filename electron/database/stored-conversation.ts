// Reads a stored conversation back as the record it was written from, so that ingest can add rows to it.
import { inflateSync } from 'node:zlib'
import type { Channel, Role, Sentiment, Status } from '../../shared/domain'
import {
  type CitationRecord,
  type ConversationRecord,
  type FeedbackRecord,
  type MessageRecord,
  messageId
} from './conversation-record'
import type { ReadableDatabase } from './open'

interface HeadRow {
  readonly agent_name: string
  readonly agent_external_id: string | null
  readonly external_id: string
  readonly external_id_is_synthetic: number
  readonly title: string | null
  readonly channel: Channel | null
  readonly channel_raw: string | null
  readonly status: Status | null
  readonly status_raw: string | null
  readonly started_at: number | null
  readonly time_is_estimated: number
  readonly source_updated_at: number | null
  readonly sentiment: Sentiment | null
  readonly topic: string | null
  readonly language: string | null
  readonly country: string | null
  readonly customer: string | null
  readonly customer_fields: string | null
  readonly url: string | null
  readonly summary: string | null
  readonly is_test: number
  readonly confidence: number | null
  readonly confidence_mean: number | null
  readonly confidence_origin: string | null
  readonly branches: string | null
}

interface MessageRow {
  readonly id: number
  readonly key: string
  readonly role: Role
  readonly author: string | null
  readonly sent_at: number | null
  readonly time_is_estimated: number
  readonly text: string
  readonly format: 'text' | 'markdown'
  readonly confidence: number | null
  readonly citation_count: number | null
  readonly parts: string | null
}

/** The record of a conversation. `startedAt` is what was stored, which may follow from the messages. Throws when there is none. */
export function readStoredConversation(database: ReadableDatabase, id: number): ConversationRecord {
  const head = database
    .prepare(
      `SELECT conversation.*, agent.name AS agent_name, agent.external_id AS agent_external_id
       FROM conversation JOIN agent ON agent.id = agent_id WHERE conversation.id = ?`
    )
    .get<HeadRow>(id)
  if (!head) throw new Error(`no conversation ${id}`)
  const range = [messageId(id, 0), messageId(id + 1, 0) - 1] as const
  const citations = grouped(
    database
      .prepare(
        `SELECT message_id, title, url, excerpt, score, external_id AS externalId, kind FROM citation
         WHERE message_id BETWEEN ? AND ? ORDER BY message_id, position`
      )
      .all<CitationRecord & Owned>(...range)
  )
  const feedback = grouped(
    database
      .prepare(
        `SELECT message_id, rater, thumb, stars, comment, raw FROM feedback WHERE message_id BETWEEN ? AND ?
         ORDER BY message_id, rowid`
      )
      .all<FeedbackRecord & Owned>(...range)
  )
  const messages = database
    .prepare('SELECT * FROM message WHERE id BETWEEN ? AND ? ORDER BY id')
    .all<MessageRow>(...range)
    .map((row) => messageOf(row, citations.get(row.id) ?? [], feedback.get(row.id) ?? []))
  const isSourceScore = head.confidence_origin === 'source'
  return {
    agent: { name: head.agent_name, externalId: head.agent_external_id },
    externalId: head.external_id,
    externalIdIsSynthetic: head.external_id_is_synthetic === 1,
    title: head.title,
    channel: head.channel,
    channelRaw: head.channel_raw,
    status: head.status,
    statusRaw: head.status_raw,
    startedAt: head.time_is_estimated === 1 ? null : head.started_at,
    updatedAt: head.source_updated_at,
    sentiment: head.sentiment,
    topic: head.topic,
    language: head.language,
    country: head.country,
    customer: head.customer,
    customerFields: head.customer_fields,
    url: head.url,
    summary: head.summary,
    isTest: head.is_test === 1,
    confidence: isSourceScore ? { lowest: head.confidence, mean: head.confidence_mean } : null,
    feedback: feedback.get(messageId(id, 0)) ?? [],
    citations: citations.get(messageId(id, 0)) ?? null,
    branches: head.branches,
    messages,
    raw: rawOf(database, id)
  }
}

interface Owned {
  readonly message_id: number
}

/** By message. */
function grouped<T extends Owned>(rows: readonly T[]): ReadonlyMap<number, Omit<T, 'message_id'>[]> {
  const groups = new Map<number, Omit<T, 'message_id'>[]>()
  for (const { message_id, ...row } of rows) {
    const group = groups.get(message_id)
    if (group) group.push(row)
    else groups.set(message_id, [row])
  }
  return groups
}

function messageOf(
  row: MessageRow,
  citations: readonly CitationRecord[],
  feedback: readonly FeedbackRecord[]
): MessageRecord {
  return {
    key: row.key,
    role: row.role,
    author: row.author,
    sentAt: row.time_is_estimated === 1 ? null : row.sent_at,
    timeIsEstimated: row.time_is_estimated === 1,
    text: row.text,
    format: row.format,
    confidence: row.confidence,
    citations: row.citation_count === null ? null : citations,
    feedback,
    parts: row.parts
  }
}

function rawOf(database: ReadableDatabase, id: number): readonly string[] {
  const raw = storedRaw(database, id)
  return raw === '' ? [] : raw.split('\n')
}

/** The record of a conversation word for word; '' when none is kept. */
export function storedRaw(database: ReadableDatabase, id: number): string {
  const row = database
    .prepare('SELECT is_deflated, body FROM raw_record WHERE conversation_id = ?')
    .get<{ is_deflated: number; body: Uint8Array }>(id)
  if (!row) return ''
  return (row.is_deflated === 1 ? inflateSync(row.body) : Buffer.from(row.body)).toString('utf8')
}
