// Conversations that the engine writes from the tables, some hundred at a time: a cell handed to JavaScript costs more than reading and
// writing it, so that an export of everything takes about half the time. What people added is read as for every format and handed in.
import type { JsonValue } from '../../database/annotation-tables'
import { type Annotations, createAnnotationReader } from '../../database/conversation-annotations'
import type { ReadableDatabase } from '../../database/open'
import type { WrittenReader } from './export-format'

type Cells = readonly [
  place: number,
  conversations: number,
  messages: number,
  firstAt: number | null,
  lastAt: number | null,
  text: Uint8Array
]

/** What `sql` begins its columns with, before the bytes: the place among the wanted, and what is counted. Of one conversation ... */
export const ONE = 'wanted.key AS place, 1, c.message_count, c.started_at, c.last_at'
/** ... and of all together, from a subquery that gives these. */
export const ALL = '0, count(*), sum(message_count), min(started_at), max(last_at)'
export const OF_ALL = 'c.message_count, c.started_at, c.last_at'

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
      const rows = database.prepare(sql).columns(wanted, ...addedTo(ids, wanted)) as unknown as Cells[]
      return rows
        .sort(([a], [b]) => a - b)
        .map(([, conversations, messages, firstAt, lastAt, text]) => ({
          conversations,
          messages,
          firstAt,
          lastAt,
          text
        }))
    }
  }
}
