// Whatever a source writes into any field becomes a record that tables can hold, or a rejection with a reason.
// long because: the values that any field may hold are described once, for all of its properties.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationRecord, MessageRecord } from '../../electron/database/conversation-record'
import { complete } from '../../electron/ingest/derive'
import { htmlToText } from '../../electron/ingest/html-text'
import { contentHash } from '../../electron/ingest/identity'
import { mergeMessages, withKeys } from '../../electron/ingest/merge'
import { normalize } from '../../electron/ingest/normalize'
import { oneLine, wellFormed } from '../../electron/ingest/plain-text'
import { confidenceOf, ratingOf } from '../../electron/ingest/ratings'
import type { RawConversation, RawMessage } from '../../electron/ingest/raw'
import { roleOf } from '../../electron/ingest/vocabulary'
import { conversations } from '../support/import-records'

const options = { agentName: 'Ada', timeZone: 'Europe/Berlin' } as const
const hostile = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u0000', '\ud800x', '__proto__', undefined, 2 ** 60, 'x'.repeat(100_000))
)

/** A record with any value in any field but the list of messages. */
const anyConversation = fc
  .record({
    fields: fc.dictionary(
      fc.constantFrom(
        ...['id', 'title', 'channel', 'status', 'sentiment', 'topic', 'language', 'country', 'url', 'summary'],
        ...['startedAt', 'updatedAt', 'isTest', 'order']
      ),
      hostile
    ),
    customer: fc.dictionary(fc.string(), hostile),
    messages: fc.array(
      fc.record({
        id: hostile,
        role: hostile,
        author: hostile,
        sentAt: hostile,
        text: fc.string({ unit: 'binary' }),
        format: fc.constantFrom('html', 'text', undefined),
        confidence: hostile,
        feedback: fc.array(fc.record({ value: hostile, comment: hostile })),
        citations: fc.array(fc.record({ title: hostile, url: hostile, score: hostile })),
        parts: fc.array(fc.record({ kind: fc.constant('other'), name: hostile, body: hostile }))
      }),
      { maxLength: 4 }
    )
  })
  .map(({ fields, customer, messages }) => ({
    kind: 'conversation',
    row: 1,
    bytesRead: 0,
    raw: 'raw',
    ...fields,
    customer,
    messages
  }))

function finished(raw: unknown): ConversationRecord | null {
  // What an adapter hands over is typed, but its values come from files.
  const normalized = normalize(raw as RawConversation, options)
  if ('kind' in normalized) {
    expect(normalized.reason).toMatch(/\.$/)
    return null
  }
  const { externalId, ...rest } = normalized.record
  return complete({
    ...rest,
    externalId: externalId ?? '~x',
    externalIdIsSynthetic: externalId === null,
    messages: withKeys(rest.messages)
  }).record
}

describe('normalize', () => {
  it('makes of any values a record whose text is well-formed, or a rejection', () => {
    fc.assert(
      fc.property(anyConversation, (raw) => {
        const record = finished(raw)
        if (record === null) return
        const json = JSON.stringify(record.messages)
        expect(json).not.toMatch(/\\ud[89a-f][0-9a-f]{2}|\\u0000/)
        expect(new Set(record.messages.map((m) => m.key)).size).toBe(record.messages.length)
        for (const { sentAt, confidence } of record.messages) {
          expect(sentAt === null || Number.isSafeInteger(sentAt)).toBe(true)
          expect(confidence === null || (confidence >= 0 && confidence <= 1)).toBe(true)
        }
      })
    )
  })

  it('keeps every message, in order, and completing a record twice changes nothing', () => {
    fc.assert(
      fc.property(conversations, (list) => {
        for (const raw of list) {
          const record = finished(raw)
          expect(record?.messages).toHaveLength(raw.messages.length)
          if (record === null) continue
          const again = complete(record).record
          expect(contentHash(again)).toBe(contentHash(record))
          expect(again.messages).toEqual(record.messages)
        }
      })
    )
  })

  it('turns messages that are listed newest first', () => {
    const said = (list: readonly RawMessage[], order?: 'newest-first' | 'oldest-first') =>
      finished({ kind: 'conversation', row: 1, bytesRead: 0, raw: '', order, messages: list })?.messages.map(
        (m) => m.text
      )
    const backwards = [
      { role: 'bot', text: 'second', sentAt: 20 },
      { role: 'user', text: 'first', sentAt: 10 }
    ]
    expect(said(backwards)).toEqual(['first', 'second'])
    expect(said(backwards, 'oldest-first')).toEqual(['second', 'first'])
    expect(
      said(
        backwards.map(({ sentAt: _, ...m }) => m),
        'newest-first'
      )
    ).toEqual(['first', 'second'])
  })

  it('marks test traffic, keeps words of the source beside their meaning, and knows no citations from none', () => {
    const base = {
      kind: 'conversation',
      row: 1,
      bytesRead: 0,
      raw: '',
      messages: [{ role: 'user', text: 'Hi', citations: [] }]
    }
    for (const channel of ['Playground', 'Action preview', 'Qna preview', 'INTERNAL', 'EVALUATION']) {
      expect(finished({ ...base, channel })).toMatchObject({ isTest: true, channel: 'playground', channelRaw: channel })
    }
    expect(finished({ ...base, channel: 'Carrier pigeon', status: 'taken_over' })).toMatchObject({
      isTest: false,
      channel: 'other',
      channelRaw: 'Carrier pigeon',
      status: 'escalated',
      statusRaw: 'taken_over',
      messages: [{ citations: [] }]
    })
    expect(finished({ ...base, messages: [{ role: 'user', text: 'Hi' }] })?.messages[0]?.citations).toBeNull()
  })
})

