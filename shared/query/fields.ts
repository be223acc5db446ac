// What can be filtered and sorted: every key of the query syntax with its label, type, aliases, and the values it knows.
import { BANDS, REVIEW_STATES, ROLES, SENTIMENTS } from '../domain'

/**
 * `enum`: values come from the data. `choice`: only the listed values. `score`: 0..1, or a band of confidence. `rating`: a number
 * or word a person gave. `moment`: one end of a span of dates. `age`: how long ago. `duration`: a length of time. The others say what they are.
 */
export type FieldType =
  | 'enum'
  | 'choice'
  | 'text'
  | 'number'
  | 'score'
  | 'rating'
  | 'date'
  | 'moment'
  | 'age'
  | 'duration'
  | 'hour'
  | 'weekday'
  | 'id'

export interface Field {
  readonly name: string
  readonly label: string
  readonly type: FieldType
  readonly aliases: readonly string[]
  /** Can stand inside msg(...): it says something about one message. */
  readonly ofMessage: boolean
  /** Every value there is, where the product fixes them. */
  readonly choices?: readonly string[]
}

interface FieldOptions {
  readonly aliases?: readonly string[]
  readonly ofMessage?: boolean
  readonly choices?: readonly string[]
}

const field = <N extends string>(name: N, label: string, type: FieldType, options: FieldOptions = {}) => ({
  name,
  label,
  type,
  aliases: options.aliases ?? [],
  ofMessage: options.ofMessage ?? false,
  ...(options.choices ? { choices: options.choices } : {})
})

export const FLAGS = [
  'reviewed',
  'unreviewed',
  'in-review',
  'skipped',
  'declined',
  'escalated',
  'flagged',
  'drafted',
  'sent',
  'changed',
  'unanswered',
  'test'
] as const
export type Flag = (typeof FLAGS)[number]
/** Flags that a single message can carry. */
export const MESSAGE_FLAGS: readonly Flag[] = ['flagged', 'drafted', 'sent', 'unanswered']

export const PARTS = ['note', 'tag', 'citation', 'correction', 'draft', 'issue', 'feedback', 'human'] as const
export type Part = (typeof PARTS)[number]

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const ofMessage = true

export const FIELDS = [
  field('text', 'Text', 'text', { ofMessage }),
  field('channel', 'Channel', 'enum', { aliases: ['source'] }),
  field('status', 'Status', 'enum'),
  field('sentiment', 'Sentiment', 'choice', { choices: [...SENTIMENTS, 'none'] }),
  field('topic', 'Topic', 'enum'),
  field('agent', 'Agent', 'enum'),
  field('lang', 'Language', 'enum', { aliases: ['language'] }),
  field('country', 'Country', 'enum'),
  field('origin', 'Source', 'enum', { aliases: ['file'] }),
  field('confidence', 'Confidence', 'score', { ofMessage, choices: BANDS }),
  field('feedback', 'Feedback', 'choice', { aliases: ['thumb'], ofMessage, choices: ['up', 'down', 'none'] }),
  field('date', 'Date', 'date', { aliases: ['on'], ofMessage }),
  field('after', 'From', 'moment', { ofMessage }),
  field('before', 'Before', 'moment', { ofMessage }),
  field('started', 'Started', 'date'),
  field('newer_than', 'Newer than', 'age', { ofMessage }),
  field('older_than', 'Older than', 'age', { ofMessage }),
  field('hour', 'Hour', 'hour', { ofMessage }),
  field('weekday', 'Weekday', 'weekday', { ofMessage, choices: WEEKDAYS }),
  field('messages', 'Messages', 'number', { aliases: ['turns'] }),
  field('chars', 'Characters', 'number', { ofMessage }),
  field('wait', 'Wait', 'duration', { ofMessage }),
  field('user', 'Customer said', 'text', { ofMessage }),
  field('bot', 'Agent said', 'text', { ofMessage }),
  field('human', 'Teammate said', 'text', { ofMessage }),
  field('cites', 'Cited source', 'text', { ofMessage }),
  field('note', 'Note', 'text', { ofMessage }),
  field('q', 'Opening question', 'text', { ofMessage }),
  field('last', 'Last message by', 'choice', { choices: ROLES }),
  field('is', 'Is', 'choice', { ofMessage, choices: FLAGS }),
  field('has', 'Has', 'choice', { ofMessage, choices: PARTS }),
  field('no', 'Has no', 'choice', { ofMessage, choices: PARTS }),
  field('review', 'Review state', 'choice', { choices: REVIEW_STATES }),
  field('tag', 'Tag', 'enum', { ofMessage }),
  field('issue', 'Issue', 'enum'),
  field('verdict', 'Verdict', 'enum', { ofMessage }),
  field('score', 'Score', 'rating', { ofMessage }),
  field('by', 'Reviewer', 'enum', { ofMessage }),
  field('import', 'Import', 'id'),
  field('id', 'Id', 'id'),
  field('customer', 'Customer', 'text')
] as const satisfies readonly Field[]

export type FieldName = (typeof FIELDS)[number]['name']
export const FIELD_NAMES = FIELDS.map((f) => f.name) as [FieldName, ...FieldName[]]

const BY_NAME: ReadonlyMap<string, Field & { readonly name: FieldName }> = new Map(FIELDS.map((f) => [f.name, f]))
const BY_KEY: ReadonlyMap<string, FieldName> = new Map(
  FIELDS.flatMap((f) => [f.name, ...f.aliases].map((key) => [key, f.name] as const))
)

/** What is known of a field. */
export function fieldOf(name: FieldName): Field & { readonly name: FieldName } {
  const found = BY_NAME.get(name)
  if (!found) throw new Error(`no such field: ${name}`)
  return found
}

/** The field that a typed key or alias names, in any case; undefined when it names none. */
export function fieldOfKey(key: string): FieldName | undefined {
  return BY_KEY.get(key.toLowerCase())
}

/** Every key a person can type, aliases included, and `sort`. */
export const KEYS: readonly string[] = [...BY_KEY.keys(), 'sort']

/** Other words for a value that people type: `positive` for a thumb up. */
export const VALUE_ALIASES: Readonly<Partial<Record<FieldName, Readonly<Record<string, string>>>>> = {
  feedback: { positive: 'up', negative: 'down', '+': 'up', '-': 'down' },
  confidence: { med: 'medium' },
  is: { done: 'reviewed' },
  has: {
    citations: 'citation',
    notes: 'note',
    tags: 'tag',
    drafts: 'draft',
    issues: 'issue',
    corrections: 'correction'
  },
  no: {
    citations: 'citation',
    notes: 'note',
    tags: 'tag',
    drafts: 'draft',
    issues: 'issue',
    corrections: 'correction'
  },
  review: { 'in-review': 'in review' },
  last: { user: 'customer', bot: 'agent' },
  weekday: {
    monday: 'mon',
    tuesday: 'tue',
    wednesday: 'wed',
    thursday: 'thu',
    friday: 'fri',
    saturday: 'sat',
    sunday: 'sun'
  }
}

/** The value that a typed one stands for, where the field fixes its values: aliases resolved, case ignored. */
export function choiceOf(name: FieldName, value: string): string {
  const lower = value.trim().toLowerCase()
  return VALUE_ALIASES[name]?.[lower] ?? lower
}

/** Monday is 0; -1 for no weekday. */
export function weekdayOf(value: string): number {
  const days: readonly string[] = WEEKDAYS
  return days.indexOf(choiceOf('weekday', value))
}

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
