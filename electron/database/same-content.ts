// Whether a conversation is in the workspace with the content it has already. Asked by the thread that prepares a file, beside the writer,
// and asked again by the writer itself, since what the other one saw may have changed meanwhile.
import { type AgentIdentity, findAgent } from './agents'
import type { ContentHash } from './conversation-record'
import type { ReadableDatabase } from './open'

/** A conversation of the workspace and its content at some time. */
export interface StoredContent {
  readonly id: number
  readonly agentId: number
  readonly contentHash: ContentHash
}

export type FindContent = (agent: AgentIdentity, externalId: string) => StoredContent | undefined

/** Finds conversations by what their source calls them. */
export function createContentFinder(database: ReadableDatabase): FindContent {
  const find = database.prepare(
    'SELECT id, agent_id AS agentId, content_hash AS contentHash FROM conversation WHERE agent_id = ? AND external_id = ?'
  )
  const agents = new Map<string, number>()

  /** One that is there stays what it is; one that is not may come with any batch. */
  function agentId(agent: AgentIdentity): number | null {
    const key = `${agent.externalId ?? ''}\n${agent.name}`
    const known = agents.get(key)
    if (known !== undefined) return known
    const id = findAgent(database, agent)
    if (id !== null) agents.set(key, id)
    return id
  }

  return (agent, externalId) => {
    const id = agentId(agent)
    return id === null ? undefined : find.get<StoredContent>(id, externalId)
  }
}

/** Which of these, by their place in the list, are not there any more as they were. */
export function changedSince(database: ReadableDatabase, list: readonly StoredContent[]): readonly number[] {
  const find = database.prepare('SELECT 1 FROM conversation WHERE id = ? AND agent_id = ? AND content_hash = ?')
  return list.flatMap(({ id, agentId, contentHash }, place) => (find.get(id, agentId, contentHash) ? [] : [place]))
}

/** Where nothing is, nothing needs to be looked up. */
export function holdsConversations(database: ReadableDatabase): boolean {
  return database.prepare('SELECT 1 FROM conversation LIMIT 1').get() !== undefined
}
