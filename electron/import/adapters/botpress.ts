// Botpress' messages: single messages with the id of their conversation; payloads may be choices, cards and files.

import { first, has, idOf, object, objects, text, time } from '../../ingest/json-values'
import type { RawPart } from '../../ingest/raw'
import type { JsonObject } from '../json-text'
import { jsonAdapter, type MessageRow } from './json-adapter'

export const botpress = jsonAdapter({
  id: 'botpress',
  label: 'Botpress messages (JSON)',
  certainty: 0.97,
  because: 'conversationId, direction and payload, as Botpress writes messages',
  rowsAreMessages: true,
  matches: (record) => has(record, 'conversationId', 'direction', 'payload'),
  read: toRow
})

const FILES = new Set(['file', 'image', 'audio', 'video', 'voice', 'document'])

function toRow(record: JsonObject): MessageRow | null {
  if (!has(record, 'conversationId', 'payload')) return null
  const payload = object(record['payload'])
  const isCustomer = record['direction'] === 'incoming'
  const type = text(record['type']) ?? 'text'
  const parts: RawPart[] =
    type === 'text' || type === 'markdown'
      ? []
      : [{ kind: FILES.has(type) ? 'file' : 'other', name: type, body: payload }]
  return {
    id: idOf(record['conversationId']),
    channel: text(first(record, 'channel', 'integration')),
    customer: isCustomer ? { id: idOf(record['userId']) } : undefined,
    messages: [
      {
        id: idOf(record['id']),
        role: text(record['direction']),
        sentAt: time(record['createdAt']),
        text: textOf(payload),
        format: 'markdown',
        parts
      }
    ]
  }
}

/** What a payload says: its text, else the titles of its cards. */
function textOf(payload: JsonObject): string {
  const own = text(first(payload, 'text', 'markdown', 'title'))
  if (own !== null) return own
  const titles = objects(payload['items']).map(
    (item) => text(first(item, 'text', 'title')) ?? text(object(item['payload'])['text'])
  )
  return titles.filter((title) => title !== null).join('\n')
}
