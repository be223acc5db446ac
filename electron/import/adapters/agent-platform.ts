// Conversations as the agent platforms' API v2 and its exports write them: messages made of parts, with score and feedback.
import { has, objects } from '../../ingest/json-values'
import { toConversation } from '../../ingest/platform-record'
import { jsonAdapter } from './json-adapter'

export const agentPlatform = jsonAdapter({
  id: 'agent-platform',
  label: 'Bookbag or Chatbase (JSON)',
  certainty: 0.97,
  because: 'messages made of parts, as Bookbag and Chatbase write them',
  matches: (record) => {
    const messages = objects(record['messages'])
    if (messages.length > 0) return messages.every((message) => Array.isArray(message['parts']) && has(message, 'role'))
    return has(record, 'id', 'createdAt', 'updatedAt', 'status') && (has(record, 'userId') || has(record, 'source'))
  },
  read: toConversation
})
