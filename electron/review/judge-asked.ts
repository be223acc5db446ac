// What a person makes of an answer that was asked for again: fixed, not fixed, or nothing yet. Each can be undone.
import type { AskVerdict } from '../../shared/ask-again'
import type { HistoryEntry } from '../../shared/review'
import type { WritableDatabase } from '../database/open'
import type { Actor } from './acts'
import { perform } from './history'

/** `verdict` null takes a judgement back. On the disk when it returns. Throws `not-found`. */
export function judgeAsked(
  database: WritableDatabase,
  id: number,
  verdict: AskVerdict | null,
  actor: Actor
): HistoryEntry | null {
  const label = verdict === null ? 'Took back a judgement of an answer' : `Judged an answer ${verdict}`
  const judged =
    verdict === null ? { judged_by: null, judged_at: null } : { judged_by: actor.reviewer, judged_at: actor.now }
  return perform(database, { ...actor, label, conversations: 0 }, (record) => {
    if (record.read('asked_again', [id])?.['verdict'] !== verdict)
      record.update('asked_again', [id], { verdict, ...judged })
  }).entry
}
