// The file that Flowise's own window saves (“Export to JSON”): sessions without message ids, and of feedback only the comment.

import { flowiseConversationId } from '../../../shared/flowise'
import { flowiseSources } from '../../ingest/flowise-record'
import { has, objects, text, time } from '../../ingest/json-values'
import type { RawMessage } from '../../ingest/raw'
import type { JsonObject } from '../json-text'
import { type Conversation, jsonAdapter } from './json-adapter'

export const flowiseExport = jsonAdapter({
  id: 'flowise-export',
  label: 'Flowise export (JSON)',
  certainty: 0.97,
  because: 'source, sessionId, memoryType and messages, as Flowise’s export writes them',
  matches: (record) => has(record, 'id', 'source', 'sessionId', 'memoryType', 'messages'),
  read: toConversation
})

function toConversation(record: JsonObject): Conversation | string {
  if (!Array.isArray(record['messages'])) return 'The session holds no messages.'
  return {
    // The record's own id is that of the chat; the rest is what makes the id of the conversation.
    id: flowiseConversationId({ ...record, chatId: record['id'] }),
    channel: channelOf(text(record['source'])),
    customer: { email: text(record['email']) },
    messages: objects(record['messages']).map(toMessage)
  }
}

/** The export shows labels; `UI` is Flowise's own test window. */
function channelOf(label: string | null): string | null {
  if (label === 'UI') return 'Playground'
  return label === 'API/Embed' ? 'EXTERNAL' : label
}

function toMessage(message: JsonObject): RawMessage {
  const comment = text(message['feedback'])
  return {
    role: text(message['role']),
    sentAt: time(message['time']),
    text: text(message['content']) ?? '',
    format: 'markdown',
    feedback: comment === null ? undefined : [{ value: null, comment }],
    citations: message['role'] === 'bot' ? flowiseSources(message['sourceDocuments']) : undefined
  }
}
