// The columns of a conversation and what is written into them, so that no way of writing one drifts apart from the others.
import type { ContentHash, ConversationRecord, DerivedValues } from './conversation-record'
import type { Value } from './open'

/** What a source said of a conversation and what follows from it. */
export interface ConversationContent {
  readonly record: ConversationRecord
  readonly derived: DerivedValues
  readonly contentHash: ContentHash
}

/** Everything that is written of one conversation. */
export interface ConversationWrite extends ConversationContent {
  readonly agentId: number
  readonly sourceId: number
  readonly importId: number
}

/** Column -> its value, where it follows from the content alone. */
export const CONTENT_COLUMNS = {
  content_hash: (w) => w.contentHash,
  source_updated_at: (w) => w.record.updatedAt,
  title: (w) => w.record.title,
  channel: (w) => w.record.channel,
  channel_raw: (w) => w.record.channelRaw,
  status: (w) => w.record.status,
  status_raw: (w) => w.record.statusRaw,
  started_at: (w) => w.derived.startedAt,
  last_at: (w) => w.derived.lastAt,
  time_is_estimated: (w) => Number(w.derived.timeIsEstimated),
  preview: (w) => w.derived.preview,
  message_count: (w) => w.derived.messageCount,
  answer_count: (w) => w.derived.answerCount,
  unanswered_count: (w) => w.derived.unansweredCount,
  citation_count: (w) => w.derived.citationCount,
  up_count: (w) => w.derived.upCount,
  down_count: (w) => w.derived.downCount,
  confidence: (w) => w.derived.confidence,
  confidence_mean: (w) => w.derived.confidenceMean,
  confidence_origin: (w) => w.derived.confidenceOrigin,
  sentiment: (w) => w.record.sentiment,
  sentiment_origin: (w) => (w.record.sentiment === null ? null : 'source'),
  topic: (w) => w.record.topic,
  topic_origin: (w) => (w.record.topic === null ? null : 'source'),
  language: (w) => w.record.language,
  country: (w) => w.record.country,
  customer: (w) => w.record.customer,
  customer_fields: (w) => w.record.customerFields,
  url: (w) => w.record.url,
  summary: (w) => w.record.summary,
  last_role: (w) => w.derived.lastRole,
  has_human: (w) => Number(w.derived.hasHuman),
  is_test: (w) => Number(w.record.isTest),
  branches: (w) => w.record.branches
} as const satisfies Record<string, (content: ConversationContent) => Value>

/** Column -> its value, where it takes the import that writes. */
export const IMPORT_COLUMNS = {
  source_id: (w) => w.sourceId,
  import_id: (w) => w.importId,
  changed_at: () => Date.now()
} as const satisfies Record<string, (write: ConversationWrite) => Value>
