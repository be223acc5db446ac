// What a column of a file can mean, in words and in the groups of the select; and what a mapping still lacks.
import type { Mapping, MappingTarget, RowShape } from '../../shared/import-plan'

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
  'conversation.tags': 'Tags',
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
  return !target.startsWith('message.') && !target.startsWith('pair.')
}

/** Meanings that several columns may share: their values are put together. */
const MAY_REPEAT = new Set<MappingTarget>(['ignore', 'conversation.tags', 'message.citations'])

/** What must be changed before a file can be read so, each a sentence. Empty: good. */
export function mappingProblems(mapping: Mapping): readonly string[] {
  const targets = Object.values(mapping.columns)
  const has = (target: MappingTarget) => targets.includes(target)
  const problems: string[] = []
  if (mapping.rows === 'message') {
    if (!has('message.text')) problems.push('Choose the column that holds the message text.')
    if (!has('message.role')) problems.push('Choose the column that says who wrote each message.')
  }
  if (mapping.rows === 'pair' && !(has('pair.question') && has('pair.answer'))) {
    problems.push('Choose the columns that hold the question and the answer.')
  }
  if (mapping.rows === 'conversation' && !has('conversation.transcript')) {
    problems.push('Choose the column that holds the whole transcript.')
  }
  for (const target of new Set(targets)) {
    const columns = Object.keys(mapping.columns).filter((column) => mapping.columns[column] === target)
    if (columns.length > 1 && !MAY_REPEAT.has(target)) {
      problems.push(
        `“${TARGET_WORDS[target]}” is chosen for ${columns.length} columns: ${columns.join(', ')}. Keep one.`
      )
    }
  }
  return problems
}
