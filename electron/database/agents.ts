// Agents: the AI agents whose conversations these are. Every conversation belongs to one.
import type { Agent } from '../../shared/domain'
import type { ReadableDatabase, WritableDatabase } from './open'

/** What a source says about its agent. */
export interface AgentIdentity {
  readonly name: string
  /** Its id at the platform, where the source gives one. */
  readonly externalId: string | null
}

/** All agents with the number of their conversations, by name. */
export function listAgents(database: ReadableDatabase): Agent[] {
  return database
    .prepare(
      `SELECT agent.id, agent.name, (SELECT count(*) FROM conversation WHERE agent_id = agent.id) AS conversations
       FROM agent ORDER BY agent.name COLLATE NOCASE`
    )
    .all<Agent>()
}

/** The id of an agent that is there, known as `upsertAgent` knows it; null: there is none yet. */
export function findAgent(database: ReadableDatabase, { name, externalId }: AgentIdentity): number | null {
  if (externalId !== null)
    return database.prepare('SELECT id FROM agent WHERE external_id = ?').get<{ id: number }>(externalId)?.id ?? null
  return database.prepare('SELECT id FROM agent WHERE name = ?').get<{ id: number }>(name)?.id ?? null
}

/**
 * The id of an agent, made when it is new. Known by its platform id where it has one, else by its name. Two platform agents that
 * were given the same name stay two: the second gets its platform id behind the name.
 */
export function upsertAgent(database: WritableDatabase, { name, externalId }: AgentIdentity): number {
  if (externalId !== null) {
    const known = database.prepare('SELECT id FROM agent WHERE external_id = ?').get<{ id: number }>(externalId)
    if (known) return known.id
  }
  const named = database
    .prepare('SELECT id, external_id FROM agent WHERE name = ?')
    .get<{ id: number; external_id: string | null }>(name)
  if (!named) {
    return database.prepare('INSERT INTO agent (name, external_id) VALUES (?, ?)').run(name, externalId).lastInsertRowid
  }
  if (externalId === null || named.external_id === externalId) return named.id
  if (named.external_id === null) {
    database.prepare('UPDATE agent SET external_id = ? WHERE id = ?').run(externalId, named.id)
    return named.id
  }
  return upsertAgent(database, { name: `${name} (${externalId})`, externalId })
}
