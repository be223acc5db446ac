// Raw records for tests of ingest, imported as a file would be, and what a workspace holds afterwards without its numbering.
import fc from 'fast-check'
import { finishImport, startImport } from '../../electron/database/imports'
import type { ReadableDatabase, WritableDatabase } from '../../electron/database/open'
import { upsertSource } from '../../electron/database/sources'
import { type BatchWriterOptions, createBatchWriter } from '../../electron/ingest/batch-writer'
import type { RawConversation, RawMessage, RawRecord } from '../../electron/ingest/raw'

/** Seconds since 1970 of the fifth of January 2026, 10:00 UTC. */
export const JAN_5 = 1_767_607_200

export function beginImport(database: WritableDatabase, fileName = 'a.json') {
  const sourceId = upsertSource(database, { kind: 'file', name: fileName, format: 'test' })
  const importId = startImport(database, { sourceId, agentName: 'Ada', fileName, fileSize: 1, formatLabel: 'Test' })
  return { sourceId, importId }
}

/** Imports records as one file. `flushAt`: after how many records everything that waits is written. */
export async function importAll(
  database: WritableDatabase,
  records: readonly RawRecord[],
  { flushAt = [], ...options }: Partial<BatchWriterOptions> & { readonly flushAt?: readonly number[] } = {}
) {
  const ids = beginImport(database)
  const writer = createBatchWriter({ database, ...ids, agentName: 'Ada', timeZone: 'UTC', ...options })
  for (const [index, record] of records.entries()) {
    await writer.add(record)
    if (flushAt.includes(index)) await writer.flush()
  }
  const { firstAt, lastAt, ...counts } = await writer.finish()
  finishImport(database, ids.importId, { state: 'done', counts, firstAt, lastAt })
  return { ...ids, ...counts, unknownRoles: writer.unknownRoles }
}

