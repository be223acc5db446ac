// The product's words as types: what every process means by a conversation, a message, a citation, an import.
// Plain data only: all of it crosses processes by structured clone. Times are integer milliseconds since 1970, UTC.

export const ROLES = ['customer', 'agent', 'human', 'system'] as const
/** Who wrote a message: the customer, the AI agent, a human teammate, or the system. */
export type Role = (typeof ROLES)[number]

export const BANDS = ['high', 'medium', 'low', 'none'] as const
/** Confidence as people read it. `none`: the source gives no confidence. */
export type Band = (typeof BANDS)[number]

/** Lower limits of two bands: score < medium is low, < high is medium, else high. A setting. */
export interface BandLimits {
  readonly medium: number
  readonly high: number
}
/** No vendor publishes cut-offs; these are the product's own defaults. */
export const DEFAULT_BAND_LIMITS: BandLimits = { medium: 0.5, high: 0.8 }

/** The band of a score from 0 to 1; null has no band. */
export function bandOf(score: number | null, limits: BandLimits = DEFAULT_BAND_LIMITS): Band {
  if (score === null) return 'none'
  if (score < limits.medium) return 'low'
  return score < limits.high ? 'medium' : 'high'
}

export const STATUSES = ['open', 'ended', 'escalated', 'resolved', 'paused'] as const
/** Where a conversation stands; null where the source does not say. */
export type Status = (typeof STATUSES)[number]

export const CHANNELS = [
  'widget',
  'email',
  'whatsapp',
  'messenger',
  'instagram',
  'slack',
  'phone',
  'sms',
  'api',
  'helpdesk',
  'search',
  'playground',
  'other'
] as const
/** Where a conversation happened. The source's own word is kept beside it. */
export type Channel = (typeof CHANNELS)[number]

export const SENTIMENTS = ['positive', 'neutral', 'negative'] as const
export type Sentiment = (typeof SENTIMENTS)[number]

export const REVIEW_STATES = ['unreviewed', 'in review', 'done', 'skipped', 'declined'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/** Thumbs: up, down. No feedback is null. */
export type Thumb = 'up' | 'down'

export interface Agent {
  readonly id: number
  readonly name: string
  readonly conversations: number
}

/** One row of the conversation list: what the grid shows and sorts. */
export interface ConversationRow {
  readonly id: number
  readonly agent: string
  readonly startedAt: number | null
  readonly lastAt: number | null
  /** True where the source gave no times and they are not to be trusted. */
  readonly timeIsEstimated: boolean
  /** The opening customer message, one line. */
  readonly preview: string
  readonly title: string | null
  readonly channel: Channel | null
  readonly channelRaw: string | null
  readonly status: Status | null
  readonly statusRaw: string | null
  readonly messageCount: number
  readonly upCount: number
  readonly downCount: number
  /** Lowest and mean confidence of its answers, 0..1. */
  readonly confidence: number | null
  readonly confidenceMean: number | null
  readonly band: Band
  readonly sentiment: Sentiment | null
  readonly topic: string | null
  readonly customer: string | null
  readonly country: string | null
  readonly language: string | null
  readonly reviewState: ReviewState
  readonly tags: readonly string[]
  readonly noteCount: number
  readonly draftCount: number
  /** Name of the source (file or connection) it came from. */
  readonly source: string
  /** Where the free text was found, when the query has free text. */
  readonly snippet: Snippet | null
}

/** A piece of a message with the places that matched, as offsets into `text`. */
export interface Snippet {
  readonly text: string
  readonly hits: readonly Span[]
  readonly role: Role | 'citation' | 'note'
}

/** Half-open range of UTF-16 offsets: [start, end). */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A query opened as an ordered list of conversations. Pages are slices of it until it is closed or expires. */
export interface ResultSet {
  readonly id: string
  /** N of "N of M conversations": exact. */
  readonly total: number
  /** M: all conversations in scope. */
  readonly of: number
}

export interface Citation {
  readonly title: string | null
  readonly url: string | null
  readonly excerpt: string | null
  /** 0..1 */
  readonly score: number | null
}

export interface MessageFeedback {
  readonly thumb: Thumb | null
  readonly stars: number | null
  readonly comment: string | null
  readonly rater: string
}

/** A folded part of a message that is not text: a tool call, its result, a file, or a kind the app does not know. */
export interface MessagePart {
  readonly kind: 'tool-call' | 'tool-result' | 'file' | 'other'
  readonly name: string | null
  /** Readable JSON or text. */
  readonly body: string
}

export interface Message {
  readonly id: number
  /** 1-based position in the conversation. */
  readonly seq: number
  /** Its id at the source, or a stable synthetic one. Annotations hold on to this. */
  readonly key: string
  readonly role: Role
  readonly author: string | null
  readonly sentAt: number | null
  readonly timeIsEstimated: boolean
  readonly text: string
  readonly format: 'markdown' | 'text'
  /** 0..1; only on answers. */
  readonly confidence: number | null
  readonly band: Band
  readonly feedback: readonly MessageFeedback[]
  readonly citations: readonly Citation[]
  /** False where the source carries no citations, so that an answer without one is not called unanswered. */
  readonly citationsKnown: boolean
  readonly parts: readonly MessagePart[]
}

/** The head of a transcript. Its messages are read in windows, so that 5,000 of them open at once. */
export interface ConversationDetail {
  readonly row: ConversationRow
  readonly externalId: string
  readonly externalIdIsSynthetic: boolean
  readonly url: string | null
  readonly summary: string | null
  readonly customerFields: Readonly<Record<string, string>>
  /** Citations that the source gives for the conversation as a whole. */
  readonly citations: readonly Citation[]
  /** The record as the source gave it, as text; null when none was kept. */
  readonly hasRaw: boolean
}

export const IMPORT_STATES = ['running', 'done', 'cancelled', 'failed', 'interrupted', 'removed'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** What became of the conversations of an import. */
export interface ImportCounts {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  /** Records that are no conversation or hold nothing to read, with the reason in the report. */
  readonly skipped: number
  readonly rejected: number
  readonly messages: number
}

/** One imported file, as the list of imports and the report show it. */
export interface ImportSummary extends ImportCounts {
  readonly id: number
  readonly fileName: string
  readonly fileSize: number
  /** The format's name for people. */
  readonly format: string
  readonly agent: string
  readonly state: ImportState
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly firstAt: number | null
  readonly lastAt: number | null
  /** One sentence, when the state is failed, interrupted or cancelled. */
  readonly note: string | null
}

/** A row that could not be read, kept word for word. */
export interface RejectedRow {
  readonly row: number
  readonly code: string
  readonly reason: string
  readonly raw: string
}

/** Why rows of an import were not imported: one line of its report. */
export interface ImportReason {
  readonly kind: 'rejected' | 'skipped'
  readonly code: string
  /** The reason of the first such row, a sentence. */
  readonly reason: string
  readonly count: number
}

export interface WorkspaceInfo {
  readonly path: string
  readonly name: string
  readonly conversations: number
  readonly messages: number
  readonly firstAt: number | null
  readonly lastAt: number | null
  readonly agents: readonly Agent[]
  readonly sources: readonly { readonly name: string; readonly format: string; readonly conversations: number }[]
  readonly schemaVersion: number
  readonly fileSize: number
  readonly hasSample: boolean
}