describe('roles', () => {
  it.each([
    ['user', 'customer'],
    ['assistant', 'agent'],
    ['bot', 'agent'],
    ['userMessage', 'customer'],
    ['apiMessage', 'agent'],
    ['operator', 'human'],
    ['AGENT_MESSAGE', 'human'],
    ['incoming', 'customer'],
    ['outgoing', 'agent'],
    ['admin', 'human'],
    ['lead', 'customer'],
    ['System', 'system'],
    ['Kunde', 'customer'],
    ['Anna', null]
  ])('reads %s as %s', (word, role) => {
    expect(roleOf(word)).toBe(role)
  })
})

describe('ratings', () => {
  it.each([
    ['positive', 1],
    ['NEGATIVE', -1],
    ['NEUTRAL', null],
    [1, 1],
    [-1, -1],
    [0, null],
    ['1', 1],
    ['GOOD', 1],
    ['BAD', -1],
    ['--', null],
    ['THUMBS_UP', 1],
    ['THUMBS_DOWN', -1],
    ['like', 1],
    ['disliked', -1],
    ['👍', 1],
    ['👎🏽', -1],
    [true, 1],
    [false, -1],
    [null, null],
    [5, 1],
    [2, -1],
    ['3/5', null],
    ['★★★★☆', 1],
    ['⭐️⭐️', -1],
    ['4 stars', 1],
    [{}, null],
    ['', null]
  ])('reads %s as %s', (value, thumb) => {
    expect(ratingOf(value).thumb).toBe(thumb)
  })
  it('counts stars where the source says they are stars', () => {
    expect(ratingOf(1, true)).toEqual({ thumb: -1, stars: 1 })
    expect(ratingOf('4', true)).toEqual({ thumb: 1, stars: 4 })
    expect(ratingOf(9, true)).toEqual({ thumb: null, stars: null })
  })
})

describe('confidence', () => {
  it.each([
    [0.87, undefined, 0.87],
    ['0,87', undefined, 0.87],
    [87, undefined, 0.87],
    ['87 %', undefined, 0.87],
    ['0.5%', undefined, 0.005],
    [1, 100, 0.01],
    [1, undefined, 1],
    ['high', undefined, 0.9],
    ['LOW', undefined, 0.25],
    [-1, undefined, null],
    [101, undefined, null],
    ['soon', undefined, null],
    [Number.NaN, undefined, null],
    ['', undefined, null],
    [true, undefined, null]
  ] as const)('reads %s on scale %s as %s', (value, scale, score) => {
    expect(confidenceOf(value, scale)).toBe(score)
  })
})

describe('HTML bodies', () => {
  it.each([
    ['<p>Usually <b>5 days</b>.</p>', 'Usually 5 days.'],
    ['<p>One</p><p>Two<br>Three</p>', 'One\n\nTwo\nThree'],
    ['<ul><li>a</li><li>b &amp; c</li></ul>', '- a\n- b & c'],
    [
      'See <a href="https://a.example/?x=1&amp;y=(2)">our [guide]</a>',
      'See [our \\[guide\\]](https://a.example/?x=1&y=%282%29)'
    ],
    ['<a href="javascript:alert(1)">click</a>', 'click'],
    ['<script>alert("</p>")</script>after', 'after'],
    ['<style>p{}</style><!-- no -->yes', 'yes'],
    ['1 < 2 && 3 > 2', '1 < 2 && 3 > 2'],
    ['&lt;b&gt; &#8364; &#x20AC; &#128; &#0; &nosuch; &auml;', '<b> € € € \ufffd &nosuch; ä'],
    ['<img src=x onerror="alert(1)" alt="Our shop">', 'Our shop'],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'a\tb'],
    ['cut <a href="', 'cut']
  ])('%s', (html, text) => {
    expect(htmlToText(html)).toBe(text)
  })
  it('reads any text in time that grows with its length, and no tag is left of what was a tag', () => {
    const piece = fc.constantFrom(
      '<script>',
      '</script',
      '<a href="',
      "'",
      '>',
      '<',
      '<!--',
      '-->',
      '&#',
      '&amp;',
      '<p',
      '=',
      ' x ',
      '<style/'
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(htmlToText(pieces.join(''))).not.toMatch(/<script>/)
      })
    )
    for (const part of ['<', '<a ', '<!--', '</script', '<script>', '<a href="', '&#', '<p><']) {
      expect(typeof htmlToText(part.repeat(100_000))).toBe('string')
    }
  })
})

describe('text', () => {
  it('is cut to one line without breaking a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 1, max: 40 }), (text, most) => {
        const line = oneLine(wellFormed(text), most)
        expect(line.length).toBeLessThanOrEqual(most)
        expect(line).toBe(wellFormed(line))
        expect(line).not.toMatch(/[\n\r\t]/)
      })
    )
  })
})

describe('mergeMessages', () => {
  it('adds what is new, keeps keys unique, and merging the same rows again changes nothing', () => {
    fc.assert(
      fc.property(conversations, (list) => {
        const rows = list.flatMap((raw) => {
          const normalized = normalize(raw, options)
          return 'kind' in normalized ? [] : normalized.record.messages
        })
        const once = mergeMessages([], rows, new Map())
        const keys = (of: readonly MessageRecord[]) => of.map((m) => m.key).sort()
        expect(new Set(keys(once)).size).toBe(once.length)
        expect(keys(mergeMessages(once, rows, new Map()))).toEqual(keys(once))
      })
    )
  })
})
