// A batch whose conversations are on a stage. Kept apart is what must be looked at one by one in any case: what our own exports tell besides,
// conversations that are too long or are known with another content, and a second telling of one in the same batch. Of what is known with
// the content it has, as nearly all of a file that is imported again, there is no more than that.
import { type ConversationRecord, MOST_MESSAGES } from '../database/conversation-record'
import { openStage } from '../database/open'
import type { FindContent, StoredContent } from '../database/same-content'
import type { Stage } from '../database/stage'
import { readStoredConversation } from '../database/stored-conversation'
import type { Aside, Collector } from './gather'
import { type Arrival, asIfNew, readied } from './prepare'

export interface StagedBatch extends Aside {
  /** Name of the stage. */
  readonly stage: string
  /** What is in the workspace as it is in the file, unless it was changed since it was looked up. */
  readonly unchanged: readonly Unchanged[]
  /** What comes after the conversations on the stage and the unchanged ones, one by one. */
  readonly later: readonly Arrival[]
}

export interface Unchanged extends StoredContent {
  readonly messages: number
  readonly startedAt: number | null
  readonly lastAt: number | null
}

/** Gives the unchanged conversations of a batch that have these places among them as they arrived. */
export type Recall = (places: readonly number[]) => Promise<readonly Arrival[]>

export interface FilledBatch {
  readonly staged: StagedBatch
  /** The unchanged conversations as they arrived, until the batch is written. */
  readonly recallable: readonly Arrival[]
}

/**
 * Puts conversations on an empty stage as they come, so that nothing of them is kept in this thread, and hands it over. What `find` finds
 * is not staged: the writer would find it, too.
 */
export function onStage(stage: Stage, find: FindContent): Collector<FilledBatch> {
  const unchanged: Unchanged[] = []
  const recallable: Arrival[] = []
  const later: Arrival[] = []
  const told = new Set<string>()
  return {
    add(arrival) {
      const { agent, externalId } = arrival.record
      const isFirst = !told.has(externalId)
      told.add(externalId)
      if (!isFirst || !canBeStaged(arrival)) return void later.push(arrival)
      const stored = find(agent, externalId)
      if (!stored) return put(stage, arrival)
      if (arrival.isPartial || arrival.hash !== stored.contentHash) return void later.push(arrival)
      const { startedAt, lastAt } = arrival.derived
      unchanged.push({ ...stored, messages: arrival.record.messages.length, startedAt, lastAt })
      recallable.push(arrival)
    },
    end(aside) {
      stage.hand()
      return { staged: { stage: stage.name, unchanged, later, ...aside }, recallable }
    }
  }
}

function put(stage: Stage, arrival: Arrival): void {
  const { record, derived, hash } = arrival.isPartial ? asIfNew(arrival) : arrival
  // As it arrived: where some of its conversation is there already, its rows are matched with that.
  const piece = arrival.isPartial ? JSON.stringify(arrival.record) : null
  stage.add({ record, derived, contentHash: hash }, piece)
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
