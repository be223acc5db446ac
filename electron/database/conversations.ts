// The writing side of conversations: one conversation with all that hangs on it (messages, citations, feedback, raw record, words in
// the full-text index) is made, replaced or removed. Callers bring the transaction.

import { CONTENT_COLUMNS, type ConversationWrite, IMPORT_COLUMNS } from './conversation-columns'
import { createContentWriter } from './conversation-content'
import { type ConversationRecord, messageId, type StoredVersion } from './conversation-record'
import type { WritableDatabase } from './open'
import { readStoredConversation, storedRaw } from './stored-conversation'

export interface ConversationStore {
  find(agentId: number, externalId: string): StoredVersion | undefined
  /** Citations, ratings and scores together: how much a source told of it. */
  richnessOf(id: number): number
  /** The record as the source gave it; '' when none is kept. */
  rawOf(id: number): string
  /** The conversation as it was written. */
  read(id: number): ConversationRecord
  /** Returns the new conversation's id: the one that is wanted where it is free. */
  insert(write: ConversationWrite, wantedId?: number): number
  /** Same id, new content. What people added stays; so does a sentiment or topic that a person set. */
  replace(id: number, write: ConversationWrite): void
  /** Notes that an import holds this conversation, changed by it or not. */
  noteImport(id: number, importId: number): void
  /** What an import that did not add the conversation did to it; null where it does not hold it. */
  importedBy(id: number, importId: number): 'updated' | 'unchanged' | null
  /** Removes the conversation and everything of it that came from its source. */
  remove(id: number): void
  /** Writes what still waits to be written in bulk: before the transaction ends. */
  flush(): void
  /** Forgets what waits, after the transaction was rolled back. */
  discard(): void
}

const COLUMNS = { ...IMPORT_COLUMNS, ...CONTENT_COLUMNS }
const NAMES = Object.keys(COLUMNS)
const VALUES = Object.values(COLUMNS)
/** A value that a person set is not overwritten by a source. */
const PERSON_WINS = ['sentiment', 'topic']

/** Ids that a file wants go no higher: what the reader keeps in memory has room for the highest. */
const MOST_WANTED = 2_000_000

const INSERT = `INSERT INTO conversation (id, agent_id, external_id, external_id_is_synthetic, first_import_id, ${NAMES.join(', ')})
  VALUES (coalesce(?, (SELECT max(coalesce((SELECT max(id) FROM conversation), 0), coalesce((SELECT max(conversation_id) FROM deleted_conversation), 0)) + 1)), ?, ?, ?, ?, ${NAMES.map(() => '?').join(', ')})`
const UPDATE = `UPDATE conversation SET ${NAMES.map(assignment).join(', ')} WHERE id = ?`

function assignment(column: string): string {
  const field = column.replace('_origin', '')
  return PERSON_WINS.includes(field)
    ? `${column} = CASE WHEN ${field}_origin IS 'person' THEN ${column} ELSE ? END`
    : `${column} = ?`
}

const FIND = `SELECT id, content_hash AS contentHash, source_updated_at AS updatedAt, last_at AS lastAt, message_count AS messageCount,
  first_import_id AS firstImportId FROM conversation WHERE agent_id = ? AND external_id = ?`
const RICHNESS = `SELECT (SELECT count(*) FROM citation WHERE message_id BETWEEN ?1 AND ?2)
  + (SELECT count(*) + count(thumb) + count(comment) FROM feedback WHERE message_id BETWEEN ?1 AND ?2)
  + (SELECT count(confidence) + count(parts) FROM message WHERE id BETWEEN ?1 AND ?2) AS richness`

