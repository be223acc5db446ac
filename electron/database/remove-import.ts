// Takes an import back: removes the conversations that no other import holds, in batches, keeping those that people worked on
// unless they said otherwise.
import { setImmediate as breathe } from 'node:timers/promises'
import { AppError } from '../../shared/errors'
import { IS_ANNOTATED, removeAnnotations } from './annotations'
import { createConversationStore } from './conversations'
import type { ReadableDatabase, WritableDatabase } from './open'

/** Names shown to a person before annotated conversations are removed. */
const MOST_NAMES = 50
/** Conversations removed in one transaction. */
const BATCH = 500

const HELD_ELSEWHERE = `EXISTS (SELECT 1 FROM import_conversation other JOIN import_batch ON import_batch.id = other.import_id
  WHERE other.conversation_id = conversation.id AND other.import_id <> ?1 AND import_batch.state <> 'removed')`

export interface AnnotatedConversations {
  readonly total: number
  /** Title or opening message of the first fifty. */
  readonly names: readonly string[]
}

/** The conversations that removing an import would take and that carry reviews, notes, tags, flags, issues, verdicts or drafts. */
export function annotatedInImport(database: ReadableDatabase, importId: number): AnnotatedConversations {
  const from = `FROM import_conversation held JOIN conversation ON conversation.id = held.conversation_id
    WHERE held.import_id = ?1 AND NOT ${HELD_ELSEWHERE} AND ${IS_ANNOTATED}`
  const total = database.prepare(`SELECT count(*) AS n ${from}`).get<{ n: number }>(importId)?.n ?? 0
  const names = database
    .prepare(
      `SELECT coalesce(conversation.title, conversation.preview) AS name ${from} ORDER BY conversation.id LIMIT ${MOST_NAMES}`
    )
    .all<{ name: string }>(importId)
    .map((row) => row.name)
  return { total, names }
}

/** Those of a selection that people worked on: named, by what the customer asked, before they are deleted. */
export function annotatedAmong(database: ReadableDatabase, ids: readonly number[]): AnnotatedConversations {
  const from = `FROM conversation WHERE id IN (SELECT value FROM json_each(?)) AND ${IS_ANNOTATED}`
  const given = JSON.stringify(ids)
  const total = database.prepare(`SELECT count(*) AS n ${from}`).get<{ n: number }>(given)?.n ?? 0
  const names = database
    .prepare(`SELECT coalesce(nullif(preview, ''), title, external_id) AS name ${from} ORDER BY id LIMIT ${MOST_NAMES}`)
    .all<{ name: string }>(given)
    .map((row) => row.name)
  return { total, names }
}

export interface RemovedImport {
  readonly removed: number
  /** Annotated conversations that stay because nobody said to remove them. */
  readonly kept: number
  /** Conversations that stay because another import holds them too. */
  readonly shared: number
}

export interface RemoveImportOptions {
  /** true: conversations that people worked on stay, and stay with this import. */
  readonly keepAnnotated: boolean
  readonly signal?: AbortSignal | undefined
  /** Told after each batch. */
  readonly progress?: (done: number, total: number) => void
}

/**
 * Removes an import with all that came in by it alone; the row of the import stays, as `removed`. A cancel keeps what was removed so far
 * removed and the rest in; removing again goes on. Throws `not-found`, `refused` while the import runs, `cancelled`.
 */
export async function removeImport(
  database: WritableDatabase,
  importId: number,
  { keepAnnotated, signal, progress }: RemoveImportOptions
): Promise<RemovedImport> {
  refuseUnlessEnded(database, importId)
  const store = createConversationStore(database)
  const ids = database
    .prepare('SELECT conversation_id FROM import_conversation WHERE import_id = ? ORDER BY conversation_id')
    .columns(importId)
    .map(([id]) => Number(id))
  const look = database.prepare(
    `SELECT ${HELD_ELSEWHERE} AS isShared, ${IS_ANNOTATED} AS isAnnotated FROM conversation WHERE id = ?2`
  )
  const leave = database.prepare('DELETE FROM import_conversation WHERE conversation_id = ? AND import_id = ?')
  const result = { removed: 0, kept: 0, shared: 0 }

  for (let start = 0; start < ids.length; start += BATCH) {
    if (signal?.aborted) throw new AppError('cancelled', `Cancelled. ${result.removed} conversations were removed.`)
    database.transaction(
      () => {
        for (const id of ids.slice(start, start + BATCH)) {
          const found = look.get<{ isShared: number; isAnnotated: number }>(importId, id)
          if (!found) continue
          if (found.isShared === 1) {
            leave.run(id, importId)
            result.shared++
          } else if (found.isAnnotated === 1 && keepAnnotated) result.kept++
          else {
            if (found.isAnnotated === 1) removeAnnotations(database, id)
            store.remove(id)
            result.removed++
          }
        }
      },
      { durable: true }
    )
    progress?.(Math.min(start + BATCH, ids.length), ids.length)
    await breathe()
  }
  database.transaction(
    () => {
      database.prepare('DELETE FROM rejected_row WHERE import_id = ?').run(importId)
      database
        .prepare("UPDATE import_batch SET state = 'removed', note = ? WHERE id = ?")
        .run(sentence(result), importId)
    },
    { durable: true }
  )
  return result
}

function refuseUnlessEnded(database: ReadableDatabase, importId: number): void {
  const found = database.prepare('SELECT state FROM import_batch WHERE id = ?').get<{ state: string }>(importId)
  if (!found) throw new AppError('not-found', 'This import is not in the workspace any more.')
  if (found.state === 'running') {
    throw new AppError('refused', 'This import is still running. Cancel it first, then remove it.')
  }
}

function sentence({ removed, kept, shared }: RemovedImport): string {
  const told = [`Removed with ${removed} ${removed === 1 ? 'conversation' : 'conversations'}.`]
  if (kept > 0) told.push(`${kept} with reviews, notes or drafts ${kept === 1 ? 'was' : 'were'} kept.`)
  if (shared > 0)
    told.push(
      `${shared} ${shared === 1 ? 'is' : 'are'} in another import too and ${shared === 1 ? 'was' : 'were'} kept.`
    )
  return told.join(' ')
}
