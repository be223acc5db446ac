// Deletes conversations so that they can be brought back exactly as they were: every row of them is copied in the same transaction.
import { deflateSync, inflateSync } from 'node:zlib'
import { removeAnnotations } from './annotations'
import { createContentWriter } from './conversation-content'
import { messageId } from './conversation-record'
import { createConversationStore } from './conversations'
import type { ReadableDatabase, Value, WritableDatabase } from './open'
import { readStoredConversation } from './stored-conversation'

type Cells = Readonly<Record<string, Value>>
/** How a blob stands in JSON. */
interface Blob64 {
  readonly base64: string
}

/** Rows that are of one conversation, in an order in which they can be put back. */
const OF_CONVERSATION = [
  ['conversation', 'id'],
  ['import_conversation', 'conversation_id'],
  ['raw_record', 'conversation_id'],
  ['conversation_gone', 'conversation_id'],
  ['conversation_tag', 'conversation_id'],
  ['note', 'conversation_id'],
  ['flag', 'conversation_id'],
  ['issue_conversation', 'conversation_id'],
  ['verdict', 'conversation_id'],
  ['review_item', 'conversation_id'],
  ['asked_again', 'conversation_id']
] as const
/** Rows that are of its messages, by the range of their ids. */
const OF_MESSAGES = [
  ['message', 'id'],
  ['citation', 'message_id'],
  ['feedback', 'message_id']
] as const

/** Rows that stay when it goes, and lose it: what they said of it. */
interface Links {
  readonly pairs: readonly { readonly id: number; readonly message_key: string | null }[]
  readonly outbox: readonly number[]
}

interface Copy {
  readonly rows: readonly (readonly [table: string, rows: readonly Cells[]])[]
  readonly links: Links
}

/** Conversations removed of which nothing is there any more are passed over. Inside the caller's transaction. Answers which went. */
export function deleteWithCopy(database: WritableDatabase, ids: readonly number[]): number[] {
  const store = createConversationStore(database)
  const identity = database.prepare(
    'SELECT agent_id AS agent, external_id AS externalId FROM conversation WHERE id = ?'
  )
  const keep = database.prepare(
    'INSERT OR REPLACE INTO deleted_conversation (conversation_id, agent_id, external_id, copy) VALUES (?, ?, ?, ?)'
  )
  const copyOf = copier(database)
  return ids.filter((id) => {
    const known = identity.get<{ agent: number; externalId: string }>(id)
    if (!known) return false
    const copy = deflateSync(JSON.stringify(copyOf(id), packed), { level: 1 })
    keep.run(id, known.agent, known.externalId, copy)
    removeAnnotations(database, id)
    store.remove(id)
    return true
  })
}

/** Puts conversations back, with their words in the index. Those without a copy (wiped since) are passed over. Inside the caller's transaction. */
export function bringBack(database: WritableDatabase, ids: readonly number[]): void {
  const read = database.prepare('SELECT copy FROM deleted_conversation WHERE conversation_id = ?')
  const forget = database.prepare('DELETE FROM deleted_conversation WHERE conversation_id = ?')
  // Whoever reads ahead hears of it as of any change.
  const touch = database.prepare('UPDATE conversation SET changed_at = changed_at WHERE id = ?')
  const pair = database.prepare(
    'UPDATE qa_pair SET conversation_id = ?, message_key = ? WHERE id = ? AND conversation_id IS NULL'
  )
  const entry = database.prepare('UPDATE outbox SET conversation_id = ? WHERE id = ? AND conversation_id IS NULL')
  const insert = inserter(database)
  const content = createContentWriter(database)
  for (const id of ids) {
    const found = read.get<{ copy: Uint8Array }>(id)
    if (!found) continue
    const { rows, links }: Copy = JSON.parse(inflateSync(found.copy).toString('utf8'), unpacked)
    for (const [table, all] of rows) for (const cells of all) insert(table, cells)
    for (const { id: pairId, message_key } of links.pairs) pair.run(id, message_key, pairId)
    for (const entryId of links.outbox) entry.run(id, entryId)
    content.index(id, readStoredConversation(database, id))
    touch.run(id)
    forget.run(id)
  }
  content.flush()
}

/** Whether any deletion can be undone. */
export function hasDeleted(database: ReadableDatabase): boolean {
  return database.prepare('SELECT 1 FROM deleted_conversation LIMIT 1').get() !== undefined
}

/** How many of these deleted conversations came in again since: they cannot be put beside themselves. */
export function countReturned(database: ReadableDatabase, ids: readonly number[]): number {
  return (
    database
      .prepare(
        `SELECT count(*) AS n FROM deleted_conversation d JOIN conversation c ON c.agent_id = d.agent_id AND c.external_id = d.external_id
         WHERE d.conversation_id IN (SELECT value FROM json_each(?))`
      )
      .get<{ n: number }>(JSON.stringify(ids))?.n ?? 0
  )
}

/** Numbers of an agent's conversations that are kept to be brought back. */
export function deletedOf(database: ReadableDatabase, agentId: number): number[] {
  return database
    .prepare('SELECT conversation_id FROM deleted_conversation WHERE agent_id = ?')
    .columns(agentId)
    .map(([id]) => Number(id))
}

/** For good. */
export function forgetDeleted(database: WritableDatabase, agentId: number): void {
  database.prepare('DELETE FROM deleted_conversation WHERE agent_id = ?').run(agentId)
}

function copier(database: WritableDatabase): (id: number) => Copy {
  const own = OF_CONVERSATION.map(
    ([table, column]) => [table, database.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`)] as const
  )
  const ofMessages = OF_MESSAGES.map(
    ([table, column]) => [table, database.prepare(`SELECT * FROM ${table} WHERE ${column} BETWEEN ? AND ?`)] as const
  )
  const pairs = database.prepare('SELECT id, message_key FROM qa_pair WHERE conversation_id = ?')
  const outbox = database.prepare('SELECT id FROM outbox WHERE conversation_id = ?')
  return (id) => {
    const range = [messageId(id, 0), messageId(id + 1, 0) - 1] as const
    return {
      rows: [
        ...own.map(([table, rows]) => [table, rows.all<Cells>(id)] as const),
        ...ofMessages.map(([table, rows]) => [table, rows.all<Cells>(...range)] as const)
      ].filter(([, rows]) => rows.length > 0),
      links: {
        pairs: pairs.all<Links['pairs'][number]>(id),
        outbox: outbox.all<{ id: number }>(id).map((row) => row.id)
      }
    }
  }
}

/** Only into the tables that are copied, and only columns they have: a workspace may come from anywhere. */
function inserter(database: WritableDatabase): (table: string, cells: Cells) => void {
  const columns = new Map<string, ReadonlySet<string>>(
    [...OF_CONVERSATION, ...OF_MESSAGES].map(([table]) => [
      table,
      new Set(
        database
          .prepare(`SELECT name FROM pragma_table_info('${table}')`)
          .all<{ name: string }>()
          .map(({ name }) => name)
      )
    ])
  )
  return (table, cells) => {
    const known = columns.get(table)
    const names = Object.keys(cells).filter((name) => known?.has(name))
    if (!known || names.length === 0) return
    database
      .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...names.map((name) => cells[name] ?? null))
  }
}

function packed(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? ({ base64: Buffer.from(value).toString('base64') } satisfies Blob64) : value
}

function unpacked(_key: string, value: unknown): unknown {
  const isBlob = typeof value === 'object' && value !== null && 'base64' in value && typeof value.base64 === 'string'
  return isBlob ? Buffer.from(String(value.base64), 'base64') : value
}
