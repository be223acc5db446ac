// Wiping an agent as a person does it: the name typed, deletions on platforms put into the outbox, a line in History, then the wipe.

import type { z } from 'zod'
import { AppError } from '../../shared/errors'
import type { WipePlace, WipeResult, wipeSchema } from '../../shared/wipe'
import type { WritableDatabase } from '../database/open'
import { checkWipeName, newestActivity, previewWipe, type WipeOptions, wipeAgent } from '../database/wipe'
import { sendDeletion } from '../outbox/hand-off'
import { performSending } from './history'

/**
 * Throws `invalid-input` where the name is not the agent's, or where the platform cannot delete although that was asked for; then
 * nothing was deleted or sent. Else as `wipeAgent`.
 */
export async function wipeAct(
  database: WritableDatabase,
  { agentId, name, onPlatform, withBackups, reviewer }: z.output<typeof wipeSchema>,
  options: Pick<WipeOptions, 'signal' | 'progress'>
): Promise<WipeResult> {
  checkWipeName(database, agentId, name)
  const { agent, conversations, places } = previewWipe(database, agentId)
  const remote = onPlatform ? places.filter(({ canDelete }) => canDelete) : []
  if (onPlatform && remote.length === 0)
    throw new AppError('invalid-input', 'No platform of this agent can delete conversations. Nothing was deleted.')
  const now = Date.now()
  const label = `Wiped ${conversations} conversations of ${agent}${remote.length > 0 ? `, also at ${names(remote)}` : ''}`
  performSending(database, { reviewer, now, label, conversations }, (line) => {
    for (const place of remote) {
      // Read before anything is deleted here.
      const until = newestActivity(database, agentId, place.connectionId)
      sendDeletion(database, place, { until, title: `Delete conversations of ${agent}` }, now, line)
    }
  })
  const wiped = await wipeAgent(database, agentId, { ...options, withBackups })
  return { ...wiped, sent: remote.length }
}

const names = (places: readonly WipePlace[]) => places.map(({ connection }) => connection).join(', ')
