// A filter said in words, always shown beside the search box: what a query means without knowing its syntax.
import { type FieldName, fieldOf } from './fields'
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

/** Who or what a text clause is about. */
const SPEAKER: Readonly<Partial<Record<FieldName, string>>> = {
  text: 'any message',
  user: 'the customer',
  bot: 'the agent',
  human: 'a teammate',
  cites: 'a cited source',
  note: 'a note',
  q: 'the opening question',
  customer: 'the customer’s name or address'
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
  const speaker = SPEAKER[field]
  if (speaker) return `${speaker} ${textWords(condition)}`
  switch (field) {
    case 'is':
      return `it is ${values.join(' or ')}`
    case 'has':
      return `it has ${values.map(withArticle).join(' or ')}`
    case 'no':
      return `it has no ${values.map((part) => (part === 'human' ? 'teammate in it' : part)).join(' or no ')}`
    case 'feedback':
      return values
        .map((value) => (value === 'none' ? 'no feedback was given' : `an answer got thumbs ${value}`))
        .join(' or ')
    case 'after':
      return `it goes on at or after ${a}`
    case 'before':
      return `it began before ${a}`
    case 'newer_than':
      return `it goes on within the last ${a}`
    case 'older_than':
      return `it began more than ${a} ago`
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

function textWords({ op, values }: Condition): string {
  switch (op) {
    case 'starts':
      return `contains words starting with ${list(values)}`
    case 'substring':
      return `contains the letters ${list(values)}`
    case 'exact':
      return `is exactly ${list(values)}`
    case 'matches':
      return `matches ${values.join(' or ')}`
    case 'exists':
      return 'is there'
    default:
      return `contains ${list(values)}`
  }
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
      return values.map((value) => (/^\d+[a-z]+$/.test(value) ? `in the last ${value}` : `on ${value}`)).join(' or ')
  }
}

function withArticle(part: string): string {
  if (part === 'human') return 'a teammate in it'
  return part === 'feedback' ? part : `${/^[aeiou]/.test(part) ? 'an' : 'a'} ${part}`
}
