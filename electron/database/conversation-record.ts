// A conversation as it is stored, whole: what ingest hands to the tables and what it reads back to add to it.
import type { Channel, Role, Sentiment, Status } from '../../shared/domain'
import type { AgentIdentity } from './agents'

export interface CitationRecord {
  readonly title: string | null
  readonly url: string | null
  readonly excerpt: string | null
  /** As the source gave it; a retriever's score is mostly 0..1. */
  readonly score: number | null
  readonly externalId: string | null
  readonly kind: string | null
}

/** 1 is thumbs up, -1 thumbs down. */
export type ThumbValue = 1 | -1

export interface FeedbackRecord {
  readonly rater: 'customer' | 'teammate' | 'unknown'
  readonly thumb: ThumbValue | null
  /** 1 to 5. */
  readonly stars: number | null
  readonly comment: string | null
  /** The source's own word. */
  readonly raw: string | null
}

export interface MessageRecord {
  /** Id at the source or a synthetic one; unique in its conversation. */
  readonly key: string
  readonly role: Role
  readonly author: string | null
  readonly sentAt: number | null
  /** The source gave this message no time: `sentAt` is its neighbour's, or null. */
  readonly timeIsEstimated: boolean
  readonly text: string
  readonly format: 'text' | 'markdown'
  /** 0..1 */
  readonly confidence: number | null
  /** null: the source does not say; empty: it had none. */
  readonly citations: readonly CitationRecord[] | null
  readonly feedback: readonly FeedbackRecord[]
  /** JSON array of MessagePart, null when the message is text alone. */
  readonly parts: string | null
}

export interface ConversationRecord {
  readonly agent: AgentIdentity
  readonly externalId: string
  readonly externalIdIsSynthetic: boolean
  readonly title: string | null
  readonly channel: Channel | null
  readonly channelRaw: string | null
  readonly status: Status | null
  readonly statusRaw: string | null
  /** When the source says it began; null where only the messages tell. */
  readonly startedAt: number | null
  /** The source's own "last changed". */
  readonly updatedAt: number | null
  readonly sentiment: Sentiment | null
  readonly topic: string | null
  readonly language: string | null
  readonly country: string | null
  readonly customer: string | null
  /** JSON object of text. */
  readonly customerFields: string | null
  readonly url: string | null
  readonly summary: string | null
  readonly isTest: boolean
  /** The source's own figures, 0..1; null where only the answers tell. */
  readonly confidence: { readonly lowest: number | null; readonly mean: number | null } | null
  /** Of the conversation as a whole. */
  readonly feedback: readonly FeedbackRecord[]
  readonly citations: readonly CitationRecord[] | null
  /** JSON: messages off the visible path. */
  readonly branches: string | null
  readonly messages: readonly MessageRecord[]
  /** The record word for word; one entry a row where the source has one row per message. */
  readonly raw: readonly string[]
}

/** What follows from a conversation's messages: ingest/derive.ts. */
export interface DerivedValues {
  readonly startedAt: number | null
  readonly lastAt: number | null
  readonly timeIsEstimated: boolean
  readonly preview: string
  readonly messageCount: number
  readonly answerCount: number
  readonly unansweredCount: number | null
  readonly citationCount: number
  readonly upCount: number
  readonly downCount: number
  readonly confidence: number | null
  readonly confidenceMean: number | null
  readonly confidenceOrigin: 'source' | 'computed' | null
  readonly lastRole: Role | null
  readonly hasHuman: boolean
}

/** Identifies a conversation's content: equal means unchanged. */
export type ContentHash = string

/** What the tables know of a conversation that an import meets again. */
export interface StoredVersion {
  readonly id: number
  readonly contentHash: ContentHash
  readonly updatedAt: number | null
  readonly lastAt: number | null
  readonly messageCount: number
  readonly firstImportId: number
}

/** A message id is its conversation's id times this plus its position from 1; position 0 stands for the conversation itself. */
export const MESSAGES_PER_CONVERSATION = 1_048_576
export const MOST_MESSAGES = MESSAGES_PER_CONVERSATION - 1

/** By multiplication: a shift would cut ids to 32 bits. */
export function messageId(conversationId: number, position: number): number {
  return conversationId * MESSAGES_PER_CONVERSATION + position
}

/** The rating of a message that counts: the last of its customer (or of an unknown rater), else the last of a teammate. */
export function thumbOf(feedback: readonly FeedbackRecord[]): ThumbValue | null {
  let customer: ThumbValue | null = null
  let teammate: ThumbValue | null = null
  for (const { rater, thumb } of feedback) {
    if (thumb === null) continue
    if (rater === 'teammate') teammate = thumb
    else customer = thumb
  }
  return customer ?? teammate
}
