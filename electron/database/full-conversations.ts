// Reads whole conversations for an export, some hundred at a time with a handful of statements: the record as it is stored, with
// messages, citations and feedback, the raw record, and everything people added.
import { inflateSync } from 'node:zlib'
import type { Channel, Role, Sentiment, Status } from '../../shared/domain'
import {
  ANNOTATION_TABLES,
  type AnnotationName,
  type AnnotationRow,
  exportedColumns,
  exportedName,
  exportedValue,
  readDefinitions
} from './annotation-tables'
import type { CitationRecord, ConversationRecord, FeedbackRecord, MessageRecord } from './conversation-record'
import type { ReadableDatabase, Row } from './open'
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
  readonly annotations: Readonly<Record<AnnotationName, readonly AnnotationRow[]>>
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
const HEAD = `SELECT c.*, a.name AS agent_name, a.external_id AS agent_external_id, s.kind AS source_kind, s.name AS source_name,
  s.format AS source_format ${IDS} CROSS JOIN conversation c ON c.id = wanted.value JOIN agent a ON a.id = c.agent_id
  JOIN source s ON s.id = c.source_id`
const MESSAGES = `SELECT m.id, m.key, m.role, m.author, m.sent_at, m.time_is_estimated, m.text, m.format, m.confidence,
  m.citation_count, m.parts ${IDS} CROSS JOIN message m ON m.id ${RANGE} ORDER BY m.id`
const CITATIONS = `SELECT t.message_id, t.title, t.url, t.excerpt, t.score, t.external_id, t.kind ${IDS}
  CROSS JOIN citation t ON t.message_id ${RANGE} ORDER BY t.message_id, t.position`
const FEEDBACK = `SELECT f.message_id, f.rater, f.thumb, f.stars, f.comment, f.raw ${IDS}
  CROSS JOIN feedback f ON f.message_id ${RANGE} ORDER BY f.message_id, f.id`
const RAWS = `SELECT r.conversation_id, r.is_deflated, r.body ${IDS} CROSS JOIN raw_record r ON r.conversation_id = wanted.value`
const QUESTIONS = `SELECT q.qa_pair_id, q.text ${IDS} CROSS JOIN qa_pair p ON p.conversation_id = wanted.value
  JOIN qa_question q ON q.qa_pair_id = p.id ORDER BY q.qa_pair_id, q.position`

/** A message's columns in the order of MESSAGES: rows as arrays cost half of what objects do. */
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
      const heads = new Map(
        database
          .prepare(HEAD)
          .all<Row>(wanted)
          .map((row) => [Number(row['id']), row])
      )
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
  row: Row,
  content: Content,
  raw: string | null,
  annotations: FullConversation['annotations']
): FullConversation {
  // The table is STRICT: a column holds what its declaration says.
  const text = (name: string) => row[name] as string | null
  const number = (name: string) => row[name] as number | null
  const isSourceScore = row['confidence_origin'] === 'source'
  const timeIsEstimated = row['time_is_estimated'] === 1
  return {
    id: Number(row['id']),
    record: {
      agent: { name: String(row['agent_name']), externalId: text('agent_external_id') },
      externalId: String(row['external_id']),
      externalIdIsSynthetic: row['external_id_is_synthetic'] === 1,
      title: text('title'),
      channel: text('channel') as Channel | null,
      channelRaw: text('channel_raw'),
      status: text('status') as Status | null,
      statusRaw: text('status_raw'),
      startedAt: timeIsEstimated ? null : number('started_at'),
      updatedAt: number('source_updated_at'),
      sentiment: text('sentiment') as Sentiment | null,
      topic: text('topic'),
      language: text('language'),
      country: text('country'),
      customer: text('customer'),
      customerFields: text('customer_fields'),
      url: text('url'),
      summary: text('summary'),
      isTest: row['is_test'] === 1,
      confidence: isSourceScore ? { lowest: number('confidence'), mean: number('confidence_mean') } : null,
      branches: text('branches'),
      ...content
    },
    source: {
      kind: row['source_kind'] as SourceIdentity['kind'],
      name: String(row['source_name']),
      format: String(row['source_format'])
    },
    startedAt: number('started_at'),
    lastAt: number('last_at'),
    timeIsEstimated,
    preview: String(row['preview']),
    messageCount: Number(row['message_count']),
    upCount: Number(row['up_count']),
    downCount: Number(row['down_count']),
    confidence: number('confidence'),
    confidenceMean: number('confidence_mean'),
    sentimentOrigin: text('sentiment_origin'),
    topicOrigin: text('topic_origin'),
    reviewState: String(row['review_state']),
    reviewedAt: number('reviewed_at'),
    changedAt: Number(row['changed_at']),
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

type Cell = string | number | null

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

/** By the id in the first column. */
function grouped<T>(rows: readonly (readonly Cell[])[], of: (row: readonly Cell[]) => T): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const id = Number(row[0])
    const group = groups.get(id)
    if (group) group.push(of(row))
    else groups.set(id, [of(row)])
  }
  return groups
}

function rawsOf(rows: readonly (readonly [number, number, Uint8Array])[]): ReadonlyMap<number, string> {
  return new Map(
    rows.map(([id, isDeflated, body]) => [
      id,
      (isDeflated === 1 ? inflateSync(body) : Buffer.from(body)).toString('utf8')
    ])
  )
}

type AnnotationsOf = (conversationId: number) => FullConversation['annotations']

function createAnnotationReader(database: ReadableDatabase): (wanted: string) => AnnotationsOf {
  const definitions = {
    tag: readDefinitions(database, 'tag'),
    issue: readDefinitions(database, 'issue'),
    scorecard: readDefinitions(database, 'scorecard'),
    review_set: readDefinitions(database, 'review_set')
  }
  const tables = ANNOTATION_TABLES.map((table) => ({ ...table, columns: exportedColumns(database, table.table) }))
  return (wanted) => {
    const questions = grouped(database.prepare(QUESTIONS).columns(wanted) as Cell[][], ([, text]) => String(text))
    const byTable = tables.map(({ table, name, refers, order, columns }) => {
      const rows = new Map<number, AnnotationRow[]>()
      const references: Readonly<Record<string, keyof typeof definitions | undefined>> = refers
      // By a subquery, so that the order names the table's own columns.
      const sql = `SELECT * FROM ${table} WHERE conversation_id IN (SELECT value FROM json_each(?)) ORDER BY ${order}`
      for (const row of database.prepare(sql).all<Row>(wanted)) {
        const values = columns.map((column) => {
          const definition = references[column]
          const value = definition
            ? (definitions[definition].get(Number(row[column])) ?? null)
            : exportedValue(column, row[column])
          return [exportedName(column), value] as const
        })
        const pair = table === 'qa_pair' ? [['questions', questions.get(Number(row['id'])) ?? []] as const] : []
        const id = Number(row['conversation_id'])
        const annotation: AnnotationRow = Object.fromEntries([...values, ...pair])
        const before = rows.get(id)
        if (before) before.push(annotation)
        else rows.set(id, [annotation])
      }
      return [name, rows] as const
    })
    return (id) =>
      Object.fromEntries(
        byTable.map(([name, rows]) => [name, rows.get(id) ?? []])
      ) as unknown as FullConversation['annotations']
  }
}
