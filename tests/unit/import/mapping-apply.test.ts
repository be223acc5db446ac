import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { applyMapping, type MappedRow } from '../../../electron/import/mapping-apply'
import { parseCitations } from '../../../electron/import/mapping-rows'
import type { RawConversation, RawRecord } from '../../../electron/ingest/raw'
import { MAPPING_TARGETS, type Mapping, ROW_SHAPES } from '../../../shared/import-plan'

// Hundreds of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

async function* source(rows: readonly Readonly<Record<string, string>>[]): AsyncGenerator<readonly MappedRow[]> {
  for (const [index, cells] of rows.entries()) yield [{ kind: 'row', row: index + 2, bytesRead: index * 100, cells }]
}

async function apply(
  mapping: Omit<Mapping, 'version'>,
  rows: readonly Readonly<Record<string, string>>[]
): Promise<RawRecord[]> {
  const records: RawRecord[] = []
  for await (const record of applyMapping<never>(source(rows), { version: 1, ...mapping })) records.push(record)
  return records
}

const MESSAGE = {
  rows: 'message',
  columns: {
    id: 'conversation.id',
    who: 'message.role',
    text: 'message.text',
    at: 'message.sentAt',
    state: 'conversation.status',
    topic: 'conversation.topic'
  }
} as const satisfies Omit<Mapping, 'version'>
const message = (id: string, text: string, more: Readonly<Record<string, string>> = {}) => ({
  id,
  who: 'user',
  text,
  ...more
})
const conversations = (records: readonly RawRecord[]) =>
  records.filter((record): record is RawConversation => record.kind === 'conversation')

describe('rows of messages', () => {
  it('of one conversation become one, whatever stands between them', async () => {
    const records = await apply(MESSAGE, [message('a', '1'), message('b', '2'), message('a', '3'), message('b', '4')])
    expect(conversations(records).map(({ id, messages }) => [id, messages.map(({ text }) => text)])).toEqual([
      ['a', ['1', '3']],
      ['b', ['2', '4']]
    ])
    expect(conversations(records).every(({ isPartial }) => !isPartial)).toBe(true)
  })

  it('that come long after their conversation was let go are a part of it', async () => {
    const rows = [
      message('late', 'first'),
      ...Array.from({ length: 3_000 }, (_, index) => message(`c${index}`, 'x')),
      message('late', 'second')
    ]
    const records = conversations(await apply(MESSAGE, rows))
    expect(
      records.filter(({ id }) => id === 'late').map(({ messages, isPartial }) => [messages[0]?.text, isPartial])
    ).toEqual([
      ['first', undefined],
      ['second', true]
    ])
    expect(records).toHaveLength(3_002)
  })

  it('say the status last and everything else first', async () => {
    const [conversation] = conversations(
      await apply(MESSAGE, [
        message('a', '1', { state: 'open', topic: '' }),
        message('a', '2', { state: 'ended', topic: 'Shipping' }),
        message('a', '3', { state: '', topic: 'Returns' })
      ])
    )
    expect(conversation).toMatchObject({ status: 'ended', topic: 'Shipping' })
  })

  it('without conversation, text or a readable time do not stop the others', async () => {
    const records = await apply(MESSAGE, [
      message('', 'nowhere'),
      message('a', '  '),
      message('a', 'when', { at: 'soon' }),
      message('a', 'or', { at: '03/04/2026' }),
      message('a', 'good', { at: '2026-01-05' })
    ])
    expect(
      records.map((record) =>
        record.kind === 'conversation' ? record.messages.length : `${record.row} ${record.code}`
      )
    ).toEqual(['2 no-conversation', '3 no-text', '4 bad-time', '5 ambiguous-date', 1])
  })

  it('of a customer without conversation ids are one conversation until a pause', async () => {
    const mapping = { ...MESSAGE, columns: { ...MESSAGE.columns, id: 'customer.id' } } as const
    const records = await apply(mapping, [
      message('ann', '1', { at: '2026-01-05T10:00:00Z' }),
      message('ann', '2', { at: '2026-01-05T10:20:00Z' }),
      message('ann', '3', { at: '2026-01-05T12:00:00Z' })
    ])
    expect(conversations(records).map(({ id, messages, isPartial }) => [id, messages.length, isPartial])).toEqual([
      [undefined, 2, undefined],
      [undefined, 1, undefined]
    ])
  })

  it('that come twice are one message with the feedback of both', async () => {
    const mapping = {
      rows: 'message',
      columns: { ...MESSAGE.columns, key: 'message.id', rate: 'message.feedback' }
    } as const
    const records = await apply(mapping, [
      message('a', 'Hi', { key: 'm1', rate: 'like' }),
      message('a', 'Hi', { key: 'm1', rate: 'dislike' })
    ])
    expect(conversations(records)[0]?.messages).toMatchObject([
      { id: 'm1', feedback: [{ value: 'like' }, { value: 'dislike' }] }
    ])
  })

  it('of a very long conversation come out in parts, in order', async () => {
    const rows = Array.from({ length: 45_000 }, (_, index) => message('long', String(index)))
    const records = conversations(await apply(MESSAGE, rows))
    expect(records.map(({ isPartial }) => isPartial)).toEqual([undefined, true, true])
    expect(records.flatMap(({ messages }) => messages.map(({ text }) => text))).toEqual(rows.map(({ text }) => text))
  })

  it('lose no message and change no order, however conversations are interleaved', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 200 }), async (ids) => {
        const rows = ids.map((id, index) => message(`c${id}`, String(index)))
        const records = conversations(await apply(MESSAGE, rows))
        for (const id of new Set(ids)) {
          const texts = records
            .filter((record) => record.id === `c${id}`)
            .flatMap(({ messages }) => messages.map(({ text }) => text))
          expect(texts).toEqual(rows.filter((row) => row.id === `c${id}`).map(({ text }) => text))
        }
      })
    )
  })
})

