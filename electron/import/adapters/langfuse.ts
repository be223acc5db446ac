// Langfuse's traces: one input with its output; traces of one session are one conversation.

import { first, has, idOf, number, object, objects, text, time } from '../../ingest/json-values'
import { contentOf } from '../../ingest/parts'
import type { RawFeedback, RawMessage } from '../../ingest/raw'
import { isObject, type JsonObject } from '../json-text'
import { jsonAdapter, type MessageRow } from './json-adapter'

export const langfuse = jsonAdapter({
  id: 'langfuse',
  label: 'Langfuse traces (JSON)',
  certainty: 0.95,
  because: 'input, output, sessionId and timestamp, as Langfuse writes traces',
  rowsAreMessages: true,
  matches: (record) => has(record, 'id', 'timestamp', 'input', 'output', 'sessionId'),
  read: toRow
})

function toRow(record: JsonObject): MessageRow | string | null {
  if (!has(record, 'id', 'input')) return null
  const id = idOf(record['id']) ?? ''
  const session = idOf(record['sessionId'])
  const asked = questions(record['input'], session !== undefined)
  const answer = saidIn(record['output'])
  if (asked.length === 0 && answer === '') return 'The trace holds neither a question nor an answer.'
  const at = time(record['timestamp'])
  const metadata = object(record['metadata'])
  const scores = objects(record['scores'])
  const messages: RawMessage[] = asked.map(({ role, said }, index) => ({
    id: index === asked.length - 1 ? `${id}:q` : `${id}:q${asked.length - 1 - index}`,
    role,
    sentAt: at,
    text: said
  }))
  if (answer !== '')
    messages.push({
      id: `${id}:a`,
      role: 'assistant',
      sentAt: at,
      text: answer,
      format: 'markdown',
      confidence: confidenceOf(scores),
      feedback: feedbackOf(scores)
    })
  return {
    id: session ?? id,
    channel: text(metadata['channel']),
    url: text(record['htmlPath']),
    language: text(metadata['language']),
    customer: { id: idOf(record['userId']) },
    messages
  }
}

interface Said {
  readonly role: string
  readonly said: string
}

/** What was asked. Where a session gives the turns before, only the last message of a whole history is new. */
function questions(input: unknown, isSession: boolean): readonly Said[] {
  const turns = Array.isArray(input)
    ? input
    : isObject(input) && Array.isArray(input['messages'])
      ? input['messages']
      : null
  if (turns === null) {
    const said = saidIn(input)
    const role = isObject(input) ? (text(input['role']) ?? 'user') : 'user'
    return said === '' ? [] : [{ role, said }]
  }
  const all = objects(turns).map((turn) => ({
    role: text(turn['role']) ?? 'user',
    said: contentOf(turn['content']).text
  }))
  const last = all.filter(({ role }) => role === 'user').at(-1)
  return (isSession ? (last ? [last] : []) : all).filter(({ said }) => said !== '')
}

function saidIn(value: unknown): string {
  if (!isObject(value)) return contentOf(Array.isArray(value) ? objects(value).at(-1)?.['content'] : value).text
  const content = first(value, 'content', 'text', 'answer', 'output', 'message', 'query', 'question', 'input')
  return isObject(content) ? saidIn(content) : contentOf(content).text
}

const FEEDBACK = /feedback|thumb|rating|helpful/i

function feedbackOf(scores: readonly JsonObject[]): readonly RawFeedback[] {
  return scores
    .filter((score) => FEEDBACK.test(text(score['name']) ?? ''))
    .map((score) => ({ value: score['value'] === 0 ? false : score['value'], comment: text(score['comment']) }))
}

function confidenceOf(scores: readonly JsonObject[]): number | string | null {
  return number(scores.find((score) => /confidence/i.test(text(score['name']) ?? ''))?.['value'])
}
