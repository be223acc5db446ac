// Conversations as the agent platforms' API v1 lists them: role and content, no times and often no ids of messages.

import { has, idOf, objects, text, time } from '../../ingest/json-values'
import type { JsonObject } from '../json-text'
import { type Conversation, jsonAdapter } from './json-adapter'
import { looseMessage } from './loose-message'

export const chatbaseV1 = jsonAdapter({
  id: 'chatbase-v1',
  label: 'Chatbase (API v1, JSON)',
  certainty: 0.96,
  because: 'chatbot_id, created_at and messages of role and content, as Chatbase’s first API writes them',
  matches: (record) =>
    has(record, 'chatbot_id', 'created_at') &&
    objects(record['messages']).every((message) => has(message, 'role', 'content')),
  read: toConversation
})

function toConversation(record: JsonObject): Conversation | string {
  if (!Array.isArray(record['messages'])) return 'Only a summary: the file holds no messages of this conversation.'
  const customer = text(record['customer'])
  const isAddress = customer?.includes('@') ?? false
  return {
    agent: { id: idOf(record['chatbot_id']) },
    id: idOf(record['id']),
    channel: text(record['source']),
    startedAt: time(record['created_at']),
    updatedAt: time(record['last_message_at']),
    customer: customer === null ? undefined : isAddress ? { email: customer } : { id: customer },
    messages: objects(record['messages']).map(looseMessage)
  }
}
