// Text -> query -> text: nothing is lost, for every key, operator, shape and nasty value.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkCondition } from '../../shared/query/check-condition'
import { FIELDS, type Field, type FieldName, WEEKDAYS } from '../../shared/query/fields'
import { normalise } from '../../shared/query/normalise'
import { OPERATORS_OF } from '../../shared/query/operators'
import { parseQuery } from '../../shared/query/parse-query'
import type { Condition, Filter, Query } from '../../shared/query/query'
import { querySchema } from '../../shared/query/query'
import { queryText } from '../../shared/query/query-text'

const NASTY = [
  'OR',
  'AND',
  'NOT',
  'then',
  'msg(x)',
  '-x',
  '--',
  '*',
  'a*',
  '*a*',
  '"',
  '\\',
  '\\"',
  'a"b',
  '(',
  ')',
  '(a',
  'a)b',
  'a b',
  ' a ',
  'a,b',
  'a..b',
  '..',
  '.',
  'a:b',
  'status:open',
  'statsu:open',
  'sort:date',
  '10:30',
  'https://x.example/?a=b&c',
  '/x/',
  '/',
  'a/b',
  '>5',
  '=x',
  '~x',
  "I'm",
  '退款',
  'ไทย',
  '😀',
  'مرحبا',
  'é',
  'a\nb',
  '“x”',
  'within:2',
  'off(x)',
  'x‍y',
  '%',
  '_',
  "'; DROP TABLE message; --",
  'a"*',
  '\u202ex'
]
const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme' }), fc.string())
const number = fc.oneof(
  fc.integer({ min: 0, max: 9_999 }).map(String),
  fc.double({ min: 0, max: 99, noNaN: true }).map((n) => n.toFixed(2))
)
const date = fc.constantFrom(
  '2026',
  '2026-03',
  '2026-03-01',
  '2026/03/01',
  '2026-03-01T10:30',
  '2026-03-01 10:30',
  '2026-03-01T10:30:05+02:00',
  'today',
  'last-week',
  '7d',
  '24h'
)

function valueFor(field: Field): fc.Arbitrary<string> {
  switch (field.type) {
    case 'text':
    case 'enum':
    case 'id':
      return text
    case 'choice':
      return fc.constantFrom(...(field.choices ?? []))
    case 'weekday':
      return fc.constantFrom(...WEEKDAYS)
    case 'score':
      return fc.constantFrom('low', 'high', 'none', '0.4', '.5', '40%', '1')
    case 'rating':
    case 'number':
      return number
    case 'hour':
      return fc.integer({ min: 0, max: 23 }).map(String)
    case 'duration':
      return fc.constantFrom('30s', '5m', '1h30m', '2d', '90')
    case 'age':
      return fc.constantFrom('7d', '24h', '3m', '1y', '30min')
    case 'date':
    case 'moment':
      return date
  }
}

const condition: fc.Arbitrary<Condition> = fc
  .constantFrom<(Field & { name: FieldName })[]>(...FIELDS)
  .chain((field) => fc.tuple(fc.constant(field), fc.constantFrom(...OPERATORS_OF[field.type])))
  .chain(([field, op]) => {
    const value =
      op === 'matches' ? fc.constantFrom('/a b/', '/[/)]+/i', '/\\//', '/(x|"y")/', '/\\p{L}/') : valueFor(field)
    const count =
      op === 'exists' ? [0, 0] : op === 'between' ? [2, 2] : ['gt', 'gte', 'lt', 'lte'].includes(op) ? [1, 1] : [1, 3]
    return fc.record({
      kind: fc.constant('condition' as const),
      field: fc.constant(field.name),
      op: fc.constant(op),
      values: fc.array(op === 'between' ? fc.oneof(value, value, fc.constant('*')) : value, {
        minLength: count[0]!,
        maxLength: count[1]!
      }),
      ...(field.type === 'rating' ? { name: fc.constantFrom('accuracy', 'root cause', 'a"b', 'x:y') } : {})
    })
  })
  .filter((c) => checkCondition(c) === null)

const { filter } = fc.letrec<{ filter: Filter; messageFilter: Filter }>((tie) => ({
  messageFilter: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    condition.filter((c) => FIELDS.find((f) => f.name === c.field)!.ofMessage),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('messageFilter'), { minLength: 1, maxLength: 3 })
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('messageFilter') })
  ),
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    condition,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('filter'), { maxLength: 4 }),
      off: fc.boolean()
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('filter'), off: fc.boolean() }),
    fc.record({ kind: fc.constant('msg' as const), of: tie('messageFilter') }),
    fc.record({
      kind: fc.constant('then' as const),
      of: fc.tuple(tie('messageFilter'), tie('messageFilter')),
      within: fc.constantFrom([null], [2])
    })
  )
}))

const asRead = (f: Filter): Filter => {
  const simple = normalise(f)
  if (!simple) return { kind: 'all', of: [] }
  return simple.kind === 'all' && !simple.off ? simple : { kind: 'all', of: [simple] }
}

it('reads every key, operator and nasty value back from its own text', () => {
  fc.assert(
    fc.property(condition, (c) => {
      const query: Query = { version: 1, filter: { kind: 'all', of: [c] }, sort: [], agentId: null }
      const text = queryText(query)
      const { query: read, problems } = parseQuery(text)
      expect({ text, problems, filter: read.filter }).toEqual({ text, problems: [], filter: query.filter })
    }),
    { numRuns: 5_000 }
  )
})

it('reads every nested query back from its own text, and writes the same text again', () => {
  fc.assert(
    fc.property(filter, (f) => {
      const text = queryText({
        version: 1,
        filter: f,
        sort: [{ field: 'confidence', direction: 'desc' }],
        agentId: null
      })
      const { query, problems } = parseQuery(text)
      expect({ text, problems, filter: query.filter }).toEqual({ text, problems: [], filter: asRead(f) })
      expect(queryText(query)).toBe(text)
      expect(querySchema.safeParse(query).success).toBe(true)
    }),
    { numRuns: 3_000 }
  )
})

it('never throws, and what it reads without a problem it can write and read again', () => {
  const piece = fc.constantFrom(
    ' ',
    '(',
    ')',
    '-',
    'NOT ',
    ' OR ',
    ' AND ',
    'msg(',
    'off(',
    '"',
    '*',
    ':',
    'channel:',
    'user:~',
    'messages:>',
    '3..8',
    '/a/',
    'then ',
    'sort:',
    'x',
    ',',
    '\\'
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, text), { maxLength: 12 }).map((parts) => parts.join('')),
      (typed) => {
        const { query, problems } = parseQuery(typed)
        if (problems.length > 0) return
        const again = parseQuery(queryText(query))
        expect({ typed, problems: again.problems, filter: again.query.filter }).toEqual({
          typed,
          problems: [],
          filter: asRead(query.filter)
        })
      }
    ),
    { numRuns: 5_000 }
  )
})
