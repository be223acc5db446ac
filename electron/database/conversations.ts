// The writing side of conversations: one conversation with all that hangs on it (messages, citations, feedback, raw record, words in
// the full-text index) is made, replaced or removed. Callers bring the transaction.
import { deflateSync, inflateSync } from 'node:zlib'
import { searchable } from '../../shared/search-text'
import {
  type CitationRecord,
  type ContentHash,
  type ConversationRecord,
  type DerivedValues,
  type FeedbackRecord,
  type MessageRecord,
  messageId,
  type StoredVersion,
  thumbOf
} from './conversation-record'
import type { ReadableDatabase, Value, WritableDatabase } from './open'

/** Everything that is written of one conversation. */
export interface ConversationWrite {
  readonly record: ConversationRecord
  readonly derived: DerivedValues
  readonly contentHash: ContentHash
  readonly agentId: number
  readonly sourceId: number
  readonly importId: number
}

export interface ConversationStore {
  find(agentId: number, externalId: string): StoredVersion | undefined
  /** Citations, ratings and scores together: how much a source told of it. */
  richnessOf(id: number): number
  /** The record as the source gave it; '' when none is kept. */
  rawOf(id: number): string
  /** Returns the new conversation's id. */
  insert(write: ConversationWrite): number
  /** Same id, new content. What people added stays; so does a sentiment or topic that a person set. */
  replace(id: number, write: ConversationWrite): void
  /** Notes that an import holds this conversation, changed by it or not. */
  noteImport(id: number, importId: number): void
  /** Removes the conversation and everything of it that came from its source. */
  remove(id: number): void
}

/** Raw records beyond this are deflated: below it the time costs more than the room. */
const DEFLATE_FROM = 16_384

// Column -> its value, so that INSERT and UPDATE cannot drift apart.
const COLUMNS = {
  source_id: (w) => w.sourceId,
  import_id: (w) => w.importId,
  content_hash: (w) => w.contentHash,
  source_updated_at: (w) => w.record.updatedAt,
  title: (w) => w.record.title,
  channel: (w) => w.record.channel,
  channel_raw: (w) => w.record.channelRaw,
  status: (w) => w.record.status,
  status_raw: (w) => w.record.statusRaw,
  started_at: (w) => w.derived.startedAt,
  last_at: (w) => w.derived.lastAt,
  time_is_estimated: (w) => Number(w.derived.timeIsEstimated),
  preview: (w) => w.derived.preview,
  message_count: (w) => w.derived.messageCount,
  answer_count: (w) => w.derived.answerCount,
  unanswered_count: (w) => w.derived.unansweredCount,
  citation_count: (w) => w.derived.citationCount,
  up_count: (w) => w.derived.upCount,
  down_count: (w) => w.derived.downCount,
  confidence: (w) => w.derived.confidence,
  confidence_mean: (w) => w.derived.confidenceMean,
  confidence_origin: (w) => w.derived.confidenceOrigin,
  sentiment: (w) => w.record.sentiment,
  sentiment_origin: (w) => (w.record.sentiment === null ? null : 'source'),
  topic: (w) => w.record.topic,
  topic_origin: (w) => (w.record.topic === null ? null : 'source'),
  language: (w) => w.record.language,
  country: (w) => w.record.country,
  customer: (w) => w.record.customer,
  customer_fields: (w) => w.record.customerFields,
  url: (w) => w.record.url,
  summary: (w) => w.record.summary,
  last_role: (w) => w.derived.lastRole,
  has_human: (w) => Number(w.derived.hasHuman),
  is_test: (w) => Number(w.record.isTest),
  branches: (w) => w.record.branches,
  changed_at: () => Date.now()
} as const satisfies Record<string, (write: ConversationWrite) => Value>
const NAMES = Object.keys(COLUMNS)
const VALUES = Object.values(COLUMNS)
/** A value that a person set is not overwritten by a source. */
const PERSON_WINS = ['sentiment', 'topic']

const INSERT = `INSERT INTO conversation (agent_id, external_id, external_id_is_synthetic, first_import_id, ${NAMES.join(', ')})
  VALUES (?, ?, ?, ?, ${NAMES.map(() => '?').join(', ')})`
const UPDATE = `UPDATE conversation SET ${NAMES.map(assignment).join(', ')} WHERE id = ?`

function assignment(column: string): string {
  const field = column.replace('_origin', '')
  return PERSON_WINS.includes(field)
    ? `${column} = CASE WHEN ${field}_origin IS 'person' THEN ${column} ELSE ? END`
    : `${column} = ?`
}

const FIND = `SELECT id, content_hash AS contentHash, source_updated_at AS updatedAt, last_at AS lastAt, message_count AS messageCount,
  first_import_id AS firstImportId FROM conversation WHERE agent_id = ? AND external_id = ?`
const RICHNESS = `SELECT (SELECT count(*) FROM citation WHERE message_id BETWEEN ?1 AND ?2)
  + (SELECT count(*) FROM feedback WHERE message_id BETWEEN ?1 AND ?2)
  + (SELECT count(confidence) + count(parts) FROM message WHERE id BETWEEN ?1 AND ?2) AS richness`

