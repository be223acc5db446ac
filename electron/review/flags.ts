// Flags: marked for discussion, on a conversation or a message.
import type { Act } from '../../shared/review'
import type { ReadableDatabase } from '../database/open'
import type { Actor } from './acts'
import type { Recorder } from './changes'

/** The table's word for "the conversation as a whole". */
const WHOLE = ''

export function flag(
  database: ReadableDatabase,
  record: Recorder,
  act: Extract<Act, { kind: 'flag' }>,
  actor: Actor
): null {
  for (const conversation of act.conversations) {
    if (isFlagged(database, conversation, act.messageKey)) continue
    record.insert('flag', {
      conversation_id: conversation,
      message_key: act.messageKey ?? WHOLE,
      reviewer: actor.reviewer,
      created_at: actor.now
    })
  }
  return null
}

export function unflag(database: ReadableDatabase, record: Recorder, act: Extract<Act, { kind: 'unflag' }>): null {
  for (const conversation of act.conversations) {
    if (isFlagged(database, conversation, act.messageKey))
      record.remove('flag', [conversation, act.messageKey ?? WHOLE])
  }
  return null
}

function isFlagged(database: ReadableDatabase, conversation: number, messageKey: string | null): boolean {
  return (
    database
      .prepare('SELECT 1 AS yes FROM flag WHERE conversation_id = ? AND message_key = ?')
      .get(conversation, messageKey ?? WHOLE) !== undefined
  )
}
