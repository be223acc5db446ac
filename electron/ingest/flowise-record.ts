// Flowise's message rows and the conversations they make: read the same way from a file, its database and a connection.
import { flowiseConversationId } from '../../shared/flowise'
import { isObject, type JsonObject } from '../../shared/json'
import { citationsOf } from './citations'
import { idOf, objects, text, time, unpacked } from './json-values'
import type { PlatformRecord } from './platform-record'
import type { RawCitation, RawFeedback, RawMessage, RawPart } from './raw'

/** A single message, with what its row says of its conversation. */
export interface FlowiseRow extends PlatformRecord {
  readonly id: string | undefined
}

/** One row; JSON columns may be text still. */
export function flowiseRow(record: JsonObject): FlowiseRow {
  return {
    agent: { id: idOf(record['chatflowid']) },
    id: flowiseConversationId(record),
    channel: text(record['chatType']),
    customer: { email: text(record['leadEmail']), name: text(record['leadName']), phone: text(record['leadPhone']) },
    messages: [toMessage(record)]
  }
}

/**
 * All rows of one conversation, as a connection hands them on: `{"messages": [row, …]}`, the oldest first. A string is the reason why
 * it is no conversation.
 */
export function flowiseConversation(record: JsonObject): PlatformRecord | string {
  const rows = objects(record['messages'])
  const [first] = rows
  if (!first) return 'The session holds no messages.'
  const lead = rows.findLast((row) => text(row['leadEmail']) !== null) ?? first
  return { ...flowiseRow(first), customer: flowiseRow(lead).customer, messages: rows.map(toMessage) }
}

/** Flowise leaves the key out of answers without sources, so nothing is known of those. */
export function flowiseSources(documents: unknown): readonly RawCitation[] | undefined {
  return citationsOf(documents)
}

function toMessage(row: JsonObject): RawMessage {
  const isAnswer = row['role'] === 'apiMessage'
  return {
    id: idOf(row['id']),
    role: text(row['role']),
    sentAt: time(row['createdDate']),
    text: text(row['content']) ?? '',
    format: 'markdown',
    feedback: feedbackOf(row['feedback']),
    citations: isAnswer ? flowiseSources(unpacked(row['sourceDocuments'])) : undefined,
    parts: [
      ...objects(unpacked(row['usedTools'])).map(toToolCall),
      ...objects(unpacked(row['fileUploads'])).map(toFile)
    ]
  }
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
