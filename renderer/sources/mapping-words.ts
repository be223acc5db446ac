// What a column of a file can mean, in words and in the groups of the select.
import type { MappingTarget, RowShape } from '../../shared/import-plan'

export const SHAPE_WORDS: Readonly<Record<RowShape, string>> = {
  message: 'One message',
  pair: 'One question with its answer',
  conversation: 'One whole conversation'
}

export const TARGET_WORDS: Readonly<Record<MappingTarget, string>> = {
  ignore: 'Ignore',
  'conversation.id': 'Conversation id',
  'conversation.title': 'Title',
  'conversation.channel': 'Channel',
  'conversation.status': 'Status',
  'conversation.sentiment': 'Sentiment',
  'conversation.topic': 'Topic',
  'conversation.language': 'Language',
  'conversation.country': 'Country',
  'conversation.url': 'Address on the platform',
  'conversation.summary': 'Summary',
  'conversation.startedAt': 'Started',
  'conversation.updatedAt': 'Last activity',
  'conversation.confidence': 'Confidence of the conversation',
  'conversation.feedback': 'Feedback on the conversation',
  'conversation.feedbackComment': 'Comment on the conversation',
  'conversation.transcript': 'Whole transcript in one cell',
  'customer.id': 'Customer id',
  'customer.name': 'Customer name',
  'customer.email': 'Customer e-mail',
  'customer.phone': 'Customer phone',
  agent: 'Agent',
  'message.id': 'Message id',
  'message.role': 'Role (who wrote it)',
  'message.author': 'Author name',
  'message.text': 'Message text',
  'message.sentAt': 'Sent at',
  'message.confidence': 'Confidence',
  'message.feedback': 'Feedback',
  'message.feedbackComment': 'Feedback comment',
  'message.citations': 'Citations',
  'pair.question': 'Question',
  'pair.answer': 'Answer'
}

const GROUPS = [
  ['', (target: string) => target === 'ignore'],
  ['Message', (target: string) => target.startsWith('message.')],
  ['Question and answer', (target: string) => target.startsWith('pair.')],
  ['Conversation', (target: string) => target.startsWith('conversation.') || target === 'agent'],
  ['Customer', (target: string) => target.startsWith('customer.')]
] as const

/** The entries of the select for one column, those of the other row shapes left out. */
export function targetOptions(rows: RowShape): { group: string; items: { value: MappingTarget; label: string }[] }[] {
  const entries = Object.entries(TARGET_WORDS).filter((entry): entry is [MappingTarget, string] => fits(entry[0], rows))
  return GROUPS.map(([group, belongs]) => ({
    group,
    items: entries.filter(([target]) => belongs(target)).map(([value, label]) => ({ value, label }))
  })).filter((group) => group.items.length > 0)
}

/** Whether a meaning makes sense where one row is one of these. */
function fits(target: string, rows: RowShape): boolean {
  if (rows === 'message') return !target.startsWith('pair.') && target !== 'conversation.transcript'
  if (rows === 'pair')
    return !['message.text', 'message.role', 'message.author', 'conversation.transcript'].includes(target)
  // A table of conversations may hold their first question and answer alone, and what they were answered from.
  return !target.startsWith('message.') || target === 'message.citations'
}
