// What stands in a cited excerpt is grounded; where nothing can be told nothing is said.
import { expect, it } from 'vitest'
import type { Citation } from '../../../shared/domain'
import { ungroundedFacts } from '../../../shared/facts/grounds'

const cite = (excerpt: string | null, more: Partial<Citation> = {}): Citation => ({
  title: 'Shipping',
  url: 'https://shop.example/help/shipping',
  excerpt,
  score: 0.9,
  ...more
})
const EXCERPT =
  'Standard delivery takes 3-5 working days, to Canada 5-7. Free above 60 EUR until 1 March. A two-year warranty.'
const ungrounded = (text: string, citations: readonly Citation[] = [cite(EXCERPT)], known = true, asked = '') =>
  ungroundedFacts(text, citations, known, asked)?.map(({ start, end }) => text.slice(start, end)) ?? null

it('finds exactly what no excerpt states', () => {
  expect(ungrounded('It takes 3-5 days, to Canada **5-7 working days**, and costs 13.90 EUR.')).toEqual(['13.90 EUR'])
  expect(ungrounded('Free above €60 until 2026-03-01, with 2 years of warranty (24 months).')).toEqual([])
  expect(ungrounded('Until 2 March, 10 % off.')).toEqual(['2 March', '10 %'])
})

it('takes the address of a cited source as grounded', () => {
  expect(ungrounded('See https://www.shop.example/help/shipping/ or https://shop.example/other')).toEqual([
    'https://shop.example/other'
  ])
})

it('does not hold against the answer what the customer wrote', () => {
  expect(ungrounded('No, 40 days are too many.', [cite(EXCERPT)], true, 'I bought it 40 days ago')).toEqual([])
})

it('says nothing where the source tells no citations or gives no excerpts; all where an answer cites nothing', () => {
  expect(ungrounded('30 days', [], false)).toBeNull()
  expect(ungrounded('30 days', [cite(null)])).toBeNull()
  expect(ungrounded('30 days', [])).toEqual(['30 days'])
})
