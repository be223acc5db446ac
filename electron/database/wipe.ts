// Deletes an agent's conversations with all that people added to them, for good: nothing of their words is left in the workspace's files.
import { setImmediate as breathe } from 'node:timers/promises'
import { AppError } from '../../shared/errors'
import { PLATFORM_WORDS, PLATFORMS } from '../../shared/platforms'
import type { WipePlace, WipePreview, WipeResult } from '../../shared/wipe'
import { removeAnnotations } from './annotations'
import { createConversationStore } from './conversations'
import { deletedOf, forgetDeleted } from './deleted-conversations'
import { eraseDeleted, listBackups } from './erase'
import type { ReadableDatabase, WritableDatabase } from './open'
import { scrubHistory } from './scrub-history'

/** Conversations deleted in one transaction. */
const BATCH = 200

/** States of a Q&A pair that a platform has, or is getting. */
const AT_A_PLATFORM = `(state IN ('queued', 'sent', 'live') OR id IN (SELECT qa_pair_id FROM qa_remote))`
const OPEN_ENTRY = `state IN ('waiting', 'sending', 'training', 'refused')`

/** Throws `not-found`. */
export function previewWipe(database: ReadableDatabase, agentId: number): WipePreview {
  const agent = database.prepare('SELECT name FROM agent WHERE id = ?').get<{ name: string }>(agentId)
  if (!agent) throw new AppError('not-found', 'This agent is not in the workspace any more.')
  const own = '(SELECT id FROM conversation WHERE agent_id = ?)'
  const count = (sql: string) =>
    database.prepare(`SELECT count(*) AS n FROM ${sql}`).get<{ n: number }>(agentId)?.n ?? 0
  return {
    agent: agent.name,
    conversations: count('conversation WHERE agent_id = ?'),
    messages:
      database
        .prepare('SELECT coalesce(sum(message_count), 0) AS n FROM conversation WHERE agent_id = ?')
        .get<{ n: number }>(agentId)?.n ?? 0,
    notes: count(`note WHERE conversation_id IN ${own}`),
    tags: count(`conversation_tag WHERE conversation_id IN ${own}`),
    verdicts: count(`verdict WHERE conversation_id IN ${own}`),
    drafts: count(`qa_pair WHERE conversation_id IN ${own} AND NOT ${AT_A_PLATFORM}`),
    sentPairs: count(`qa_pair WHERE conversation_id IN ${own} AND ${AT_A_PLATFORM}`),
    waiting: count(`outbox WHERE conversation_id IN ${own} AND ${OPEN_ENTRY} AND kind IN ('feedback', 'hand-off')`),
    backups: listBackups(database.path),
    places: placesOf(database, agentId)
  }
}

function placesOf(database: ReadableDatabase, agentId: number): WipePlace[] {
  return database
    .prepare(
      `SELECT k.id AS connectionId, k.name AS connection, k.platform, a.external_id AS agentId, count(*) AS conversations
       FROM conversation c JOIN source s ON s.id = c.source_id JOIN agent a ON a.id = c.agent_id
       JOIN connection k ON s.kind = 'connection' AND k.name = s.name AND k.platform = s.format
       WHERE c.agent_id = ? AND a.external_id IS NOT NULL GROUP BY k.id ORDER BY k.name`
    )
    .all<Omit<WipePlace, 'canDelete'>>(agentId)
    .map((place) => {
      const platform = PLATFORMS.find((one) => one === place.platform)
      return { ...place, canDelete: platform !== undefined && PLATFORM_WORDS[platform].capabilities.deletion === true }
    })
}

/** Unix seconds of the newest activity known here of an agent's conversations of a connection: what came later was not looked at. */
export function newestActivity(database: ReadableDatabase, agentId: number, connectionId: number): number {
  const row = database
    .prepare(
      `SELECT max(max(coalesce(c.source_updated_at, 0), coalesce(c.last_at, 0))) AS at FROM conversation c
       JOIN source s ON s.id = c.source_id JOIN connection k ON k.id = ? AND k.name = s.name AND k.platform = s.format
       WHERE c.agent_id = ? AND s.kind = 'connection'`
    )
    .get<{ at: number | null }>(connectionId, agentId)
  return Math.ceil((row?.at ?? 0) / 1_000)
}

/** Throws `invalid-input` unless a person typed the agent's name, and `not-found`. Spaces around it do not count. */
export function checkWipeName(database: ReadableDatabase, agentId: number, typed: string): void {
  const { agent } = previewWipe(database, agentId)
  if (typed.trim() !== agent.trim())
    throw new AppError('invalid-input', `To wipe, type the agent’s name exactly: ${agent}. Nothing was deleted.`)
}

