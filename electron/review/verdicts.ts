// What a reviewer judged: one value per criterion, reviewer, and message or conversation.
import { AppError } from '../../shared/errors'
import type { Act, Criterion } from '../../shared/review'
import type { ReadableDatabase } from '../database/open'
import type { Actor } from './acts'
import type { Recorder } from './changes'
import { readScorecard } from './scorecards'
import { beginReview } from './states'

type Judge = Extract<Act, { kind: 'judge' }>

/** Gives, changes or takes back a verdict. The first verdict begins the review of its conversation. Returns null. */
export function judge(database: ReadableDatabase, record: Recorder, act: Judge, actor: Actor): null {
  const old = database
    .prepare('SELECT id FROM verdict WHERE conversation_id = ? AND criterion = ? AND reviewer = ? AND message_key IS ?')
    .get<{ id: number }>(act.conversation, act.criterion, actor.reviewer, act.messageKey)
  if (act.value === undefined) {
    if (old) record.remove('verdict', [old.id])
    return null
  }
  const number = checkValue(criterionOf(database, act), act.value)
  const cells = {
    scorecard_id: act.scorecardId,
    value: act.value,
    number,
    comment: act.comment,
    review_set_id: act.reviewSetId
  }
  if (old) record.update('verdict', [old.id], cells)
  else
    record.insert('verdict', {
      conversation_id: act.conversation,
      message_key: act.messageKey,
      criterion: act.criterion,
      reviewer: actor.reviewer,
      created_at: actor.now,
      ...cells
    })
  beginReview(record, act.conversation, stateOf(database, act.conversation))
  return null
}

function criterionOf(database: ReadableDatabase, act: Judge): Criterion {
  const criterion = readScorecard(database, act.scorecardId)?.criteria.find((c) => c.key === act.criterion)
  if (!criterion) throw new AppError('not-found', 'This scorecard has no such criterion. Nothing was saved.')
  return criterion
}

/** The number of a rating or of pass (1) and fail (0), so that `score.tone:<3` can compare; null for words. */
function checkValue(criterion: Criterion, value: string | null): number | null {
  const refuse = (why: string) => new AppError('invalid-input', `“${criterion.label}” ${why} Nothing was saved.`)
  if (value === null) {
    if (!criterion.allowNa) throw refuse('must be answered.')
    return null
  }
  switch (criterion.kind) {
    case 'choice':
      if (!criterion.options.includes(value)) throw refuse(`has no value “${value}”.`)
      return null
    case 'rating':
      if (!/^[1-5]$/.test(value)) throw refuse('is a rating from 1 to 5.')
      return Number(value)
    case 'pass':
      if (value !== 'pass' && value !== 'fail') throw refuse('is pass or fail.')
      return value === 'pass' ? 1 : 0
    case 'text':
      return null
  }
}

function stateOf(database: ReadableDatabase, conversation: number): string {
  const row = database
    .prepare('SELECT review_state AS state FROM conversation WHERE id = ?')
    .get<{ state: string }>(conversation)
  if (!row) throw new AppError('not-found', 'This conversation is no longer in the workspace. Nothing was saved.')
  return row.state
}
