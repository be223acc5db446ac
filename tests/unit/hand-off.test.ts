// The text a hand-off starts from: what was asked, answered and said last, within the platforms' limits whatever the conversation is.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ConversationRow, Message } from '../../shared/domain'
import { handOffDraft, handOffSchema, isEmail, MOST_SUBJECT, MOST_SUMMARY } from '../../shared/hand-off'

const row = (more: Partial<ConversationRow> = {}) =>
  ({
    title: null,
    preview: 'Hi',
    customer: null,
    channel: null,
    channelRaw: null,
    startedAt: null,
    topic: null,
    ...more
  }) as ConversationRow
const message = (role: Message['role'], text: string, more: Partial<Message> = {}) =>
  ({ role, text, confidence: null, feedback: [], ...more }) as Message
const at = () => '5 January'
const detail = (more: Partial<ConversationRow> = {}) => ({ row: row(more), externalId: 'c1', url: null })

it('tells what was asked, answered and said last, and where it is', () => {
  const down = { thumb: 'down', stars: null, comment: null, rater: 'customer' } as const
  const talk = [
    message('customer', 'Where is my order?\nIt is late.'),
    message('agent', 'Somewhere.', { confidence: 0.41, feedback: [down] }),
    message('customer', 'A person, please!')
  ]
  const about = { customer: 'Sam', channelRaw: 'web', startedAt: 1, topic: 'Shipping', title: 'Order' }
  const draft = handOffDraft({ ...detail(about), url: 'https://x.example/1' }, talk, at)
  expect(draft.subject).toBe('Order: Where is my order? It is late.')
  expect(draft.summary).toBe(`The customer asked:
> Where is my order?
> It is late.

The agent’s last answer (confidence 0.41, thumbs down):
> Somewhere.

The customer’s last words:
> A person, please!

Customer: Sam
Channel: web
Started: 5 January
Topic: Shipping
Conversation: c1
Address: https://x.example/1`)
})

it('always is what a platform takes', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 3_000 })
  const role = fc.constantFrom('customer', 'agent', 'human', 'system' as const)
  fc.assert(
    fc.property(fc.array(fc.tuple(role, text), { maxLength: 8 }), fc.option(text), text, (talk, title, customer) => {
      const messages = talk.map(([who, words]) => message(who, words))
      const draft = handOffDraft(detail({ title, customer }), messages, at)
      const more = { priority: 'normal', email: null, name: null, pause: true }
      expect(handOffSchema.safeParse({ ...draft, ...more }).success).toBe(true)
      expect(draft.subject.length).toBeLessThanOrEqual(MOST_SUBJECT)
      expect(draft.summary.length).toBeLessThanOrEqual(MOST_SUMMARY)
      expect(draft.subject + draft.summary).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
    })
  )
})

it('knows an e-mail address', () => {
  expect(['sam@example.test', ' sam@example.test ', 'sam', 'sam@', '', 'a b@c.de'].map(isEmail)).toEqual([
    ...[true, true, false, false, false, false]
  ])
})
