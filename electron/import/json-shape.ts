// Where the records of a JSON document are: the path to its conversations (or rows), found by names and by what the values hold.
import { EACH } from './json-splitter'
import { isObject, type JsonObject } from './json-text'

/** Keys under which lists of conversations or rows are found; the first that holds a list of objects wins. */
const LIST_KEYS = [
  'conversations', 'chatlogs', 'threads', 'transcripts', 'sessions', 'chats', 'traces', 'questions', 'feedback_data',
  'collectedCustomers', 'data', 'items', 'results', 'records', 'rows', 'logs', 'history', 'messages'
] // biome-ignore format: a list of words reads better filled
/** Lists under these are one conversation's turns, unless each item says which conversation it belongs to. */
const DIALOGUE_KEYS = new Set(['history', 'messages'])
/** Keys that only wrap what matters. */
const WRAPPER_KEYS = [
  'data',
  'result',
  'response',
  'payload',
  'body',
  'thread',
  'conversation',
  'transcript',
  'messages'
]
/** An object with one of these stands for itself: it is a record, not an envelope. */
const ID_KEYS = ['id', '_id', 'uuid', 'threadId', 'thread_id', 'chatId', 'sessionID', 'sessionId', 'session_id', 'session_uid', 'conversation_id', 'conversationId'] // biome-ignore format: as above
/** Keys by which a single message says which conversation it belongs to. */
export const CONVERSATION_KEYS = ['conversationId', 'conversation_id', 'threadId', 'thread_id', 'sessionId', 'session_id', 'session_uid', 'visitor_id', 'chatflowid'] // biome-ignore format: as above
const ROLE_KEYS = ['role', 'speaker', 'sender', 'send_by', 'author', 'from', 'direction']
const TEXT_KEYS = ['content', 'parts', 'text', 'message', 'body', 'entry', 'payload']
const ROLE_WORD = /^(user|bot|assistant|agent|human|customer|system|operator|ai)$/i
/** Envelopes are never nested deeper. */
const MAX_STEPS = 4

/** A message without a word about its conversation: it belongs to what is around it. */
export function isBareMessage(value: unknown): boolean {
  return isObject(value) && isMessage(value) && !CONVERSATION_KEYS.some((key) => value[key] != null)
}

function isRoleWord(value: unknown): boolean {
  return typeof value === 'string' && ROLE_WORD.test(value)
}

function isMessage(value: JsonObject): boolean {
  const hasRole = ROLE_KEYS.some((key) => value[key] != null) || isRoleWord(value['type'])
  return hasRole && TEXT_KEYS.some((key) => value[key] != null)
}

/**
 * The path to the records of a document (steps of json-splitter.ts), `[]` when the document is itself the record: one
 * conversation, or the bare messages of one.
 */
export function recordPath(document: unknown): readonly string[] {
  return find(document, 0) ?? []
}

function find(value: unknown, steps: number): readonly string[] | null {
  if (steps > MAX_STEPS) return null
  if (Array.isArray(value)) return findInArray(value, steps)
  if (isObject(value)) return findInObject(value, steps)
  return null
}

function findInArray(items: readonly unknown[], steps: number): readonly string[] | null {
  const objects = items.filter(isObject)
  const first = objects[0]
  if (!first) return items.some(Array.isArray) ? [EACH] : null
  if (objects.every(isBareMessage)) return []
  if (objects.every(isPage)) {
    const inside = findInObject(first, steps + 1)
    if (inside) return [EACH, ...inside]
  }
  return [EACH]
}

/** A page of a list: nothing of its own but a list and how to go on. */
function isPage(value: JsonObject): boolean {
  if (ID_KEYS.some((key) => value[key] != null)) return false
  return LIST_KEYS.some((key) => isList(value[key]) && !isDialogue(key, value[key]))
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.some(isObject)
}

/** Whether a list is the dialogue of what is around it, and not a list of records. */
function isDialogue(key: string, list: unknown): boolean {
  const items = Array.isArray(list) ? list.filter(isObject) : []
  if (items.every(isBareMessage)) return true
  return DIALOGUE_KEYS.has(key) && !items.some((item) => CONVERSATION_KEYS.some((name) => item[name] != null))
}

function findInObject(value: JsonObject, steps: number): readonly string[] | null {
  const standsForItself = ID_KEYS.some((key) => value[key] != null)
  // A conversation's own history is not a list of records; a list named as one is, whatever is beside it.
  const lists = standsForItself ? LIST_KEYS.slice(0, LIST_KEYS.indexOf('data')) : LIST_KEYS
  for (const key of lists) {
    const list = value[key]
    if (!Array.isArray(list) || !list.some(isObject)) continue
    if (isDialogue(key, list)) return []
    return [key, ...(findInArray(list, steps + 1) ?? [EACH])]
  }
  if (standsForItself) return []
  for (const key of WRAPPER_KEYS) {
    if (!isObject(value[key])) continue
    const inside = find(value[key], steps + 1)
    if (inside) return [key, ...inside]
  }
  for (const [key, list] of Object.entries(value)) {
    if (isList(list)) return [key, ...(find(list, steps + 1) ?? [EACH])]
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!isObject(inner)) continue
    const inside = find(inner, steps + 1)
    if (inside && inside.length > 0) return [key, ...inside]
  }
  const empty = lists.find((key) => Array.isArray(value[key]) && value[key].length === 0)
  if (empty !== undefined) return [empty, EACH]
  return steps === 0 ? [] : null
}

/** The values at a path of a document that was read whole. */
export function* recordsAt(document: unknown, path: readonly string[]): Generator<unknown> {
  const [step, ...rest] = path
  if (step === undefined) yield document
  else if (step === EACH) {
    if (Array.isArray(document)) for (const item of document) yield* recordsAt(item, rest)
  } else if (isObject(document) && Object.hasOwn(document, step)) yield* recordsAt(document[step], rest)
}
