// The review state of conversations: unreviewed, in review, done, skipped, declined.
import type { Act } from '../../shared/review'
import type { Actor } from './acts'
import type { Recorder } from './changes'

type SetState = Extract<Act, { kind: 'set-state' }>

/** A decided conversation remembers when, so that a later change of it can be seen (`is:changed`). */
export function setState(record: Recorder, act: SetState, actor: Actor): null {
  const decided = act.state === 'done' || act.state === 'declined'
  for (const conversation of act.conversations) {
    record.update('conversation', [conversation], {
      review_state: act.state,
      reviewed_at: decided ? actor.now : null
    })
  }
  return null
}

/** The first act on a conversation begins its review. */
export function beginReview(record: Recorder, conversation: number, state: string): void {
  if (state === 'unreviewed') record.update('conversation', [conversation], { review_state: 'in review' })
}