export function conversation(
  id: string | undefined,
  texts: readonly string[],
  more: Partial<RawConversation> = {}
): RawConversation {
  return {
    kind: 'conversation',
    row: 1,
    bytesRead: 0,
    id,
    messages: texts.map((text, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', text, sentAt: JAN_5 + i })),
    raw: JSON.stringify({ id, texts }),
    ...more
  }
}

/** One row of a file with a message per row, conversations mixed. */
export function piece(id: string, message: RawMessage): RawConversation {
  return { ...conversation(id, []), messages: [message], raw: JSON.stringify({ id, ...message }), isPartial: true }
}

const COLUMNS = `conversation.external_id, external_id_is_synthetic, agent.name AS agent, content_hash, source_updated_at, title, channel, channel_raw,
  status, status_raw, started_at, last_at, time_is_estimated, preview, message_count, answer_count, unanswered_count, citation_count,
  up_count, down_count, conversation.confidence, confidence_mean, confidence_origin, sentiment, topic, language, country, customer,
  customer_fields, url, summary, last_role, has_human, is_test, branches`

/** Everything that came from sources, by conversation, without the numbers that depend on the order of imports. */
export function contentOf(database: ReadableDatabase): unknown[] {
  return database
    .prepare(
      `SELECT conversation.id, ${COLUMNS} FROM conversation JOIN agent ON agent.id = agent_id ORDER BY agent.name, conversation.external_id`
    )
    .all<{ id: number }>()
    .map(({ id, ...head }) => ({
      ...head,
      messages: database
        .prepare(
          'SELECT id & 1048575 AS seq, key, role, author, sent_at, time_is_estimated, text, format, confidence, thumb, citation_count, parts FROM message WHERE id BETWEEN ?1 << 20 AND (?1 << 20) + 1048575 ORDER BY id'
        )
        .all(id),
      citations: database
        .prepare(
          'SELECT message_id & 1048575 AS seq, position, title, url, excerpt, score FROM citation WHERE message_id BETWEEN ?1 << 20 AND (?1 << 20) + 1048575 ORDER BY 1, 2'
        )
        .all(id),
      feedback: database
        .prepare(
          'SELECT message_id & 1048575 AS seq, rater, thumb, stars, comment FROM feedback WHERE message_id BETWEEN ?1 << 20 AND (?1 << 20) + 1048575 ORDER BY 1, id'
        )
        .all(id)
    }))
}

/** Conversations that hold a word, by the full-text index. */
export function conversationsWith(database: ReadableDatabase, word: string): string[] {
  return database
    .prepare(
      `SELECT DISTINCT conversation.external_id AS id FROM message_fts JOIN conversation ON conversation.id = message_fts.rowid >> 20
       WHERE message_fts MATCH ? ORDER BY 1`
    )
    .all<{ id: string }>(`"${word.replaceAll('"', '""')}"`)
    .map((row) => row.id)
}

/** Throws where the file or its full-text index is damaged, or where the index holds other messages than the tables. */
export function checkWhole(database: WritableDatabase): void {
  database.exec("INSERT INTO message_fts (message_fts) VALUES ('integrity-check')")
  const answer = database.prepare('PRAGMA integrity_check').get<{ integrity_check: string }>()
  if (answer?.integrity_check !== 'ok') throw new Error(String(answer?.integrity_check))
  const broken = database.prepare('PRAGMA foreign_key_check').all()
  if (broken.length > 0) throw new Error(`${broken.length} rows refer to nothing`)
  const difference = database
    .prepare(
      `SELECT (SELECT count(*) FROM message WHERE id NOT IN (SELECT rowid FROM message_fts)) AS unindexed,
         (SELECT count(*) FROM message_fts WHERE rowid & 1048575 <> 0 AND rowid NOT IN (SELECT id FROM message)) AS orphans,
         (SELECT count(*) FROM conversation c WHERE message_count <>
           (SELECT count(*) FROM message WHERE id BETWEEN c.id << 20 AND (c.id << 20) + 1048575)) AS miscounted`
    )
    .get<Record<string, number>>()
  if (Object.values(difference ?? {}).some((n) => n !== 0)) throw new Error(JSON.stringify(difference))
}

const word = fc.constantFrom(
  'refund',
  'order',
  'Größe',
  '退款',
  '👍',
  'a',
  'e\u0301',
  '<b>',
  '',
  '\u0000',
  '\ud800',
  "O'Neil",
  'x'.repeat(300)
)
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const citation = fc.record({
  title: maybe(text),
  url: fc.constant('https://shop.example/1'),
  score: maybe(fc.double())
})
const message: fc.Arbitrary<Omit<RawMessage, 'sentAt'>> = fc.record({
  role: fc.constantFrom('user', 'assistant', 'operator', 'system', 'Anna', '', null),
  author: maybe(text),
  text,
  format: maybe(fc.constantFrom('text', 'markdown', 'html')),
  confidence: maybe(fc.oneof(fc.double({ min: -1, max: 2 }), fc.constantFrom('87%', 'high', 'x'))),
  feedback: maybe(
    fc.array(fc.record({ value: fc.constantFrom('positive', -1, '👍', 4, null, 'x'), comment: maybe(text) }), {
      maxLength: 2
    })
  ),
  citations: maybe(fc.array(citation, { maxLength: 2 })),
  parts: maybe(fc.array(fc.record({ kind: fc.constant('tool-call' as const), body: fc.jsonValue() }), { maxLength: 1 }))
})

/** Messages of one conversation, in order of time, with ids or without, with times or without. */
export const messages = (
  options: { readonly ids?: boolean; readonly times?: boolean } = {}
): fc.Arbitrary<RawMessage[]> =>
  fc
    .tuple(
      fc.array(fc.tuple(message, fc.integer({ min: 1, max: 500 })), { minLength: 1, maxLength: 6 }),
      options.ids === undefined ? fc.boolean() : fc.constant(options.ids),
      options.times === undefined ? fc.boolean() : fc.constant(options.times)
    )
    .map(([list, hasIds, hasTimes]) => {
      let at = JAN_5
      return list.map(([given, later], i) => {
        at += later
        return { ...given, ...(hasIds ? { id: `m${i}` } : {}), ...(hasTimes ? { sentAt: at } : {}) }
      })
    })

/** Conversations with ids that differ, or without id. */
export const conversations: fc.Arbitrary<RawConversation[]> = fc
  .array(
    fc.record({
      messages: messages(),
      hasId: fc.boolean(),
      title: maybe(text),
      channel: fc.constantFrom('Widget or Iframe', 'Email', 'Carrier pigeon', null),
      status: fc.constantFrom('ongoing', 'taken_over', 'x', null),
      sentiment: fc.constantFrom('POSITIVE', 'meh', null),
      startedAt: fc.constantFrom(JAN_5, '2026-01-05 10:00:00', undefined),
      updatedAt: fc.constantFrom(JAN_5 + 9_000, undefined),
      customer: maybe(fc.record({ name: text, email: maybe(text) })),
      feedback: maybe(fc.constant([{ value: 'BAD', comment: 'slow' }])),
      citations: maybe(fc.array(citation, { maxLength: 2 })),
      confidence: maybe(fc.constantFrom({ mean: 0.4 }, { band: 'low' }))
    }),
    { minLength: 1, maxLength: 5 }
  )
  .map((list) =>
    list.map(({ hasId, ...rest }, i) => ({
      ...conversation(hasId ? `c${i}` : undefined, []),
      ...rest,
      row: i + 1,
      raw: JSON.stringify(rest.messages.map((m) => m.text))
    }))
  )

/** The n-th of any number of conversations, every fifth of them in pieces. */
export function madeUp(n: number): RawConversation {
  const texts = Array.from({ length: 20 }, (_, i) => `conversation ${n} says ${i} ${'words '.repeat(n % 30)}`)
  const whole = conversation(`c${n}`, texts)
  return n % 5 === 0 ? { ...whole, isPartial: true } : whole
}
