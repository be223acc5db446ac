// Query text to model and back: the grammar, its problems, and that nothing is lost on the way.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCondition } from '../../shared/query/check-condition'
import { FIELDS, type Field, type FieldName, WEEKDAYS } from '../../shared/query/fields'
import { normalise } from '../../shared/query/normalise'
import { OPERATORS_OF, type OperatorName } from '../../shared/query/operators'
import { parseQuery } from '../../shared/query/parse-query'
import type { Condition, Filter, Query } from '../../shared/query/query'
import { querySchema } from '../../shared/query/query'
import { queryText } from '../../shared/query/query-text'

const clauses = (text: string): readonly Filter[] => {
  const { query, problems } = parseQuery(text)
  expect(problems).toEqual([])
  return query.filter.kind === 'all' ? query.filter.of : [query.filter]
}
const is = (field: FieldName, op: OperatorName, ...values: string[]): Condition => ({
  kind: 'condition',
  field,
  op,
  values
})
const problemsOf = (text: string) => parseQuery(text).problems.map((p) => p.message)

describe('what a person types', () => {
  it.each<[string, readonly Filter[]]>([
    ['', []],
    ['  ', []],
    ['refund', [is('text', 'contains', 'refund')]],
    ['refund return', [is('text', 'contains', 'refund'), is('text', 'contains', 'return')]],
    ['refund AND return', [is('text', 'contains', 'refund'), is('text', 'contains', 'return')]],
    ['refu*', [is('text', 'starts', 'refu')]],
    ['"docs*"', [is('text', 'contains', 'docs*')]],
    ['"order #104"*', [is('text', 'starts', 'order #104')]],
    ['*efun*', [is('text', 'substring', 'efun')]],
    ['“where is my order”', [is('text', 'contains', 'where is my order')]],
    ['10:30', [is('text', 'contains', '10:30')]],
    ['https://shop.example/a?b=c', [is('text', 'contains', 'https://shop.example/a?b=c')]],
    ['or and not', ['or', 'and', 'not'].map((word) => is('text', 'contains', word))],
    ['"OR"', [is('text', 'contains', 'OR')]],
    ['e-mail --help', [is('text', 'contains', 'e-mail'), is('text', 'contains', '--help')]],
    ['foo(bar)', [is('text', 'contains', 'foo(bar)')]],
    ['channel:email,whatsapp', [is('channel', 'is', 'email', 'whatsapp')]],
    ['Source:email', [is('channel', 'is', 'email')]],
    ['topic:"Order status",returns', [is('topic', 'is', 'Order status', 'returns')]],
    ['topic:(returns OR "order status")', [is('topic', 'is', 'returns', 'order status')]],
    ['topic:ship*', [is('topic', 'starts', 'ship')]],
    ['topic:"ship*"', [is('topic', 'is', 'ship*')]],
    ['user:~"efun"', [is('user', 'substring', 'efun')]],
    ['user:a,b', [is('user', 'contains', 'a,b')]],
    ['customer:="Anna B."', [is('customer', 'exact', 'Anna B.')]],
    ['topic:*', [is('topic', 'exists')]],
    ['messages:>6', [is('messages', 'gt', '6')]],
    ['turns>=6', [is('messages', 'gte', '6')]],
    ['messages:3..8', [is('messages', 'between', '3', '8')]],
    ['messages:*..8 messages:3..*', [is('messages', 'between', '*', '8'), is('messages', 'between', '3', '*')]],
    ['confidence:<40%', [is('confidence', 'lt', '40%')]],
    ['wait:>5m', [is('wait', 'gt', '5m')]],
    ['hour:22..6', [is('hour', 'between', '22', '6')]],
    ['date:"2026-03-01 10:00"..today', [is('date', 'between', '2026-03-01 10:00', 'today')]],
    ['user:/\\b[A-Z]{2}\\d{9}\\b/', [is('user', 'matches', '/\\b[A-Z]{2}\\d{9}\\b/')]],
    ['/a b/i', [is('text', 'matches', '/a b/i')]],
    ['no:citation', [is('no', 'is', 'citation')]],
    ['score.accuracy:<=2', [{ ...is('score', 'lte', '2'), name: 'accuracy' }]],
    ['score."root cause":tone', [{ ...is('score', 'is', 'tone'), name: 'root cause' }]],
    ['-channel:email', [{ kind: 'not', of: is('channel', 'is', 'email') }]],
    [
      'refund NOT exchange',
      [is('text', 'contains', 'refund'), { kind: 'not', of: is('text', 'contains', 'exchange') }]
    ],
    ['off(channel:email)', [{ ...is('channel', 'is', 'email'), off: true }]],
    [
      'a OR b c',
      [
        {
          kind: 'any',
          of: [
            is('text', 'contains', 'a'),
            { kind: 'all', of: [is('text', 'contains', 'b'), is('text', 'contains', 'c')] }
          ]
        }
      ]
    ],
    [
      '-(a OR b)',
      [{ kind: 'not', of: { kind: 'any', of: [is('text', 'contains', 'a'), is('text', 'contains', 'b')] } }]
    ],
    [
      'msg(bot:"I\'m sorry" confidence:high)',
      [{ kind: 'msg', of: { kind: 'all', of: [is('bot', 'contains', "I'm sorry"), is('confidence', 'is', 'high')] } }]
    ],
    [
      'msg(user:cancel) then msg(bot:"how can I help") within:1',
      [{ kind: 'then', of: [is('user', 'contains', 'cancel'), is('bot', 'contains', 'how can I help')], within: [1] }]
    ],
    ['then', [is('text', 'contains', 'then')]],
    ['topic:(ship* OR returns)', [{ kind: 'any', of: [is('topic', 'starts', 'ship'), is('topic', 'is', 'returns')] }]]
  ])('reads %s', (text, expected) => {
    expect(clauses(text)).toEqual(expected)
  })

  it('reads sort: apart from the filter', () => {
    expect(parseQuery('refund sort:-confidence,date').query.sort).toEqual([
      { field: 'confidence', direction: 'desc' },
      { field: 'date', direction: 'asc' }
    ])
    expect(parseQuery('sort:date-desc').query.sort).toEqual([{ field: 'date', direction: 'desc' }])
  })

  it('takes the last word as the start of one only while it is being typed', () => {
    const typed = (text: string) => parseQuery(text, { typing: true }).query.filter
    expect(typed('where refu')).toEqual({
      kind: 'all',
      of: [is('text', 'contains', 'where'), is('text', 'starts', 'refu')]
    })
    expect(typed('refu ')).toEqual({ kind: 'all', of: [is('text', 'contains', 'refu')] })
    expect(typed('"refu"')).toEqual({ kind: 'all', of: [is('text', 'contains', 'refu')] })
    expect(typed('user:refu')).toEqual({ kind: 'all', of: [is('user', 'starts', 'refu')] })
    expect(typed('channel:ema')).toEqual({ kind: 'all', of: [is('channel', 'is', 'ema')] })
  })
})

