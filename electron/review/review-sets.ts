// Review sets: exactly one query in its order, or a sample of it, frozen when it starts; with progress, and a place to resume at.
import { AppError } from '../../shared/errors'
import type { Act } from '../../shared/review'
import type { ReviewItem, ReviewItemState, ReviewSet } from '../../shared/review-set'
import type { ReadableDatabase, WritableDatabase } from '../database/open'
import type { Actor } from './acts'
import type { Recorder } from './changes'
import { perform } from './history'
import type { Drawn } from './sample'

export interface NewReviewSet {
  readonly name: string
  /** The query as JSON, kept to be shown and opened again. */
  readonly query: string
  readonly queryWords: string
  readonly scorecardId: number
  readonly population: number
  /** JSON of size, seed and strata; null when it is not a sample. */
  readonly sample: string | null
  readonly items: readonly Drawn[]
}

/** Makes a review set; returns its id. Not an act of History: nothing of the conversations changes. */
export function createReviewSet(database: WritableDatabase, set: NewReviewSet, now: number): number {
  if (set.items.length === 0)
    throw new AppError('invalid-input', 'There is nothing to review: no conversation matches.')
  return database.transaction(
    () => {
      const { lastInsertRowid } = database
        .prepare(
          `INSERT INTO review_set (name, query, query_words, scorecard_id, population, sample, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)`
        )
        .run(set.name, set.query, set.queryWords, set.scorecardId, set.population, set.sample, now)
      const add = database.prepare(
        'INSERT INTO review_item (review_set_id, position, conversation_id, weight) VALUES (?, ?, ?, ?)'
      )
      set.items.forEach((item, position) => void add.run(lastInsertRowid, position, item.id, item.weight))
      return lastInsertRowid
    },
    { durable: true }
  )
}

export function renameReviewSet(database: WritableDatabase, reviewSet: number, name: string): void {
  database.transaction(
    () => {
      const { changes } = database.prepare('UPDATE review_set SET name = ? WHERE id = ?').run(name, reviewSet)
      if (changes === 0) throw new AppError('not-found', 'This review set is no longer there.')
    },
    { durable: true }
  )
}

/** Takes the queue away; what was said about its conversations stays. The last item goes first, so that undo brings them in order. */
export function removeReviewSet(
  database: ReadableDatabase,
  record: Recorder,
  act: Extract<Act, { kind: 'remove-review-set' }>
): null {
  const items = database
    .prepare('SELECT position FROM review_item WHERE review_set_id = ? ORDER BY position DESC')
    .all<{ position: number }>(act.reviewSet)
  for (const { position } of items) record.remove('review_item', [act.reviewSet, position])
  record.remove('review_set', [act.reviewSet])
  return null
}

const DECIDED: Readonly<Record<ReviewItemState, string>> = {
  open: 'Opened again',
  done: 'Done',
  skipped: 'Skipped',
  declined: 'Declined'
}

/** Decides an item (or opens it again), together with the review state of its conversation: one line of History. */
export function decideItem(
  database: WritableDatabase,
  decision: {
    readonly reviewSet: number
    readonly position: number
    readonly state: ReviewItemState
    readonly reason: string | null
  },
  actor: Actor
) {
  const item = database
    .prepare('SELECT conversation_id AS id FROM review_item WHERE review_set_id = ? AND position = ?')
    .get<{ id: number }>(decision.reviewSet, decision.position)
  if (!item) throw new AppError('not-found', 'This item is no longer in the review set.')
  const label = decision.reason ? `${DECIDED[decision.state]}: ${decision.reason}` : DECIDED[decision.state]
  return perform(database, { ...actor, label, conversations: 1 }, (record) => {
    record.update('review_item', [decision.reviewSet, decision.position], {
      state: decision.state,
      reason: decision.reason,
      decided_at: decision.state === 'open' ? null : actor.now
    })
    record.update('conversation', [item.id], {
      review_state: decision.state === 'open' ? 'in review' : decision.state,
      reviewed_at: decision.state === 'done' || decision.state === 'declined' ? actor.now : null
    })
  }).entry
}

/** All sets, newest first, with their progress. */
export function listReviewSets(database: ReadableDatabase): ReviewSet[] {
  return database
    .prepare(
      `SELECT review_set.id, name, query, query_words AS queryWords, scorecard_id AS scorecardId, population, sample,
         review_set.created_at AS createdAt, count(review_item.position) AS total,
         sum(review_item.state <> 'open') AS decided,
         coalesce(min(CASE WHEN review_item.state = 'open' THEN review_item.position END), 0) AS resumeAt
       FROM review_set JOIN review_item ON review_item.review_set_id = review_set.id
       GROUP BY review_set.id ORDER BY review_set.id DESC`
    )
    .all<ReviewSet>()
}

/** The queue of a set, in order. */
export function readItems(database: ReadableDatabase, reviewSet: number, start: number, end: number): ReviewItem[] {
  return database
    .prepare(
      `SELECT position, conversation_id AS conversationId, review_item.state, reason, weight, conversation.preview, conversation.started_at AS startedAt
       FROM review_item JOIN conversation ON conversation.id = review_item.conversation_id
       WHERE review_set_id = ? AND position >= ? AND position < ? ORDER BY position`
    )
    .all<ReviewItem>(reviewSet, start, end)
}

/** Position of the first open item after `after`, else of the first but that one; null when there is none. */
export function nextOpenItem(database: ReadableDatabase, reviewSet: number, after: number): number | null {
  const first = (where: string) =>
    database
      .prepare(
        `SELECT position FROM review_item WHERE review_set_id = ? AND position ${where} ? AND state = 'open' ORDER BY position LIMIT 1`
      )
      .get<{ position: number }>(reviewSet, after)?.position
  return first('>') ?? first('<') ?? null
}
