// Dify's messages: question and answer a record with the id of their conversation.
import { difyMessages as messagesOf } from '../../ingest/dify-record'
import { has, idOf, text } from '../../ingest/json-values'
import type { JsonObject } from '../json-text'
import { jsonAdapter, type MessageRow } from './json-adapter'

export const difyMessages = jsonAdapter({
  id: 'dify-messages',
  label: 'Dify messages (JSON)',
  certainty: 0.97,
  because: 'conversation_id, query and answer, as Dify writes messages',
  rowsAreMessages: true,
  matches: (record) => has(record, 'conversation_id', 'query', 'answer'),
  read: toRow
})

function toRow(record: JsonObject): MessageRow | null {
  if (!has(record, 'conversation_id') || !(has(record, 'query') || has(record, 'answer'))) return null
  return {
    agent: { id: idOf(record['app_id']) },
    id: idOf(record['conversation_id']),
    channel: text(record['from_source']),
    customer: { id: idOf(record['from_end_user_id']) ?? idOf(record['user_id']) },
    messages: messagesOf(record)
  }
}
