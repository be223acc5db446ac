// Looks whether a workspace is whole: the file, its references, the full-text index, and that every count says what is there.
import type { ReadableDatabase, WritableDatabase } from './open'

export interface Check {
  /** What was looked at, for people. */
  readonly name: string
  /** Sentences; empty when all is well. */
  readonly problems: readonly string[]
}

/** Problems of one kind are told up to this many. */
const MOST = 20

/** Reads everything once; takes as long as reading the file. */
export function checkWorkspace(database: ReadableDatabase): Check[] {
  return [
    { name: 'file', problems: integrity(database) },
    { name: 'references', problems: references(database) },
    ...COUNTS.map(({ name, sql, says }) => ({
      name,
      problems: database
        .prepare(`${sql} LIMIT ${MOST}`)
        .all<{ readonly id: number; readonly found: number; readonly noted: number }>()
        .map(says)
    }))
  ]
}

/** The index's own check of itself, which SQLite offers to the writing connection only. It changes nothing. */
export function checkIndex(database: WritableDatabase): Check {
  const name = 'full-text index'
  try {
    database.exec("INSERT INTO message_fts (message_fts) VALUES ('integrity-check')")
    return { name, problems: [] }
  } catch (thrown) {
    return { name, problems: [`The full-text index is damaged: ${String(thrown)}`] }
  }
}

function integrity(database: ReadableDatabase): string[] {
  const rows = database.prepare(`PRAGMA integrity_check(${MOST})`).all<{ readonly integrity_check: string }>()
  return rows.map((row) => row.integrity_check).filter((text) => text !== 'ok')
}

function references(database: ReadableDatabase): string[] {
  return database
    .prepare('PRAGMA foreign_key_check')
    .all<{ readonly table: string; readonly rowid: number | null; readonly parent: string }>()
    .slice(0, MOST)
    .map(({ table, rowid, parent }) => `Row ${rowid} of ${table} names a row of ${parent} that is not there.`)
}

interface Found {
  readonly id: number
  readonly found: number
  readonly noted: number
}

/** message.id is conversation_id << 20 | seq; the index has one entry for each message. */
const COUNTS: readonly { readonly name: string; readonly sql: string; readonly says: (found: Found) => string }[] = [
  {
    name: 'message counts',
    sql: `SELECT c.id, c.message_count AS noted, coalesce(m.n, 0) AS found FROM conversation c
      LEFT JOIN (SELECT id >> 20 AS conversation_id, count(*) AS n FROM message GROUP BY 1) m ON m.conversation_id = c.id
      WHERE c.message_count <> coalesce(m.n, 0)`,
    says: ({ id, found, noted }) => `Conversation ${id} says it has ${noted} messages and has ${found}.`
  },
  {
    name: 'messages',
    sql: `SELECT m.id >> 20 AS id, count(*) AS found, 0 AS noted FROM message m
      WHERE NOT EXISTS (SELECT 1 FROM conversation c WHERE c.id = m.id >> 20) GROUP BY 1`,
    says: ({ id, found }) => `${found} messages belong to a conversation that is not there (${id}).`
  },
  {
    name: 'indexed messages',
    sql: `SELECT m.id, 0 AS found, 1 AS noted FROM message m
      WHERE NOT EXISTS (SELECT 1 FROM message_fts_docsize d WHERE d.id = m.id)`,
    says: ({ id }) => `Message ${id} is not in the full-text index.`
  },
  {
    name: 'index entries',
    sql: `SELECT d.id, 1 AS found, 0 AS noted FROM message_fts_docsize d
      WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.id = d.id)`,
    says: ({ id }) => `The full-text index has an entry for message ${id}, which is not there.`
  }
]
