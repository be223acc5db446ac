// What the writer answers about reviewing: acts, undo and redo, review sets, scorecards.
import type { Table } from '../../shared/contract'
import type { Act } from '../../shared/review'
import { hasDeleted } from '../database/deleted-conversations'
import type { WritableDatabase } from '../database/open'
import { waitsInOutbox } from '../database/outbox'
import type { Handlers } from '../rpc'
import { carryOut } from './acts'
import { readAnnotations } from './annotations'
import { redo, undo } from './history'
import { createReviewSet, decideItem, renameReviewSet } from './review-sets'
import { saveScorecard } from './scorecards'

type ReviewCommand =
  | 'review.act'
  | 'review.decide'
  | 'review.createSet'
  | 'review.renameSet'
  | 'history.undo'
  | 'history.redo'
  | 'scorecards.save'

/** Not `conversation`: what conversations say stays as it is, and whoever shows review states and tags watches `review`. */
const TOUCHED = ['review'] as const satisfies readonly Table[]
/** Deletions touch all there is. What was put into the outbox is taken out of it again, and a thumb changes what a conversation says. */
const DELETED = ['review', 'outbox', 'improve', 'conversation', 'import'] as const satisfies readonly Table[]

/** `changing` runs work that changes tables and tells the windows of it. */
export function reviewCommands(
  changing: <T>(tables: readonly Table[], work: (database: WritableDatabase) => T) => Promise<T>
): Pick<Handlers<'writer'>, ReviewCommand> {
  return {
    'review.act': (_call, { act, reviewer }) =>
      changing(act.kind === 'delete' ? DELETED : TOUCHED, (database) => {
        const done = carryOut(database, act, { reviewer, now: Date.now() })
        const conversation = onlyConversation(act)
        return { ...done, annotations: conversation === null ? null : readAnnotations(database, conversation) }
      }),
    'review.decide': (_call, { reviewer, ...decision }) =>
      changing(TOUCHED, (database) => decideItem(database, decision, { reviewer, now: Date.now() })),
    'review.createSet': (_call, set) => changing(['review'], (database) => createReviewSet(database, set, Date.now())),
    'review.renameSet': (_call, { reviewSet, name }) =>
      changing(['review'], (database) => renameReviewSet(database, reviewSet, name)),
    'history.undo': async (_call, { backTo, past }) =>
      await changing(TOUCHED, (database) =>
        waitsInOutbox(database) || hasDeleted(database)
          ? changing(DELETED, (inner) => undo(inner, backTo, { past }))
          : undo(database, backTo, { past })
      ),
    'history.redo': () => changing(DELETED, (database) => redo(database)),
    'scorecards.save': (_call, card) => changing(['review'], (database) => saveScorecard(database, card, Date.now()))
  }
}

/** The conversation an act is about; null where it is about several, or about none. */
function onlyConversation(act: Act): number | null {
  if ('conversation' in act) return act.conversation
  return 'conversations' in act && act.conversations.length === 1 ? (act.conversations[0] ?? null) : null
}
