// A filter said in words, always shown beside the search box: what a query means without knowing its syntax.
import { choiceOf, type FieldName, fieldOf, weekdayOf } from './fields'
import { normalise } from './normalise'
import type { Condition, Filter, Query } from './query'

/** "Conversations where one message is low-confidence and any message contains “refund”." Switched-off clauses are left out. */
export function describeQuery(query: Query): string {
  const filter = normalise(query.filter)
  const words = filter && !filter.off ? describeFilter(filter) : ''
  return words === '' ? 'All conversations' : `Conversations where ${words}`
}

/** A filter in words; empty where everything in it is switched off. */
export function describeFilter(filter: Filter): string {
  if (filter.off) return ''
  switch (filter.kind) {
    case 'all':
      return joined(filter.of, ' and ')
    case 'any':
      return joined(filter.of, ' or ')
    case 'not': {
      const of = describeFilter(filter.of)
      return of === '' ? '' : `not (${of})`.replace(/^not \(([^()]+)\)$/, (_, inner: string) => negated(inner))
    }
    case 'msg':
      return `one and the same message: ${describeFilter(filter.of)}`
    case 'then':
      return filter.of
        .map((step, i) => {
          const within = filter.within[i - 1] ?? null
          const words = describeFilter(step)
          if (i === 0) return `a message: ${words}`
          return within === null
            ? `later a message: ${words}`
            : `within the next ${within === 1 ? 'message' : `${within} messages`}: ${words}`
        })
        .join(', ')
    case 'condition':
      return describeCondition(filter)
  }
}

function joined(parts: readonly Filter[], word: string): string {
  return parts
    .map((part) => {
      const words = describeFilter(part)
      return words !== '' && (part.kind === 'all' || part.kind === 'any') && parts.length > 1 ? `(${words})` : words
    })
    .filter((words) => words !== '')
    .join(word)
}

function negated(words: string): string {
  return ` ${words} `.includes(' is ') && !/ (?:and|or) /.test(words)
    ? words.replace(/ is /, ' is not ')
    : `not (${words})`
}

function list(values: readonly string[]): string {
  const shown = values.map((value) => `“${value}”`)
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
}

/** What a text clause says, by what stands in for its words: what was said, what is written somewhere. */
interface TextSubject {
  readonly subject: string
  readonly verb: 'said' | 'contains'
  /** The clause "is set". */
  readonly exists: string
}

const TEXTS: Readonly<Partial<Record<FieldName, TextSubject>>> = {
  text: { subject: 'any message', verb: 'contains', exists: 'something was said' },
  user: { subject: 'the customer', verb: 'said', exists: 'the customer wrote' },
  bot: { subject: 'the agent', verb: 'said', exists: 'the agent answered' },
  human: { subject: 'a teammate', verb: 'said', exists: 'a teammate wrote' },
  cites: { subject: 'a cited source', verb: 'contains', exists: 'a source is cited' },
  note: { subject: 'a note', verb: 'contains', exists: 'there is a note' },
  q: { subject: 'the opening question', verb: 'contains', exists: 'there is an opening question' },
  customer: { subject: 'the customer’s name or address', verb: 'contains', exists: 'the customer is known' }
}

/** Where the label alone would not make a sentence. */
const SUBJECT: Readonly<Partial<Record<FieldName, string>>> = {
  messages: 'the number of messages',
  chars: 'the length of a message',
  wait: 'the wait for an answer',
  hour: 'the hour of the day',
  weekday: 'the day of the week',
  by: 'a reviewer',
  last: 'the author of the last message'
}

