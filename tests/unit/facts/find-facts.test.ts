// Numbers, prices, dates, times and addresses as people write them, and what is none of these.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSameDate } from '../../../shared/facts/dates'
import { addressOf, findFacts } from '../../../shared/facts/find-facts'
import { readAmount } from '../../../shared/facts/numbers'

const facts = (text: string) => findFacts(text).map(({ kind, unit, value }) => [kind, unit, value].join(' '))
const shown = (text: string) => findFacts(text).map(({ start, end }) => text.slice(start, end))

it.each([
  ['within **30 days** of delivery', ['duration minute 43200']],
  ['2 weeks or 14 days', ['duration minute 20160', 'duration minute 20160']],
  ['a two-year warranty, three weeks of repair', ['duration month 24', 'duration minute 30240']],
  ['5-7 working days, 5 to 7 Tage', ['duration minute 7200–10080', 'duration minute 7200–10080']],
  ['costs 4.90 EUR, €4,90 or $1,200', ['price EUR 4.9', 'price EUR 4.9', 'price USD 1200']],
  ['20 % off, 15 percent', ['percent % 20', 'percent % 15']],
  ['until March 3, 2026', ['date  2026-03-03']],
  [
    'ab 3. März, le 3 mars 2026, 03.03.2026, 2026-03-03',
    ['date  --03-03', 'date  2026-03-03', 'date  2026-03-03', 'date  2026-03-03']
  ],
  ['before 14:00, from 9 am to 5 pm, um 14 Uhr', ['time  14:00', 'time  09:00', 'time  17:00', 'time  14:00']],
  ['see https://www.shop.example/Help/?from=chat#top.', ['url  shop.example/Help']],
  ['[guide](https://shop.example/sizes)', ['url  shop.example/sizes']],
  ['up to 4 people, 500ml, 1,000 points', ['number people 4', 'number ml 500', 'number point 1000']],
  ['EU 42 is US 9', ['number  42', 'number  9']]
])('%s', (text, expected) => {
  expect(facts(text)).toEqual(expected)
})

it.each([
  'Order #10482 and SKU-01234 with the code WINTER20',
  '1. Open the account\n2. Choose the order',
  'Write to ann99@shop.example or call +49 170 555 0123',
  'Error 4031, ticket no. 77, order 10482',
  'Nothing to see here'
])('states nothing: %s', (text) => {
  expect(shown(text)).toEqual([])
})

it('gives spans in order, without overlaps, inside the text', () => {
  const piece = fc.constantFrom(
    '30 days',
    '€5',
    '5-7',
    ' ',
    '.',
    'https://a.b/c',
    'March 3',
    '14:00',
    '#123',
    'x',
    '1,2',
    '%'
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join(' ')
      let at = 0
      for (const { start, end } of findFacts(text)) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(end).toBeGreaterThan(start)
        at = end
      }
      expect(at).toBeLessThanOrEqual(text.length)
    })
  )
})

it('ends in time whatever the text', () => {
  for (const hostile of [
    '1,'.repeat(20_000),
    '9'.repeat(20_000),
    'two '.repeat(10_000),
    '1-'.repeat(20_000),
    'März '.repeat(5_000)
  ])
    expect(findFacts(hostile).length).toBeLessThan(20_001)
})

it('reads amounts by their last separator', () => {
  expect(['30', '4.90', '4,90', '1,000', '1.000,50', '1 000', "1'000.5", '12.345'].map(readAmount)).toEqual([
    30, 4.9, 4.9, 1000, 1000.5, 1000, 1000.5, 12345
  ])
})

it('takes a date without a year for every year', () => {
  expect(isSameDate('--03-01', '2026-03-01')).toBe(true)
  expect(isSameDate('2025-03-01', '2026-03-01')).toBe(false)
  expect(addressOf('http://WWW.Shop.example/a/?b=1#c')).toBe('shop.example/a')
})
