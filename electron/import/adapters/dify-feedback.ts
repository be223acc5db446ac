// Dify's feedback export as JSON: rated answers with their questions; answers are cut at 500 characters there.

import { first, has, idOf, text, time } from '../../ingest/json-values'
import { pairMessages } from '../../ingest/pairs'
import type { JsonObject } from '../json-text'
import { jsonAdapter, type MessageRow } from './json-adapter'

export const difyFeedback = jsonAdapter({
  id: 'dify-feedback-json',
  label: 'Dify feedback (JSON)',
  certainty: 0.97,
  because: 'user_query, ai_response and feedback_rating, as Dify’s feedback export writes them',
  rowsAreMessages: true,
  matches: (record) => has(record, 'conversation_id', 'user_query', 'ai_response', 'feedback_rating'),
  read: toRow
})

function toRow(record: JsonObject): MessageRow | null {
  if (!has(record, 'conversation_id', 'ai_response')) return null
  const rater = record['feedback_source'] === 'admin' ? 'teammate' : 'customer'
  return {
    agent: { id: idOf(record['app_id']), name: text(record['app_name']) ?? undefined },
    id: idOf(record['conversation_id']),
    title: text(record['conversation_name']),
    customer: { id: idOf(record['from_end_user_id']), name: text(record['from_account_name']) },
    messages: pairMessages({
      id: idOf(record['message_id']),
      question: text(record['user_query']),
      answer: text(record['ai_response']),
      askedAt: time(record['message_date']),
      about: {
        feedback: [
          {
            value: first(record, 'feedback_rating_raw', 'feedback_rating'),
            comment: text(record['feedback_comment']),
            rater
          }
        ]
      }
    })
  }
}
