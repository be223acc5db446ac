// What a comparison says as text, which clauses its sides get, and what a chart's numbers are as CSV.
import { expect, it } from 'vitest'
import { csvOf, csvText } from '../../../renderer/analytics/chart-data'
import { comparisonText } from '../../../renderer/analytics/compare-data'
import { sidesAt } from '../../../renderer/analytics/compare-sides'
import { plusDays } from '../../../renderer/analytics/days'
import type { Comparison, Tally } from '../../../shared/analytics'
import { EVERYTHING } from '../../../shared/query/query'
import { queryText } from '../../../shared/query/query-text'

const format = {
  timeZone: 'Europe/Berlin',
  locale: 'en-US',
  number: (value: number) => value.toLocaleString('en-US'),
  short: String,
  long: String,
  day: String
}

const tally = (conversations: number, resolved: number): Tally => ({
  conversations,
  shares: {
    resolved: { hits: resolved, of: conversations },
    positive: { hits: 0, of: 0 },
    low: { hits: 0, of: 0 },
    unanswered: { hits: 0, of: 0 },
    negative: { hits: 0, of: 0 }
  },
  messages: { n: conversations, mean: 6, variance: 4 },
  confidence: { n: 0, mean: 0, variance: 0 }
})

it('splits a query at a day, all around it or so many days each way', () => {
  const all = sidesAt(EVERYTHING, '2026-03-01', null, 'en-US')
  expect(all.a.name).toBe('Before Mar 1, 2026')
  expect(queryText(all.a.query)).toBe('started:<2026-03-01')
  expect(queryText(all.b.query)).toBe('started:>=2026-03-01')
  const month = sidesAt(EVERYTHING, '2026-03-01', 30, 'en-US')
  expect(queryText(month.a.query)).toBe('started:2026-01-30..2026-02-28')
  expect(queryText(month.b.query)).toBe('started:2026-03-01..2026-03-30')
  expect(plusDays('2024-03-01', -1)).toBe('2024-02-29')
})

it('says a comparison in lines that can be pasted, and nothing where nothing is known', () => {
  const comparison: Comparison = {
    a: tally(1_000, 700),
    b: tally(500, 400),
    shares: {
      resolved: { difference: 0.1, low: 0.053, high: 0.144 },
      positive: null,
      low: null,
      unanswered: null,
      negative: null
    },
    messages: { difference: -0.25, low: -0.5, high: 0 },
    confidence: null,
    breakdowns: []
  }
  const words = {
    moreInA: [],
    moreInB: [
      {
        word: 'locker',
        filter: { kind: 'condition' as const, field: 'user' as const, op: 'contains' as const, values: ['locker'] },
        a: 2,
        b: 90,
        score: 120
      }
    ]
  }
  const text = comparisonText(comparison, sidesAt(EVERYTHING, '2026-03-01', null, 'en-US'), 'all', words, format)
  expect(text.split('\n').slice(0, 5)).toEqual([
    'Before Mar 1, 2026 -> From Mar 1, 2026',
    'Of: all. Days in Europe/Berlin.',
    '',
    'Conversations: 1,000 -> 500',
    'Resolved without a person: 70.0% (700 of 1,000) -> 80.0% (400 of 500), difference +10.0 points (+5.3 to +14.4)'
  ])
  expect(text).toContain('Positive feedback: – -> –\n')
  expect(text).toContain('more often in “From Mar 1, 2026”: locker (2 -> 90)')
})

it('saves numbers as they are and texts that no spreadsheet takes for a formula', () => {
  expect(
    csvOf({
      title: 'By topic',
      pointName: 'Topic',
      isShare: true,
      series: [{ name: 'Share, low', drawn: true }],
      points: [
        { label: '=cmd()', figures: [{ value: 0.125, text: '12.5%', filter: null }] },
        { label: 'None', figures: [{ value: null, text: '–', filter: null }] }
      ]
    })
  ).toBe('\ufeffTopic,"Share, low"\r\n\'=cmd(),0.125\r\nNone,\r\n')
  expect(csvText([['a "b"', 'c\nd', -5, '-5', null]])).toBe('\ufeff"a ""b""","c\nd",-5,-5,\r\n')
})