function describeCondition(condition: Condition): string {
  const { field, op, values, name } = condition
  const [a = '', b = ''] = values
  const about = TEXTS[field]
  if (about) return textWords(about, condition)
  switch (field) {
    case 'is':
      return `it is ${values.join(' or ')}`
    case 'has':
      return `it has ${values.map(withArticle).join(' or ')}`
    case 'no':
      return `it has no ${values.map((part) => (part === 'human' ? 'teammate in it' : part)).join(' or no ')}`
    case 'feedback':
      return values
        .map((value) => choiceOf('feedback', value))
        .map((value) => (value === 'none' ? 'no feedback was given' : `an answer got thumbs ${value}`))
        .join(' or ')
    case 'after':
      return `it was active on or after ${a}`
    case 'before':
      return `it began before ${a}`
    case 'newer_than':
      return `it was active in the last ${spanWords(a)}`
    case 'older_than':
      return `it began more than ${agoWords(a)} ago`
    case 'weekday':
      return `the day of the week is ${op === 'between' ? `from ${dayWords(a)} to ${dayWords(b)}` : values.map(dayWords).join(' or ')}`
    case 'date':
    case 'started':
      return `${field === 'date' ? 'it took place' : 'it began'} ${dateWords(op, a, b, values)}`
  }
  const label =
    field === 'score' ? `the score for ${name ?? ''}` : (SUBJECT[field] ?? `the ${fieldOf(field).label.toLowerCase()}`)
  switch (op) {
    case 'exists':
      return `${label} is set`
    case 'gt':
      return `${label} is above ${a}`
    case 'gte':
      return `${label} is at least ${a}`
    case 'lt':
      return `${label} is below ${a}`
    case 'lte':
      return `${label} is at most ${a}`
    case 'between':
      if (a === '*') return `${label} is at most ${b}`
      return b === '*' ? `${label} is at least ${a}` : `${label} is from ${a} to ${b}`
    case 'starts':
      return `${label} starts with ${list(values)}`
    case 'substring':
      return `${label} contains ${list(values)}`
    case 'matches':
      return `${label} matches ${values.join(' or ')}`
    case 'exact':
      return `${label} is exactly ${list(values)}`
    default:
      return `${label} is ${values.join(' or ')}`
  }
}

function textWords({ subject, verb, exists }: TextSubject, { op, values }: Condition): string {
  const something = verb === 'said' ? 'said something' : ''
  switch (op) {
    case 'starts':
      return `${subject} ${verb} words starting with ${list(values)}`
    case 'substring':
      return `${subject} ${something ? `${something} with` : verb} the letters ${list(values)}`
    case 'exact':
      return `${subject} ${verb === 'said' ? 'said exactly' : 'is exactly'} ${list(values)}`
    case 'matches':
      return `${subject} ${something ? `${something} that matches` : 'matches'} ${values.join(' or ')}`
    case 'exists':
      return exists
    default:
      return `${subject} ${verb} ${list(values)}`
  }
}

const UNITS: Readonly<Record<string, string>> = {
  min: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  m: 'month',
  mo: 'month',
  y: 'year'
}

/** `7d` as "7 days"; anything else as it stands. */
function spanWords(span: string): string {
  const [, count = '', unit = ''] = /^(\d+)([a-z]+)$/i.exec(span.trim()) ?? []
  const word = UNITS[unit.toLowerCase()]
  if (word === undefined) return span
  return count === '1' ? word : `${count} ${word}s`
}

/** "a year", "an hour", "7 days". */
function agoWords(span: string): string {
  const words = spanWords(span)
  return /^[a-z]/.test(words) ? `${words === 'hour' ? 'an' : 'a'} ${words}` : words
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

function dayWords(value: string): string {
  return DAYS[weekdayOf(value)] ?? value
}

/** `2026-03-01` with its preposition; a month or year lies around, `today` needs none. */
function dayOf(value: string): string {
  if (/^\d+[a-z]+$/i.test(value)) return `in the last ${spanWords(value)}`
  if (/^[a-z]/i.test(value)) return value.replace('-', ' ')
  return /^\d{4}([-/]\d{1,2})?$/.test(value) ? `in ${value}` : `on ${value}`
}

function dateWords(op: Condition['op'], a: string, b: string, values: readonly string[]): string {
  switch (op) {
    case 'gt':
      return `after ${a}`
    case 'gte':
      return `from ${a} on`
    case 'lt':
      return `before ${a}`
    case 'lte':
      return `until ${a}`
    case 'between':
      if (a === '*') return `until ${b}`
      return b === '*' ? `from ${a} on` : `from ${a} to ${b}`
    case 'exists':
      return 'at a known time'
    default:
      return values.map(dayOf).join(' or ')
  }
}

function withArticle(part: string): string {
  if (part === 'human') return 'a teammate in it'
  return part === 'feedback' ? part : `${/^[aeiou]/.test(part) ? 'an' : 'a'} ${part}`
}
