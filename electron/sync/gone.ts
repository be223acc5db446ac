// Marks what a full sweep did not find on the platform any more. It is kept: only the mark says that it went there.
import type { Connection, RemoteAgent } from '../../shared/connections'
import { findAgent } from '../database/agents'
import { identityOf } from '../database/connections'
import type { WritableDatabase } from '../database/open'

export interface Sweep {
  readonly connection: Pick<Connection, 'name' | 'platform'>
  /** As the platform names it. */
  readonly agent: RemoteAgent
  /** The first import of the sweep: it and those after it tell what was seen. */
  readonly since: number
  readonly now: number
}

/**
 * Inside the caller's transaction, after a sweep that came to its end: what was seen loses its mark; what a full sweep did not see gets
 * one.
 */
export function markGone(database: WritableDatabase, isFull: boolean, { connection, agent, since, now }: Sweep): void {
  const ofAgent = `SELECT c.id FROM conversation c JOIN source s ON s.id = c.source_id
    WHERE c.agent_id = ? AND s.kind = 'connection' AND s.name = ? AND s.format = ?`
  const seen = 'SELECT 1 FROM import_conversation i WHERE i.conversation_id = c.id AND i.import_id >= ?'
  const agentId = findAgent(database, identityOf(connection.platform, agent))
  const whose = [agentId, connection.name, connection.platform, since] as const
  database
    .prepare(`DELETE FROM conversation_gone WHERE conversation_id IN (${ofAgent} AND EXISTS (${seen}))`)
    .run(...whose)
  if (!isFull) return
  database
    .prepare(`INSERT OR IGNORE INTO conversation_gone SELECT id, ? FROM (${ofAgent} AND NOT EXISTS (${seen}))`)
    .run(now, ...whose)
}
