// Reads rows of the conversation list by their ids, with what people added: tags, number of notes and drafts.
import {
  type Band,
  type BandLimits,
  bandOf,
  CHANNELS,
  type ConversationRow,
  REVIEW_STATES,
  SENTIMENTS,
  STATUSES
} from '../../shared/domain'
import type { ReadableDatabase } from './open'

interface StoredRow {
  readonly id: number
  readonly agent: string
  readonly started_at: number | null
  readonly last_at: number | null
  readonly time_is_estimated: number
  readonly preview: string
  readonly title: string | null
  readonly channel: string | null
  readonly channel_raw: string | null
  readonly status: string | null
  readonly status_raw: string | null
  readonly message_count: number
  readonly up_count: number
  readonly down_count: number
  readonly confidence: number | null
  readonly confidence_mean: number | null
  readonly sentiment: string | null
  readonly topic: string | null
  readonly customer: string | null
  readonly country: string | null
  readonly language: string | null
  readonly review_state: string
  readonly source: string
  readonly tags: string | null
  readonly notes: number
  readonly drafts: number
}

// One text for any number of ids, so that it is prepared once.
const SELECT = `
SELECT c.id, a.name AS agent, c.started_at, c.last_at, c.time_is_estimated, c.preview, c.title, c.channel, c.channel_raw,
  c.status, c.status_raw, c.message_count, c.up_count, c.down_count, c.confidence, c.confidence_mean, c.sentiment, c.topic,
  c.customer, c.country, c.language, c.review_state, s.name AS source,
  (SELECT json_group_array(DISTINCT t.name ORDER BY t.name) FROM conversation_tag ct JOIN tag t ON t.id = ct.tag_id
    WHERE ct.conversation_id = c.id) AS tags,
  (SELECT count(*) FROM note n WHERE n.conversation_id = c.id) AS notes,
  (SELECT count(*) FROM qa_pair q WHERE q.conversation_id = c.id AND q.state IN ('draft', 'ready')) AS drafts
FROM json_each(?) wanted
JOIN conversation c ON c.id = wanted.value
JOIN agent a ON a.id = c.agent_id
JOIN source s ON s.id = c.source_id`

/** The rows of these conversations in this order; those that were deleted meanwhile are missing. Snippets are left null. */
export function conversationRows(
  database: ReadableDatabase,
  ids: readonly number[],
  limits: BandLimits
): ConversationRow[] {
  const stored = database.prepare(SELECT).all<StoredRow>(JSON.stringify(ids))
  const byId = new Map(stored.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [conversationRow(row, bandOf(row.confidence, limits))] : []
  })
}

function conversationRow(row: StoredRow, band: Band): ConversationRow {
  return {
    id: row.id,
    agent: row.agent,
    startedAt: row.started_at,
    lastAt: row.last_at,
    timeIsEstimated: row.time_is_estimated === 1,
    preview: row.preview,
    title: row.title,
    channel: oneOf(CHANNELS, row.channel),
    channelRaw: row.channel_raw,
    status: oneOf(STATUSES, row.status),
    statusRaw: row.status_raw,
    messageCount: row.message_count,
    upCount: row.up_count,
    downCount: row.down_count,
    confidence: row.confidence,
    confidenceMean: row.confidence_mean,
    band,
    sentiment: oneOf(SENTIMENTS, row.sentiment),
    topic: row.topic,
    customer: row.customer,
    country: row.country,
    language: row.language,
    reviewState: oneOf(REVIEW_STATES, row.review_state) ?? 'unreviewed',
    tags: row.tags === null ? [] : (JSON.parse(row.tags) as string[]),
    noteCount: row.notes,
    draftCount: row.drafts,
    source: row.source,
    snippet: null
  }
}

/** A stored word as one of the words the program knows; null when it is none of them. */
export function oneOf<T extends string>(words: readonly T[], word: string | null): T | null {
  return words.find((known) => known === word) ?? null
}
