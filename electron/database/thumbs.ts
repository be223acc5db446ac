// Thumbs that people here give to answers: on a platform such a thumb takes the place of the customer's, and here as well.
import { AppError } from '../../shared/errors'
import { MESSAGE_ID_STEP } from './messages'
import type { ReadableDatabase, WritableDatabase } from './open'
import { changeBody, openThumbs } from './outbox'

/** A row of feedback as it was, so that it can be put back. */
export interface FeedbackRow {
  readonly rater: string
  readonly thumb: -1 | 1 | null
  readonly stars: number | null
  readonly comment: string | null
  readonly raw: string | null
}

export interface ThumbBefore {
  readonly thumb: -1 | 1 | null
  readonly rows: readonly FeedbackRow[]
}

const RATER = 'teammate'

/** Gives a thumb, or takes it away; answers what was there before. Throws `not-found`, `invalid-input` for what is no answer. */
export function giveThumb(
  database: WritableDatabase,
  conversationId: number,
  messageKey: string,
  thumb: -1 | 1 | null
): ThumbBefore {
  const before = readThumb(database, conversationId, messageKey)
  // What was said with a thumb stays; the thumb itself is replaced.
  const kept = before.rows.flatMap((row) =>
    row.rater === RATER || (row.stars === null && row.comment === null) ? [] : [{ ...row, thumb: null }]
  )
  const own = { rater: RATER, thumb, stars: null, comment: null, raw: null }
  write(database, conversationId, messageKey, { thumb, rows: thumb === null ? kept : [...kept, own] })
  return before
}

/** Puts back what `giveThumb` found. Nothing where the answer is gone meanwhile. */
export function putThumbBack(
  database: WritableDatabase,
  conversationId: number,
  messageKey: string,
  before: ThumbBefore
): void {
  if (find(database, conversationId, messageKey)) write(database, conversationId, messageKey, before)
}

export function readThumb(database: ReadableDatabase, conversationId: number, messageKey: string): ThumbBefore {
  const found = find(database, conversationId, messageKey)
  if (!found) throw new AppError('not-found', 'This answer is not in the workspace any more. Nothing was changed.')
  if (found.role !== 'agent') throw new AppError('invalid-input', 'Only answers of the agent can be given a thumb.')
  const rows = database
    .prepare('SELECT rater, thumb, stars, comment, raw FROM feedback WHERE message_id = ? ORDER BY id')
    .all<Pick<FeedbackRow, keyof FeedbackRow>>(found.id)
  return { thumb: found.thumb, rows }
}

interface Found {
  readonly id: number
  readonly role: string
  readonly thumb: -1 | 1 | null
}

function find(database: ReadableDatabase, conversationId: number, messageKey: string): Found | undefined {
  const from = conversationId * MESSAGE_ID_STEP
  return database
    .prepare('SELECT id, role, thumb FROM message WHERE id BETWEEN ? AND ? AND key = ?')
    .get<Pick<Found, keyof Found>>(from + 1, from + MESSAGE_ID_STEP - 1, messageKey)
}

function write(
  database: WritableDatabase,
  conversationId: number,
  messageKey: string,
  { thumb, rows }: ThumbBefore
): void {
  const found = find(database, conversationId, messageKey)
  if (!found) return
  database.prepare('DELETE FROM feedback WHERE message_id = ?').run(found.id)
  const insert = database.prepare(
    'INSERT INTO feedback (message_id, rater, thumb, stars, comment, raw) VALUES (?, ?, ?, ?, ?, ?)'
  )
  for (const row of rows) insert.run(found.id, row.rater, row.thumb, row.stars, row.comment, row.raw)
  database.prepare('UPDATE message SET thumb = ? WHERE id = ?').run(thumb, found.id)
  const change = (which: -1 | 1) => Number(thumb === which) - Number(found.thumb === which)
  database
    .prepare('UPDATE conversation SET up_count = up_count + ?, down_count = down_count + ? WHERE id = ?')
    .run(change(1), change(-1), conversationId)
}

/**
 * Gives thumbs that wait in the outbox again where a sync or an import wrote over them: what a person decided stands until it is
 * delivered or given up. Inside the caller's transaction.
 */
export function keepThumbs(database: WritableDatabase): void {
  for (const { id, conversationId, body } of openThumbs(database)) {
    const given = JSON.parse(body) as { messageKey?: string; thumb: -1 | 1 | null; before?: ThumbBefore }
    const { messageKey, thumb } = given
    if (messageKey === undefined || !find(database, conversationId, messageKey)) continue
    const { rows, thumb: now } = readThumb(database, conversationId, messageKey)
    if (now === thumb && (thumb === null || rows.some(({ rater }) => rater === RATER))) continue
    const before = giveThumb(database, conversationId, messageKey, thumb)
    changeBody(database, id, { ...given, before })
  }
}
