// YourGPT's session messages: single messages with the id of their session.

import { first, has, idOf, object, text, time } from '../../ingest/json-values'
import type { JsonObject } from '../json-text'
import { jsonAdapter, type MessageRow } from './json-adapter'

export const yourgpt = jsonAdapter({
  id: 'yourgpt',
  label: 'YourGPT messages (JSON)',
  certainty: 0.97,
  because: 'session_id, send_by and message, as YourGPT writes messages',
  rowsAreMessages: true,
  matches: (record) => has(record, 'send_by', 'message') && (has(record, 'session_id') || has(record, 'session_uid')),
  read: toRow
})

function toRow(record: JsonObject): MessageRow | string | null {
  if (!has(record, 'send_by')) return null
  if (record['deleted_at'] != null) return 'The message was deleted at YourGPT.'
  const file = text(record['url'])
  const contact = object(record['contact_data'])
  return {
    id: idOf(first(record, 'session_uid', 'session_id')),
    customer: { id: idOf(record['contact_id']), name: text(contact['name']), email: text(contact['email']) },
    messages: [
      {
        id: idOf(record['id']),
        role: text(record['send_by']),
        sentAt: time(first(record, 'createdAt', 'created_at')),
        text: text(record['message']) ?? '',
        format: 'markdown',
        feedback: [{ value: record['rate'] }],
        parts: file === null ? [] : [{ kind: 'file', name: text(record['content_type']), body: file }]
      }
    ]
  }
}
