// CSV for spreadsheets: one row per conversation, or one per message. Quoting as RFC 4180; formulas are guarded reversibly.

import { type BandLimits, bandOf } from '../../../shared/domain'
import { AppError } from '../../../shared/errors'
import type { CsvOptions } from '../../../shared/export'
import {
  CONVERSATION_COLUMNS,
  type ConversationColumn,
  type ExportColumn,
  MESSAGE_COLUMNS,
  type MessageColumn
} from '../../../shared/export-columns'
import { guardFormula } from '../../../shared/formula-guard'
import { isoTime } from '../../database/annotation-tables'
import { type CitationRecord, type MessageRecord, thumbOf } from '../../database/conversation-record'
import type { FullConversation } from '../../database/full-conversations'
import type { ExportFormat } from './export-format'
import { transcriptText } from './transcript-text'

type Cell = string | number | null

/** Throws `invalid-input` for a column that does not exist. */
export function csvConversations(options: CsvOptions, bands: BandLimits): ExportFormat {
  const columns = chosen(CONVERSATION_COLUMNS, options.columns)
  const row = rowWriter(options)
  return {
    needs: { withMessages: columns.some(({ name }) => name === 'Transcript'), withRaw: false },
    begin: () => begin(options, row, columns),
    conversation: (conversation) => {
      const facts = factsOf(conversation)
      return row(columns.map(({ name }) => conversationCell(name, conversation, facts, bands)))
    },
    end: () => ''
  }
}

/** Throws `invalid-input` for a column that does not exist. */
export function csvMessages(options: CsvOptions): ExportFormat {
  const columns = chosen(MESSAGE_COLUMNS, options.columns)
  const row = rowWriter(options)
  const { cell, join } = cellWriter(options)
  return {
    needs: { withMessages: true, withRaw: false },
    begin: () => begin(options, row, columns),
    conversation: (conversation) => {
      const facts = factsOf(conversation)
      // What is the same in every row of a conversation is written out once.
      const heads = columns.map(({ name }) => (isOfMessage(name) ? null : cell(headCell(name, conversation, facts))))
      let text = ''
      conversation.record.messages.forEach((message, i) => {
        text += join(
          columns.map(({ name }, at) => heads[at] ?? (isOfMessage(name) ? cell(messageCell(name, message, i + 1)) : ''))
        )
      })
      return text
    },
    end: () => ''
  }
}

function chosen<C extends ExportColumn>(all: readonly C[], names: readonly string[] | null): readonly C[] {
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

function begin({ bom }: CsvOptions, row: (cells: readonly Cell[]) => string, columns: readonly ExportColumn[]): string {
  return `${bom ? '\uFEFF' : ''}${row(columns.map(({ name }) => name))}`
}

function rowWriter(options: CsvOptions): (cells: readonly Cell[]) => string {
  const { cell, join } = cellWriter(options)
  return (cells) => join(cells.map(cell))
}

interface CellWriter {
  /** A cell as it stands in the file. */
  cell(value: Cell | undefined): string
  join(cells: readonly string[]): string
}

function cellWriter({ delimiter, lineEnd, guard }: CsvOptions): CellWriter {
  // Blanks at the edges are quoted too: some programs trim bare cells.
  const special = new RegExp(`["\\r\\n${delimiter === '\t' ? '\\t' : delimiter}]|^\\s|\\s$`)
  const end = lineEnd === 'crlf' ? '\r\n' : '\n'
  return {
    cell: (value) => {
      if (value === null || value === undefined || value === '') return ''
      if (typeof value === 'number') return String(value)
      const text = guard ? guardFormula(value) : value
      return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    },
    join: (cells) => cells.join(delimiter) + end
  }
}

/** What both kinds of rows say of a conversation, read once for all its messages. */
interface Facts {
  readonly fields: Readonly<Record<string, unknown>>
}

function factsOf({ record }: FullConversation): Facts {
  if (record.customerFields === null) return { fields: {} }
  const fields: unknown = JSON.parse(record.customerFields)
  return { fields: typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>) : {} }
}

function field({ fields }: Facts, name: string): string | null {
  const value = Object.hasOwn(fields, name) ? fields[name] : null
  return typeof value === 'string' ? value : null
}

type HeadColumn = Extract<ConversationColumn, MessageColumn>

function headCell(name: HeadColumn, { record, source }: FullConversation, facts: Facts): Cell {
  switch (name) {
    case 'Conversation ID':
      return record.externalId
    case 'Started':
      return iso(record.startedAt)
    case 'Channel':
      return record.channelRaw ?? record.channel
    case 'Status':
      return record.statusRaw ?? record.status
    case 'Sentiment':
      return record.sentiment
    case 'Topic':
      return record.topic
    case 'Customer':
      return field(facts, 'name') ?? (record.customerFields === null ? record.customer : null)
    case 'Customer e-mail':
      return field(facts, 'email')
    case 'Customer phone':
      return field(facts, 'phone')
    case 'Customer ID':
      return field(facts, 'id')
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
      return iso(record.updatedAt)
    case 'Source':
      return source.name
  }
}

function conversationCell(
  name: ConversationColumn,
  conversation: FullConversation,
  facts: Facts,
  bands: BandLimits
): Cell {
  const { annotations } = conversation
  switch (name) {
    case 'Preview':
      return conversation.preview
    case 'Last activity':
      return iso(conversation.lastAt)
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
      return named(annotations.tags, 'tag', 'name')
    case 'Notes':
      return annotations.notes.map((note) => String(note['body'])).join('\n')
    case 'Drafts':
      return annotations.drafts.length
    case 'Verdicts':
      return annotations.verdicts.map(verdictText).join('; ')
    case 'Issues':
      return named(annotations.issues, 'issue', 'title')
    case 'Transcript':
      return transcriptText(conversation.record.messages)
    default:
      return headCell(name, conversation, facts)
  }
}

type OwnMessageColumn = Exclude<MessageColumn, HeadColumn>

const HEAD_NAMES: ReadonlySet<string> = new Set(
  MESSAGE_COLUMNS.map(({ name }) => name).filter((name) => CONVERSATION_COLUMNS.some((other) => other.name === name))
)

function isOfMessage(name: MessageColumn): name is OwnMessageColumn {
  return !HEAD_NAMES.has(name)
}

function messageCell(name: OwnMessageColumn, message: MessageRecord, position: number): Cell {
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
      return iso(message.sentAt)
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

function named(rows: FullConversation['annotations']['tags'], thing: string, name: string): string {
  const names = rows.flatMap((row) => {
    const value = row[thing]
    return typeof value === 'object' && value !== null && name in value ? [String(Reflect.get(value, name))] : []
  })
  return [...new Set(names)].join(', ')
}

function verdictText(row: FullConversation['annotations']['verdicts'][number]): string {
  return `${String(row['criterion'])}: ${row['value'] === null ? 'not applicable' : String(row['value'])}`
}

function iso(time: number | null): string | null {
  return time === null ? null : String(isoTime(time))
}
