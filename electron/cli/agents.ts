// Finds an agent of a workspace by the name a command gives.
import { AppError } from '../../shared/errors'
import type { ReadableDatabase } from '../database/open'
import { workspaceInfo } from '../search/workspace-info'

/** Its id. Throws `not-found`, with the names there are. */
export function agentNamed(database: ReadableDatabase, name: string): number {
  const { agents } = workspaceInfo(database)
  const found = agents.find((one) => one.name === name)
  if (found) return found.id
  throw new AppError(
    'not-found',
    `There is no agent “${name}”. Agents: ${agents.map((one) => one.name).join(', ') || 'none'}.`
  )
}
