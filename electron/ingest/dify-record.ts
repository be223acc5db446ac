// Dify's messages (question and answer a record) and the conversations they make: read the same way from a file and from a connection.
import type { JsonObject } from '../../shared/json'
import { idOf, number, object, objects, text, time } from './json-values'
import { pairMessages } from './pairs'
import type { PlatformRecord } from './platform-record'
import type { RawCitation, RawFeedback, RawMessage, RawPart } from './raw'

/** The question and the answer of one record; each retrieved passage has its own score. */
export function difyMessages(record: JsonObject): RawMessage[] {
  const error = text(record['error'])
  return pairMessages({
    id: idOf(record['id']),
    question: text(record['query']),
    answer: text(record['answer']) ?? error,
    askedAt: time(record['created_at']),
    about: {
      feedback: feedbackOf(record),
      citations: Array.isArray(record['retriever_resources'])
        ? objects(record['retriever_resources']).map(toCitation)
        : undefined,
      parts: [...objects(record['agent_thoughts']).flatMap(toolCalls), ...objects(record['message_files']).map(toFile)]
    }
  })
}

/**
 * A conversation as a connection hands it on: what the list says of it, `user` it was read for, and `messages`, the oldest first. A
 * string is the reason why it is no conversation.
 */
export function difyConversation(record: JsonObject): PlatformRecord | string {
  const messages = objects(record['messages']).flatMap(difyMessages)
  if (messages.length === 0) return 'The conversation holds no messages.'
  return {
    id: idOf(record['id']),
    title: text(record['name']),
    // The service's API shows only what was said through it.
    channel: 'api',
    startedAt: time(record['created_at']),
    updatedAt: time(record['updated_at']),
    customer: { id: idOf(record['user']) },
    messages
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

/** One rating in the service's reads, several with who gave them in the console's and in the list of an app's ratings. */
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
