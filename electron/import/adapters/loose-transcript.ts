// Any JSON whose records are transcripts of role and text, under the usual names: the dashboards' own reads, and files that
// people wrote by script. The last resort before a mapping.

import { citationsOf } from '../../ingest/citations'
import { first, idOf, object, objects, text, time } from '../../ingest/json-values'
import { isObject, type JsonObject } from '../json-text'
import { type Conversation, jsonAdapter } from './json-adapter'
import { looseMessage, roleOf } from './loose-message'

const KNOWN_ROLE =
  /^(user|customer|visitor|client|guest|human|end.?user|contact|lead|assistant|bot|ai|agent|chatbot|model|system|operator|admin|teammate|support|tool|function|apiMessage|userMessage|incoming|outgoing)$/i
const LIST_KEYS = ['messages', 'history', 'transcript', 'turns', 'dialog', 'dialogue', 'data'] as const

export const looseTranscript = jsonAdapter({
  id: 'transcript-json',
  label: 'Transcripts (JSON)',
  certainty: 0.9,
  because: 'a list of messages with a role the app knows and a text',
  matches: (record) => {
    const messages = messagesOf(record)
    return (
      messages.length > 0 && messages.every((message) => KNOWN_ROLE.test(roleOf(message) ?? '') && hasText(message))
    )
  },
  read: toConversation
})

function hasText(message: JsonObject): boolean {
  return first(message, 'parts', 'content', 'text', 'body', 'message', 'tool_calls') !== undefined
}

function messagesOf(record: JsonObject): readonly JsonObject[] {
  for (const around of [record, object(record['conversation']), object(record['data'])]) {
    for (const key of LIST_KEYS) {
      const messages = objects(around[key])
      if (messages.length > 0) return messages
    }
  }
  return []
}

function toConversation(record: JsonObject): Conversation | string {
  const messages = messagesOf(record)
  if (messages.length === 0) return 'The record holds no messages.'
  const about = isObject(record['conversation']) ? record['conversation'] : record
  const customer = about['customer'] ?? about['user'] ?? about['contact']
  return {
    id: idOf(
      first(about, 'id', '_id', 'uuid', 'conversation_id', 'conversationId', 'thread_id', 'threadId', 'session_id')
    ),
    title: text(first(about, 'title', 'subject', 'name')),
    channel: text(first(about, 'channel', 'source')),
    status: text(first(about, 'status', 'state')),
    sentiment: text(about['sentiment']),
    topic: text(about['topic']),
    language: text(first(about, 'language', 'lang')),
    country: text(about['country']),
    url: text(about['url']),
    startedAt: time(first(about, 'createdAt', 'created_at', 'started_at', 'startedAt', 'timestamp')),
    updatedAt: time(first(about, 'updatedAt', 'updated_at')),
    customer: customerOf(customer, about),
    citations: citationsOf(about['citations']),
    messages: messages.map(looseMessage)
  }
}

function customerOf(customer: unknown, about: JsonObject): Conversation['customer'] {
  if (isObject(customer))
    return {
      id: text(customer['id']),
      name: text(customer['name']),
      email: text(customer['email']),
      phone: text(customer['phone'])
    }
  const word = text(customer) ?? text(first(about, 'userId', 'user_id', 'customerId', 'customer_id'))
  if (word === null) return undefined
  return word.includes('@') ? { email: word } : { id: word }
}
