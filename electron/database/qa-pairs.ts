// Reads Q&A pairs with their questions.
import type { QaPair, QaState } from '../../shared/improve'
import type { ReadableDatabase } from './open'

/** All pairs, or those with these ids; changed last first. */
export function listQaPairs(database: ReadableDatabase, ids?: readonly number[]): QaPair[] {
  const where = ids ? 'WHERE p.id IN (SELECT value FROM json_each(?))' : ''
  return database
    .prepare(
      `SELECT p.id, p.name, p.answer, p.is_pinned, p.state, p.failure, p.agent_id AS agentId, a.name AS agent,
         p.conversation_id AS conversationId, p.message_key AS messageKey, p.replaces, p.created_at AS createdAt,
         p.updated_at AS updatedAt, p.live_at AS liveAt, p.asked, p.external_id IS NOT NULL AS isRemote,
         (SELECT json_group_array(text ORDER BY position) FROM qa_question WHERE qa_pair_id = p.id) AS questions
       FROM qa_pair p LEFT JOIN agent a ON a.id = p.agent_id ${where} ORDER BY p.updated_at DESC, p.id DESC`
    )
    .all<PairRow>(...(ids ? [JSON.stringify(ids)] : []))
    .map(({ is_pinned, questions, asked, isRemote, ...pair }) => ({
      ...pair,
      isPinned: is_pinned === 1,
      isRemote: isRemote === 1,
      questions: JSON.parse(questions),
      asked: asked === null ? [] : JSON.parse(asked)
    }))
}

interface PairRow extends Omit<QaPair, 'isPinned' | 'questions' | 'asked' | 'isRemote' | 'state'> {
  readonly state: QaState
  readonly is_pinned: number
  readonly isRemote: number
  readonly questions: string
  readonly asked: string | null
}

/** Imported lists to compare drafts against, with how many pairs each has. */
export function listReferences(
  database: ReadableDatabase
): { readonly list: string; readonly pairs: number; readonly importedAt: number }[] {
  return database
    .prepare(
      'SELECT list, count(*) AS pairs, max(imported_at) AS importedAt FROM qa_reference GROUP BY list ORDER BY list'
    )
    .all()
}
