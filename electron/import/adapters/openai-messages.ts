// Training and evaluation files in OpenAI's shape: {"messages": [{"role", "content"}]}, one conversation a line, no ids, no times.

import { first, has, idOf, objects, text } from '../../ingest/json-values'
import type { JsonObject } from '../json-text'
import { jsonAdapter } from './json-adapter'
import { looseMessage } from './loose-message'

const ROLES = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function'])

export const openaiMessages = jsonAdapter({
  id: 'openai-messages',
  label: 'Messages in OpenAI’s shape (JSON)',
  certainty: 0.93,
  because: 'messages of role and content alone, as OpenAI writes them',
  matches: (record) => {
    const messages = objects(record['messages'])
    return messages.length > 0 && messages.every(isPlain)
  },
  read: (record) => {
    const messages = objects(record['messages'])
    if (messages.length === 0) return 'The record holds no messages.'
    return {
      id: idOf(first(record, 'id', 'custom_id', 'conversation_id')),
      title: text(record['title']),
      messages: messages.map(looseMessage)
    }
  }
})

function isPlain(message: JsonObject): boolean {
  return (
    ROLES.has(text(message['role']) ?? '') &&
    has(message, 'content') &&
    !['id', 'createdAt', 'created_at', 'timestamp', 'parts'].some((key) => has(message, key))
  )
}
