// Learns sentiment and topic of conversations by a search for each value; goes on where it was cut off.
import type { LabelSearches } from '../connectors/connector'
import { isKind } from '../connectors/platform-error'
import { saveLabel, topicsOf } from '../database/learned'
import { type Labelling, type SyncState, saveSyncState, syncStateOf } from '../database/sync-state'
import { agentRow, type Learning } from './learn'
import { placeAfter } from './lost-place'

/** Labels are computed after a conversation ended: this long before the last ones are asked for again. */
const LABEL_OVERLAP_MS = 24 * 60 * 60 * 1_000

/**
 * Before the conversations are read, so that they come in with what is found. Each page is saved with the place of the next one. A search
 * that is refused is noted, not an error: the note is answered. Throws `PlatformError`.
 */
export async function learnLabels(learning: Learning): Promise<string | null> {
  const { connection, connector, agent } = learning
  if (!connector.labels || !connection.settings.labels) return null
  const begun = syncStateOf(learning.database, connection.id, agent.agentId).labelling?.cursor ?? null
  try {
    await searchAll(learning, connector.labels)
    return null
  } catch (thrown) {
    if (isKind(thrown, 'forbidden'))
      return 'Sentiment and topics could not be read: the platform does not let this key search.'
    const { labelling } = syncStateOf(learning.database, connection.id, agent.agentId)
    if (labelling) {
      const { cursor, lostCursor = null } = labelling
      save(learning, { labelling: { ...labelling, ...placeAfter(thrown, { cursor, lostCursor }, begun) } })
    }
    throw thrown
  }
}

async function searchAll(learning: Learning, labels: LabelSearches): Promise<void> {
  const { database, agent, call } = learning
  let place = begin(learning, labels)
  let done = 0
  for (;;) {
    const [search, ...others] = place.searches
    if (!search) break
    for await (const { found, cursor } of labels.search(agent.agentId, search, place, call.signal)) {
      const times = found.map(({ updatedAt }) => updatedAt ?? 0)
      place = { ...place, newest: Math.max(place.newest ?? 0, ...times) || null, cursor }
      if (cursor === null) place = { ...place, searches: others }
      const { newest } = place
      database.transaction(() => {
        for (const { id } of found) saveLabel(database, agent.agentId, { id, ...search })
        const isEnd = place.searches.length === 0
        save(learning, isEnd ? { labelling: null, labelledUntil: newest } : { labelling: place })
      })
      done += found.length
      call.progress({ phase: `Reading sentiment and topics of ${agent.name}`, done, unit: 'conversations' })
    }
  }
}

/** Where the one before was cut off, or at the beginning. */
function begin({ database, connection, agent }: Learning, labels: LabelSearches): Labelling {
  const { labelling, labelledUntil } = syncStateOf(database, connection.id, agent.agentId)
  if (labelling !== null) return labelling
  const row = agentRow(database, connection, agent)
  const topics = [...new Set([...connection.settings.topics, ...(row === null ? [] : topicsOf(database, row))])]
  const since = labelledUntil === null ? null : labelledUntil - LABEL_OVERLAP_MS
  return { since, newest: labelledUntil, searches: labels.searches(topics), cursor: null }
}

function save({ database, connection, agent }: Learning, change: Partial<SyncState>): void {
  const state = syncStateOf(database, connection.id, agent.agentId)
  saveSyncState(database, connection.id, agent.agentId, { ...state, ...change })
}
