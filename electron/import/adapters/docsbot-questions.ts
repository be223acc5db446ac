// DocsBot's question history: one question with its answer a record.

import { citationsOf } from '../../ingest/citations'
import { has, idOf, object, objects, text, time } from '../../ingest/json-values'
import { pairMessages } from '../../ingest/pairs'
import type { JsonObject } from '../json-text'
import { type Conversation, jsonAdapter } from './json-adapter'

export const docsbotQuestions = jsonAdapter({
  id: 'docsbot-questions',
  label: 'DocsBot questions (JSON)',
  certainty: 0.96,
  because: 'question, answer and couldAnswer or standaloneQuestion, as DocsBot writes them',
  matches: (record) =>
    has(record, 'question', 'answer') &&
    (has(record, 'standaloneQuestion') || has(record, 'couldAnswer') || has(record, 'alias')),
  read: toConversation
})

function toConversation(record: JsonObject): Conversation {
  const metadata = object(record['metadata'])
  const asked = time(record['createdAt'])
  return {
    agent: { id: idOf(record['botId']) },
    id: idOf(record['id']),
    status: record['escalation'] === true ? 'escalated' : null,
    url: null,
    startedAt: asked,
    customer: {
      id: text(record['ip']),
      name: text(metadata['name']) ?? text(record['alias']),
      email: text(metadata['email']),
      page: text(metadata['referrer'])
    },
    messages: pairMessages({
      id: idOf(record['id']),
      question: text(record['question']),
      answer: text(record['answer']),
      askedAt: asked,
      about: {
        feedback: [{ value: record['rating'] }],
        citations: usedSources(record['sources'])
      }
    })
  }
}

/** Sources that were looked at but not used are no citations. */
export function usedSources(sources: unknown): ReturnType<typeof citationsOf> {
  return Array.isArray(sources) ? citationsOf(objects(sources).filter((source) => source['used'] !== false)) : undefined
}
