// Writes what hangs on a conversation: messages, citations, feedback, the words of the full-text index, the raw record. Rows wait for
// each other and go to the engine in bulk.
import { deflateSync } from 'node:zlib'
import { searchable } from '../../shared/search-text'
import { createBulkInsert } from './bulk-insert'
import {
  type CitationRecord,
  type ConversationRecord,
  type FeedbackRecord,
  type MessageRecord,
  messageId,
  thumbOf
} from './conversation-record'
import type { Value, WritableDatabase } from './open'
import { saidIn } from './said'

/** Takes the words of messages. */
export interface WordsWriter {
  /** `said` is null for a conversation as a whole, `cited` where nothing is cited. Both as they go into the index. */
  add(id: number, message: MessageRecord | null, said: string | null, cited: string | null): void
  flush(): void
  discard(): void
}

export interface ContentWriter {
  /** Writes the content of a conversation that has none yet. */
  write(id: number, record: ConversationRecord): void
  /** Only the words of the index, of a conversation whose rows are there already. */
  index(id: number, record: ConversationRecord): void
  /** Before any of it is read or removed, and before the transaction ends. */
  flush(): void
  /** Forgets what waits: the transaction was rolled back. */
  discard(): void
}

/** Raw records beyond this many characters are deflated: below it the time costs more than the room. */
const DEFLATE_FROM = 16_384

/** `words`: where the words go; into the full-text index unless it is said otherwise. */
export function createContentWriter(
  database: WritableDatabase,
  words: WordsWriter = createIndexWriter(database)
): ContentWriter {
  const messages = createBulkInsert(database, 'message', [
    ...['id', 'key', 'role', 'author', 'sent_at', 'time_is_estimated', 'text', 'format', 'confidence', 'thumb'],
    ...['citation_count', 'parts']
  ])
  const citations = createBulkInsert(database, 'citation', [
    ...['message_id', 'position', 'title', 'url', 'excerpt', 'score', 'external_id', 'kind']
  ])
  const feedback = createBulkInsert(database, 'feedback', ['message_id', 'rater', 'thumb', 'stars', 'comment', 'raw'])
  const raws = createBulkInsert(database, 'raw_record', ['conversation_id', 'is_deflated', 'body'], {
    // The engine makes bytes of text: a buffer of each record, made only to be copied, costs some per cent of an import.
    body: 'CAST(? AS BLOB)'
  })
  const tables = [messages, citations, feedback, raws]

  function writeCitations(owner: number, given: readonly CitationRecord[]): void {
    let position = 0
    for (const c of given) citations.add([owner, position++, c.title, c.url, c.excerpt, c.score, c.externalId, c.kind])
  }
  function writeFeedback(owner: number, given: readonly FeedbackRecord[]): void {
    for (const f of given) feedback.add([owner, f.rater, f.thumb, f.stars, f.comment, f.raw])
  }
  function writeMessage(id: number, m: MessageRecord): void {
    const hasFeedback = m.feedback.length > 0
    messages.add([
      id,
      m.key,
      m.role,
      m.author,
      m.sentAt,
      m.timeIsEstimated ? 1 : 0,
      m.text,
      m.format,
      m.confidence,
      hasFeedback ? thumbOf(m.feedback) : null,
      m.citations === null ? null : m.citations.length,
      m.parts
    ])
    if (hasFeedback) writeFeedback(id, m.feedback)
    if (m.citations !== null) writeCitations(id, m.citations)
    indexMessage(id, m)
  }
  function indexMessage(id: number, m: MessageRecord): void {
    const cited = m.citations === null || m.citations.length === 0 ? null : citedWords(m.citations)
    words.add(id, m, searchable(saidIn(m.text, m.parts)), cited)
  }
  function indexWhole(id: number, { citations: cited }: ConversationRecord): void {
    if (cited !== null) words.add(messageId(id, 0), null, null, citedWords(cited))
  }
  function writeRaw(id: number, raw: string): void {
    const deflate = raw.length > DEFLATE_FROM
    // The engine takes text up to the first zero byte.
    const short = raw.includes('\0') ? Buffer.from(raw) : raw
    raws.add([id, deflate ? 1 : 0, deflate ? deflateSync(raw, { level: 1 }) : short])
  }

  return {
    write(id, record) {
      const whole = messageId(id, 0)
      if (record.citations !== null) writeCitations(whole, record.citations)
      indexWhole(id, record)
      let position = 0
      for (const message of record.messages) writeMessage(messageId(id, ++position), message)
      if (record.feedback.length > 0) writeFeedback(whole, record.feedback)
      if (record.raw.length > 0) writeRaw(id, record.raw.length === 1 ? (record.raw[0] ?? '') : record.raw.join('\n'))
    },
    index(id, record) {
      indexWhole(id, record)
      let position = 0
      for (const message of record.messages) indexMessage(messageId(id, ++position), message)
    },
    flush: () => {
      for (const table of tables) table.flush()
      words.flush()
    },
    discard: () => {
      for (const table of tables) table.discard()
      words.discard()
    }
  }
}

/** Words go into the index in the order of their ids: a smaller one makes it write out what it has gathered so far. */
function createIndexWriter(database: WritableDatabase): WordsWriter {
  const insert = database.prepare(
    'INSERT INTO message_fts (rowid, customer, agent, human, system, cited) VALUES (?, ?, ?, ?, ?, ?)'
  )
  // They come last and row by row: a statement of many rows, into whatever table, makes the index write out what it has gathered
  // so far, as a tiny segment that must be merged later. Measured: four times the time.
  const rows: (readonly [id: number, ...words: Value[]])[] = []
  return {
    add(id, message, said, cited) {
      const role = message?.role
      rows.push([
        id,
        role === 'customer' ? said : null,
        role === 'agent' ? said : null,
        role === 'human' ? said : null,
        role === 'system' ? said : null,
        cited
      ])
    },
    flush() {
      rows.sort(([a], [b]) => a - b)
      for (const row of rows) insert.run(...row)
      rows.length = 0
    },
    discard() {
      rows.length = 0
    }
  }
}

function citedWords(given: readonly CitationRecord[]): string {
  return searchable(given.map((c) => `${c.title ?? ''}\n${c.excerpt ?? ''}\n${c.url ?? ''}\n`).join(''))
}
