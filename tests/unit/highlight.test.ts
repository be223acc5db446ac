// The marks of a query in a text, and its words for people.
import { describe, expect, it } from 'vitest'
import { canRunAway, matcherOf } from '../../electron/database/safe-pattern'
import { describeQuery } from '../../shared/query/describe-query'
import { hits, needlesAt, needlesOf } from '../../shared/query/highlight'
import { parseQuery } from '../../shared/query/parse-query'

const needles = (query: string) => needlesOf(parseQuery(query).query.filter)
const marked = (query: string, text: string) =>
  hits(text, needles(query)).map(({ start, end }) => text.slice(start, end))

describe('marks', () => {
  it.each([
    ['refund', 'A Refund, refunded: RÉFUND', ['Refund', 'RÉFUND']],
    ['refu*', 'A Refund, refunded', ['Refund', 'refunded']],
    ['"my order"', 'my order is MY  Order', ['my order', 'MY  Order']],
    ['退款', '我想退款。', ['退款']],
    ['*efun*', 'refund', ['efun']],
    ['*strasse*', 'Straße', []],
    ['*ubung*', 'Übung', ['Übung']],
    ['/\\d{3,}/', '#10482 and 12', ['10482']],
    ['refund order', 'order refund', ['order', 'refund']],
    ['refund -order', 'order refund', ['refund']],
    ['off(refund) order', 'order refund', ['order']],
    ['anna@example.com', 'to anna@example.com!', ['anna@example.com']],
    ['😀', 'ok 😀', ['😀']],
    ['&', 'a & b', ['&']],
    ['channel:email', 'email', []]
  ])('%s in “%s”', (query, text, expected) => {
    expect(marked(query, text)).toEqual(expected)
  })

  it('stand only where the clause looks', () => {
    expect(needlesAt(needles('user:refund cites:policy'), 'customer')).toHaveLength(1)
    expect(needlesAt(needles('user:refund cites:policy'), 'agent')).toHaveLength(0)
    expect(needlesAt(needles('user:refund cites:policy'), 'citation')).toHaveLength(1)
  })
})

describe('in words', () => {
  it.each([
    ['', 'All conversations'],
    ['off(refund)', 'All conversations'],
    ['refund', 'Conversations where any message contains “refund”'],
    ['channel:email,whatsapp', 'Conversations where the channel is email or whatsapp'],
    ['-channel:email', 'Conversations where the channel is not email'],
    ['feedback:down -refund', 'Conversations where an answer got thumbs down and not (any message contains “refund”)'],
    [
      'msg(bot:sorry confidence:high)',
      'Conversations where one and the same message: the agent said “sorry” and the confidence is high'
    ],
    ['messages:>6 OR no:note', 'Conversations where the number of messages is above 6 or it has no note'],
    ['date:2026-03-01..2026-03-31', 'Conversations where it took place from 2026-03-01 to 2026-03-31'],
    ['newer_than:7d', 'Conversations where it was active in the last 7 days'],
    ['older_than:1y', 'Conversations where it began more than a year ago'],
    ['date:2026-07', 'Conversations where it took place in 2026-07'],
    ['date:last-week', 'Conversations where it took place last week'],
    ['started:2026-07-01', 'Conversations where it began on 2026-07-01'],
    ['thumb:positive', 'Conversations where an answer got thumbs up'],
    ['weekday:mon..fri', 'Conversations where the day of the week is from Monday to Friday'],
    ['user:~efun', 'Conversations where the customer said something with the letters “efun”'],
    ['cites:*', 'Conversations where a source is cited'],
    ['customer:*', 'Conversations where the customer is known'],
    [
      'msg(user:cancel) then msg(bot:help) within:1',
      'Conversations where a message: the customer said “cancel”, within the next message: the agent said “help”'
    ]
  ])('%s', (query, words) => {
    expect(describeQuery(parseQuery(query).query)).toBe(words)
  })
})

describe('a regular expression', () => {
  it.each(['(a+)+$', '(a|aa)*b', '(.*)*', '(\\w+\\s?)*x', 'a*a*a*b', '(x)\\1'])('%s is watched', (source) => {
    expect(canRunAway(source)).toBe(true)
  })
  it.each(['\\b[A-Z]{2}\\d{9}\\b', 'order \\d+', 'a|b', '(mail|web)', '[(+*]'])('%s is harmless', (source) => {
    expect(canRunAway(source)).toBe(false)
  })
  it('that runs away is stopped', () => {
    expect(() => matcherOf('/(a+)+$/')(`${'a'.repeat(50)}!`)).toThrow('takes too long')
  })
})
