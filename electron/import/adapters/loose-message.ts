// A message under any of the usual names: for reads whose field names nobody publishes.

import { citationsOf } from '../../ingest/citations'
import { first, idOf, number, object, text, time } from '../../ingest/json-values'
import { type Content, contentOf } from '../../ingest/parts'
import type { RawFeedback, RawMessage } from '../../ingest/raw'
import { isObject, type JsonObject } from '../json-text'

const TEXT_KEYS = ['parts', 'content', 'text', 'body', 'message', 'entry', 'value'] as const
const TIME_KEYS = ['createdAt', 'created_at', 'timestamp', 'sentAt', 'sent_at', 'time', 'date', 'ts'] as const

export function looseMessage(message: JsonObject): RawMessage {
  const metadata = object(message['metadata'])
  const author = metadata['author'] ?? message['author'] ?? message['sender']
  const said = first(message, ...TEXT_KEYS)
  const isTool = message['role'] === 'tool' || message['role'] === 'function'
  // What a tool answered is shown folded, as tool calls are.
  const content: Content = isTool
    ? { text: '', parts: [{ kind: 'tool-result', name: text(message['name']), body: said ?? null }] }
    : contentOf(said)
  return {
    id: idOf(first(message, 'id', '_id', 'uuid', 'message_id', 'messageId')),
    role: roleOf(message),
    author: isObject(author) ? text(author['name']) : null,
    sentAt: time(first(message, ...TIME_KEYS)),
    text: content.text,
    format: 'markdown',
    confidence: number(first(message, 'confidence', 'score')) ?? number(metadata['score']),
    feedback: feedbackOf(message),
    citations: citationsOf(first(message, 'citations', 'sources', 'references') ?? metadata['citations']),
    parts: [...content.parts, ...toolCalls(message)]
  }
}

/** The word for who wrote a message. */
export function roleOf(message: JsonObject): string | null {
  const author = object(message['metadata'])['author']
  if (isObject(author) && text(author['kind']) !== null) return text(author['kind'])
  const word = first(message, 'role', 'speaker', 'sender', 'send_by', 'author', 'from', 'direction', 'type')
  return isObject(word) ? text(first(word, 'kind', 'role', 'type')) : text(word)
}

function feedbackOf(message: JsonObject): readonly RawFeedback[] | undefined {
  const value = first(message, 'rating', 'feedback', 'thumbs', 'feedbackScore')
  const comment = text(first(message, 'feedbackComment', 'feedback_comment'))
  if (value === undefined && comment === null) return undefined
  return [{ value: isObject(value) ? first(value, 'rating', 'value', 'score') : value, comment }]
}

/** Tool calls beside the content, as OpenAI writes them. */
function toolCalls(message: JsonObject): NonNullable<RawMessage['parts']> {
  const calls = message['tool_calls']
  if (!Array.isArray(calls)) return []
  return calls.filter(isObject).map((call) => {
    const made = object(call['function'])
    return { kind: 'tool-call', name: text(made['name']) ?? text(call['name']), body: made['arguments'] ?? call }
  })
}
