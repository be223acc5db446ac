// CustomGPT's messages: question and answer a record; the conversation's id is in the address they were read from, seldom in them.

import { citationsOf } from '../../ingest/citations'
import { first, has, idOf, object, text, time } from '../../ingest/json-values'
import { pairMessages } from '../../ingest/pairs'
import type { JsonObject } from '../json-text'
import type { KnownHead } from '../source-adapter'
import { jsonAdapter, type MessageRow } from './json-adapter'

export const customgpt = jsonAdapter({
  id: 'customgpt',
  label: 'CustomGPT messages (JSON)',
  certainty: 0.97,
  because: 'user_query and openai_response, as CustomGPT writes messages',
  rowsAreMessages: true,
  matches: (record) => has(record, 'user_query', 'openai_response'),
  read: toRow
})

function toRow(record: JsonObject, head: KnownHead): MessageRow | null {
  if (!has(record, 'user_query') && !has(record, 'openai_response')) return null
  const conversation = object(object(head.envelope['data'])['conversation'])
  const reaction = object(record['response_feedback'])['reaction']
  return {
    id:
      idOf(first(record, 'conversation_id', 'session_id')) ??
      idOf(first(conversation, 'session_id', 'id')) ??
      idOfPage(head),
    title: text(conversation['name']),
    customer: { id: text(object(record['metadata'])['external_id']) },
    messages: pairMessages({
      id: idOf(record['id']),
      question: text(record['user_query']),
      answer: text(record['openai_response']),
      askedAt: time(record['created_at']),
      answeredAt: time(record['updated_at']),
      about: { feedback: [{ value: reaction }], citations: citationsOf(record['citations']) }
    })
  }
}

/** Without any id of the conversation, a page is taken for one: it was asked for by that id. */
function idOfPage(head: KnownHead): string | undefined {
  const firstId = idOf(object(head.records[0])['id'])
  return firstId && `messages from ${firstId}`
}
