// Reads what people added to one conversation.
import { AppError } from '../../shared/errors'
import type { Annotations, Issue, Note, TagUse, Verdict } from '../../shared/review'
import type { ReadableDatabase } from '../database/open'

/** Throws `not-found` when the conversation is no longer in the workspace. */
export function readAnnotations(database: ReadableDatabase, conversation: number): Annotations {
  const row = database
    .prepare('SELECT review_state AS reviewState FROM conversation WHERE id = ?')
    .get<Pick<Annotations, 'reviewState'>>(conversation)
  if (!row) throw new AppError('not-found', 'This conversation is no longer in the workspace.')
  return {
    reviewState: row.reviewState,
    tags: database
      .prepare(
        `SELECT tag.id AS tagId, tag.name, tag.color, conversation_tag.message_key AS messageKey
         FROM conversation_tag JOIN tag ON tag.id = conversation_tag.tag_id
         WHERE conversation_id = ? ORDER BY conversation_tag.id`
      )
      .all<TagUse>(conversation),
    notes: database
      .prepare(
        `SELECT id, message_key AS messageKey, body, reviewer, created_at AS createdAt, updated_at AS updatedAt
         FROM note WHERE conversation_id = ? ORDER BY id`
      )
      .all<Note>(conversation),
    verdicts: database
      .prepare(
        `SELECT criterion, scorecard_id AS scorecardId, message_key AS messageKey, value, comment, reviewer, created_at AS at
         FROM verdict WHERE conversation_id = ? ORDER BY id`
      )
      .all<Verdict>(conversation),
    issues: database
      .prepare(
        `SELECT issue.id, issue.title, issue.state FROM issue_conversation JOIN issue ON issue.id = issue_conversation.issue_id
         WHERE conversation_id = ? ORDER BY issue.id`
      )
      .all<Pick<Issue, 'id' | 'title' | 'state'>>(conversation),
    flags: database
      .prepare('SELECT message_key AS k FROM flag WHERE conversation_id = ? ORDER BY message_key')
      .all<{ k: string }>(conversation)
      .map(({ k }) => (k === '' ? null : k))
  }
}
