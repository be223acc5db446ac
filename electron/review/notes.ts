// Free text that people put on a conversation or a message.
import type { Act } from '../../shared/review'
import type { Actor } from './acts'
import type { Recorder } from './changes'

/** Returns the note's id. */
export function addNote(record: Recorder, act: Extract<Act, { kind: 'add-note' }>, actor: Actor): number {
  return record.insert('note', {
    conversation_id: act.conversation,
    message_key: act.messageKey,
    body: act.body,
    reviewer: actor.reviewer,
    created_at: actor.now,
    updated_at: actor.now
  })
}

export function editNote(record: Recorder, act: Extract<Act, { kind: 'edit-note' }>, actor: Actor): null {
  record.update('note', [act.note], { body: act.body, updated_at: actor.now })
  return null
}

export function removeNote(record: Recorder, act: Extract<Act, { kind: 'remove-note' }>): null {
  record.remove('note', [act.note])
  return null
}
