// The columns of CSV exports: their names in order, and what each means to an import, so that an export is read back with certainty.
import type { MappingTarget } from './import-plan'

export interface ExportColumn {
  /** The header cell; also the column's id. */
  readonly name: string
  /** What an import makes of it; `ignore` is kept in the raw record only. */
  readonly target: MappingTarget
  /** Not written unless it is chosen. */
  readonly optional?: true
}

const column = <N extends string>(name: N, target: MappingTarget = 'ignore') => ({ name, target }) as const
const optional = <N extends string>(name: N, target: MappingTarget = 'ignore') =>
  ({ name, target, optional: true }) as const

/** What both kinds of CSV say of a conversation. */
const HEAD = [
  column('Started', 'conversation.startedAt'),
  column('Channel', 'conversation.channel'),
  column('Status', 'conversation.status'),
  column('Sentiment', 'conversation.sentiment'),
  column('Topic', 'conversation.topic'),
  column('Customer', 'customer.name'),
  column('Customer e-mail', 'customer.email'),
  optional('Customer phone', 'customer.phone'),
  optional('Customer ID', 'customer.id'),
  column('Agent', 'agent'),
  optional('Title', 'conversation.title'),
  optional('Language', 'conversation.language'),
  optional('Country', 'conversation.country'),
  optional('URL', 'conversation.url'),
  optional('Summary', 'conversation.summary'),
  optional('Updated', 'conversation.updatedAt'),
  column('Source')
] as const

/** One row per conversation. */
export const CONVERSATION_COLUMNS = [
  column('Conversation ID', 'conversation.id'),
  column('Preview'),
  ...HEAD,
  column('Last activity'),
  column('Messages'),
  column('Thumbs up'),
  column('Thumbs down'),
  column('Lowest confidence'),
  column('Mean confidence'),
  column('Confidence band'),
  column('Review state'),
  column('Tags'),
  column('Notes'),
  column('Drafts'),
  optional('Verdicts'),
  optional('Issues'),
  optional('Transcript', 'conversation.transcript')
] as const satisfies readonly ExportColumn[]

/** One row per message. */
export const MESSAGE_COLUMNS = [
  column('Conversation ID', 'conversation.id'),
  column('Message ID', 'message.id'),
  column('Position'),
  column('Role', 'message.role'),
  column('Author', 'message.author'),
  column('Sent', 'message.sentAt'),
  column('Text', 'message.text'),
  column('Confidence', 'message.confidence'),
  column('Feedback', 'message.feedback'),
  column('Feedback comment', 'message.feedbackComment'),
  column('Citations', 'message.citations'),
  ...HEAD
] as const satisfies readonly ExportColumn[]

export type ConversationColumn = (typeof CONVERSATION_COLUMNS)[number]['name']
export type MessageColumn = (typeof MESSAGE_COLUMNS)[number]['name']
