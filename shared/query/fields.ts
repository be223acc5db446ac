// What can be filtered and sorted: every key of the query syntax with its label, type and aliases.

export type FieldType = 'enum' | 'text' | 'number' | 'score' | 'date' | 'duration' | 'flag' | 'id'

export interface Field {
  readonly name: string
  readonly label: string
  readonly type: FieldType
  readonly aliases: readonly string[]
  /** Can stand inside msg(...): it says something about one message. */
  readonly ofMessage: boolean
}

const field = <N extends string>(
  name: N,
  label: string,
  type: FieldType,
  aliases: readonly string[] = [],
  ofMessage = false
) => ({ name, label, type, aliases, ofMessage }) as const

export const FIELDS = [
  field('text', 'Text', 'text', [], true),
  field('channel', 'Channel', 'enum', ['source']),
  field('status', 'Status', 'enum'),
  field('sentiment', 'Sentiment', 'enum'),
  field('topic', 'Topic', 'enum'),
  field('agent', 'Agent', 'enum'),
  field('lang', 'Language', 'enum', ['language']),
  field('country', 'Country', 'enum'),
  field('origin', 'Source', 'enum', ['file']),
  field('confidence', 'Confidence', 'score', [], true),
  field('feedback', 'Feedback', 'enum', ['thumb'], true),
  field('date', 'Date', 'date', ['on']),
  field('after', 'After', 'date'),
  field('before', 'Before', 'date'),
  field('started', 'Started', 'date'),
  field('newer_than', 'Newer than', 'duration'),
  field('older_than', 'Older than', 'duration'),
  field('hour', 'Hour', 'number'),
  field('weekday', 'Weekday', 'enum'),
  field('messages', 'Messages', 'number', ['turns']),
  field('chars', 'Characters', 'number', [], true),
  field('wait', 'Wait', 'duration', [], true),
  field('user', 'Customer said', 'text', [], true),
  field('bot', 'Agent said', 'text', [], true),
  field('human', 'Teammate said', 'text', [], true),
  field('cites', 'Cites', 'text', [], true),
  field('note', 'Note', 'text', [], true),
  field('q', 'Question', 'text'),
  field('is', 'Is', 'flag'),
  field('has', 'Has', 'flag', [], true),
  field('tag', 'Tag', 'enum', [], true),
  field('issue', 'Issue', 'enum'),
  field('verdict', 'Verdict', 'enum', [], true),
  field('score', 'Score', 'number', [], true),
  field('by', 'Reviewer', 'enum', [], true),
  field('import', 'Import', 'id'),
  field('id', 'Id', 'id'),
  field('customer', 'Customer', 'text')
] as const satisfies readonly Field[]

export type FieldName = (typeof FIELDS)[number]['name']
export const FIELD_NAMES = FIELDS.map((f) => f.name) as [FieldName, ...FieldName[]]

/** What the list can be sorted by. `relevance` only means something with free text. */
export const SORT_NAMES = [
  'date',
  'last',
  'preview',
  'channel',
  'status',
  'messages',
  'feedback',
  'confidence',
  'sentiment',
  'topic',
  'customer',
  'agent',
  'source',
  'review',
  'relevance'
] as const
export type SortName = (typeof SORT_NAMES)[number]
