// Reads whole conversations for an export, some hundred at a time with a handful of statements: the record as it is stored, with
// messages, citations and feedback, the raw record, and everything people added.
import { inflateSync } from 'node:zlib'
import type { Channel, Role, Sentiment, Status } from '../../shared/domain'
import { type Annotations, createAnnotationReader } from './conversation-annotations'
import type { CitationRecord, ConversationRecord, FeedbackRecord, MessageRecord } from './conversation-record'
import { type Cell, grouped } from './grouped'
import type { ReadableDatabase } from './open'
import type { SourceIdentity } from './sources'

/** A conversation with all that is known of it. */
export interface FullConversation {
  readonly id: number
  readonly record: Omit<ConversationRecord, 'raw'>
  readonly source: SourceIdentity
  readonly startedAt: number | null
  readonly lastAt: number | null
  /** The source gave it no time. */
  readonly timeIsEstimated: boolean
  readonly preview: string
  readonly messageCount: number
  readonly answerCount: number
  /** Answers without a citation; null where the source carries none. */
  readonly unansweredCount: number | null
  readonly citationCount: number
  readonly lastRole: Role | null
  /** A teammate wrote in it. */
  readonly hasHuman: boolean
  readonly upCount: number
  readonly downCount: number
  /** Lowest and mean of its answers, whoever gave them. */
  readonly confidence: number | null
  readonly confidenceMean: number | null
  readonly sentimentOrigin: string | null
  readonly topicOrigin: string | null
  readonly reviewState: string
  readonly reviewedAt: number | null
  readonly changedAt: number
  /** Word for word; null where none is kept or it was not asked for. */
  readonly raw: string | null
  readonly annotations: Annotations
}

export interface FullReader {
  /** These conversations in this order; those that are gone are left out. */
  read(ids: readonly number[]): FullConversation[]
}

export interface FullReaderOptions {
  readonly withMessages: boolean
  readonly withRaw: boolean
}

const IDS = 'FROM json_each(?) wanted'
/** Ids of messages of the wanted conversations; position 0 is the conversation as a whole. */
const RANGE = 'BETWEEN wanted.value * 1048576 AND wanted.value * 1048576 + 1048575'
const HEAD = `SELECT c.id, a.name, a.external_id, s.kind, s.name, s.format, c.external_id, c.external_id_is_synthetic, c.title,
    c.channel, c.channel_raw, c.status, c.status_raw, c.started_at, c.last_at, c.time_is_estimated, c.source_updated_at,
    c.sentiment, c.sentiment_origin, c.topic, c.topic_origin, c.language, c.country, c.customer, c.customer_fields, c.url,
    c.summary, c.is_test, c.confidence, c.confidence_mean, c.confidence_origin, c.branches, c.preview, c.message_count,
    c.up_count, c.down_count, c.review_state, c.reviewed_at, c.changed_at, c.answer_count, c.unanswered_count,
    c.citation_count, c.last_role, c.has_human
  ${IDS} CROSS JOIN conversation c ON c.id = wanted.value JOIN agent a ON a.id = c.agent_id JOIN source s ON s.id = c.source_id`
const MESSAGES = `SELECT m.id, m.key, m.role, m.author, m.sent_at, m.time_is_estimated, m.text, m.format, m.confidence,
  m.citation_count, m.parts ${IDS} CROSS JOIN message m ON m.id ${RANGE} ORDER BY m.id`
const CITATIONS = `SELECT t.message_id, t.title, t.url, t.excerpt, t.score, t.external_id, t.kind ${IDS}
  CROSS JOIN citation t ON t.message_id ${RANGE} ORDER BY t.message_id, t.position`
const FEEDBACK = `SELECT f.message_id, f.rater, f.thumb, f.stars, f.comment, f.raw ${IDS}
  CROSS JOIN feedback f ON f.message_id ${RANGE} ORDER BY f.message_id, f.id`
/** Text as text: a blob of a few thousand bytes costs more to hand over than to read. */
const RAWS = `SELECT r.conversation_id, CASE WHEN r.is_deflated THEN r.body ELSE CAST(r.body AS TEXT) END ${IDS} CROSS JOIN raw_record r ON r.conversation_id = wanted.value`

/** The columns of HEAD in their order: rows as arrays cost half of what objects do. */
type HeadCells = readonly [
  id: number,
  agentName: string,
  agentExternalId: string | null,
  sourceKind: SourceIdentity['kind'],
  sourceName: string,
  sourceFormat: string,
  externalId: string,
  externalIdIsSynthetic: number,
  title: string | null,
  channel: Channel | null,
  channelRaw: string | null,
  status: Status | null,
  statusRaw: string | null,
  startedAt: number | null,
  lastAt: number | null,
  timeIsEstimated: number,
  updatedAt: number | null,
  sentiment: Sentiment | null,
  sentimentOrigin: string | null,
  topic: string | null,
  topicOrigin: string | null,
  language: string | null,
  country: string | null,
  customer: string | null,
  customerFields: string | null,
  url: string | null,
  summary: string | null,
  isTest: number,
  confidence: number | null,
  confidenceMean: number | null,
  confidenceOrigin: string | null,
  branches: string | null,
  preview: string,
  messageCount: number,
  upCount: number,
  downCount: number,
  reviewState: string,
  reviewedAt: number | null,
  changedAt: number,
  answerCount: number,
  unansweredCount: number | null,
  citationCount: number,
  lastRole: Role | null,
  hasHuman: number
]

