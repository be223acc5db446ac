// Intercom's conversations (with Fin, its AI agent): HTML bodies, an opening message outside of the parts, citations for the whole.

import { citationsOf } from '../../ingest/citations'
import { has, idOf, number, object, objects, text, time } from '../../ingest/json-values'
import type { RawFeedback, RawMessage } from '../../ingest/raw'
import type { JsonObject } from '../json-text'
import { type Conversation, jsonAdapter } from './json-adapter'

export const intercom = jsonAdapter({
  id: 'intercom',
  label: 'Intercom conversations (JSON)',
  certainty: 0.97,
  because: 'the type conversation with a source or conversation_parts, as Intercom writes them',
  matches: (record) =>
    record['type'] === 'conversation' && (has(record, 'conversation_parts') || has(record, 'source')),
  read: toConversation
})

function toConversation(record: JsonObject): Conversation {
  const source = object(record['source'])
  const author = object(source['author'])
  const agent = object(record['ai_agent'])
  const parts = Array.isArray(record['conversation_parts'])
    ? objects(record['conversation_parts'])
    : objects(object(record['conversation_parts'])['conversation_parts'])
  const sources = object(agent['content_sources'])['content_sources'] ?? agent['content_sources']
  return {
    id: idOf(record['id']),
    title:
      text(record['title']) ??
      text(source['subject'])
        ?.replace(/<[^>]*>/g, '')
        .trim(),
    channel: text(source['type']),
    status: statusOf(text(agent['resolution_state']), record),
    startedAt: time(record['created_at']),
    updatedAt: time(record['updated_at']),
    customer: isCustomer(author)
      ? { id: idOf(author['id']), name: text(author['name']), email: text(author['email']), page: text(source['url']) }
      : { id: idOf(objects(object(record['contacts'])['contacts'])[0]?.['id']) },
    feedback: feedbackOf(record, agent),
    citations: record['ai_agent_participated'] === true ? citationsOf(sources) : undefined,
    messages: [toMessage({ ...source, created_at: record['created_at'] }), ...parts.map(toMessage)].filter(
      (message) => message !== null
    )
  }
}

function isCustomer(author: JsonObject): boolean {
  return ['user', 'lead', 'contact', 'visitor'].includes(text(author['type']) ?? '')
}

/** What became of it says more than whether it is open. */
function statusOf(resolution: string | null, record: JsonObject): string | null {
  if (resolution === 'escalated' || resolution === 'procedure_handoff' || resolution === 'routed_to_team')
    return 'escalated'
  if (resolution === 'assumed_resolution' || resolution === 'confirmed_resolution') return 'resolved'
  return text(record['state'])
}

function feedbackOf(record: JsonObject, agent: JsonObject): readonly RawFeedback[] {
  const rating = object(record['conversation_rating'])
  const value = number(rating['rating']) ?? number(agent['rating'])
  const comment = text(rating['remark']) ?? text(agent['rating_remark'])
  return value === null && comment === null ? [] : [{ value, comment, rater: 'customer', isStars: true }]
}

/** Null for parts in which nobody says anything: assignments, state changes, redacted bodies. */
function toMessage(part: JsonObject): RawMessage | null {
  const body = text(part['body'])
  const attachments = objects(part['attachments'])
  if (body === null && attachments.length === 0) return null
  const author = object(part['author'])
  const isNote = part['part_type'] === 'note'
  return {
    id: idOf(part['id']),
    role: isNote ? 'note' : isCustomer(author) ? 'customer' : text(author['type']),
    author: text(author['name']),
    sentAt: time(part['created_at']),
    text: body ?? '',
    format: 'html',
    parts: attachments.map((file) => ({ kind: 'file', name: text(file['name']), body: text(file['url']) ?? file }))
  }
}
