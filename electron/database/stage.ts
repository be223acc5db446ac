// A stage: the rows of one batch of an import in memory, made in one thread and copied into the workspace in another, table by table
// inside the engine. A row that is handed over by the engine costs a fraction of one that comes from JavaScript value by value.
//
// Conversations have running numbers, their places, from 1 as ids, and messages ids made of them; what makes them ids of the workspace is
// added where they are copied. Both threads belong to one process: the file system `memdb` of SQLite knows a name everywhere in it
// (https://sqlite.org/src/file/src/memdb.c).
import type { AgentIdentity } from './agents'
import { createBulkInsert } from './bulk-insert'
import { CONTENT_COLUMNS, type ConversationContent } from './conversation-columns'
import { createContentWriter, type WordsWriter } from './conversation-content'
import { openStage, type WritableDatabase } from './open'

export interface Stage {
  /** How the other thread finds it. */
  readonly name: string
  /** Takes a conversation at the next place. `piece`: as it arrived, where it is only some of its rows. */
  add(content: ConversationContent, piece: string | null): void
  /** All of it is there for the other thread, which has the stage to itself until `clear`. */
  hand(): void
  /** Empties it for another batch. */
  clear(): void
  close(): void
}

const HEAD = ['id', 'agent_id', 'piece', 'external_id', 'external_id_is_synthetic']
const VALUES = Object.values(CONTENT_COLUMNS)
/** The tables as the workspace has them, without types but their keys': values stay as they are until they come there. */
export const STAGE_TABLES = {
  agent: ['id', 'name', 'external_id'],
  conversation: [...HEAD, ...Object.keys(CONTENT_COLUMNS)],
  message: [
    ...['id', 'key', 'role', 'author', 'sent_at', 'time_is_estimated', 'text', 'format', 'confidence', 'thumb'],
    ...['citation_count', 'parts']
  ],
  citation: ['message_id', 'position', 'title', 'url', 'excerpt', 'score', 'external_id', 'kind'],
  feedback: ['message_id', 'rater', 'thumb', 'stars', 'comment', 'raw'],
  raw_record: ['conversation_id', 'is_deflated', 'body'],
  // Words of a message where they are not its text as it stands, and of what is cited.
  words: ['id', 'said', 'cited']
} as const satisfies Record<string, readonly string[]>
const KEYED = ['agent', 'conversation', 'message', 'raw_record', 'words']
const keyOf = (table: string) => (KEYED.includes(table) ? 'INTEGER PRIMARY KEY' : 'INTEGER')

/** A new stage; the name must be its own in this process. */
export function createStage(name: string): Stage {
  const database = openStage(name)
  for (const [table, [first, ...others]] of Object.entries(STAGE_TABLES))
    database.exec(`CREATE TABLE ${table} (${first} ${keyOf(table)}, ${others.join(', ')})`)
  const conversations = createBulkInsert(database, 'conversation', STAGE_TABLES.conversation)
  const content = createContentWriter(database, createWordsTable(database))
  const insertAgent = database.prepare('INSERT INTO agent (id, name, external_id) VALUES (?, ?, ?)')
  const agents = new Map<string, number>()
  let place = 0

  function agentId({ name, externalId }: AgentIdentity): number {
    const key = `${externalId ?? ''}\n${name}`
    const known = agents.get(key)
    if (known !== undefined) return known
    insertAgent.run(agents.size + 1, name, externalId)
    agents.set(key, agents.size + 1)
    return agents.size
  }

  return {
    name,
    add(given, piece) {
      const { record } = given
      if (place === 0) database.exec('BEGIN')
      conversations.add([
        ++place,
        agentId(record.agent),
        piece,
        record.externalId,
        Number(record.externalIdIsSynthetic),
        ...VALUES.map((value) => value(given))
      ])
      content.write(place, record)
    },
    hand() {
      if (place === 0) return
      conversations.flush()
      content.flush()
      database.exec('COMMIT')
    },
    clear() {
      if (place > 0)
        database.exec(
          Object.keys(STAGE_TABLES)
            .map((table) => `DELETE FROM ${table};`)
            .join('')
        )
      agents.clear()
      place = 0
    },
    close: () => database.close()
  }
}

function createWordsTable(database: WritableDatabase): WordsWriter {
  const rows = createBulkInsert(database, 'words', STAGE_TABLES.words)
  return {
    add(id, message, said, cited) {
      const own = said === message?.text ? null : said
      if (own !== null || cited !== null) rows.add([id, own, cited])
    },
    flush: rows.flush,
    discard: rows.discard
  }
}