/** The store of one writing connection; its statements are prepared once. */
export function createConversationStore(database: WritableDatabase): ConversationStore {
  const find = database.prepare(FIND)
  const richness = database.prepare(RICHNESS)
  // The number of one that was deleted is kept for it: it may be brought back.
  const findId = database.prepare(
    'SELECT 1 FROM conversation WHERE id = ?1 UNION ALL SELECT 1 FROM deleted_conversation WHERE conversation_id = ?1'
  )
  const insertConversation = database.prepare(INSERT)
  const updateConversation = database.prepare(UPDATE)
  const noteImport = database.prepare(
    'INSERT OR IGNORE INTO import_conversation (conversation_id, import_id) VALUES (?, ?)'
  )
  const findImport = database.prepare(
    `SELECT conversation.import_id = import_conversation.import_id AS isLast FROM import_conversation
     JOIN conversation ON conversation.id = conversation_id WHERE conversation_id = ? AND import_conversation.import_id = ?`
  )
  const removeRows = [
    // Without a MATCH the index passes over all that it holds for a range of rows; its table of sizes has them by number.
    'message_fts WHERE rowid IN (SELECT id FROM message_fts_docsize WHERE id BETWEEN ? AND ?)',
    'citation WHERE message_id BETWEEN ? AND ?',
    'feedback WHERE message_id BETWEEN ? AND ?',
    'message WHERE id BETWEEN ? AND ?'
  ].map((place) => database.prepare(`DELETE FROM ${place}`))
  const removeRaw = database.prepare('DELETE FROM raw_record WHERE conversation_id = ?')
  const removeConversation = database.prepare('DELETE FROM conversation WHERE id = ?')
  // What waits to be sent about it still is; another conversation may get its number.
  const leaveOutbox = database.prepare('UPDATE outbox SET conversation_id = NULL WHERE conversation_id = ?')
  const content = createContentWriter(database)
  /**
   * Whose rows wait. Only these are written before they are read or removed: written one conversation at a time, each would be a tiny piece
   * of the index that must be merged later. Measured: a changed conversation then takes four times as long.
   */
  const waiting = new Set<number>()

  function flush(): void {
    content.flush()
    waiting.clear()
  }
  function settle(id: number): void {
    if (waiting.has(id)) flush()
  }
  function writeContent(id: number, record: ConversationRecord): void {
    content.write(id, record)
    waiting.add(id)
  }
  function clear(id: number): void {
    settle(id)
    for (const remove of removeRows) remove.run(messageId(id, 0), messageId(id + 1, 0) - 1)
    removeRaw.run(id)
  }

  return {
    find: (agentId, externalId) => find.get<StoredVersion>(agentId, externalId),
    richnessOf: (id) => {
      settle(id)
      return richness.get<{ richness: number }>(messageId(id, 0), messageId(id + 1, 0) - 1)?.richness ?? 0
    },
    rawOf: (id) => {
      settle(id)
      return storedRaw(database, id)
    },
    read: (id) => {
      settle(id)
      return readStoredConversation(database, id)
    },
    insert: (write, wantedId) => {
      const { externalId, externalIdIsSynthetic } = write.record
      const isFree = wantedId !== undefined && wantedId <= MOST_WANTED && !findId.get(wantedId)
      const id = insertConversation.run(
        isFree ? wantedId : null,
        write.agentId,
        externalId,
        Number(externalIdIsSynthetic),
        write.importId,
        ...VALUES.map((value) => value(write))
      ).lastInsertRowid
      writeContent(id, write.record)
      noteImport.run(id, write.importId)
      return id
    },
    replace: (id, write) => {
      updateConversation.run(...VALUES.map((value) => value(write)), id)
      clear(id)
      writeContent(id, write.record)
      noteImport.run(id, write.importId)
    },
    noteImport: (id, importId) => void noteImport.run(id, importId),
    importedBy(id, importId) {
      const found = findImport.get<{ isLast: number }>(id, importId)
      return found ? (found.isLast === 1 ? 'updated' : 'unchanged') : null
    },
    remove: (id) => {
      clear(id)
      leaveOutbox.run(id)
      removeConversation.run(id)
    },
    flush,
    discard() {
      content.discard()
      waiting.clear()
    }
  }
}