describe('rows of pairs', () => {
  const columns = {
    q: 'pair.question',
    a: 'pair.answer',
    at: 'message.sentAt',
    key: 'message.id',
    c: 'conversation.confidence',
    s: 'message.citations'
  } as const

  it('are two messages of one time, with ids of their own', async () => {
    const [conversation] = conversations(
      await apply({ rows: 'pair', columns }, [{ q: 'Hello?', a: 'Hi!', at: '2026-01-05', key: '7' }])
    )
    expect(conversation?.messages).toMatchObject([
      { id: '7:q', role: 'customer', text: 'Hello?', sentAt: '2026-01-05' },
      { id: '7:a', role: 'agent', text: 'Hi!', sentAt: '2026-01-05' }
    ])
  })

  it('without an answer are a question, and without either nothing', async () => {
    const records = await apply({ rows: 'pair', columns }, [
      { q: 'Hello?', a: '' },
      { q: '', a: ' ' }
    ])
    expect(records.map((record) => (record.kind === 'conversation' ? record.messages.length : record.code))).toEqual([
      1,
      'no-text'
    ])
  })
})

describe('rows of conversations', () => {
  it('whose transcript is none are rejected word for word', async () => {
    const columns = { id: 'conversation.id', t: 'conversation.transcript' } as const
    const records = await apply({ rows: 'conversation', columns }, [
      { id: '1', t: 'just a remark' },
      { id: '2', t: 'User: Hi\nBot: Hello' }
    ])
    expect(records).toMatchObject([
      { kind: 'rejection', row: 2, code: 'not-a-transcript', raw: '{"id":"1","t":"just a remark"}' },
      { kind: 'conversation', id: '2' }
    ])
  })
})

describe('any mapping of any rows', () => {
  it('gives records and never crashes', async () => {
    const names = ['a', 'b', 'c', '__proto__']
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', 'User: a\nBot: b', '[{"role":"user","content":1}]', '{"a":')
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ROW_SHAPES),
        fc.array(fc.constantFrom(...MAPPING_TARGETS), { minLength: names.length, maxLength: names.length }),
        fc.array(fc.array(cell, { minLength: names.length, maxLength: names.length }), { maxLength: 10 }),
        async (rows, targets, table) => {
          const columns = Object.fromEntries(names.map((name, index) => [name, targets[index] ?? 'ignore']))
          const cells = table.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])))
          const records = await apply({ rows, columns }, cells)
          expect(records.every(({ kind }) => ['conversation', 'rejection', 'skip'].includes(kind))).toBe(true)
        }
      ),
      { numRuns: 500 }
    )
  })
})

describe('citations in a cell', () => {
  it.each([
    [
      'https://a.example/x, https://a.example/y',
      [
        { title: null, url: 'https://a.example/x' },
        { title: null, url: 'https://a.example/y' }
      ]
    ],
    ['[Shipping](https://a.example/x)', [{ title: 'Shipping', url: 'https://a.example/x' }]],
    ['Shipping; Returns, and more', [{ title: 'Shipping' }, { title: 'Returns, and more' }]],
    ['["https://a.example/x"]', [{ url: 'https://a.example/x' }]],
    ['none', []]
  ])('%s', (cell, expected) => {
    expect(parseCitations(cell)).toEqual(expected)
  })
})
