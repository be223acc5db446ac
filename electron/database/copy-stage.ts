// Copies the rows of a stage (stage.ts) into the workspace, table by table, and looks up which of its conversations are there already.
// Inside `withStage`; callers bring the transaction.
import type { AgentIdentity } from './agents'
import { CONTENT_COLUMNS } from './conversation-columns'
import { MESSAGES_PER_CONVERSATION } from './conversation-record'
import type { Value, WritableDatabase } from './open'
import { STAGE_TABLES } from './stage'

/** An agent that conversations of the stage name, and its id in the workspace. */
export interface StagedAgent extends AgentIdentity {
  /** On the stage. */
  readonly place: number
  readonly id: number
}

/** A conversation of the stage that is in the workspace already. */
export interface KnownInStage {
  readonly place: number
  /** In the workspace. */
  readonly id: number
  /** It is only some of the conversation's rows, and equality says nothing. */
  readonly isPartial: boolean
  /** Its content is the stored one. */
  readonly isEqual: boolean
  readonly messageCount: number
  readonly startedAt: number | null
  readonly lastAt: number | null
}

export interface Copied {
  readonly conversations: number
  readonly messages: number
  readonly startedAt: number | null
  readonly lastAt: number | null
}

/** The agents that the conversations of the stage name. */
export function agentsInStage(database: WritableDatabase): readonly Omit<StagedAgent, 'id'>[] {
  return database
    .prepare('SELECT id AS place, name, external_id AS externalId FROM stage.agent ORDER BY id')
    .all<Omit<StagedAgent, 'id'>>()
}

/** In the order of their places. */
export function knownInStage(database: WritableDatabase, agents: readonly StagedAgent[]): readonly KnownInStage[] {
  // CROSS JOIN: the stage outside, the workspace by its index.
  const find = database.prepare(
    `SELECT staged.id AS place, stored.id, piece IS NOT NULL AS isPartial, staged.content_hash = stored.content_hash AS isEqual,
       staged.message_count AS messageCount, staged.started_at AS startedAt, staged.last_at AS lastAt
     FROM stage.conversation AS staged CROSS JOIN main.conversation AS stored
       ON stored.agent_id = ? AND stored.external_id = staged.external_id
     WHERE staged.agent_id = ?`
  )
  return agents
    .flatMap(({ id, place }) => find.all<Readonly<Record<keyof KnownInStage, number>>>(id, place))
    .map((row) => ({ ...row, isPartial: row.isPartial === 1, isEqual: row.isEqual === 1 }))
    .sort((a, b) => a.place - b.place)
}

interface Copying {
  readonly agents: readonly StagedAgent[]
  readonly sourceId: number
  readonly importId: number
  /** Places that are left out. */
  readonly without: readonly number[]
}

/** Adds the conversations of the stage with all that hangs on them. None of them may be there already. */
export function copyStage(database: WritableDatabase, { agents, sourceId, importId, without }: Copying): Copied {
  const highest = database.prepare('SELECT max(id) AS id FROM main.conversation').get<{ id: number | null }>()?.id ?? 0
  const added = highest * MESSAGES_PER_CONVERSATION
  const copy = (sql: (kept: (place: string) => string) => string, ...values: readonly Value[]) => {
    const all = without.length === 0
    const text = sql((place) => (all ? 'TRUE' : `${place} NOT IN (SELECT value FROM json_each(?))`))
    database.prepare(text).run(...values, ...(all ? [] : [JSON.stringify(without)]))
  }
  for (const { id, place } of agents)
    copy(
      (kept) => `${CONVERSATIONS} WHERE agent_id = ? AND ${kept('id')}`,
      ...[highest, id, importId, sourceId, importId, Date.now(), place]
    )
  copy(
    (kept) => `INSERT INTO main.import_conversation (conversation_id, import_id)
      SELECT id + ?, ? FROM stage.conversation WHERE ${kept('id')}`,
    ...[highest, importId]
  )
  for (const { table, key, others, place } of CONTENT)
    copy(
      (kept) => `INSERT INTO main.${table} (${key}, ${others}) SELECT ${key} + ?, ${others} FROM stage.${table}
        WHERE ${kept(place)}`,
      key === 'conversation_id' ? highest : added
    )
  copy((kept) => `${WORDS} WHERE ${kept(placeOf('id'))}`, added)
  return copied(database, without)
}

function copied(database: WritableDatabase, without: readonly number[]): Copied {
  const sums = database
    .prepare(
      `SELECT count(*) AS conversations, ifnull(sum(message_count), 0) AS messages, min(started_at) AS startedAt, max(last_at) AS lastAt
       FROM stage.conversation WHERE id NOT IN (SELECT value FROM json_each(?))`
    )
    .get<Copied & Readonly<Record<string, Value>>>(JSON.stringify(without))
  if (!sums) throw new Error('the stage has no sums')
  return sums
}

const placeOf = (id: string) => `${id} / ${MESSAGES_PER_CONVERSATION}`

const NAMES = Object.keys(CONTENT_COLUMNS).join(', ')
const CONVERSATIONS = `INSERT INTO main.conversation (id, agent_id, external_id, external_id_is_synthetic, first_import_id, source_id,
    import_id, changed_at, ${NAMES})
  SELECT id + ?, ?, external_id, external_id_is_synthetic, ?, ?, ?, ?, ${NAMES} FROM stage.conversation`

/** The first column is the key that the conversation's id goes into. */
const CONTENT = (['message', 'citation', 'feedback', 'raw_record'] as const).map((table) => {
  const [key, ...others] = STAGE_TABLES[table]
  return { table, key, others: others.join(', '), place: key === 'conversation_id' ? key : placeOf(key) }
})

const ROLES = ['customer', 'agent', 'human', 'system']
/**
 * In the order of ids, as the index wants them: a smaller one makes it write out what it has gathered so far. The order stands inside, where
 * both halves have it already and are merged, not sorted. One statement a batch: each makes the index write out, too.
 */
const WORDS = `INSERT INTO main.message_fts (rowid, ${ROLES.join(', ')}, cited)
  SELECT id + ?, ${ROLES.map((role) => `CASE role WHEN '${role}' THEN said END`).join(', ')}, cited FROM (
    SELECT message.id, role, coalesce(said, text) AS said, cited FROM stage.message LEFT JOIN stage.words ON words.id = message.id
    UNION ALL
    SELECT id, NULL, NULL, cited FROM stage.words WHERE id % ${MESSAGES_PER_CONVERSATION} = 0 ORDER BY id)`
