// Which acts can no longer be undone here, because a platform has what they made: its counter-act (withdraw) is needed instead.
import type { ReadableDatabase } from '../database/open'
import type { Change } from './changes'

interface AtPlatform {
  readonly id: number
  readonly isOnItsWay: number
}

/** Whether taking these changes back, or making them again, would contradict what a platform has or is being sent. */
export function isDelivered(database: ReadableDatabase, changes: readonly Change[]): boolean {
  const pairs = new Set(changes.flatMap(({ table, key }) => (isOfPair(table) ? [Number(key[0])] : [])))
  if (pairs.size === 0) return false
  const there = database
    .prepare(
      `SELECT id, state IN ('queued', 'sent') AS isOnItsWay FROM qa_pair WHERE id IN (SELECT value FROM json_each(?))
         AND (state IN ('queued', 'sent') OR EXISTS (SELECT 1 FROM qa_remote WHERE qa_pair_id = qa_pair.id))`
    )
    .all<AtPlatform & Record<string, number>>(JSON.stringify([...pairs]))
  return changes.some((change) => {
    const pair = isOfPair(change.table) ? there.find(({ id }) => id === change.key[0]) : undefined
    return pair !== undefined && (pair.isOnItsWay === 1 || isAboutItsState(change))
  })
}

function isOfPair(table: Change['table']): boolean {
  return table === 'qa_pair' || table === 'qa_question'
}

/** Words of a pair that is live may change here and be sent again; whether it exists, and its state, are the platform's. */
function isAboutItsState({ table, before, after }: Change): boolean {
  return table === 'qa_pair' && (before === null || after === null || 'state' in after)
}
