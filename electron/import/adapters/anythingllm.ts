// AnythingLLM's chats: prompt and response a row. The export has no thread, so there each row is a conversation of its own.

import { citationsOf } from '../../ingest/citations'
import { first, has, idOf, object, objects, text, time, unpacked } from '../../ingest/json-values'
import { pairMessages } from '../../ingest/pairs'
import type { JsonObject } from '../json-text'
import { type Conversation, jsonAdapter, type MessageRow } from './json-adapter'
import { looseMessage } from './loose-message'

export const anythingllmExport = jsonAdapter({
  id: 'anythingllm-export',
  label: 'AnythingLLM export (JSON)',
  certainty: 0.97,
  because: 'prompt, response and sent_at, as AnythingLLM’s export writes them',
  matches: (record) => has(record, 'prompt', 'response', 'sent_at'),
  read: exportedPair
})

/** One row of the export, from JSON or CSV. */
function exportedPair(record: JsonObject): Conversation | null {
  if (!has(record, 'prompt', 'response')) return null
  const rating = text(record['rating'])
  return {
    agent: { name: text(record['workspace']) ?? undefined },
    id: idOf(record['id']),
    customer: { id: text(record['username']) },
    messages: pairMessages({
      id: idOf(record['id']),
      question: text(record['prompt']),
      answer: text(record['response']),
      askedAt: time(record['sent_at']),
      about: { feedback: [{ value: rating }] }
    })
  }
}

export const anythingllmChats = jsonAdapter({
  id: 'anythingllm-chats',
  label: 'AnythingLLM chats (JSON)',
  certainty: 0.97,
  because: 'workspaceId, prompt and response, as AnythingLLM’s API writes chats',
  rowsAreMessages: true,
  matches: (record) => has(record, 'prompt', 'response', 'workspaceId'),
  read: (record) => (has(record, 'prompt', 'response') ? anythingllmRow(record) : null)
})

/** A row of `workspace_chats`, whose response is a JSON text with the answer, its sources and more. */
export function anythingllmRow(record: JsonObject): MessageRow | string {
  if (record['include'] === false || record['include'] === 0) return 'The chat was hidden or reset in AnythingLLM.'
  const response = unpacked(record['response'])
  const answer = object(response)
  const workspace = object(record['workspace'])
  const id = idOf(record['id'])
  return {
    agent: {
      id: idOf(record['workspaceId']),
      name: text(workspace['name']) ?? text(record['workspaceName']) ?? undefined
    },
    id: conversationId(record),
    customer: { id: text(record['username']) ?? text(object(record['user'])['username']) ?? idOf(record['user_id']) },
    messages: pairMessages({
      id,
      question: text(record['prompt']),
      answer: typeof response === 'string' ? response : text(answer['text']),
      askedAt: time(record['createdAt']),
      about: { feedback: [{ value: thumbOf(record['feedbackScore']) }], citations: citationsOf(answer['sources']) }
    })
  }
}

/** The database writes booleans as 0 and 1; 0 is a thumb down here, not "no rating". */
function thumbOf(score: unknown): unknown {
  return score === 0 || score === 1 ? score === 1 : score
}

/** A thread, an API session, or what one person asked in the workspace outside of any thread. */
function conversationId(record: JsonObject): string {
  const workspace = idOf(record['workspaceId']) ?? ''
  const session = idOf(record['api_session_id'])
  if (session !== undefined) return `${workspace}/session/${session}`
  const thread = idOf(record['thread_id'])
  return thread === undefined ? `${workspace}/user/${idOf(record['user_id']) ?? ''}` : `${workspace}/thread/${thread}`
}

export const anythingllmHistory = jsonAdapter({
  id: 'anythingllm-history',
  label: 'AnythingLLM history (JSON)',
  certainty: 0.96,
  because: 'a history of role, content, chatId and sentAt, as AnythingLLM’s API writes it',
  matches: (record) => {
    const turns = objects(record['history'])
    return (
      turns.length > 0 &&
      turns.every((turn) => has(turn, 'role', 'content') && (has(turn, 'chatId') || has(turn, 'sentAt')))
    )
  },
  read: (record) => ({
    id: idOf(first(record, 'id', 'threadSlug', 'slug')),
    messages: objects(record['history']).map((turn) => ({
      ...looseMessage(turn),
      id: idOf(turn['chatId']) && `${idOf(turn['chatId'])}:${turn['role'] === 'user' ? 'q' : 'a'}`
    }))
  })
})
