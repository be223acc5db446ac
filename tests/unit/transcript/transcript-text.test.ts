// The transcript as text for the clipboard.
import { expect, test } from 'vitest'
import { transcriptText } from '../../../renderer/transcript/transcript-text'
import type { ConversationDetail, Message } from '../../../shared/domain'

const detail: ConversationDetail = {
  row: {
    ...{ id: 1, agent: 'Shop', startedAt: Date.UTC(2026, 2, 5, 13, 7), lastAt: null, timeIsEstimated: false },
    ...{
      preview: 'Where is it?',
      title: 'Late *order*',
      channel: 'email',
      channelRaw: null,
      status: null,
      statusRaw: null
    },
    ...{
      messageCount: 2,
      upCount: 0,
      downCount: 1,
      confidence: 0.4,
      confidenceMean: 0.4,
      band: 'low',
      sentiment: null
    },
    ...{
      topic: null,
      customer: 'Ann',
      country: null,
      language: null,
      reviewState: 'unreviewed',
      tags: [],
      noteCount: 0
    },
    ...{ draftCount: 0, source: 'a.json', snippet: null }
  },
  ...{
    externalId: 'c-1',
    externalIdIsSynthetic: false,
    url: null,
    summary: null,
    customerFields: {},
    citations: [],
    hasRaw: true
  }
}
const common = { author: null, timeIsEstimated: false, citationsKnown: true, parts: [] }
const messages: readonly Message[] = [
  {
    ...{ ...common, id: 1, seq: 1, key: 'a', role: 'customer', sentAt: Date.UTC(2026, 2, 5, 13, 7), format: 'text' },
    ...{ text: '# Where is it?\n- now', confidence: null, band: 'none', feedback: [], citations: [] }
  },
  {
    ...{ ...common, id: 2, seq: 2, key: 'b', role: 'agent', sentAt: null, format: 'markdown', text: 'It is **late**.' },
    ...{ confidence: 0.4, band: 'low', feedback: [{ thumb: 'down', stars: null, comment: 'no', rater: 'customer' }] },
    ...{ citations: [{ title: 'Shipping', url: 'https://shop.example/s', excerpt: null, score: null }] }
  }
]

test('as text, everything stands as it was written', () => {
  const text = transcriptText(detail, messages, 'Europe/Berlin', 'text')
  expect(text).toContain('Late *order*\n')
  expect(text).toContain('Customer: Ann\nAgent: Shop\nChannel: email')
  expect(text).toContain('(2026-03-05 13:07:00.000 UTC)')
  expect(text).toContain(':\n# Where is it?\n- now\n')
  expect(text).toContain(
    'Agent, confidence 0.40:\nIt is **late**.\nFeedback: thumbs down no\nCitation: Shipping https://shop.example/s'
  )
})

test('as Markdown, plain text is escaped and answers keep their form', () => {
  const text = transcriptText(detail, messages, 'Europe/Berlin', 'markdown')
  expect(text).toContain('# Late \\*order\\*')
  expect(text).toContain('\\# Where is it?\n\\- now')
  expect(text).toContain('It is **late**.')
  expect(text).toContain('> Feedback: thumbs down no\n> Citation: Shipping https://shop.example/s')
})
