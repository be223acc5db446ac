// Chatling's conversations: messages without ids, newest first.

import { citationsOf } from '../../ingest/citations'
import { has, idOf, object, objects, text, time } from '../../ingest/json-values'
import type { RawMessage } from '../../ingest/raw'
import type { JsonObject } from '../json-text'
import { type Conversation, jsonAdapter } from './json-adapter'

export const chatling = jsonAdapter({
  id: 'chatling',
  label: 'Chatling conversations (JSON)',
  certainty: 0.96,
  because: 'contact_id, archived and important, as Chatling writes conversations',
  matches: (record) => has(record, 'id', 'contact_id', 'archived', 'important'),
  read: toConversation
})

function toConversation(record: JsonObject): Conversation | string {
  if (!Array.isArray(record['messages'])) return 'Only a summary: the file holds no messages of this conversation.'
  return {
    agent: { id: idOf(record['chatbot_id']) },
    id: idOf(record['id']),
    status: record['archived'] === 1 || record['archived'] === true ? 'archived' : null,
    startedAt: time(record['created_at']),
    updatedAt: time(record['updated_at']),
    customer: { id: idOf(record['contact_id']) },
    order: 'newest-first',
    messages: objects(record['messages']).map(toMessage)
  }
}

function toMessage(message: JsonObject): RawMessage {
  const data = object(message['data'])
  return {
    id: idOf(message['id']),
    role: text(message['role']),
    sentAt: time(message['created_at']),
    text: text(message['text']) ?? '',
    format: 'markdown',
    feedback: [{ value: data['helpful_value'] }],
    citations: message['role'] === 'bot' ? citationsOf(data['sources']) : undefined
  }
}
