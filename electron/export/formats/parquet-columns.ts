// The columns of Parquet exports with their types: those of the SQL views of the same names (docs/sql-views.md), with times as
// timestamps, 0 and 1 as booleans, and lists where a conversation has several. docs/parquet.md documents them.
import type { SchemaElement } from 'hyparquet-writer'
import type { JsonValue } from '../../database/annotation-tables'
import { type MessageRecord, thumbOf } from '../../database/conversation-record'
import type { FullConversation } from '../../database/full-conversations'
import { type Facts, fieldOf } from './cells'

/** Times are UTC milliseconds. Every column may be null. */
type Leaf = 'text' | 'integer' | 'long' | 'number' | 'boolean' | 'time'
type Type = Leaf | { readonly list: Leaf | Readonly<Record<string, Leaf>> }
export type ParquetValue = string | number | bigint | boolean | null | readonly ParquetValue[] | ParquetStruct
interface ParquetStruct {
  readonly [name: string]: ParquetValue
}

/** `of`: the value in a row, given the conversation, what is known of its customer, and the message and its position from 1. */
export interface ParquetColumn {
  readonly name: string
  readonly type: Type
  of(conversation: FullConversation, facts: Facts, message: MessageRecord | null, position: number): ParquetValue
}

const column = (name: string, type: Type, of: ParquetColumn['of']): ParquetColumn => ({ name, type, of })
/** Of the message that a row is for. */
const own = (name: string, type: Type, of: (message: MessageRecord) => ParquetValue): ParquetColumn =>
  column(name, type, (_conversation, _facts, message) => (message === null ? null : of(message)))

export const CONVERSATION_PARQUET: readonly ParquetColumn[] = [
  column('id', 'long', ({ id }) => BigInt(id)),
  column('agent', 'text', ({ record }) => record.agent.name),
  column('external_id', 'text', ({ record }) => record.externalId),
  column('source', 'text', ({ source }) => source.name),
  column('channel', 'text', ({ record }) => record.channel),
  column('channel_raw', 'text', ({ record }) => record.channelRaw),
  column('status', 'text', ({ record }) => record.status),
  column('status_raw', 'text', ({ record }) => record.statusRaw),
  column('started_at', 'time', ({ startedAt }) => startedAt),
  column('last_at', 'time', ({ lastAt }) => lastAt),
  column('time_is_estimated', 'boolean', ({ timeIsEstimated }) => timeIsEstimated),
  column('updated_at', 'time', ({ record }) => record.updatedAt),
  column('title', 'text', ({ record }) => record.title),
  column('preview', 'text', ({ preview }) => preview),
  column('message_count', 'integer', ({ messageCount }) => messageCount),
  column('answer_count', 'integer', ({ answerCount }) => answerCount),
  column('unanswered_count', 'integer', ({ unansweredCount }) => unansweredCount),
  column('citation_count', 'integer', ({ citationCount }) => citationCount),
  column('up_count', 'integer', ({ upCount }) => upCount),
  column('down_count', 'integer', ({ downCount }) => downCount),
  column('confidence', 'number', ({ confidence }) => confidence),
  column('confidence_mean', 'number', ({ confidenceMean }) => confidenceMean),
  column('sentiment', 'text', ({ record }) => record.sentiment),
  column('topic', 'text', ({ record }) => record.topic),
  column('language', 'text', ({ record }) => record.language),
  column('country', 'text', ({ record }) => record.country),
  column('customer', 'text', ({ record }) => record.customer),
  column('customer_id', 'text', (_, facts) => fieldOf(facts, 'id')),
  column('customer_email', 'text', (_, facts) => fieldOf(facts, 'email')),
  column('customer_phone', 'text', (_, facts) => fieldOf(facts, 'phone')),
  column('url', 'text', ({ record }) => record.url),
  column('summary', 'text', ({ record }) => record.summary),
  column('last_role', 'text', ({ lastRole }) => lastRole),
  column('has_human', 'boolean', ({ hasHuman }) => hasHuman),
  column('is_test', 'boolean', ({ record }) => record.isTest),
  column('review_state', 'text', ({ reviewState }) => reviewState),
  column('reviewed_at', 'time', ({ reviewedAt }) => reviewedAt),
  column('tags', { list: 'text' }, ({ annotations }) => [
    ...new Set(annotations.tags.map(({ tag }) => inner(tag, 'name')))
  ]),
  column('notes', { list: 'text' }, ({ annotations }) => annotations.notes.map(({ body }) => text(body))),
  column('issues', { list: 'text' }, ({ annotations }) => annotations.issues.map(({ issue }) => inner(issue, 'title'))),
  column(
    'verdicts',
    { list: { criterion: 'text', value: 'text', comment: 'text', reviewer: 'text', message_key: 'text' } },
    ({ annotations }) =>
      annotations.verdicts.map(({ criterion, value, comment, reviewer, messageKey }) => ({
        criterion: text(criterion),
        value: text(value),
        comment: text(comment),
        reviewer: text(reviewer),
        message_key: text(messageKey)
      }))
  ),
  column('draft_count', 'integer', ({ annotations }) => annotations.drafts.length)
]

