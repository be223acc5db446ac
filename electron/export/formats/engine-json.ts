// Conversations as JSON that the engine writes from the tables, some hundred at a time. What people added is read as for every format and
// handed in.
import { createAnnotationReader } from '../../database/conversation-annotations'
import type { ReadableDatabase } from '../../database/open'
import type { WrittenConversation, WrittenReader } from './export-format'
import { CONVERSATION, RAW } from './json-keys'
import { membersSql } from './json-sql'

/** ?1: ids; ?2: by id, the members of what people added; ?3: those of a conversation to which nobody added anything. */
const CONVERSATIONS = `SELECT c.id, c.started_at, c.last_at, c.message_count,
    CAST(concat('{', ${membersSql(CONVERSATION)}, ',', ifnull(?2 ->> concat(c.id), ?3), ',', ${membersSql([RAW])}, '}') AS BLOB)
  FROM json_each(?1) wanted CROSS JOIN conversation c ON c.id = wanted.value
  JOIN agent a ON a.id = c.agent_id JOIN source s ON s.id = c.source_id LEFT JOIN raw_record r ON r.conversation_id = c.id`

type Cells = readonly [
  id: number,
  startedAt: number | null,
  lastAt: number | null,
  messageCount: number,
  bytes: Uint8Array
]

/** The reader of one export, of the same conversations in the same order as `createFullReader` reads, and of the same JSON. */
export function createJsonReader(database: ReadableDatabase): WrittenReader {
  const readAnnotations = createAnnotationReader(database)
  const nothing = members(readAnnotations('[]')(0))
  return {
    read(ids) {
      const wanted = JSON.stringify(ids)
      const annotations = readAnnotations(wanted)
      const added = ids.flatMap((id) => {
        const text = members(annotations(id))
        return text === nothing ? [] : [[id, text] as const]
      })
      const rows = database
        .prepare(CONVERSATIONS)
        .columns(wanted, JSON.stringify(Object.fromEntries(added)), nothing) as unknown as Cells[]
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

/** The members of an object, without its braces. */
function members(object: object): string {
  return JSON.stringify(object).slice(1, -1)
}
