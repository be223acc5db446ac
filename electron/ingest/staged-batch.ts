// Puts a batch on a stage, conversation by conversation, and keeps apart what must be looked at one by one: what our own exports tell
// besides, conversations that are too long, and a second telling of one in the same batch.
import { MOST_MESSAGES } from '../database/conversation-record'
import type { Stage } from '../database/stage'
import type { Batch } from './gather'
import { type Arrival, asIfNew, type NotImported } from './prepare'

/** A batch whose conversations are on a stage. */
export interface StagedBatch {
  /** Name of the stage. */
  readonly stage: string
  /** What comes after the conversations on the stage, one by one. */
  readonly later: readonly Arrival[]
  readonly notImported: readonly NotImported[]
  readonly unknownRoles: readonly string[]
}

export interface Staging {
  readonly staged: StagedBatch
  /** What is at each place of the stage, from 1. */
  readonly arrivals: readonly Arrival[]
}

/** Puts the batch on an empty stage and hands it over. */
export function stageBatch(stage: Stage, { arrivals, notImported, unknownRoles }: Batch): Staging {
  const placed: Arrival[] = []
  const later: Arrival[] = []
  const told = new Set<string>()
  for (const arrival of arrivals) {
    const { externalId } = arrival.record
    if (told.has(externalId) || !canBeStaged(arrival)) later.push(arrival)
    else {
      const { record, derived, hash } = arrival.isPartial ? asIfNew(arrival) : arrival
      stage.add({ record, derived, contentHash: hash }, arrival.isPartial)
      placed.push(arrival)
    }
    told.add(externalId)
  }
  stage.hand()
  return { staged: { stage: stage.name, later, notImported, unknownRoles }, arrivals: placed }
}

function canBeStaged(arrival: Arrival): boolean {
  return arrival.isPartial ? arrival.record.messages.length <= MOST_MESSAGES : arrival.tooMany === 0 && !arrival.extras
}
