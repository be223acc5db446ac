// Conversations that the engine writes from the tables, some hundred at a time: a cell handed to JavaScript costs more than reading and
// writing it, so that an export of everything takes a third of the time. What people added is read as for every format and handed in.
import type { JsonValue } from '../../database/annotation-tables'
import { type Annotations, createAnnotationReader } from '../../database/conversation-annotations'
import type { ReadableDatabase } from '../../database/open'
import type { WrittenConversation, WrittenReader } from './export-format'

type Cells = readonly [
  id: number,
  startedAt: number | null,
  lastAt: number | null,
  messageCount: number,
  bytes: Uint8Array
]

/** What `sql` begins its columns with: these of `conversation c`, and behind them the bytes. */
export const COUNTED = 'c.id, c.started_at, c.last_at, c.message_count'

/** The rows that `sql` reads: `?1` are the wanted ids as JSON. */
export const WANTED = `FROM json_each(?1) wanted CROSS JOIN conversation c ON c.id = wanted.value
  JOIN agent a ON a.id = c.agent_id JOIN source s ON s.id = c.source_id`

/** What `addedOf` made of the annotations of the conversation; null where nobody added anything. */
export const ADDED = `?2 ->> concat(c.id)`

/**
 * The reader of one export: the same conversations in the same order as `createFullReader` reads. `addedOf`: what `sql` finds as its
 * second parameter, by id; null where it does not ask for it.
 */
export function createWrittenReader(
  database: ReadableDatabase,
  sql: string,
  addedOf: ((annotations: Annotations) => JsonValue) | null
): WrittenReader {
  const readAnnotations = addedOf && createAnnotationReader(database)
  const addedTo = (ids: readonly number[], wanted: string): string[] => {
    if (!readAnnotations) return []
    const annotations = readAnnotations(wanted)
    const added = ids.flatMap((id) => {
      const own = annotations(id)
      return Object.values(own).some((rows) => rows.length > 0) ? [[id, addedOf(own)] as const] : []
    })
    return [JSON.stringify(Object.fromEntries(added))]
  }
  return {
    read(ids) {
      const wanted = JSON.stringify(ids)
      const rows = database.prepare(sql).columns(wanted, ...addedTo(ids, wanted)) as unknown as readonly Cells[]
      const byId = new Map(rows.map((row) => [row[0], row]))
      return ids.flatMap((id): WrittenConversation[] => {
        const row = byId.get(id)
        if (!row) return []
        const [, startedAt, lastAt, messageCount, bytes] = row
        return [{ startedAt, lastAt, messageCount, bytes }]
      })
    }
  }
}
