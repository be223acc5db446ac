// SiteSpeakAI's conversations: single messages, newest first, told apart by visitor and thread.

import { citationsOf } from '../../ingest/citations'
import { has, idOf, text, time } from '../../ingest/json-values'
import type { JsonObject } from '../json-text'
import { jsonAdapter, type MessageRow } from './json-adapter'

export const sitespeak = jsonAdapter({
  id: 'sitespeak',
  label: 'SiteSpeakAI messages (JSON)',
  certainty: 0.97,
  because: 'entry, speaker and visitor_id, as SiteSpeakAI writes messages',
  rowsAreMessages: true,
  matches: (record) => has(record, 'entry', 'speaker', 'visitor_id'),
  read: toRow
})

function toRow(record: JsonObject): MessageRow | string | null {
  if (!has(record, 'entry', 'speaker')) return null
  if (record['deleted_at'] != null) return 'The message was deleted at SiteSpeakAI.'
  const visitor = idOf(record['visitor_id'])
  const thread = idOf(record['thread_id'])
  const isAnswer = record['speaker'] === 'bot'
  return {
    agent: { id: idOf(record['chatbot_id']) },
    id: thread === undefined ? visitor : `${visitor ?? ''}:${thread}`,
    customer: { id: visitor },
    messages: [
      {
        id: idOf(record['id']),
        role: text(record['speaker']),
        sentAt: time(record['created_at']),
        text: text(record['entry']) ?? '',
        format: 'markdown',
        feedback: [{ value: record['feedback'] }],
        citations: isAnswer ? citationsOf(record['sources']) : undefined
      }
    ]
  }
}
