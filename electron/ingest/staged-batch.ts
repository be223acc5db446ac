// A batch whose conversations are on a stage. Kept apart is what must be looked at one by one in any case: what our own exports tell besides,
// conversations that are too long, and a second telling of one in the same batch.
import { type ConversationRecord, MOST_MESSAGES } from '../database/conversation-record'
import { openStage } from '../database/open'
import type { Stage } from '../database/stage'
import { readStoredConversation } from '../database/stored-conversation'
import type { Aside, Collector } from './gather'
import { type Arrival, asIfNew, readied } from './prepare'

export interface StagedBatch extends Aside {
  /** Name of the stage. */
  readonly stage: string
  /** What comes after the conversations on the stage, one by one. */
  readonly later: readonly Arrival[]
}

/** Puts conversations on an empty stage as they come, so that nothing of them is kept in this thread, and hands it over. */
export function onStage(stage: Stage): Collector<StagedBatch> {
  const later: Arrival[] = []
  const told = new Set<string>()
  return {
    add(arrival) {
      const { externalId } = arrival.record
      if (told.has(externalId) || !canBeStaged(arrival)) later.push(arrival)
      else {
        const { record, derived, hash } = arrival.isPartial ? asIfNew(arrival) : arrival
        // As it arrived: where some of its conversation is there already, its rows are matched with that.
        const piece = arrival.isPartial ? JSON.stringify(arrival.record) : null
        stage.add({ record, derived, contentHash: hash }, piece)
      }
      told.add(externalId)
    },
    end(aside) {
      stage.hand()
      return { stage: stage.name, later, ...aside }
    }
  }
}

function canBeStaged(arrival: Arrival): boolean {
  return arrival.isPartial ? arrival.record.messages.length <= MOST_MESSAGES : arrival.tooMany === 0 && !arrival.extras
}

/** What arrived at these places of a stage that was handed over. */
export function readFromStage(name: string, places: readonly number[]): readonly Arrival[] {
  if (places.length === 0) return []
  const stage = openStage(name)
  try {
    const piece = stage.prepare('SELECT piece FROM conversation WHERE id = ?')
    return places.map((place): Arrival => {
      const text = piece.get<{ piece: string | null }>(place)?.piece ?? null
      if (text !== null) return { isPartial: true, record: JSON.parse(text) as ConversationRecord }
      return { ...readied(readStoredConversation(stage, place)), isPartial: false, tooMany: 0 }
    })
  } finally {
    stage.close()
  }
}
