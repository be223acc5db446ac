// Row changes with their before and after: every act of a person is recorded as these, which makes undo and redo exact.
import { AppError } from '../../shared/errors'
import { bringBack, deleteWithCopy } from '../database/deleted-conversations'
import type { Value, WritableDatabase } from '../database/open'

/** The tables an act may touch, with the columns that name a row. */
const KEYS = {
  conversation: ['id'],
  tag: ['id'],
  conversation_tag: ['id'],
  note: ['id'],
  flag: ['conversation_id', 'message_key'],
  issue: ['id'],
  issue_conversation: ['issue_id', 'conversation_id'],
  verdict: ['id'],
  review_set: ['id'],
  review_item: ['review_set_id', 'position'],
  qa_pair: ['id'],
  qa_question: ['qa_pair_id', 'position'],
  asked_again: ['id'],
  suggestion_group: ['id'],
  suggestion_question: ['topic', 'words']
} as const
export type ActTable = keyof typeof KEYS

export type Cells = Readonly<Record<string, Value>>

/** before null: the row was made; after null: it was removed; else only the columns that changed. */
export interface RowChange {
  readonly table: ActTable
  readonly key: readonly Value[]
  readonly before: Cells | null
  readonly after: Cells | null
}

/** Conversations that were deleted, by their numbers; what they were is kept beside (`database/deleted-conversations.ts`). */
export interface Deletion {
  readonly table: typeof DELETED
  readonly key: readonly number[]
  readonly before: null
  readonly after: null
}
export const DELETED = 'deleted_conversation'

export type Change = RowChange | Deletion

/** Makes changes and remembers them. Use inside one transaction. */
export class Recorder {
  readonly changes: Change[] = []
  constructor(private readonly database: WritableDatabase) {}

  /** Adds a row; returns its id where the table has one. */
  insert(table: ActTable, cells: Cells): number {
    const lastInsertRowid = insert(this.database, table, cells)
    const full = KEYS[table][0] === 'id' && !('id' in cells) ? { id: lastInsertRowid, ...cells } : cells
    this.changes.push({ table, key: KEYS[table].map((name) => full[name] ?? null), before: null, after: full })
    return lastInsertRowid
  }

  /** Changes columns of a row; columns that already hold the value are left out, and nothing is recorded when none differ. */
  update(table: ActTable, key: readonly Value[], cells: Cells): boolean {
    const old = this.read(table, key)
    if (!old) throw gone()
    const changed = Object.keys(cells).filter((name) => old[name] !== cells[name])
    if (changed.length === 0) return false
    const pick = (from: Cells) => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]))
    const change: RowChange = { table, key, before: pick(old), after: pick(cells) }
    write(this.database, change.table, change.key, change.before, change.after)
    this.changes.push(change)
    return true
  }

  /** Deletes conversations with all that is theirs; answers how many were there. */
  deleteConversations(ids: readonly number[]): number {
    const gone = deleteWithCopy(this.database, ids)
    if (gone.length > 0) this.changes.push({ table: DELETED, key: gone, before: null, after: null })
    return gone.length
  }

  remove(table: ActTable, key: readonly Value[]): void {
    const before = this.read(table, key)
    if (!before) throw gone()
    write(this.database, table, key, before, null)
    this.changes.push({ table, key, before, after: null })
  }

  /** The row as it is now; undefined when there is none. */
  read(table: ActTable, key: readonly Value[]): Cells | undefined {
    return this.database.prepare(`SELECT * FROM ${table} WHERE ${where(table)}`).get<Cells>(...key)
  }
}

/** Takes changes back, the last first. */
export function revert(database: WritableDatabase, changes: readonly Change[]): void {
  for (const change of changes.toReversed())
    if (change.table === DELETED) bringBack(database, change.key)
    else write(database, change.table, change.key, change.after, change.before)
}

/** Makes changes again, in order. */
export function reapply(database: WritableDatabase, changes: readonly Change[]): void {
  for (const change of changes)
    if (change.table === DELETED) deleteWithCopy(database, change.key)
    else write(database, change.table, change.key, change.before, change.after)
}

function write(
  database: WritableDatabase,
  table: ActTable,
  key: readonly Value[],
  from: Cells | null,
  to: Cells | null
) {
  if (to === null) {
    const { changes } = database.prepare(`DELETE FROM ${table} WHERE ${where(table)}`).run(...key)
    if (changes !== 1) throw gone()
    return
  }
  if (from === null) {
    insert(database, table, to)
    return
  }
  const names = Object.keys(to)
  const { changes } = database
    .prepare(`UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE ${where(table)}`)
    .run(...Object.values(to), ...key)
  if (changes !== 1) throw gone()
}

function insert(database: WritableDatabase, table: ActTable, cells: Cells): number {
  const names = Object.keys(cells)
  try {
    return database
      .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(cells)).lastInsertRowid
  } catch (thrown) {
    // The conversation, issue or set it belongs to was removed in the meantime.
    if (thrown instanceof Error && thrown.message.includes('FOREIGN KEY')) throw gone()
    throw thrown
  }
}

const where = (table: ActTable) => KEYS[table].map((name) => `${name} = ?`).join(' AND ')

function gone(): AppError {
  return new AppError('not-found', 'What this act is about is no longer there. Nothing was changed.')
}