/** The store of one writing connection; its statements are prepared once. */
export function createConversationStore(database: WritableDatabase): ConversationStore {
  const find = database.prepare(FIND)
  const insertConversation = database.prepare(INSERT)
  const updateConversation = database.prepare(UPDATE)
  const noteImport = database.prepare(
    'INSERT OR IGNORE INTO import_conversation (conversation_id, import_id) VALUES (?, ?)'
  )
  const removeRows = [
    'message_fts WHERE rowid',
    'citation WHERE message_id',
    'feedback WHERE message_id',
    'message WHERE id'
  ].map((place) => database.prepare(`DELETE FROM ${place} BETWEEN ? AND ?`))
  const removeRaw = database.prepare('DELETE FROM raw_record WHERE conversation_id = ?')
  const removeConversation = database.prepare('DELETE FROM conversation WHERE id = ?')
  const writeContent = contentWriter(database)

  function clear(id: number): void {
    for (const remove of removeRows) remove.run(messageId(id, 0), messageId(id + 1, 0) - 1)
    removeRaw.run(id)
  }

  return {
    find: (agentId, externalId) => find.get<StoredVersion>(agentId, externalId),
    richnessOf: (id) =>
      database.prepare(RICHNESS).get<{ richness: number }>(messageId(id, 0), messageId(id + 1, 0) - 1)?.richness ?? 0,
    rawOf: (id) => storedRaw(database, id),
    insert: (write) => {
      const { externalId, externalIdIsSynthetic } = write.record
      const id = insertConversation.run(
        write.agentId,
        externalId,
        Number(externalIdIsSynthetic),
        write.importId,
        ...VALUES.map((value) => value(write))
      ).lastInsertRowid
      writeContent(id, write.record)
      noteImport.run(id, write.importId)
      return id
    },
    replace: (id, write) => {
      updateConversation.run(...VALUES.map((value) => value(write)), id)
      clear(id)
      writeContent(id, write.record)
      noteImport.run(id, write.importId)
    },
    noteImport: (id, importId) => void noteImport.run(id, importId),
    remove: (id) => {
      clear(id)
      removeConversation.run(id)
    }
  }
}

/** Writes messages, citations, feedback, words and the raw record of a conversation that has none yet. */
function contentWriter(database: WritableDatabase): (id: number, record: ConversationRecord) => void {
  const insertMessage = database.prepare(
    `INSERT INTO message (id, key, role, author, sent_at, time_is_estimated, text, format, confidence, thumb, citation_count, parts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  )
  const insertWords = database.prepare(
    'INSERT INTO message_fts (rowid, customer, agent, human, system, cited) VALUES (?, ?, ?, ?, ?, ?)'
  )
  const insertCitation = database.prepare(
    'INSERT INTO citation (message_id, position, title, url, excerpt, score, external_id, kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
  )
  const insertFeedback = database.prepare(
    'INSERT INTO feedback (message_id, rater, thumb, stars, comment, raw) VALUES (?, ?, ?, ?, ?, ?)'
  )
  const insertRaw = database.prepare('INSERT INTO raw_record (conversation_id, is_deflated, body) VALUES (?, ?, ?)')

  function writeCitations(owner: number, citations: readonly CitationRecord[]): string {
    let words = ''
    for (const [position, c] of citations.entries()) {
      insertCitation.run(owner, position, c.title, c.url, c.excerpt, c.score, c.externalId, c.kind)
      words += `${c.title ?? ''}\n${c.excerpt ?? ''}\n${c.url ?? ''}\n`
    }
    return searchable(words)
  }
  function writeFeedback(owner: number, feedback: readonly FeedbackRecord[]): void {
    for (const f of feedback) insertFeedback.run(owner, f.rater, f.thumb, f.stars, f.comment, f.raw)
  }
  function writeMessage(id: number, m: MessageRecord): void {
    insertMessage.run(
      id,
      m.key,
      m.role,
      m.author,
      m.sentAt,
      m.timeIsEstimated ? 1 : 0,
      m.text,
      m.format,
      m.confidence,
      m.feedback.length === 0 ? null : thumbOf(m.feedback),
      m.citations === null ? null : m.citations.length,
      m.parts
    )
    const cited = m.citations === null || m.citations.length === 0 ? null : writeCitations(id, m.citations)
    if (m.feedback.length > 0) writeFeedback(id, m.feedback)
    const words = searchable(m.text)
    insertWords.run(
      id,
      m.role === 'customer' ? words : null,
      m.role === 'agent' ? words : null,
      m.role === 'human' ? words : null,
      m.role === 'system' ? words : null,
      cited
    )
  }

  return (id, record) => {
    let position = 0
    for (const message of record.messages) writeMessage(messageId(id, ++position), message)
    const whole = messageId(id, 0)
    if (record.citations !== null && record.citations.length > 0) {
      insertWords.run(whole, null, null, null, null, writeCitations(whole, record.citations))
    }
    if (record.feedback.length > 0) writeFeedback(whole, record.feedback)
    const raw = record.raw.join('\n')
    if (raw !== '') {
      const body = Buffer.from(raw)
      const deflate = body.length > DEFLATE_FROM
      insertRaw.run(id, deflate ? 1 : 0, deflate ? deflateSync(body, { level: 1 }) : body)
    }
  }
}

/** The record of a conversation word for word; '' when none is kept. */
export function storedRaw(database: ReadableDatabase, id: number): string {
  const row = database
    .prepare('SELECT is_deflated, body FROM raw_record WHERE conversation_id = ?')
    .get<{ is_deflated: number; body: Uint8Array }>(id)
  if (!row) return ''
  return (row.is_deflated === 1 ? inflateSync(row.body) : Buffer.from(row.body)).toString('utf8')
}
