// What stands in the cells of a table of conversations or messages, column by column, for every kind of table.
import { type BandLimits, bandOf } from '../../../shared/domain'
import { AppError } from '../../../shared/errors'
import {
  CONVERSATION_COLUMNS,
  type ConversationColumn,
  type ExportColumn,
  MESSAGE_COLUMNS,
  type MessageColumn
} from '../../../shared/export-columns'
import type { Annotations } from '../../database/conversation-annotations'
import { type CitationRecord, type MessageRecord, thumbOf } from '../../database/conversation-record'
import type { FullConversation } from '../../database/full-conversations'
import { textField } from '../../database/text-field'
import { transcriptText } from './transcript-text'

/** `at`: a moment, in UTC milliseconds. */
export type Cell = string | number | { readonly at: number } | null

/** Those that were named, else those that are not optional. Throws `invalid-input` for a column that does not exist. */
export function chosenColumns<C extends ExportColumn>(
  all: readonly C[],
  names: readonly string[] | null
): readonly C[] {
  if (names === null) return all.filter(({ optional }) => !optional)
  return names.map((name) => {
    const column = all.find((other) => other.name === name)
    if (column) return column
    throw new AppError(
      'invalid-input',
      `There is no column “${name}”. Columns: ${all.map((other) => other.name).join(', ')}.`
    )
  })
}

/** What both kinds of rows say of a conversation, read once for all its messages. */
export interface Facts {
  readonly fields: Readonly<Record<string, unknown>>
}

export function factsOf({ record }: FullConversation): Facts {
  if (record.customerFields === null) return { fields: {} }
  const fields: unknown = JSON.parse(record.customerFields)
  return { fields: typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>) : {} }
}

/** What is known of the customer under that name. */
export function fieldOf({ fields }: Facts, name: string): string | null {
  return textField(fields, name)
}

export type HeadColumn = Extract<ConversationColumn, MessageColumn>

export function headCell(name: HeadColumn, { record, source }: FullConversation, facts: Facts): Cell {
  switch (name) {
    case 'Conversation ID':
      return record.externalId
    case 'Started':
      return moment(record.startedAt)
    case 'Channel':
      return record.channelRaw ?? record.channel
    case 'Status':
      return record.statusRaw ?? record.status
    case 'Sentiment':
      return record.sentiment
    case 'Topic':
      return record.topic
    case 'Customer':
      return fieldOf(facts, 'name') ?? (record.customerFields === null ? record.customer : null)
    case 'Customer e-mail':
      return fieldOf(facts, 'email')
    case 'Customer phone':
      return fieldOf(facts, 'phone')
    case 'Customer ID':
      return fieldOf(facts, 'id')
    case 'Agent':
      return record.agent.name
    case 'Title':
      return record.title
    case 'Language':
      return record.language
    case 'Country':
      return record.country
    case 'URL':
      return record.url
    case 'Summary':
      return record.summary
    case 'Updated':
      return moment(record.updatedAt)
    case 'Source':
      return source.name
  }
}

export function conversationCell(
  name: ConversationColumn,
  conversation: FullConversation,
  facts: Facts,
  bands: BandLimits
): Cell {
  switch (name) {
    case 'Preview':
      return conversation.preview
    case 'Last activity':
      return moment(conversation.lastAt)
    case 'Messages':
      return conversation.messageCount
    case 'Thumbs up':
      return conversation.upCount
    case 'Thumbs down':
      return conversation.downCount
    case 'Lowest confidence':
      return conversation.confidence
    case 'Mean confidence':
      return conversation.confidenceMean
    case 'Confidence band':
      return bandOf(conversation.confidence, bands)
    case 'Review state':
      return conversation.reviewState
    case 'Tags':
    case 'Notes':
    case 'Drafts':
    case 'Verdicts':
    case 'Issues':
      return annotationCell(name, conversation.annotations)
    case 'Transcript':
      return transcriptText(conversation.record.messages)
    default:
      return headCell(name, conversation, facts)
  }
}

/** Columns of what people added. */
export type AnnotationColumn = 'Tags' | 'Notes' | 'Drafts' | 'Verdicts' | 'Issues'

export function annotationCell(name: AnnotationColumn, annotations: Annotations): Cell {
  switch (name) {
    case 'Tags':
      return named(annotations.tags, 'tag', 'name')
    case 'Notes':
      return annotations.notes.map((note) => String(note['body'])).join('\n')
    case 'Drafts':
      return annotations.drafts.length
    case 'Verdicts':
      return annotations.verdicts.map(verdictText).join('; ')
    case 'Issues':
      return named(annotations.issues, 'issue', 'title')
  }
}

export type OwnMessageColumn = Exclude<MessageColumn, HeadColumn>

const HEAD_NAMES: ReadonlySet<string> = new Set(
  MESSAGE_COLUMNS.map(({ name }) => name).filter((name) => CONVERSATION_COLUMNS.some((other) => other.name === name))
)

export function isOfMessage(name: MessageColumn): name is OwnMessageColumn {
  return !HEAD_NAMES.has(name)
}

export function messageCell(name: OwnMessageColumn, message: MessageRecord, position: number): Cell {
  switch (name) {
    case 'Message ID':
      return message.key
    case 'Position':
      return position
    case 'Role':
      return message.role
    case 'Author':
      return message.author
    case 'Sent':
      return moment(message.sentAt)
    case 'Text':
      return message.text
    case 'Confidence':
      return message.confidence
    case 'Feedback':
      return thumbWord(message)
    case 'Feedback comment':
      return message.feedback.flatMap(({ comment }) => comment ?? []).join('\n')
    case 'Citations':
      return citationsCell(message)
  }
}

function thumbWord({ feedback }: MessageRecord): string | null {
  const thumb = thumbOf(feedback)
  return thumb === null ? null : thumb === 1 ? 'up' : 'down'
}

/** As JSON, which an import reads and a person can; `[]`: there were none; null: the source does not say. */
function citationsCell({ citations }: MessageRecord): string | null {
  if (!citations) return null
  return JSON.stringify(citations.map(known))
}

/** What is not known is left out. */
function known({ title, url, excerpt, score }: CitationRecord) {
  return { title: title ?? undefined, url: url ?? undefined, excerpt: excerpt ?? undefined, score: score ?? undefined }
}

function named(rows: Annotations['tags'], thing: string, name: string): string {
  const names = rows.flatMap((row) => {
    const value = row[thing]
    return typeof value === 'object' && value !== null && name in value ? [String(Reflect.get(value, name))] : []
  })
  return [...new Set(names)].join(', ')
}

function verdictText(row: Annotations['verdicts'][number]): string {
  return `${String(row['criterion'])}: ${row['value'] === null ? 'not applicable' : String(row['value'])}`
}

function moment(at: number | null): Cell {
  return at === null ? null : { at }
}
