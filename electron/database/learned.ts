// What platforms tell of conversations beside their records: sentiments and topics found by searching, citations read one by one.
import type { ReadableDatabase, WritableDatabase } from './open'
import { storedRaw } from './stored-conversation'

export interface LearnedRow {
  readonly sentiment: string | null
  readonly topic: string | null
  /** JSON: message id -> citations as the platform writes them. */
  readonly citations: string | null
}

/** Prepared once for a sync: what was learned of a conversation by its id at the platform. */
export function learnedReader(database: ReadableDatabase, agentId: string): (id: string) => LearnedRow | undefined {
  const find = database.prepare(
    'SELECT sentiment, topic, citations FROM learned WHERE agent_id = ? AND conversation_id = ?'
  )
  return (id) => find.get<LearnedRow & Record<string, string | null>>(agentId, id)
}

/** Inside the caller's transaction. */
export function saveLabel(
  database: WritableDatabase,
  agentId: string,
  { id, label, value }: { readonly id: string; readonly label: 'sentiment' | 'topic'; readonly value: string }
): void {
  database
    .prepare(
      `INSERT INTO learned (agent_id, conversation_id, ${label}) VALUES (?, ?, ?)
       ON CONFLICT (agent_id, conversation_id) DO UPDATE SET ${label} = excluded.${label}`
    )
    .run(agentId, id, value)
}

/** `citedAt`: the last activity of the conversation that they belong to. */
export function saveCitations(
  database: WritableDatabase,
  agentId: string,
  id: string,
  citations: Readonly<Record<string, unknown>>,
  citedAt: number
): void {
  database
    .prepare(
      `INSERT INTO learned (agent_id, conversation_id, citations, cited_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (agent_id, conversation_id) DO UPDATE SET citations = excluded.citations, cited_at = excluded.cited_at`
    )
    .run(agentId, id, JSON.stringify(citations), citedAt)
}

/** Conversations that do not show the sentiment or topic learned of them: ids in the workspace. */
export function unlabelled(database: ReadableDatabase, agentRow: number, agentId: string): number[] {
  return database
    .prepare(
      `SELECT c.id FROM learned l JOIN conversation c ON c.agent_id = ? AND c.external_id = l.conversation_id
       WHERE l.agent_id = ? AND (
         (l.sentiment IS NOT NULL AND l.sentiment IS NOT c.sentiment AND c.sentiment_origin IS NOT 'person')
         OR (l.topic IS NOT NULL AND l.topic IS NOT c.topic AND c.topic_origin IS NOT 'person'))`
    )
    .all<{ id: number }>(agentRow, agentId)
    .map(({ id }) => id)
}

export interface Weak {
  /** In the workspace. */
  readonly id: number
  /** At the platform. */
  readonly externalId: string
  readonly lastAt: number
}

/**
 * Conversations with a weak answer (less sure than `below`, or thumbed down) whose citations nobody knows, or that went on since
 * theirs were read; the newest first.
 */
export function weakWithoutCitations(
  database: ReadableDatabase,
  agentRow: number,
  { agentId, below, most }: { readonly agentId: string; readonly below: number; readonly most: number }
): Weak[] {
  return database
    .prepare(
      `SELECT c.id, c.external_id AS externalId, coalesce(c.last_at, 0) AS lastAt FROM conversation c
       LEFT JOIN learned l ON l.agent_id = ? AND l.conversation_id = c.external_id
       WHERE c.agent_id = ? AND c.external_id_is_synthetic = 0 AND (c.confidence < ? OR c.down_count > 0)
         AND (l.cited_at < coalesce(c.last_at, 0)
           OR (l.cited_at IS NULL AND c.citation_count = 0 AND c.unanswered_count IS NULL))
       ORDER BY c.last_at DESC LIMIT ?`
    )
    .all<Weak & Record<string, string | number>>(agentId, agentRow, below, most)
}

/** The record of a conversation as its source gave it. */
export function rawRecord(database: ReadableDatabase, id: number): string {
  return storedRaw(database, id)
}

/** Topics that conversations of an agent have. */
export function topicsOf(database: ReadableDatabase, agentRow: number): string[] {
  return database
    .prepare(
      "SELECT DISTINCT topic FROM conversation WHERE agent_id = ? AND topic IS NOT NULL AND topic <> '' LIMIT 200"
    )
    .all<{ topic: string }>(agentRow)
    .map(({ topic }) => topic)
}
