// What people put on conversations and messages, seen from an import: which message keys carry something, and how it moves along when
// a newer import gives a message another key.
import type { ReadableDatabase, WritableDatabase } from './open'

/** Tables that hold on to a conversation and, by `message_key`, to a message. */
const ON_MESSAGES = ['conversation_tag', 'note', 'flag', 'issue_conversation', 'verdict', 'qa_pair'] as const

const ANNOTATED_KEYS = ON_MESSAGES.map(
  (table) => `SELECT message_key AS key FROM ${table} WHERE conversation_id = ?1 AND message_key <> ''`
).join(' UNION ')

/** Keys of a conversation's messages that carry a tag, note, flag, issue, verdict or Q&A pair. */
export function annotatedMessageKeys(database: ReadableDatabase, conversationId: number): string[] {
  return database
    .prepare(ANNOTATED_KEYS)
    .all<{ key: string }>(conversationId)
    .map((row) => row.key)
}

/** Hangs what is on one message on another of the same conversation. */
export function moveAnnotations(database: WritableDatabase, conversationId: number, from: string, to: string): void {
  for (const table of ON_MESSAGES) {
    // A tag or verdict that the other message has already stays where it is.
    database
      .prepare(`UPDATE OR IGNORE ${table} SET message_key = ? WHERE conversation_id = ? AND message_key = ?`)
      .run(to, conversationId, from)
  }
}

/** True where a person added something: a review, tag, note, flag, issue, verdict, review set or Q&A pair. For a row of `conversation`. */
export const IS_ANNOTATED = `(conversation.review_state <> 'unreviewed' OR ${[...ON_MESSAGES, 'review_item']
  .map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE ${table}.conversation_id = conversation.id)`)
  .join(' OR ')})`

/** Takes what people added off a conversation that is about to be removed. Q&A pairs are work of their own: they stay, without it. */
export function removeAnnotations(database: WritableDatabase, conversationId: number): void {
  database
    .prepare('UPDATE qa_pair SET conversation_id = NULL, message_key = NULL WHERE conversation_id = ?')
    .run(conversationId)
  for (const table of [...ON_MESSAGES, 'review_item'] as const) {
    if (table === 'qa_pair') continue
    database.prepare(`DELETE FROM ${table} WHERE conversation_id = ?`).run(conversationId)
  }
}
