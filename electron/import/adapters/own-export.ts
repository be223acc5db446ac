// The app's own JSON and JSON Lines exports: stored again exactly as they were, with everything people added. docs/export-format.md.
import { z } from 'zod'
import { CHANNELS, ROLES, SENTIMENTS, STATUSES } from '../../../shared/domain'
import { AppError } from '../../../shared/errors'
import type { JsonValue } from '../../database/annotation-tables'
import type { ConversationRecord } from '../../database/conversation-record'
import type { StoredExtras } from '../../database/restore-stored'
import type { RawConversation, RawRecord } from '../../ingest/raw'
import { readJsonRecords } from '../json-records'
import { isObject } from '../json-text'
import type { FileHead, KnownHead, SourceAdapter } from '../source-adapter'

/** The newest version of the format that is understood. */
const VERSION = 1

const text = z.string().nullable().default(null)
const time = z
  .union([z.string(), z.number()])
  .nullable()
  .default(null)
  .transform((value, context) => {
    if (value === null || typeof value === 'number') return value
    const at = Date.parse(value)
    if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: `“${value.slice(0, 40)}” is no time` })
    return Number.isNaN(at) ? null : at
  })
const score = z.number().nullable().default(null)
/** JSON that is kept as text in the workspace. */
const packed = z
  .unknown()
  .transform((value) =>
    value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)
  )

const citation = z
  .object({ title: text, url: text, excerpt: text, score, id: text, kind: text })
  .transform(({ id, ...rest }) => ({
    title: rest.title,
    url: rest.url,
    excerpt: rest.excerpt,
    score: rest.score,
    externalId: id,
    kind: rest.kind
  }))
const feedback = z.object({
  rater: z.enum(['customer', 'teammate', 'unknown']),
  thumb: z
    .enum(['up', 'down'])
    .nullable()
    .default(null)
    .transform((thumb) => (thumb === null ? null : thumb === 'up' ? (1 as const) : (-1 as const))),
  stars: score,
  comment: text,
  raw: text
})
const citations = z.array(citation).nullable().default(null)
const message = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  author: text,
  sentAt: time,
  text: z.string(),
  format: z.enum(['text', 'markdown']).default('text'),
  confidence: score,
  citations,
  feedback: z.array(feedback).default([]),
  parts: packed
})
const rows = z.array(z.record(z.string(), z.json())).default([])

const conversation = z.object({
  chatlogDesk: z.number(),
  number: z.number().int().positive(),
  id: z.string().min(1),
  idIsMade: z.boolean().default(false),
  agent: z.object({ name: z.string().min(1), id: text }),
  source: z.object({ kind: z.enum(['file', 'connection', 'sample']), name: z.string(), format: z.string() }),
  title: text,
  channel: z.enum(CHANNELS).nullable().default(null),
  channelRaw: text,
  status: z.enum(STATUSES).nullable().default(null),
  statusRaw: text,
  startedAt: time,
  updatedAt: time,
  sentiment: z.enum(SENTIMENTS).nullable().default(null),
  sentimentOrigin: text,
  topic: text,
  topicOrigin: text,
  language: text,
  country: text,
  customer: text,
  customerFields: packed,
  url: text,
  summary: text,
  isTest: z.boolean().default(false),
  confidence: z.object({ lowest: score, mean: score }).nullable().default(null),
  feedback: z.array(feedback).default([]),
  citations,
  messages: z.array(message).min(1),
  branches: packed,
  review: z.object({ state: z.string(), at: time }).default({ state: 'unreviewed', at: null }),
  changedAt: time,
  tags: rows,
  notes: rows,
  flags: rows,
  issues: rows,
  verdicts: rows,
  reviewItems: rows,
  drafts: rows,
  raw: text
})
type Exported = z.output<typeof conversation>

export const ownExport: SourceAdapter = {
  id: 'own-export',
  label: 'Chatlog Desk export (JSON)',
  recognise: (head) =>
    isOwn(head) ? { certainty: 1, reason: 'It was exported by this app: nothing is lost on the way back.' } : null,
  read: readConversations
}

function isOwn({ kind, records }: FileHead): boolean {
  const isJson = kind === 'json' || kind === 'json-lines'
  return (
    isJson &&
    records.length > 0 &&
    records.every((record) => isObject(record) && typeof record['chatlogDesk'] === 'number')
  )
}

