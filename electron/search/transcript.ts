// One conversation for reading: its head, its messages in windows, where the search text hits, and the record as it came.
import { inflateSync } from 'node:zlib'
import { type BandLimits, type ConversationDetail, DEFAULT_BAND_LIMITS, type Message } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import { hits, type Needle, needlesAt, needlesOf, type Place, patternText } from '../../shared/query/highlight'
import { applied } from '../../shared/query/normalise'
import type { Query } from '../../shared/query/query'
import { conversationRows } from '../database/conversation-rows'
import { conversationCitations, MESSAGE_ID_STEP, messages } from '../database/messages'
import type { ReadableDatabase } from '../database/open'
import { matcherOf } from '../database/safe-pattern'
import { all, sql } from '../database/sql'
import { wordsExpression } from './match-expression'

/** Everything about a conversation but its messages. Throws `not-found`. */
export function openTranscript(
  database: ReadableDatabase,
  conversationId: number,
  limits: BandLimits = DEFAULT_BAND_LIMITS
): ConversationDetail {
  const [row] = conversationRows(database, [conversationId], limits)
  const head = database
    .prepare(
      `SELECT external_id, external_id_is_synthetic, url, summary, customer_fields,
         EXISTS (SELECT 1 FROM raw_record WHERE conversation_id = conversation.id) AS has_raw
       FROM conversation WHERE id = ?`
    )
    .get<{
      readonly external_id: string
      readonly external_id_is_synthetic: number
      readonly url: string | null
      readonly summary: string | null
      readonly customer_fields: string | null
      readonly has_raw: number
    }>(conversationId)
  if (!row || !head) throw gone()
  return {
    row,
    externalId: head.external_id,
    externalIdIsSynthetic: head.external_id_is_synthetic === 1,
    url: head.url,
    summary: head.summary,
    customerFields: head.customer_fields === null ? {} : (JSON.parse(head.customer_fields) as Record<string, string>),
    citations: conversationCitations(database, conversationId),
    hasRaw: head.has_raw === 1
  }
}

/** Messages from position `start` (0-based) up to `end`, exclusive: one range of ids, however long the conversation is. */
export function transcriptMessages(
  database: ReadableDatabase,
  conversationId: number,
  start: number,
  end: number,
  limits: BandLimits = DEFAULT_BAND_LIMITS
): Message[] {
  return messages(database, conversationId, start, end, limits)
}

/** The record as its source gave it, word for word; null when none was kept. Throws `not-found` for a conversation that is gone. */
export function rawRecord(database: ReadableDatabase, conversationId: number): string | null {
  const found = database
    .prepare(
      `SELECT r.is_deflated, r.body FROM conversation c LEFT JOIN raw_record r ON r.conversation_id = c.id WHERE c.id = ?`
    )
    .get<{ readonly is_deflated: number | null; readonly body: Uint8Array | null }>(conversationId)
  if (!found) throw gone()
  if (found.body === null) return null
  return new TextDecoder().decode(found.is_deflated === 1 ? inflateSync(found.body) : found.body)
}

/**
 * Positions (0-based, ascending) of the messages that the query's text marks, in what was said or in what was cited. The index
 * tells for words; letters and patterns are looked for in every message.
 */
export function transcriptHits(database: ReadableDatabase, conversationId: number, query: Query): number[] {
  const filter = applied(query.filter)
  const needles = filter ? needlesOf(filter) : []
  const base = conversationId * MESSAGE_ID_STEP
  const last = base + MESSAGE_ID_STEP - 1
  const found = new Set<number>()
  const words = wordsExpression(needles)
  if (words !== null) {
    const hit = sql`SELECT rowid AS id FROM message_fts WHERE message_fts MATCH ${words} AND rowid BETWEEN ${base + 1} AND ${last}`
    for (const { id } of all<{ id: number }>(database, hit)) found.add(id)
  }
  const read = needles.filter((needle) => needle.kind !== 'words')
  if (read.length > 0) for (const id of readHits(database, base, last, read)) found.add(id)
  return [...found].sort((a, b) => a - b).map((id) => id - base - 1)
}

function* readHits(
  database: ReadableDatabase,
  base: number,
  last: number,
  needles: readonly Needle[]
): Generator<number> {
  const spoken = sql`SELECT id, role AS place, iif(parts IS NULL, text, said(text, parts)) AS text FROM message WHERE id BETWEEN ${base + 1} AND ${last}`
  const cited = sql`SELECT message_id AS id, 'citation' AS place, coalesce(title, '') || char(10) || coalesce(excerpt, '') || char(10) || coalesce(url, '') AS text
    FROM citation WHERE message_id BETWEEN ${base + 1} AND ${last}`
  for (const select of needles.some((needle) => needle.places.includes('citation')) ? [spoken, cited] : [spoken]) {
    for (const { id, place, text } of all<{ id: number; place: Place; text: string | null }>(database, select)) {
      if (text !== null && needlesAt(needles, place).some((needle) => isIn(text, needle))) yield id
    }
  }
}

/** Patterns run under their time limit; marks are only made of texts that are known to match. */
function isIn(text: string, needle: Needle): boolean {
  return needle.kind === 'pattern' ? matcherOf(patternText(needle))(text) : hits(text, [needle]).length > 0
}

function gone(): AppError {
  return new AppError('not-found', 'This conversation is no longer in the workspace. It may have been deleted.')
}
