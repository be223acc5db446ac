// DocsBot's conversations: a history of turns with sentiment, resolution and escalation.

import { first, has, idOf, object, objects, text, time } from '../../ingest/json-values'
import { pairMessages } from '../../ingest/pairs'
import type { RawMessage } from '../../ingest/raw'
import type { JsonObject } from '../json-text'
import { usedSources } from './docsbot-questions'
import { type Conversation, jsonAdapter } from './json-adapter'
import { looseMessage } from './loose-message'

export const docsbotConversations = jsonAdapter({
  id: 'docsbot-conversations',
  label: 'DocsBot conversations (JSON)',
  certainty: 0.96,
  because: 'a history with resolved, escalated or sentiment, as DocsBot writes conversations',
  matches: (record) =>
    has(record, 'id', 'history') &&
    ['resolved', 'escalated', 'sentiment', 'expiresAt', 'truncated'].filter((key) => has(record, key)).length >= 2,
  read: toConversation
})

function toConversation(record: JsonObject): Conversation {
  const metadata = object(record['metadata'])
  return {
    agent: { id: idOf(record['botId']) },
    id: idOf(record['id']),
    title: text(first(record, 'title', 'ticketSubject')),
    status: statusOf(record),
    sentiment: text(record['sentiment']),
    summary: text(record['summary']),
    startedAt: time(record['createdAt']),
    updatedAt: time(record['updatedAt']),
    customer: {
      id: text(record['ip']),
      name: text(metadata['name']),
      email: text(metadata['email']),
      page: text(metadata['referrer'])
    },
    messages: objects(record['history']).flatMap(toMessages)
  }
}

function statusOf(record: JsonObject): string | null {
  const escalated = text(record['escalated'])
  if (escalated !== null && escalated !== 'none' && escalated !== 'false') return 'escalated'
  return text(record['resolved'])
}

/** DocsBot does not publish the keys of a turn: a question with its answer, or a role with a text. */
function toMessages(turn: JsonObject): readonly RawMessage[] {
  if (!has(turn, 'question') && !has(turn, 'answer'))
    return [{ ...looseMessage(turn), citations: usedSources(turn['sources']) }]
  const asked = time(first(turn, 'createdAt', 'timestamp', 'created_at'))
  return pairMessages({
    id: idOf(first(turn, 'id', 'idx')),
    question: text(turn['question']),
    answer: text(turn['answer']),
    askedAt: asked,
    about: { feedback: [{ value: turn['rating'] }], citations: usedSources(turn['sources']) }
  })
}
