// The questions of a suggestion as people asked them, with the answers they got.
import type { Thumb } from '../../shared/domain'
import type { WeakQuestion } from '../../shared/improve'
import type { ReadableDatabase } from '../database/open'
import type { AskedQuestion } from './read-questions'
import { oneLine } from './suggestions'

/** Enough to know the answer again; the transcript has the whole. */
const ANSWER_LENGTH = 280
const QUESTION_LENGTH = 1_000

export function thumbOf({ isDown, isUp }: Pick<AskedQuestion, 'isDown' | 'isUp'>): Thumb | null {
  return isDown ? 'down' : isUp ? 'up' : null
}

/** Newest first, from `start` up to `end`, exclusive. */
export function weakQuestions(
  database: ReadableDatabase,
  members: readonly AskedQuestion[],
  start: number,
  end: number
): { readonly total: number; readonly rows: WeakQuestion[] } {
  const newest = members.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0) || b.id - a.id).slice(start, end)
  const wanted = JSON.stringify(newest.flatMap((q) => [q.id, q.answer]))
  const texts = new Map(
    database
      .prepare('SELECT id, key, text FROM message WHERE id IN (SELECT value FROM json_each(?))')
      .all<{ id: number; key: string; text: string }>(wanted)
      .map((row) => [row.id, row] as const)
  )
  const rows = newest.flatMap((q): WeakQuestion[] => {
    const question = texts.get(q.id)
    const answer = texts.get(q.answer)
    if (!question || !answer) return []
    return [
      {
        id: q.id,
        conversationId: q.conversation,
        text: question.text.slice(0, QUESTION_LENGTH),
        at: q.at,
        answer: oneLine(answer.text, ANSWER_LENGTH),
        answerKey: answer.key,
        confidence: q.confidence,
        thumb: thumbOf(q)
      }
    ]
  })
  return { total: members.length, rows }
}
