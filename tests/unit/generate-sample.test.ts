// The sample generator: same seed same bytes, valid in its formats, near the size that was asked for.
import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { sampleText } from '../../scripts/generate-sample'
import { SAMPLE_FORMATS } from '../../scripts/sample/formats'

const options = { seed: 5, conversations: 450, days: 30, until: Date.UTC(2026, 0, 31), meanMessages: 8 }
const text = (format: string, changed = {}) =>
  [...sampleText({ ...options, ...changed }, SAMPLE_FORMATS[format]!)].join('')

it('writes the same bytes for the same seed and others for another', () => {
  expect(text('platform')).toBe(text('platform'))
  expect(text('platform', { seed: 6 })).not.toBe(text('platform'))
})

it('writes as many conversations as asked, inside the period, with about the mean number of messages', () => {
  const file = JSON.parse(text('platform')) as {
    data: { id: string; createdAt: number; messages: unknown[] }[]
    pagination: { total: number }
  }
  expect(file.data).toHaveLength(450)
  expect(new Set(file.data.map((c) => c.id)).size).toBe(450)
  expect(file.pagination.total).toBe(450)
  expect(Math.min(...file.data.map((c) => c.createdAt)) * 1000).toBeGreaterThan(options.until - 31 * 86_400_000)
  const messages = file.data.reduce((sum, c) => sum + c.messages.length, 0)
  expect(messages / 450).toBeGreaterThan(6)
  expect(messages / 450).toBeLessThan(10)
})

it('holds the same conversations in every format', () => {
  const lines = text('platform-lines').trimEnd().split('\n')
  expect(lines).toHaveLength(450)
  const messages = Papa.parse<{ conversation_id: string }>(text('csv-messages').trimEnd(), { header: true })
  expect(messages.errors).toEqual([])
  expect(new Set(messages.data.map((r) => r.conversation_id)).size).toBe(450)
  const conversations = Papa.parse(text('csv-conversations').trimEnd(), { header: true })
  expect(conversations.errors).toEqual([])
  expect(conversations.data).toHaveLength(450)
  expect(JSON.parse(text('platform-pretty'))).toEqual(JSON.parse(text('platform')))
})

it('mixes scripts, languages, weak and good answers', () => {
  const all = text('platform-lines')
  for (const piece of [
    '退款',
    'パスワード',
    'هل',
    'คืนเงิน',
    'zurückgeben',
    '"negative"',
    '"citations":[]',
    'order_lookup'
  ])
    expect(all).toContain(piece)
})
