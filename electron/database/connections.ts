// Connections to platforms, and what a person decided of each.
import { randomUUID } from 'node:crypto'
import {
  type AgentSync,
  type Connection,
  type ConnectionDraft,
  type ConnectionSettings,
  connectionSchema,
  connectionSettingsSchema,
  DEFAULT_CONNECTION_SETTINGS,
  type RemoteAgent
} from '../../shared/connections'
import { AppError } from '../../shared/errors'
import { PLATFORM_WORDS, PLATFORMS, type Platform } from '../../shared/platforms'
import { type AgentIdentity, findAgent } from './agents'
import type { ReadableDatabase, WritableDatabase } from './open'
import { syncStateOf } from './sync-state'

interface ConnectionRow {
  readonly id: number
  readonly uid: string
  readonly platform: string
  readonly name: string
  readonly base_url: string
  readonly agents: string
  readonly settings: string
  readonly paused: string | null
}

export function listConnections(database: ReadableDatabase): Connection[] {
  return database
    .prepare('SELECT id, uid, platform, name, base_url, agents, settings, paused FROM connection ORDER BY name')
    .all<ConnectionRow>()
    .map((row) => toConnection(database, row))
}

/** Throws `not-found`. */
export function connectionOf(database: ReadableDatabase, id: number): Connection {
  const found = listConnections(database).find((one) => one.id === id)
  if (!found) throw new AppError('not-found', 'This connection is not in the workspace any more.')
  return found
}

function toConnection(database: ReadableDatabase, row: ConnectionRow): Connection {
  const platform = PLATFORMS.find((one) => one === row.platform) ?? 'generic'
  const agents: readonly RemoteAgent[] = JSON.parse(row.agents)
  const { id, uid, name, base_url: baseUrl, paused } = row
  const settings = connectionSettingsSchema.safeParse(JSON.parse(row.settings)).data ?? DEFAULT_CONNECTION_SETTINGS
  const known = { id, uid, platform, name, baseUrl, paused, settings }
  return { ...known, agents: agents.map((agent) => agentSync(database, id, agent, { name, platform })) }
}

/** An agent of a connection as its conversations name it. */
export function identityOf(platform: Platform, { id, name }: RemoteAgent): AgentIdentity {
  return { name, externalId: PLATFORM_WORDS[platform].hasAgentIds ? id : null }
}

function agentSync(
  database: ReadableDatabase,
  connectionId: number,
  agent: RemoteAgent,
  source: { readonly name: string; readonly platform: Platform }
): AgentSync {
  const { sweep, lastAt, problem, notes } = syncStateOf(database, connectionId, agent.id)
  const counts = database
    .prepare(
      `SELECT count(*) AS conversations, count(g.conversation_id) AS gone FROM conversation c
       LEFT JOIN conversation_gone g ON g.conversation_id = c.id
       WHERE c.agent_id = ? AND c.source_id = (SELECT id FROM source WHERE kind = 'connection' AND name = ? AND format = ?)`
    )
    .get<{ conversations: number; gone: number }>(
      findAgent(database, identityOf(source.platform, agent)),
      source.name,
      source.platform
    )
  const { conversations = 0, gone = 0 } = counts ?? {}
  const isUnfinished = sweep !== null
  return { agentId: agent.id, name: agent.name, lastAt, isUnfinished, conversations, gone, problem, notes }
}

/** Makes a connection; its uid names its key. Throws `invalid-input` for a name that is there already. */
export function addConnection(database: WritableDatabase, draft: ConnectionDraft, now: number): Connection {
  const { platform, name, baseUrl, agents, settings } = connectionSchema.parse(draft)
  if (database.prepare('SELECT 1 FROM connection WHERE name = ?').get(name))
    throw new AppError('invalid-input', `There is a connection “${name}” already: give this one another name.`)
  const id = database.transaction(
    () =>
      database
        .prepare(
          'INSERT INTO connection (uid, platform, name, base_url, agents, settings, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)'
        )
        .run(randomUUID(), platform, name, baseUrl, JSON.stringify(agents), JSON.stringify(settings), now)
        .lastInsertRowid,
    { durable: true }
  )
  return connectionOf(database, id)
}

/** What a person decided of it. Other end users or topics are asked for from the beginning by the next sync. */
export function saveConnectionSettings(database: WritableDatabase, id: number, settings: ConnectionSettings): void {
  const before = connectionOf(database, id).settings
  const isNew = (name: 'users' | 'topics') => settings[name].some((one) => !before[name].includes(one))
  database.transaction(
    () => {
      database.prepare('UPDATE connection SET settings = ? WHERE id = ?').run(JSON.stringify(settings), id)
      if (isNew('users'))
        database
          .prepare('UPDATE sync_state SET sweep = NULL, cursor = NULL, watermark = NULL WHERE connection_id = ?')
          .run(id)
      if (isNew('topics') || (settings.labels && !before.labels))
        database
          .prepare('UPDATE sync_state SET labelled_until = NULL, labelling = NULL WHERE connection_id = ?')
          .run(id)
    },
    { durable: true }
  )
}

export function pauseConnection(database: WritableDatabase, id: number, why: string | null): void {
  database.prepare('UPDATE connection SET paused = ? WHERE id = ?').run(why, id)
}

/** Forgets a connection and what was sent through it; conversations stay. Throws `refused` while something waits in the outbox. */
export function removeConnection(database: WritableDatabase, id: number): void {
  const open = database
    .prepare(
      "SELECT count(*) AS n FROM outbox WHERE connection_id = ? AND state IN ('waiting', 'sending', 'training', 'refused')"
    )
    .get<{ n: number }>(id)
  if (open && open.n > 0)
    throw new AppError('refused', 'Changes still wait in the outbox for this connection. Send or discard them first.')
  database.transaction(() => {
    database.prepare('DELETE FROM outbox WHERE connection_id = ?').run(id)
    database.prepare('DELETE FROM connection WHERE id = ?').run(id)
  })
}
