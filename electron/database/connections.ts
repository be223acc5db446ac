// Connections to platforms and how far each of their agents is synchronised.
import { randomUUID } from 'node:crypto'
import {
  type AgentSync,
  type Connection,
  type ConnectionDraft,
  PLATFORMS,
  type RemoteAgent
} from '../../shared/connections'
import { AppError } from '../../shared/errors'
import type { ReadableDatabase, WritableDatabase } from './open'

export interface SyncState {
  readonly sweep: 'full' | 'changes' | null
  readonly cursor: string | null
  readonly firstImportId: number | null
  readonly watermark: number | null
  readonly nextWatermark: number | null
  readonly lastAt: number | null
  readonly lastFullAt: number | null
}

const NEVER: SyncState = {
  ...{ sweep: null, cursor: null, firstImportId: null, watermark: null },
  ...{ nextWatermark: null, lastAt: null, lastFullAt: null }
}

interface ConnectionRow {
  readonly id: number
  readonly uid: string
  readonly platform: string
  readonly name: string
  readonly base_url: string
  readonly agents: string
  readonly paused: string | null
}

export function listConnections(database: ReadableDatabase): Connection[] {
  return database
    .prepare('SELECT id, uid, platform, name, base_url, agents, paused FROM connection ORDER BY name')
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
  const source = { name, format: platform }
  return { id, uid, platform, name, baseUrl, paused, agents: agents.map((one) => agentSync(database, id, one, source)) }
}

function agentSync(
  database: ReadableDatabase,
  connectionId: number,
  agent: RemoteAgent,
  source: { readonly name: string; readonly format: string }
): AgentSync {
  const { sweep, lastAt } = syncStateOf(database, connectionId, agent.id)
  const counts = database
    .prepare(
      `SELECT count(*) AS conversations, count(g.conversation_id) AS gone FROM conversation c
       LEFT JOIN conversation_gone g ON g.conversation_id = c.id
       WHERE c.agent_id = (SELECT id FROM agent WHERE external_id = ?)
         AND c.source_id = (SELECT id FROM source WHERE kind = 'connection' AND name = ? AND format = ?)`
    )
    .get<{ conversations: number; gone: number }>(agent.id, source.name, source.format)
  const { conversations = 0, gone = 0 } = counts ?? {}
  return { agentId: agent.id, name: agent.name, lastAt, isUnfinished: sweep !== null, conversations, gone }
}

export function syncStateOf(database: ReadableDatabase, connectionId: number, agentId: string): SyncState {
  const row = database
    .prepare(
      `SELECT sweep, cursor, first_import_id AS firstImportId, watermark, next_watermark AS nextWatermark,
         last_at AS lastAt, last_full_at AS lastFullAt FROM sync_state WHERE connection_id = ? AND agent_id = ?`
    )
    .get<Pick<SyncState, keyof SyncState>>(connectionId, agentId)
  return row ?? NEVER
}

export function saveSyncState(database: WritableDatabase, connectionId: number, agentId: string, s: SyncState): void {
  database
    .prepare(
      `INSERT OR REPLACE INTO sync_state (connection_id, agent_id, sweep, cursor, first_import_id, watermark, next_watermark, last_at,
         last_full_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
    )
    .run(
      ...[connectionId, agentId, s.sweep, s.cursor, s.firstImportId, s.watermark],
      ...[s.nextWatermark, s.lastAt, s.lastFullAt]
    )
}

/** Makes a connection; its uid names its key. Throws `invalid-input` for a name that is there already. */
export function addConnection(database: WritableDatabase, draft: ConnectionDraft, now: number): Connection {
  const { platform, name, baseUrl, agents } = draft
  if (database.prepare('SELECT 1 FROM connection WHERE name = ?').get(name))
    throw new AppError('invalid-input', `There is a connection “${name}” already: give this one another name.`)
  const id = database.transaction(
    () =>
      database
        .prepare('INSERT INTO connection (uid, platform, name, base_url, agents, created_at) VALUES (?, ?, ?, ?, ?, ?)')
        .run(randomUUID(), platform, name, baseUrl, JSON.stringify(agents), now).lastInsertRowid,
    { durable: true }
  )
  return connectionOf(database, id)
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