async function* readConversations(
  file: string,
  options: Parameters<SourceAdapter['read']>[1]
): AsyncGenerator<RawRecord> {
  let definitions = definitionsOf(options.head)
  for await (const record of readJsonRecords(file, options)) {
    if (record.kind === 'rejection') {
      yield record
      continue
    }
    const place = { row: record.row, bytesRead: record.bytesRead }
    if (
      isObject(record.value) &&
      typeof record.value['chatlogDesk'] === 'number' &&
      record.value['chatlogDesk'] > VERSION
    )
      throw new AppError(
        'unsupported-format',
        'This export was made by a newer version of the app. Update the app, then import it.'
      )
    const read = conversation.safeParse(record.value)
    if (read.success) {
      yield { kind: 'conversation', ...place, ...rawOf(read.data, definitions) }
      definitions = undefined
    } else {
      const [issue] = read.error.issues
      const reason = `Record ${record.row} is not what this app exports: ${issue?.path.join('.')}: ${issue?.message ?? 'unknown'}.`
      yield { kind: 'rejection', ...place, code: 'other-shape', reason, raw: record.text.slice(0, 65_536) }
    }
  }
}

const list = z.array(z.record(z.string(), z.json())).catch([])
const definitionsSchema = z.object({
  tags: list,
  issues: list,
  scorecards: list,
  reviewSets: list,
  looseDrafts: list
})

function definitionsOf({ envelope }: KnownHead): StoredExtras['definitions'] {
  return envelope['format'] === 'chatlog-desk' ? definitionsSchema.parse(envelope) : undefined
}

function rawOf(
  exported: Exported,
  definitions: StoredExtras['definitions']
): Omit<RawConversation, 'kind' | 'row' | 'bytesRead'> {
  const record = recordOf(exported)
  return {
    // For the preview; what is stored is the record.
    id: record.externalId,
    title: record.title,
    agent: { name: record.agent.name, id: record.agent.externalId ?? undefined },
    startedAt: record.startedAt,
    messages: record.messages.map(({ key, role, sentAt, text: said }) => ({ id: key, role, sentAt, text: said })),
    raw: exported.raw ?? '',
    stored: {
      record,
      extras: {
        number: exported.number,
        source: exported.source,
        sentimentOrigin: exported.sentimentOrigin,
        topicOrigin: exported.topicOrigin,
        reviewState: exported.review.state,
        reviewedAt: exported.review.at,
        changedAt: exported.changedAt ?? 0,
        annotations: annotationsOf(exported),
        definitions
      }
    }
  }
}

function annotationsOf({ tags, notes, flags, issues, verdicts, reviewItems, drafts }: Exported) {
  return { tags, notes, flags, issues, verdicts, reviewItems, drafts } satisfies Record<
    string,
    readonly { [key: string]: JsonValue }[]
  >
}

function recordOf(exported: Exported): ConversationRecord {
  return {
    agent: { name: exported.agent.name, externalId: exported.agent.id },
    externalId: exported.id,
    externalIdIsSynthetic: exported.idIsMade,
    title: exported.title,
    channel: exported.channel,
    channelRaw: exported.channelRaw,
    status: exported.status,
    statusRaw: exported.statusRaw,
    startedAt: exported.startedAt,
    updatedAt: exported.updatedAt,
    sentiment: exported.sentiment,
    topic: exported.topic,
    language: exported.language,
    country: exported.country,
    customer: exported.customer,
    customerFields: exported.customerFields,
    url: exported.url,
    summary: exported.summary,
    isTest: exported.isTest,
    confidence: exported.confidence,
    feedback: exported.feedback,
    citations: exported.citations,
    branches: exported.branches,
    messages: exported.messages.map(({ id, sentAt, ...rest }) => ({
      key: id,
      role: rest.role,
      author: rest.author,
      sentAt,
      timeIsEstimated: sentAt === null,
      text: rest.text,
      format: rest.format,
      confidence: rest.confidence,
      citations: rest.citations,
      feedback: rest.feedback,
      parts: rest.parts
    })),
    raw: exported.raw === null ? [] : [exported.raw]
  }
}
