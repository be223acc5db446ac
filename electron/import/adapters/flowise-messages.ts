// Flowise's message rows, as its API and its database give them.

import { citationsOf } from '../../ingest/citations'
import { has, idOf, objects, text, time, unpacked } from '../../ingest/json-values'
import type { RawCitation, RawFeedback, RawPart } from '../../ingest/raw'
import { isObject, type JsonObject } from '../json-text'
import { jsonAdapter, type MessageRow } from './json-adapter'

export const flowiseMessages = jsonAdapter({
  id: 'flowise-messages',
  label: 'Flowise messages (JSON)',
  certainty: 0.98,
  because: 'chatflowid, chatId, role and content, as Flowise writes messages',
  rowsAreMessages: true,
  matches: (record) => has(record, 'role', 'content', 'chatflowid', 'chatId'),
  read: (record) => (has(record, 'role', 'content', 'chatId') ? flowiseRow(record) : null)
})

/** One row; JSON columns may be text still. */
export function flowiseRow(record: JsonObject): MessageRow {
  const isAnswer = record['role'] === 'apiMessage'
  return {
    agent: { id: idOf(record['chatflowid']) },
    id: conversationId(record),
    channel: text(record['chatType']),
    customer: { email: text(record['leadEmail']), name: text(record['leadName']), phone: text(record['leadPhone']) },
    messages: [
      {
        id: idOf(record['id']),
        role: text(record['role']),
        sentAt: time(record['createdDate']),
        text: text(record['content']) ?? '',
        format: 'markdown',
        feedback: feedbackOf(record['feedback']),
        citations: isAnswer ? sourcesOf(unpacked(record['sourceDocuments'])) : undefined,
        parts: [
          ...objects(unpacked(record['usedTools'])).map(toToolCall),
          ...objects(unpacked(record['fileUploads'])).map(toFile)
        ]
      }
    ]
  }
}

/** As Flowise itself tells conversations apart. */
function conversationId(record: JsonObject): string | undefined {
  const chat = idOf(record['chatId'])
  const memory = text(record['memoryType'])
  const session = text(record['sessionId'])
  return memory !== null && session !== null ? `${chat ?? ''}_${memory}_${session}` : chat
}

/** Flowise leaves the key out of answers without sources, so nothing is known of those. */
export function sourcesOf(documents: unknown): readonly RawCitation[] | undefined {
  return citationsOf(documents)
}

function feedbackOf(feedback: unknown): readonly RawFeedback[] | undefined {
  return isObject(feedback) ? [{ value: feedback['rating'], comment: text(feedback['content']) }] : undefined
}

function toToolCall(call: JsonObject): RawPart {
  return { kind: 'tool-call', name: text(call['tool']), body: { input: call['toolInput'], output: call['toolOutput'] } }
}

function toFile(file: JsonObject): RawPart {
  return { kind: 'file', name: text(file['name']), body: text(file['mime']) ?? text(file['type']) }
}
