// Dify's messages: question and answer a record with the id of their conversation; each retrieved passage has its own score.

import { has, idOf, number, object, objects, text, time } from '../../ingest/json-values'
import type { RawCitation, RawFeedback, RawPart } from '../../ingest/raw'
import type { JsonObject } from '../json-text'
import { jsonAdapter, type MessageRow } from './json-adapter'
import { pairMessages } from './pairs'

export const difyMessages = jsonAdapter({
  id: 'dify-messages',
  label: 'Dify messages (JSON)',
  certainty: 0.97,
  because: 'conversation_id, query and answer, as Dify writes messages',
  rowsAreMessages: true,
  matches: (record) => has(record, 'conversation_id', 'query', 'answer'),
  read: toRow
})

function toRow(record: JsonObject): MessageRow | null {
  if (!has(record, 'conversation_id') || !(has(record, 'query') || has(record, 'answer'))) return null
  const error = text(record['error'])
  return {
    agent: { id: idOf(record['app_id']) },
    id: idOf(record['conversation_id']),
    channel: text(record['from_source']),
    customer: { id: idOf(record['from_end_user_id']) ?? idOf(record['user_id']) },
    messages: pairMessages({
      id: idOf(record['id']),
      question: text(record['query']),
      answer: text(record['answer']) ?? error,
      askedAt: time(record['created_at']),
      about: {
        feedback: feedbackOf(record),
        citations: Array.isArray(record['retriever_resources'])
          ? objects(record['retriever_resources']).map(toCitation)
          : undefined,
        parts: [
          ...objects(record['agent_thoughts']).flatMap(toolCalls),
          ...objects(record['message_files']).map(toFile)
        ]
      }
    })
  }
}

function toCitation(resource: JsonObject): RawCitation {
  return {
    title: text(resource['document_name']),
    excerpt: text(resource['content']),
    score: number(resource['score']),
    id: idOf(resource['segment_id']) ?? null,
    kind: text(resource['dataset_name'])
  }
}

/** One rating in the service's reads, several with who gave them in the console's. */
function feedbackOf(record: JsonObject): readonly RawFeedback[] {
  const given = [object(record['feedback']), ...objects(record['feedbacks'])]
  return given.map((one) => ({
    value: one['rating'],
    comment: text(one['content']),
    rater: one['from_source'] === 'admin' ? 'teammate' : one['from_source'] === 'user' ? 'customer' : undefined
  }))
}

function toolCalls(thought: JsonObject): readonly RawPart[] {
  const name = text(thought['tool'])
  return name === null
    ? []
    : [{ kind: 'tool-call', name, body: { input: thought['tool_input'], output: thought['observation'] } }]
}

function toFile(file: JsonObject): RawPart {
  return { kind: 'file', name: text(file['filename']) ?? text(file['type']), body: text(file['url']) ?? file }
}
