// One conversation for reading: its head, its messages in windows, where the search text hits, and the record as it came.
import { inflateSync } from 'node:zlib'
import { type BandLimits, type ConversationDetail, DEFAULT_BAND_LIMITS, type Message } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import { conversationRows } from '../database/conversation-rows'
import { conversationCitations, messages } from '../database/messages'
import type { ReadableDatabase } from '../database/open'

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

function gone(): AppError {
  return new AppError('not-found', 'This conversation is no longer in the workspace. It may have been deleted.')
}
