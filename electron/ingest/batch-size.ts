// How much of an import is read, handed over and written at a time.
import type { ConversationRecord } from '../database/conversation-record'

/** Measured: larger batches gain nothing, and each keeps other changes waiting for some 0.15 s. */
export const BATCH_MESSAGES = 4_000
export const BATCH_CHARACTERS = 8_000_000

/** Characters of a record as its source gave it. */
export function lengthOf({ raw }: ConversationRecord): number {
  let length = 0
  for (const row of raw) length += row.length
  return length
}
