// Conversations about kayaks, as a platform exports them: answers that changed in September, and others that got better in October.

import type { SampleConversation, SampleMessage } from '../../scripts/sample/conversation'
import { SAMPLE_FORMATS } from '../../scripts/sample/formats'

const DAY = 86_400_000
export const OCTOBER_1 = Date.UTC(2026, 9, 1)
export const RETURN_QUESTION = 'How long do I have to send back a kayak?'
export const PADDLE_QUESTION = 'Do you repair kayak paddles?'

const CITATION = {
  title: 'Kayaks and paddles',
  url: 'https://northwind.example/help/kayaks',
  excerpt: 'Kayaks can be sent back within 14 days. Paddles are repaired in three weeks.',
  score: 0.8
}

function conversation(id: string, at: number, question: string, answer: Partial<SampleMessage>): SampleConversation {
  const message = (role: 'customer' | 'agent', text: string, more: Partial<SampleMessage> = {}): SampleMessage => ({
    ...{ id: `${id}_${role}`, role, author: null, text, at: role === 'customer' ? at : at + 5_000 },
    ...{ score: null, thumb: null, comment: null, citations: [], tool: null },
    ...more
  })
  return {
    ...{ id, number: 1, title: 'Kayaks', channel: 'Widget or Iframe', status: 'ended', sentiment: 'neutral' },
    ...{ topic: 'Kayaks', language: 'en', country: 'US' },
    customer: { id: `user_${id}`, name: 'Kay Ackerman', email: 'kay@example.test' },
    messages: [message('customer', question), message('agent', answer.text ?? '', answer)]
  }
}

/** As one file of the format `platform`. */
export function kayakAnswers(): string {
  const returns = Array.from({ length: 8 }, (_, i) =>
    conversation(`kayak_${i}`, Date.UTC(2026, 8, 3) + i * DAY, RETURN_QUESTION, {
      text: `You can send a kayak back within ${i < 5 ? '30' : '14'} days, at a cost of 25 EUR.`,
      score: 0.9,
      citations: [CITATION]
    })
  )
  const paddles = Array.from({ length: 40 }, (_, i) =>
    conversation(`paddle_${i}`, OCTOBER_1 + (i - 20) * DAY, PADDLE_QUESTION, {
      text: i < 20 ? 'I do not know.' : 'Yes, paddles are repaired in three weeks.',
      score: i < 15 ? 0.2 : 0.9,
      thumb: i < 4 ? 'down' : null,
      citations: i < 20 ? [] : [CITATION]
    })
  )
  const format = SAMPLE_FORMATS['platform']
  if (!format) throw new Error('the generator no longer writes the platform format')
  const all = [...returns, ...paddles]
  return `${format.head}${all.map(format.write).join(format.separator)}${format.tail(all.length)}`
}
