// What the thread that reads a file and the thread that writes it tell each other. Plain data.
import type { ErrorValue } from '../../shared/errors'
import type { Mapping } from '../../shared/import-plan'
import type { Arrival, PrepareOptions } from '../ingest/prepare'
import type { StagedBatch } from '../ingest/staged-batch'
import type { KnownHead } from './source-adapter'
import type { Share } from './turns'

/** Which file is read, and how. */
export interface PreparerJob {
  readonly file: string
  /** Id of the adapter. */
  readonly format: string
  readonly head: KnownHead
  readonly mapping: Mapping | null
  readonly options: PrepareOptions
  /** Where conversations of the file may be already; null: nowhere. */
  readonly workspace: string | null
  /** Null: the thread reads all of the file. */
  readonly share: Share | null
}

export type ToWriter =
  /** A batch is on its stage, which is the writer's until it says `written`. Of a shared file it is a whole turn. */
  | { readonly kind: 'batch'; readonly staged: StagedBatch; readonly bytesRead: number }
  /** What was asked for by `recall`. */
  | { readonly kind: 'recalled'; readonly arrivals: readonly Arrival[] }
  | { readonly kind: 'progress'; readonly bytesRead: number }
  /** From the turn on that is next of this thread, one thread must read the file in its order. Nothing comes after it. */
  | { readonly kind: 'needs-order' }
  /** All of the file, or of the thread's turns, was told. */
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly error: ErrorValue }

export type ToPreparer =
  | { readonly kind: 'written'; readonly stage: string }
  /** Some of the unchanged conversations of a batch that is not written yet, by their places, as they arrived. */
  | { readonly kind: 'recall'; readonly stage: string; readonly places: readonly number[] }
  | { readonly kind: 'cancel' }