/** The columns of MESSAGES in their order. */
type MessageCells = readonly [
  id: number,
  key: string,
  role: Role,
  author: string | null,
  sentAt: number | null,
  timeIsEstimated: number,
  text: string,
  format: 'text' | 'markdown',
  confidence: number | null,
  citationCount: number | null,
  parts: string | null
]

/** The reader of one export; what many conversations share (tags, scorecards, review sets) is read once. */
export function createFullReader(database: ReadableDatabase, options: FullReaderOptions): FullReader {
  const readAnnotations = createAnnotationReader(database)
  const cells = <T>(sql: string, ids: string) => database.prepare(sql).columns(ids) as unknown as T[]
  return {
    read(ids) {
      const wanted = JSON.stringify(ids)
      const heads = new Map(cells<HeadCells>(HEAD, wanted).map((row) => [row[0], row]))
      const messages = options.withMessages ? cells<MessageCells>(MESSAGES, wanted) : []
      const citations = options.withMessages ? citationsOf(cells(CITATIONS, wanted)) : NONE
      const feedback = options.withMessages ? feedbackOf(cells(FEEDBACK, wanted)) : NONE
      const byConversation = new Map<number, MessageRecord[]>()
      for (const row of messages) {
        const id = Math.floor(row[0] / 1_048_576)
        const message = messageOf(row, citations.get(row[0]) ?? [], feedback.get(row[0]) ?? [])
        const before = byConversation.get(id)
        if (before) before.push(message)
        else byConversation.set(id, [message])
      }
      const raws = options.withRaw ? rawsOf(cells(RAWS, wanted)) : NONE
      const annotations = readAnnotations(wanted)
      return ids.flatMap((id) => {
        const head = heads.get(id)
        if (!head) return []
        const whole = id * 1_048_576
        const content = {
          messages: byConversation.get(id) ?? [],
          citations: citations.get(whole) ?? null,
          feedback: feedback.get(whole) ?? []
        }
        return [fullConversation(head, content, raws.get(id) ?? null, annotations(id))]
      })
    }
  }
}

const NONE: ReadonlyMap<number, never> = new Map<number, never>()

type Content = Pick<ConversationRecord, 'messages' | 'citations' | 'feedback'>

function fullConversation(
  row: HeadCells,
  content: Content,
  raw: string | null,
  annotations: Annotations
): FullConversation {
  const [id, agentName, agentExternalId, sourceKind, sourceName, sourceFormat, externalId, isSynthetic, ...rest] = row
  const [title, channel, channelRaw, status, statusRaw, startedAt, lastAt, isEstimated, updatedAt, ...more] = rest
  const [sentiment, sentimentOrigin, topic, topicOrigin, language, country, customer, customerFields, ...others] = more
  const [url, summary, isTest, confidence, confidenceMean, confidenceOrigin, branches, preview, ...counts] = others
  const [messageCount, upCount, downCount, reviewState, reviewedAt, changedAt, ...derived] = counts
  const [answerCount, unansweredCount, citationCount, lastRole, hasHuman] = derived
  const timeIsEstimated = isEstimated === 1
  return {
    id,
    record: {
      agent: { name: agentName, externalId: agentExternalId },
      externalId,
      externalIdIsSynthetic: isSynthetic === 1,
      title,
      channel,
      channelRaw,
      status,
      statusRaw,
      startedAt: timeIsEstimated ? null : startedAt,
      updatedAt,
      sentiment,
      topic,
      language,
      country,
      customer,
      customerFields,
      url,
      summary,
      isTest: isTest === 1,
      confidence: confidenceOrigin === 'source' ? { lowest: confidence, mean: confidenceMean } : null,
      branches,
      ...content
    },
    source: { kind: sourceKind, name: sourceName, format: sourceFormat },
    startedAt,
    lastAt,
    timeIsEstimated,
    preview,
    messageCount,
    answerCount,
    unansweredCount,
    citationCount,
    lastRole,
    hasHuman: hasHuman === 1,
    upCount,
    downCount,
    confidence,
    confidenceMean,
    sentimentOrigin,
    topicOrigin,
    reviewState,
    reviewedAt,
    changedAt,
    raw,
    annotations
  }
}

function messageOf(
  [, key, role, author, sentAt, estimated, text, format, confidence, citationCount, parts]: MessageCells,
  citations: readonly CitationRecord[],
  feedback: readonly FeedbackRecord[]
): MessageRecord {
  const timeIsEstimated = estimated === 1
  return {
    key,
    role,
    author,
    sentAt: timeIsEstimated ? null : sentAt,
    timeIsEstimated,
    text,
    format,
    confidence,
    citations: citationCount === null ? null : citations,
    feedback,
    parts
  }
}

function citationsOf(rows: readonly (readonly Cell[])[]): ReadonlyMap<number, CitationRecord[]> {
  return grouped(rows, ([, title, url, excerpt, score, externalId, kind]) => ({
    title: title as string | null,
    url: url as string | null,
    excerpt: excerpt as string | null,
    score: score as number | null,
    externalId: externalId as string | null,
    kind: kind as string | null
  }))
}

function feedbackOf(rows: readonly (readonly Cell[])[]): ReadonlyMap<number, FeedbackRecord[]> {
  return grouped(rows, ([, rater, thumb, stars, comment, raw]) => ({
    rater: rater as FeedbackRecord['rater'],
    thumb: thumb as FeedbackRecord['thumb'],
    stars: stars as number | null,
    comment: comment as string | null,
    raw: raw as string | null
  }))
}

function rawsOf(rows: readonly (readonly [id: number, body: string | Uint8Array])[]): ReadonlyMap<number, string> {
  return new Map(rows.map(([id, body]) => [id, typeof body === 'string' ? body : inflateSync(body).toString('utf8')]))
}
