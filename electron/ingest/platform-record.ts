// A conversation as the agent platforms' API v2 and its exports write it: read the same way from a file and from a connection.
import { ASKING_USER } from '../../shared/ask-again'
import type { JsonObject } from '../../shared/json'
import { citationsOf } from './citations'
import { first, has, idOf, number, object, objects, text, time } from './json-values'
import { contentOf } from './parts'
import type { RawConversation, RawFeedback, RawMessage } from './raw'

/** Without its place in a file or answer. */
export type PlatformRecord = Omit<RawConversation, 'kind' | 'row' | 'bytesRead' | 'raw'>

/**
 * What a record of the platforms' API v2 (a list, an export, a single read) says; a string is the reason why it is no conversation.
 */
export function toConversation(record: JsonObject): PlatformRecord | string {
  if (!Array.isArray(record['messages'])) return 'Only a summary: the file holds no messages of this conversation.'
  const insights = object(record['insights'])
  const confidence = object(insights['confidence'])
  const agent = object(record['agent'])
  return {
    agent: {
      id: idOf(first(record, 'agentId', 'chatbotId')) ?? idOf(agent['id']),
      name: text(agent['name']) ?? undefined
    },
    id: idOf(record['id']),
    title: text(record['title']),
    channel: text(record['source']) ?? text(insights['channel']),
    status: text(record['status']),
    sentiment: text(insights['sentiment']) ?? text(record['sentiment']),
    topic: text(insights['topic']) ?? text(record['topic']),
    language: text(insights['language']),
    country: text(insights['country']),
    url: text(insights['url']),
    startedAt: time(record['createdAt']),
    updatedAt: time(record['updatedAt']),
    customer: customerOf(record, object(insights['customer'])),
    confidence: has(insights, 'confidence')
      ? { lowest: number(confidence['lowest']), mean: number(confidence['mean']), band: text(confidence['band']) }
      : undefined,
    // What the app itself asked is no customer's.
    ...(record['userId'] === ASKING_USER ? { isTest: true } : {}),
    messages: objects(record['messages']).map(toMessage)
  }
}

function customerOf(record: JsonObject, customer: JsonObject): PlatformRecord['customer'] {
  const id = text(record['userId']) ?? text(customer['id'])
  const name = text(customer['name'])
  const email = text(customer['email'])
  return id === null && name === null && email === null ? undefined : { id, name, email }
}

function toMessage(message: JsonObject): RawMessage {
  const metadata = object(message['metadata'])
  const author = object(metadata['author'])
  const content = contentOf(message['parts'])
  return {
    id: idOf(message['id']),
    role: text(author['kind']) ?? text(message['role']),
    author: text(author['name']),
    sentAt: time(message['createdAt']),
    text: content.text,
    format: 'markdown',
    confidence: number(metadata['score']),
    feedback: feedbackOf(message),
    citations: citationsOf(metadata['citations']),
    parts: content.parts
  }
}

function feedbackOf(message: JsonObject): readonly RawFeedback[] | undefined {
  const comment = text(message['feedbackComment'])
  if (message['feedback'] == null && comment === null) return undefined
  return [{ value: message['feedback'] ?? null, comment }]
}
