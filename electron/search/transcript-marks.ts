// What is worth finding in a transcript without reading it: thumbs down, answers of low confidence, messages that people worked on.
import type { BandLimits } from '../../shared/domain'
import type { TranscriptMark } from '../../shared/transcript-marks'
import { annotatedMessageKeys } from '../database/annotations'
import { MESSAGE_ID_STEP } from '../database/messages'
import type { ReadableDatabase } from '../database/open'
import { all, sql } from '../database/sql'

/** In the order of the messages; a message can have several marks. */
export function transcriptMarks(
  database: ReadableDatabase,
  conversationId: number,
  bands: BandLimits
): TranscriptMark[] {
  const base = conversationId * MESSAGE_ID_STEP
  const own = sql`id BETWEEN ${base + 1} AND ${base + MESSAGE_ID_STEP - 1}`
  const weak = all<{ id: number; isDown: number; isLow: number }>(
    database,
    sql`SELECT id, coalesce(thumb = -1, 0) AS isDown, coalesce(confidence < ${bands.medium}, 0) AS isLow FROM message
        WHERE ${own} AND role = 'agent' AND (thumb = -1 OR confidence < ${bands.medium})`
  )
  const keys = JSON.stringify(annotatedMessageKeys(database, conversationId))
  const annotated =
    keys === '[]'
      ? []
      : all<{ id: number }>(
          database,
          sql`SELECT id FROM message WHERE ${own} AND key IN (SELECT value FROM json_each(${keys}))`
        )
  const at = (id: number, kind: TranscriptMark['kind']): TranscriptMark => ({ index: id - base - 1, kind })
  return [
    ...weak.flatMap(({ id, isDown, isLow }) => [
      ...(isDown === 1 ? [at(id, 'thumbs-down')] : []),
      ...(isLow === 1 ? [at(id, 'low-confidence')] : [])
    ]),
    ...annotated.map(({ id }) => at(id, 'annotated'))
  ].sort((a, b) => a.index - b.index)
}
