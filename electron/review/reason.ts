// Why a conversation is worth a look: the message a review opens it at.
import type { BandLimits } from '../../shared/domain'
import type { ReviewReason } from '../../shared/review-set'
import { MESSAGE_ID_STEP } from '../database/messages'
import type { ReadableDatabase } from '../database/open'

/** The first thumb down, else the first answer of low confidence, else the first answer without a citation; null for none. */
export function reasonOf(database: ReadableDatabase, conversationId: number, bands: BandLimits): ReviewReason | null {
  const base = conversationId * MESSAGE_ID_STEP
  const first = (where: string, values: readonly number[] = []) =>
    database
      .prepare(`SELECT id FROM message WHERE id BETWEEN ? AND ? AND role = 'agent' AND ${where} ORDER BY id LIMIT 1`)
      .get<{ readonly id: number }>(base, base + MESSAGE_ID_STEP - 1, ...values)
  const down = first('thumb = -1')
  if (down) return { kind: 'thumbs-down', index: down.id - base - 1 }
  const low = first('confidence < ?', [bands.medium])
  if (low) return { kind: 'low-confidence', index: low.id - base - 1 }
  const unanswered = first('citation_count = 0')
  return unanswered ? { kind: 'no-citation', index: unanswered.id - base - 1 } : null
}
