// What a source gives, before any meaning is read into it: the common currency of file adapters and platform connectors.
// Values stay as the source wrote them (roles, times, thumbs, scores); ingest/normalize.ts reads them, in one place.

import type { ConversationRecord } from '../database/conversation-record'
import type { StoredExtras } from '../database/restore-stored'

/** A time as found: number or text in any form of ingest/timestamps.ts; null and undefined mean the source gives none. */
export type RawTime = string | number | null | undefined

export interface RawCitation {
  readonly title?: string | null | undefined
  readonly url?: string | null | undefined
  readonly excerpt?: string | null | undefined
  readonly score?: number | string | null | undefined
  readonly id?: string | null | undefined
  readonly kind?: string | null | undefined
}

export interface RawFeedback {
  /** In any encoding: positive, -1, GOOD, THUMBS_DOWN, like, true, an emoji, or stars 1-5. */
  readonly value: unknown
  readonly comment?: string | null | undefined
  readonly rater?: 'customer' | 'teammate' | undefined
  /** The value counts stars, not thumbs. */
  readonly isStars?: boolean | undefined
}

export interface RawPart {
  readonly kind: 'tool-call' | 'tool-result' | 'file' | 'other'
  readonly name?: string | null | undefined
  readonly body: unknown
}

export interface RawMessage {
  readonly id?: string | undefined
  /** The source's own word. */
  readonly role: string | null | undefined
  readonly author?: string | null | undefined
  readonly sentAt?: RawTime
  readonly text: string
  readonly format?: 'text' | 'markdown' | 'html' | undefined
  readonly confidence?: number | string | null | undefined
  readonly feedback?: readonly RawFeedback[] | undefined
  /** undefined: the source does not say; empty: the answer had none. */
  readonly citations?: readonly RawCitation[] | undefined
  readonly parts?: readonly RawPart[] | undefined
}

/** A whole conversation as its source gave it. */
export interface RawConversation {
  readonly kind: 'conversation'
  /** Row or record number in the file, from 1. */
  readonly row: number
  /** Bytes of the file read so far, for progress. */
  readonly bytesRead: number
  readonly agent?: { readonly id?: string | undefined; readonly name?: string | undefined } | undefined
  readonly id?: string | undefined
  readonly title?: string | null | undefined
  readonly channel?: string | null | undefined
  readonly status?: string | null | undefined
  readonly sentiment?: string | null | undefined
  readonly topic?: string | null | undefined
  readonly language?: string | null | undefined
  readonly country?: string | null | undefined
  readonly url?: string | null | undefined
  readonly summary?: string | null | undefined
  readonly startedAt?: RawTime
  readonly updatedAt?: RawTime
  readonly isTest?: boolean | undefined
  readonly customer?:
    | {
        readonly id?: string | null | undefined
        readonly name?: string | null | undefined
        readonly email?: string | null | undefined
        readonly phone?: string | null | undefined
        readonly [more: string]: string | null | undefined
      }
    | undefined
  /** The platform's own figure for the conversation, when it has one. */
  readonly confidence?:
    | {
        readonly lowest?: number | string | null
        readonly mean?: number | string | null
        readonly band?: string | null
      }
    | undefined
  readonly feedback?: readonly RawFeedback[] | undefined
  /** Citations of the conversation as a whole. */
  readonly citations?: readonly RawCitation[] | undefined
  /** 'newest-first' where the source lists messages backwards. */
  readonly order?: 'oldest-first' | 'newest-first' | undefined
  readonly messages: readonly RawMessage[]
  /** Messages off the visible path, where the source is a tree; kept, not shown. */
  readonly branches?: readonly unknown[] | undefined
  /** The record word for word (JSON text, CSV row as JSON object). */
  readonly raw: string
  /**
   * True where this is only part of a conversation whose other rows may come later in the same file (one row per message, not
   * sorted by conversation): the writer then adds to what this import already wrote instead of replacing it.
   */
  readonly isPartial?: boolean | undefined
  /** Of the app's own exports: what was stored, to be stored again as it is, and what people added to it. */
  readonly stored?: { readonly record: ConversationRecord; readonly extras: StoredExtras } | undefined
}

/** A row or record that could not be read. Data, never an exception. */
export interface Rejection {
  readonly kind: 'rejection'
  readonly row: number
  readonly bytesRead: number
  /** Short and stable: ragged-row, not-json, no-text, bad-time, too-big... */
  readonly code: string
  /** For people, a sentence. */
  readonly reason: string
  readonly raw: string
}

/** A record that is fine but is no conversation (a header line, an empty chat): counted, with its reason. */
export interface Skip {
  readonly kind: 'skip'
  readonly row: number
  readonly bytesRead: number
  readonly code: string
  readonly reason: string
}

export type RawRecord = RawConversation | Rejection | Skip