export interface WipeOptions {
  /** Deletes the backups beside the workspace, too: they hold the same conversations. */
  readonly withBackups: boolean
  readonly signal?: AbortSignal | undefined
  /** `total` null: how much there is to do is not known. */
  readonly progress?: (phase: string, done: number, total: number | null) => void
}

/**
 * Wipes what is here of an agent; the platform is not touched. A cancel keeps deleted what was deleted so far and the rest in; wiping
 * again goes on. Throws `not-found`, `cancelled`.
 */
export async function wipeAgent(
  database: WritableDatabase,
  agentId: number,
  { withBackups, signal, progress = () => undefined }: WipeOptions
): Promise<Omit<WipeResult, 'sent'>> {
  const { messages } = previewWipe(database, agentId)
  const ids = database
    .prepare('SELECT id FROM conversation WHERE agent_id = ? ORDER BY id')
    .columns(agentId)
    .map(([id]) => Number(id))
  // Freed room is overwritten with zeros from here on, for as long as this connection lives; what is left of earlier moves of rows goes
  // when the file is rewritten.
  database.prepare('PRAGMA secure_delete = ON').get()
  const imports = importsOf(database, agentId)
  let drafts = 0
  let deleted = 0
  database.transaction(
    () => {
      scrubHistory(database, new Set([...ids, ...deletedOf(database, agentId)]))
      forgetDeleted(database, agentId)
    },
    { durable: true }
  )
  const store = createConversationStore(database)
  while (deleted < ids.length && !signal?.aborted) {
    const batch = ids.slice(deleted, deleted + BATCH)
    database.transaction(
      () => {
        for (const id of batch) {
          drafts += removePairs(database, id)
          database.prepare('DELETE FROM outbox WHERE conversation_id = ?').run(id)
          removeAnnotations(database, id)
          store.remove(id)
        }
      },
      { durable: true }
    )
    deleted += batch.length
    progress('Deleting', deleted, ids.length)
    await breathe()
  }
  const isWhole = deleted === ids.length
  database.transaction(() => closeImports(database, imports), { durable: true })
  const erased = await eraseDeleted(database, {
    withBackups: withBackups && isWhole,
    progress: (phase) => progress(phase, deleted, null)
  })
  if (!isWhole) {
    throw new AppError(
      'cancelled',
      `Cancelled. ${deleted} conversations were deleted, the other ${ids.length - deleted} are as they were; their lines in History are gone.`
    )
  }
  return { conversations: deleted, messages, drafts, ...erased }
}

/** Drafts go; what a platform has stays, without the words of the conversation. Answers how many went. */
function removePairs(database: WritableDatabase, conversationId: number): number {
  const drafts = database
    .prepare(`SELECT id FROM qa_pair WHERE conversation_id = ? AND NOT ${AT_A_PLATFORM}`)
    .all<{ id: number }>(conversationId)
  for (const { id } of drafts) {
    database.prepare('DELETE FROM qa_question WHERE qa_pair_id = ?').run(id)
    database.prepare('DELETE FROM asked_again WHERE qa_pair_id = ?').run(id)
    database.prepare("DELETE FROM outbox WHERE target = 'pair:' || ?").run(id)
    database.prepare('DELETE FROM qa_pair WHERE id = ?').run(id)
  }
  // Its way to the platform goes on; only that it began here is forgotten.
  database
    .prepare("UPDATE outbox SET conversation_id = NULL WHERE conversation_id = ? AND kind IN ('pair', 'withdrawal')")
    .run(conversationId)
  database.prepare('UPDATE qa_pair SET replaces = NULL WHERE conversation_id = ?').run(conversationId)
  return drafts.length
}

/** Imports that hold conversations of an agent. */
function importsOf(database: ReadableDatabase, agentId: number): readonly number[] {
  return database
    .prepare(
      `SELECT DISTINCT i.import_id FROM import_conversation i JOIN conversation c ON c.id = i.conversation_id WHERE c.agent_id = ?`
    )
    .columns(agentId)
    .map(([id]) => Number(id))
}

/** Rows that could not be read may be of the same people: they go. An import of which nothing is left says so. */
function closeImports(database: WritableDatabase, imports: readonly number[]): void {
  for (const id of imports) {
    database.prepare('DELETE FROM rejected_row WHERE import_id = ?').run(id)
    database
      .prepare(
        `UPDATE import_batch SET state = 'removed', note = 'Its conversations were wiped.' WHERE id = ?1
         AND NOT EXISTS (SELECT 1 FROM import_conversation WHERE import_id = ?1)`
      )
      .run(id)
  }
}
