// Voiceflow's transcripts: a log of traces (the agent's) and actions (the customer's), with properties and evaluations.

import { first, has, idOf, object, objects, text, time } from '../../ingest/json-values'
import type { RawMessage } from '../../ingest/raw'
import { isObject, type JsonObject } from '../json-text'
import { type Conversation, jsonAdapter } from './json-adapter'

export const voiceflow = jsonAdapter({
  id: 'voiceflow',
  label: 'Voiceflow transcripts (JSON)',
  certainty: 0.97,
  because: 'sessionID and projectID, as Voiceflow writes transcripts',
  matches: (record) => has(record, 'id', 'sessionID', 'projectID'),
  read: toConversation
})

function toConversation(record: JsonObject): Conversation | string {
  if (!Array.isArray(record['logs']) && !Array.isArray(record['history']))
    return 'Only a summary: the file holds no log of this transcript.'
  const named = new Map(
    [...objects(record['properties']), ...objects(record['evaluations'])].map((one) => [
      text(one['name']),
      one['value']
    ])
  )
  return {
    agent: { id: idOf(record['projectID']) },
    id: idOf(record['id']),
    channel: text(named.get('channel')),
    status: statusOf(named.get('resolved'), record),
    sentiment: text(named.get('sentiment')),
    topic: text(named.get('topic')),
    language: text(named.get('language')),
    startedAt: time(record['createdAt']),
    updatedAt: time(record['updatedAt']),
    customer: { id: text(named.get('userID')) ?? idOf(record['sessionID']) },
    messages: [...objects(record['logs']), ...objects(record['history'])]
      .map(toMessage)
      .filter((message) => message !== null)
  }
}

function statusOf(resolved: unknown, record: JsonObject): string | null {
  if (resolved === true || resolved === 'true') return 'resolved'
  return record['endedAt'] != null ? 'ended' : null
}

/** Null for entries of the log that nobody said: flow, path, debug and the like. */
function toMessage(entry: JsonObject): RawMessage | null {
  const data = isObject(entry['data']) ? entry['data'] : entry
  const payload = object(data['payload'])
  const kind = text(data['type']) ?? ''
  const said =
    typeof data['payload'] === 'string' ? data['payload'] : text(first(payload, 'message', 'query', 'label', 'text'))
  const isCustomer =
    entry['type'] === 'action' || entry['type'] === 'request' || kind === 'request' || kind === 'intent'
  const isChoice = Array.isArray(payload['buttons']) || Array.isArray(payload['cards'])
  if (said === null && !isChoice) return null
  return {
    id: idOf(first(entry, 'id', 'turnID')),
    role: isCustomer ? 'user' : 'assistant',
    sentAt: time(first(entry, 'createdAt', 'startTime', 'time')),
    text: said ?? '',
    format: 'markdown',
    parts: isChoice ? [{ kind: 'other', name: kind, body: payload }] : []
  }
}