describe('what is wrong', () => {
  it.each([
    ['statsu:open', 'Did you mean “status:”?'],
    ['mesages>5', 'Did you mean “messages:”?'],
    ['channel:', 'Write a value directly behind'],
    ['channel: email', 'Write a value directly behind'],
    ['(refund', 'closing parenthesis is missing'],
    ['refund)', 'closes nothing'],
    ['()', 'nothing between the parentheses'],
    ['msg()', 'nothing between the parentheses'],
    ['"refund', 'closing quotation mark is missing'],
    ['refund OR', 'needs something behind it'],
    ['OR refund', 'needs something before it'],
    ['refund AND', 'needs something on both sides'],
    ['NOT', 'needs something behind it'],
    ['-(', 'closing parenthesis is missing'],
    ['*efun', 'A star stands at the end'],
    ['msg(channel:email)', 'about the whole conversation'],
    ['confidence:hihg', 'Did you mean “high”?'],
    ['sentiment:angry', 'has no value “angry”'],
    ['messages:many', 'is not a number'],
    ['messages:ship*', 'cannot be asked with “starts with”'],
    ['channel:>3', 'cannot be asked with “more than”'],
    ['date:2026-02-30', 'is no date'],
    ['newer_than:soon', 'is no age'],
    ['/(/', 'cannot be read'],
    ['user:/a/x', 'no flag “x”'],
    ['score:3', 'Write which criterion'],
    ['sort:size', 'cannot be sorted by'],
    ['(sort:date)', 'whole list'],
    ['within:2', 'stands behind two messages'],
    ['topic:(a AND b)', 'OR between them'],
    ['messages:*..*', 'at least one end'],
    ['""', 'nothing to look for']
  ])('says so for %s', (text, sentence) => {
    expect(problemsOf(text).join('\n')).toContain(sentence)
  })

  it('marks the place and offers the word that was meant', () => {
    const text = 'refund statsu:open'
    const [problem] = parseQuery(text).problems
    expect(text.slice(problem?.start, problem?.end)).toBe('statsu')
    expect(problem?.suggestion).toBe('status')
  })
})

it('tells where each clause stands', () => {
  const text = 'refund -channel:email (a OR b) sort:date'
  const { spans } = parseQuery(text)
  expect(spans.map((s) => [s.path?.join('.') ?? 'sort', text.slice(s.start, s.end)])).toEqual([
    ['0', 'refund'],
    ['1', '-channel:email'],
    ['1.0', 'channel:email'],
    ['2', 'a OR b'],
    ['2.0', 'a'],
    ['2.1', 'b'],
    ['sort', 'sort:date']
  ])
})

// ---- nothing is lost: every key x operator x nasty value ------------------------------------------------------------------
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
