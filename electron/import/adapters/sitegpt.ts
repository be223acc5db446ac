// SiteGPT's threads: question and answer a message, human agents' answers among them.

import { citationsOf } from '../../ingest/citations'
import { first, has, idOf, object, objects, text, time } from '../../ingest/json-values'
import { pairMessages } from '../../ingest/pairs'
import type { RawMessage } from '../../ingest/raw'
import type { JsonObject } from '../json-text'
import { type Conversation, jsonAdapter } from './json-adapter'

export const sitegpt = jsonAdapter({
  id: 'sitegpt',
  label: 'SiteGPT threads (JSON)',
  certainty: 0.97,
  because: 'threadId and messages with question, answer and reaction, as SiteGPT writes them',
  matches: (record) =>
    has(record, 'threadId', 'startedAt') &&
    objects(record['messages']).every((message) => has(message, 'messageId') || has(message, 'messageType')),
  read: toConversation
})

function toConversation(record: JsonObject): Conversation | string {
  if (!Array.isArray(record['messages'])) return 'Only a summary: the file holds no messages of this thread.'
  const messages = objects(record['messages'])
  const user = object(record['chatUser'])
  return {
    agent: { id: idOf(record['chatbotId']) },
    id: idOf(record['threadId']),
    title: text(record['title']),
    status: statusOf(record, messages),
    startedAt: time(record['startedAt']),
    updatedAt: time(record['updatedAt']),
    customer: {
      id: idOf(record['chatUserId']) ?? idOf(first(user, 'id', 'chatUserId')),
      name: text(user['name']),
      email: text(user['email']),
      phone: text(user['phone'])
    },
    messages: messages.flatMap(toMessages)
  }
}

function statusOf(record: JsonObject, messages: readonly JsonObject[]): string | null {
  if (record['resolved'] === true) return 'resolved'
  const isEscalated = record['escalated'] === true || record['mode'] === 'AGENT'
  if (isEscalated || messages.some((message) => message['systemMessageType'] === 'CONVERSATION_ESCALATED'))
    return 'escalated'
  if (record['endedAt'] != null) return 'ended'
  return record['resolved'] === false ? 'open' : null
}

function toMessages(message: JsonObject): readonly RawMessage[] {
  const question = object(message['question'])
  const answer = object(message['answer'])
  const isHuman = message['messageType'] === 'AGENT_MESSAGE'
  return pairMessages({
    id: idOf(message['messageId']),
    question: text(question['text']),
    answer: text(answer['text']),
    askedAt: time(question['timestamp']),
    answeredAt: time(answer['timestamp']),
    about: {
      role: isHuman ? 'operator' : 'assistant',
      feedback: [{ value: message['reaction'] }],
      citations: isHuman ? undefined : citationsOf(message['sources'])
    }
  })
}
