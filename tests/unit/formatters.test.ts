// Days in words and as the query writes them, whatever zone the machine is in; each formatter made once.
import { expect, test } from 'vitest'
import { dateFormat, dayIn, dayWords, numberFormat } from '../../renderer/components/formatters'

test('a calendar day keeps its date in every zone', () => {
  expect(dayWords('2026-03-01', 'en-US')).toBe('Mar 1, 2026')
  expect(dayWords('2025-12-31', 'de-DE')).toBe('31. Dez. 2025')
})

test('a moment has the date that the zone has then', () => {
  const late = Date.UTC(2026, 1, 28, 23, 30)
  expect(dayIn('UTC', late)).toBe('2026-02-28')
  expect(dayIn('Asia/Tokyo', late)).toBe('2026-03-01')
})

test('the same language and options give the same formatter, others another one', () => {
  expect(numberFormat('en', { style: 'percent' })).toBe(numberFormat('en', { style: 'percent' }))
  expect(numberFormat('de', { style: 'percent' })).not.toBe(numberFormat('en', { style: 'percent' }))
  expect(dateFormat(undefined, { month: 'short' })).not.toBe(dateFormat(undefined, { month: 'long' }))
})
