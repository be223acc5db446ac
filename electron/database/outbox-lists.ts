// Reads the outbox as people see it: all of it, what is about one conversation, and where that conversation is at its platform.
import type { ConversationEntry, ConversationOutbox, OutboxEntry, PlatformPlace } from '../../shared/connections'
import { type HandOff, handOffSchema } from '../../shared/hand-off'
import { PLATFORMS } from '../../shared/platforms'
import type { ReadableDatabase } from './open'

interface EntryRow extends Omit<OutboxEntry, 'isUnclear' | 'done' | 'pairId'> {
  readonly isUnclear: number
  readonly done: string | null
  readonly body: string
}

const ENTRY = `SELECT o.id, o.kind, o.title, c.name AS connection, o.agent_id AS agent, o.state, o.attempts, o.words,
  CASE WHEN o.state IN ('waiting', 'sending', 'training') THEN o.next_at END AS nextAt, o.request_id AS requestId,
  o.created_at AS createdAt, o.updated_at AS updatedAt, o.is_unclear AS isUnclear, o.done, o.body, o.conversation_id AS conversationId
  FROM outbox o JOIN connection c ON c.id = o.connection_id`

/** Newest first; what is settled only as far back as a person is likely to look. */
export function listOutbox(database: ReadableDatabase): OutboxEntry[] {
  return database
    .prepare(`${ENTRY} ORDER BY o.state NOT IN ('waiting', 'sending', 'training', 'refused'), o.id DESC LIMIT 1000`)
    .all<EntryRow>()
    .map(({ body, ...row }) => toEntry({ body, ...row }))
    .sort((a, b) => b.id - a.id)
}

export function conversationOutbox(database: ReadableDatabase, conversationId: number): ConversationOutbox {
  const entries = database
    .prepare(`${ENTRY} WHERE o.conversation_id = ? ORDER BY o.id DESC`)
    .all<EntryRow>(conversationId)
    .map((row): ConversationEntry => {
      const { messageKey = null, thumb = null } = JSON.parse(row.body) as Partial<ConversationEntry>
      return { ...toEntry(row), messageKey, thumb }
    })
  return { place: placeOf(database, conversationId), entries }
}

/** Where a conversation is at the platform it was read from; null: it came from a file, or its connection is forgotten. */
export function placeOf(database: ReadableDatabase, conversationId: number): PlatformPlace | null {
  const row = database
    .prepare(
      `SELECT k.id AS connectionId, k.name AS connection, k.platform, a.external_id AS agentId, c.external_id AS conversationId
       FROM conversation c JOIN source s ON s.id = c.source_id JOIN agent a ON a.id = c.agent_id
       JOIN connection k ON s.kind = 'connection' AND k.name = s.name AND k.platform = s.format
       WHERE c.id = ? AND c.external_id_is_synthetic = 0 AND a.external_id IS NOT NULL`
    )
    .get<{ connectionId: number; connection: string; platform: string; agentId: string; conversationId: string }>(
      conversationId
    )
  const platform = PLATFORMS.find((one) => one === row?.platform)
  return row && platform ? { ...row, platform } : null
}

/** A hand-off as it waits; null: it is none, or gone. */
export function readHandOff(database: ReadableDatabase, id: number): HandOff | null {
  const row = database.prepare("SELECT body FROM outbox WHERE id = ? AND kind = 'hand-off'").get<{ body: string }>(id)
  return row ? (handOffSchema.safeParse(JSON.parse(row.body)).data ?? null) : null
}

function toEntry({ body, isUnclear, done, ...row }: EntryRow): OutboxEntry {
  const { pairId = null } = JSON.parse(body) as { readonly pairId?: number }
  return { ...row, isUnclear: isUnclear === 1, done: done === null ? null : doneWords(done), pairId }
}

/** Steps of a hand-off or of a deletion, as a sentence. */
export function doneWords(done: string): string | null {
  const { ticket, deleted } = JSON.parse(done) as Done
  if (ticket) return `Ticket ${ticket.number} is made.`
  if (deleted !== undefined)
    return `${deleted} ${deleted === 1 ? 'conversation was' : 'conversations were'} deleted there.`
  return null
}

export interface Done {
  readonly ticket?: { readonly number: string; readonly url: string | null }
  readonly deleted?: number
  /** Whether it was made could not be found out: the person was asked, and decided to send it. */
  readonly wasAsked?: boolean
}
