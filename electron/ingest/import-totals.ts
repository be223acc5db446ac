// What an import has brought so far: counted with each batch, and only when the batch is written. A conversation that it adds or changes is
// counted once, however often it comes; a record that brings nothing new is unchanged.
import type { ImportCounts } from '../../shared/domain'
import type { Outcome } from './upsert'

type Counts = { -readonly [K in keyof ImportCounts]: number }

export interface Totals extends Counts {
  /** Rows that the report of the import has. */
  reasons: number
  /** Earliest and latest time of its conversations. */
  firstAt: number | null
  lastAt: number | null
}

export function noTotals(): Totals {
  return {
    ...{ added: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0, messages: 0, reasons: 0 },
    ...{ firstAt: null, lastAt: null }
  }
}

/** Conversations that an import did the same to. */
export interface Counted {
  readonly outcome: Outcome
  readonly conversations: number
  readonly messages: number
  /** The earliest start and the latest end. */
  readonly startedAt: number | null
  readonly lastAt: number | null
}

export function count(totals: Totals, { outcome, conversations, messages, startedAt, lastAt }: Counted): void {
  totals[outcome] += conversations
  totals.messages += messages
  if (startedAt !== null && (totals.firstAt === null || startedAt < totals.firstAt)) totals.firstAt = startedAt
  if (lastAt !== null && (totals.lastAt === null || lastAt > totals.lastAt)) totals.lastAt = lastAt
}

export function countsOf({ added, updated, unchanged, skipped, rejected, messages }: Totals): ImportCounts {
  return { added, updated, unchanged, skipped, rejected, messages }
}
