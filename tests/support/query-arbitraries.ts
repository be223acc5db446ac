// Random queries over the made-up workspace: every key, operator and shape, with values that are in the data and some that are not.
import fc from 'fast-check'
import { checkCondition } from '../../shared/query/check-condition'
import { FIELDS, type Field, type FieldName, MESSAGE_FLAGS, SORT_NAMES, WEEKDAYS } from '../../shared/query/fields'
import { OPERATORS_OF } from '../../shared/query/operators'
import type { Condition, Filter, Query } from '../../shared/query/query'
import { WORDS } from './seed-workspace'

const word = fc.constantFrom(...WORDS)
const text = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 2, arbitrary: fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => words.join(' ')) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'ref',
      'efun',
      'ord',
      '款',
      '退',
      'คืน',
      'anna@exam',
      'example.com',
      '1048',
      'réF',
      'ODOS',
      'zzz',
      '退款退款',
      '" OR "',
      'a*b',
      'customer : x'
    )
  }
)
const VALUES: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  channel: ['email', 'EMAIL', 'mail', 'fax', 'none', 'web', 'nix'],
  status: ['open', 'escalated', 'closed', 'none', 'Weird'],
  topic: ['returns', 'Returns', 'order status', 'ubergabe', 'none', '退货', 'ship'],
  agent: ['ada bot', 'Zoe', 'none'],
  lang: ['en', 'zh', 'none'],
  country: ['de', 'US', 'none'],
  origin: ['march.json', 'chats.csv', 'none', 'march'],
  tag: ['billing', 'urgent', 'none', 'bil'],
  issue: ['Rude', 'wrong return window', '1', '2', '3', 'none'],
  verdict: ['wrong', 'Correct', 'none'],
  by: ['Ada', 'eve', '@me', 'none'],
  import: ['1', '2', 'march.json', '9'],
  id: ['conv-1003', '7', 'conv-100', 'CONV-1'],
  customer: ['anna', 'Anna Bauer', 'example.com', 'jose', 'zoe', '王', 'visitor', 'name'],
  score: ['2', '4', 'tone', '3']
}
const number = fc.constantFrom('0', '1', '2', '3', '5', '8', '20', '40')
const date = fc.constantFrom(
  '2025',
  '2025-10',
  '2025-10-26',
  '2026-03-29',
  '2026-03-29T02:30',
  '2026-01-15T10:00Z',
  '2026/02',
  'today',
  'yesterday',
  'last-week',
  'this-month',
  '30d',
  '3m',
  '1y',
  '2w'
)

function valueFor(field: Field & { readonly name: FieldName }): fc.Arbitrary<string> {
  const known = VALUES[field.name]
  if (known) return fc.constantFrom(...known)
  switch (field.type) {
    case 'text':
    case 'enum':
    case 'id':
      return text
    case 'choice':
      return fc.constantFrom(...(field.choices ?? []))
    case 'weekday':
      return fc.constantFrom(...WEEKDAYS, 'Friday')
    case 'score':
      return fc.constantFrom('low', 'medium', 'high', 'none', '0.5', '.25', '50%', '1')
    case 'rating':
    case 'number':
      return number
    case 'hour':
      return fc.integer({ min: 0, max: 23 }).map(String)
    case 'duration':
      return fc.constantFrom('30s', '5m', '1h30m', '2d', '90')
    case 'age':
      return fc.constantFrom('7d', '24h', '3m', '1y', '30min', '20w')
    case 'date':
    case 'moment':
      return date
  }
}

const PATTERNS = [
  '/ref/',
  '/[A-Z]{2}\\d{9}/',
  '/^order/i',
  '/\\d+$/m',
  '/退.?款/',
  '/(a|b)+c?/',
  '/\\p{Lu}/',
  '/mail|wid/'
]

/** A valid condition of any field that `allowed` lets through. */
export function conditions(allowed: (field: Field & { readonly name: FieldName }) => boolean): fc.Arbitrary<Condition> {
  return fc
    .constantFrom(...FIELDS.filter((field) => allowed(field)))
    .chain((field) => fc.tuple(fc.constant(field), fc.constantFrom(...OPERATORS_OF[field.type])))
    .chain(([field, op]) => {
      const [least, most] =
        op === 'exists' ? [0, 0] : op === 'between' ? [2, 2] : ['gt', 'gte', 'lt', 'lte'].includes(op) ? [1, 1] : [1, 2]
      const value = op === 'matches' ? fc.constantFrom(...PATTERNS) : valueFor(field)
      return fc.record({
        kind: fc.constant('condition' as const),
        field: fc.constant<FieldName>(field.name),
        op: fc.constant(op),
        values: fc.array(op === 'between' ? fc.oneof({ weight: 4, arbitrary: value }, fc.constant('*')) : value, {
          minLength: least,
          maxLength: most
        }),
        ...(field.type === 'rating' ? { name: fc.constantFrom('accuracy', 'root cause', 'root-cause', 'nix') } : {})
      })
    })
    .filter((condition) => checkCondition(condition) === null)
}

const ofMessage = conditions((field) => field.ofMessage).filter(
  (c) => c.field !== 'is' || c.values.every((v) => MESSAGE_FLAGS.some((flag) => flag === v))
)

const shapes = fc.letrec<{ filter: Filter; message: Filter }>((tie) => ({
  message: fc.oneof(
    { maxDepth: 2 },
    { weight: 3, arbitrary: ofMessage },
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('message'), { minLength: 1, maxLength: 3 })
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('message') })
  ),
  filter: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: conditions(() => true) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('filter'), { minLength: 1, maxLength: 3 })
      })
    },
    fc.record({ kind: fc.constant('not' as const), of: tie('filter') }),
    fc.record({ kind: fc.constant('msg' as const), of: tie('message') }),
    fc.record({
      kind: fc.constant('then' as const),
      of: fc.tuple(tie('message'), tie('message')),
      within: fc.constantFrom([null], [1], [3])
    }),
    conditions(() => true).map((c) => ({ ...c, off: true }))
  )
}))

/** One condition of each field in turn comes up often enough; nested shapes, sorts and agents too. */
export const queries: fc.Arbitrary<Query> = fc.record({
  version: fc.constant(1 as const),
  filter: shapes.filter,
  sort: fc.array(
    fc.record({
      field: fc.constantFrom(...SORT_NAMES.filter((name) => name !== 'relevance')),
      direction: fc.constantFrom('asc' as const, 'desc' as const)
    }),
    { maxLength: 2 }
  ),
  agentId: fc.constantFrom(null, null, null, 1, 99)
})
