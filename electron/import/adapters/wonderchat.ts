// Wonderchat's exported chat logs: question and answer a message, feedback and confidence for the whole; no ids at all.

import { has, idOf, number, objects, text, time } from '../../ingest/json-values'
import { pairMessages } from '../../ingest/pairs'
import type { JsonObject } from '../json-text'
import { type Conversation, jsonAdapter } from './json-adapter'

export const wonderchat = jsonAdapter({
  id: 'wonderchat',
  label: 'Wonderchat chat logs (JSON)',
  certainty: 0.97,
  because: 'messages of userMessage and botMessage, as Wonderchat writes them',
  matches: (record) =>
    has(record, 'messages') &&
    objects(record['messages']).every((message) => has(message, 'userMessage') || has(message, 'botMessage')) &&
    (objects(record['messages']).length > 0 || has(record, 'aiResolutionState')),
  read: toConversation
})

function toConversation(record: JsonObject): Conversation {
  return {
    agent: { id: idOf(record['chatbotId']) },
    id: idOf(record['chatlogId']) ?? idOf(record['id']),
    status: text(record['aiResolutionState']),
    country: text(record['countryCode']),
    startedAt: time(record['createdAt']),
    customer: {
      name: text(record['userName']),
      email: text(record['userEmail']),
      phone: text(record['userPhoneNumber']),
      page: text(record['initialPageUrl'])
    },
    confidence: { mean: number(record['averageConfidence']) },
    feedback: [{ value: record['userFeedback'], rater: 'customer' }],
    messages: objects(record['messages']).flatMap((message) =>
      pairMessages({
        id: idOf(message['id']),
        question: text(message['userMessage']),
        answer: text(message['botMessage']),
        askedAt: time(message['createdAt'])
      })
    )
  }
}
