// Open WebUI's chats: a tree of messages, since answers can be made again. The visible path is the conversation; the rest is kept.

import { first, has, idOf, list, object, objects, text, time, unpacked } from '../../ingest/json-values'
import { contentOf } from '../../ingest/parts'
import type { RawCitation, RawFeedback, RawMessage } from '../../ingest/raw'
import { isObject, type JsonObject } from '../json-text'
import { type Conversation, jsonAdapter } from './json-adapter'

export const openWebui = jsonAdapter({
  id: 'open-webui',
  label: 'Open WebUI chats (JSON)',
  certainty: 0.97,
  because: 'a chat with a history of messages, as Open WebUI writes it',
  matches: (record) => {
    const chat = object(record['chat'])
    return (
      isObject(object(chat['history'])['messages']) ||
      (has(record, 'chat', 'user_id') && Array.isArray(chat['messages']))
    )
  },
  read: (record) => openWebuiChat(record)
})

/** One chat; the chat column may be JSON text still. */
export function openWebuiChat(record: JsonObject): Conversation | string | null {
  const chat = object(unpacked(record['chat']))
  const history = object(chat['history'])
  const tree = object(history['messages'])
  const path = visiblePath(tree, text(history['currentId']))
  const visible = path.length > 0 ? path : objects(chat['messages'])
  if (visible.length === 0) return isObject(unpacked(record['chat'])) ? 'The chat holds no messages.' : null
  const shown = new Set(visible.map((message) => message['id']))
  return {
    id: idOf(first(record, 'id', 'chat_id')),
    title: text(first(record, 'title')) ?? text(chat['title']),
    status: record['archived'] === true || record['archived'] === 1 ? 'archived' : null,
    startedAt: time(record['created_at']),
    updatedAt: time(record['updated_at']),
    customer: { id: idOf(record['user_id']) },
    messages: visible.map(toMessage),
    branches:
      path.length > 0
        ? Object.values(tree).filter((message) => isObject(message) && !shown.has(message['id']))
        : undefined
  }
}

/** From the current message up to the root, turned round. A tree that is a circle ends where it closes. */
function visiblePath(tree: JsonObject, currentId: string | null): readonly JsonObject[] {
  const path: JsonObject[] = []
  const seen = new Set<string>()
  let id = currentId !== null && isObject(tree[currentId]) ? currentId : newestLeaf(tree)
  while (id !== null && !seen.has(id)) {
    seen.add(id)
    const message = tree[id]
    if (!isObject(message)) break
    path.push(message)
    id = text(message['parentId'])
  }
  return path.reverse()
}

function newestLeaf(tree: JsonObject): string | null {
  let newest: string | null = null
  let newestTime = Number.NEGATIVE_INFINITY
  for (const [id, message] of Object.entries(tree)) {
    if (!isObject(message) || list(message['childrenIds']).length > 0) continue
    const sentAt = Number(text(message['timestamp']) ?? 0)
    if (sentAt >= newestTime) {
      newest = id
      newestTime = sentAt
    }
  }
  return newest
}

function toMessage(message: JsonObject): RawMessage {
  const content = contentOf(message['content'])
  return {
    id: idOf(message['id']),
    role: text(message['role']),
    sentAt: time(message['timestamp']),
    text: content.text,
    format: 'markdown',
    feedback: feedbackOf(message['annotation']),
    citations: Array.isArray(message['sources']) ? objects(message['sources']).map(toCitation) : undefined,
    parts: [
      ...content.parts,
      ...objects(message['files']).map((file) => ({
        kind: 'file' as const,
        name: text(file['name']),
        body: text(file['url']) ?? file['type']
      }))
    ]
  }
}

function feedbackOf(annotation: unknown): readonly RawFeedback[] | undefined {
  if (!isObject(annotation)) return undefined
  const words = [text(annotation['reason']), text(annotation['comment']), ...list(annotation['tags']).map(text)]
  return [{ value: annotation['rating'], comment: words.filter((word) => word !== null).join(', ') || null }]
}

function toCitation(entry: JsonObject): RawCitation {
  const source = object(entry['source'])
  return {
    title: text(source['name']),
    url: text(source['url']),
    excerpt: text(list(entry['document'])[0]),
    score: typeof list(entry['distances'])[0] === 'number' ? Number(list(entry['distances'])[0]) : null,
    id: idOf(source['id']) ?? null
  }
}