export const MESSAGE_PARQUET: readonly ParquetColumn[] = [
  column('conversation_id', 'long', ({ id }) => BigInt(id)),
  column('seq', 'integer', (_conversation, _facts, _message, position) => position),
  column('external_id', 'text', ({ record }) => record.externalId),
  column('agent', 'text', ({ record }) => record.agent.name),
  column('channel', 'text', ({ record }) => record.channel),
  own('message_key', 'text', ({ key }) => key),
  own('role', 'text', ({ role }) => role),
  own('author', 'text', ({ author }) => author),
  own('sent_at', 'time', ({ sentAt }) => sentAt),
  own('time_is_estimated', 'boolean', ({ timeIsEstimated }) => timeIsEstimated),
  own('text', 'text', ({ text: written }) => written),
  own('format', 'text', ({ format }) => format),
  own('confidence', 'number', ({ confidence }) => confidence),
  own('thumb', 'text', ({ feedback }) => thumbWord(thumbOf(feedback))),
  own('feedback', { list: { rater: 'text', thumb: 'text', stars: 'number', comment: 'text' } }, ({ feedback }) =>
    feedback.map(({ rater, thumb, stars, comment }) => ({ rater, thumb: thumbWord(thumb), stars, comment }))
  ),
  own(
    'citations',
    { list: { title: 'text', url: 'text', excerpt: 'text', score: 'number', kind: 'text' } },
    ({ citations }) =>
      citations?.map(({ title, url, excerpt, score, kind }) => ({ title, url, excerpt, score, kind })) ?? null
  )
]

function thumbWord(thumb: 1 | -1 | null): string | null {
  return thumb === null ? null : thumb === 1 ? 'up' : 'down'
}

function inner(value: JsonValue | undefined, key: string): string | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? text((value as Readonly<Record<string, JsonValue>>)[key])
    : null
}

function text(value: JsonValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

/** As the format says it (apache/parquet-format: LogicalTypes.md); both ways of naming a type, for older readers. */
const LEAVES: Readonly<Record<Leaf, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  integer: { type: 'INT32' },
  long: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' }
  }
}

export function parquetSchema(columns: readonly ParquetColumn[]): SchemaElement[] {
  return [
    { name: 'schema', num_children: columns.length },
    ...columns.flatMap(({ name, type }) => elements(name, type))
  ]
}

function elements(name: string, type: Type): SchemaElement[] {
  if (typeof type === 'string') return [{ name, repetition_type: 'OPTIONAL', ...LEAVES[type] }]
  const { list } = type
  const item: SchemaElement[] =
    typeof list === 'string'
      ? elements('element', list)
      : [
          { name: 'element', repetition_type: 'OPTIONAL', num_children: Object.keys(list).length },
          ...Object.entries(list).flatMap(([field, leaf]) => elements(field, leaf))
        ]
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...item
  ]
}
