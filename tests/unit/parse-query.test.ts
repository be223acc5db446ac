import { describe, expect, it } from 'vitest'
import type { FieldName } from '../../shared/query/fields'
import type { OperatorName } from '../../shared/query/operators'
import { parseQuery } from '../../shared/query/parse-query'
import type { Condition, Filter } from '../../shared/query/query'

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
