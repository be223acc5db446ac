import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proposeMapping, shapeOf } from '../../../electron/import/mapping'
import { knownColumn } from '../../../electron/import/mapping-aliases'
import { applyMapping, type MappedRow } from '../../../electron/import/mapping-apply'
import { parseCitations } from '../../../electron/import/mapping-rows'
import type { RawConversation, RawRecord } from '../../../electron/ingest/raw'
import { MAPPING_TARGETS, type Mapping, mappingSchema, ROW_SHAPES } from '../../../shared/import-plan'
import { validateMapping } from '../../../shared/validate-mapping'

function propose(header: readonly string[], ...rows: readonly (readonly string[])[]) {
  return proposeMapping(
    header,
    rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])))
  )
}

async function* source(rows: readonly Readonly<Record<string, string>>[]): AsyncGenerator<MappedRow> {
  for (const [index, cells] of rows.entries()) yield { kind: 'row', row: index + 2, bytesRead: index * 100, cells }
}

async function apply(
  mapping: Omit<Mapping, 'version'>,
  rows: readonly Readonly<Record<string, string>>[]
): Promise<RawRecord[]> {
  const records: RawRecord[] = []
  for await (const record of applyMapping(source(rows), { version: 1, ...mapping })) records.push(record)
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

describe('column names', () => {
  it.each([
    ['Conversation ID', 'conversation.id'],
    ['conversationId', 'conversation.id'],
    ['Gesprächs-ID', 'conversation.id'],
    ['Unterhaltung', 'conversation.id'],
    ['message.author.type', 'message.role'],
    ['Nachricht', 'message.text'],
    ['Texte', 'message.text'],
    ['Fecha y hora', 'message.sentAt'],
    ['Criado em', 'message.sentAt'],
    ['Datum/Uhrzeit', 'message.sentAt'],
    ['Kanaal', 'conversation.channel'],
    ['data.attributes.body', 'message.text']
  ])('%s is known', (name, target) => {
    expect(knownColumn(name)?.message).toBe(target)
  })

  it('nobody knows mean nothing', () => {
    expect(knownColumn('zx_17')).toBeNull()
    expect(knownColumn('constructor')).toBeNull()
    expect(knownColumn('')).toBeNull()
  })
})

describe('a proposal', () => {
  it('is certain where id, role, text and time are clear', () => {
    const { mapping, certainty, questions } = propose(
      ['conversation_id', 'role', 'content', 'timestamp'],
      ['c1', 'user', 'Hello?', '2026-01-05T10:00:00Z'],
      ['c1', 'assistant', 'Hi!', '2026-01-05T10:00:01Z']
    )
    expect(mapping.rows).toBe('message')
    expect(certainty).toBeGreaterThanOrEqual(0.9)
    expect(questions).toEqual([])
  })

  it('asks for the order of day and month only where both are possible in the whole column', () => {
    const header = ['conversation_id', 'role', 'content', 'date']
    const doubtful = propose(
      header,
      ['c1', 'user', 'Hello?', '03/04/2026 10:00'],
      ['c1', 'bot', 'Hi!', '05/04/2026 10:00']
    )
    expect(doubtful.questions.map(({ kind }) => kind)).toEqual(['date-order', 'time-zone'])
    expect(doubtful.mapping.dateOrder).toBeUndefined()
    expect(doubtful.certainty).toBeLessThan(0.9)
    const clear = propose(
      header,
      ['c1', 'user', 'Hello?', '03/04/2026 10:00'],
      ['c1', 'bot', 'Hi!', '03/25/2026 10:00']
    )
    expect(clear.mapping.dateOrder).toBe('mdy')
    expect(clear.questions.map(({ kind }) => kind)).toEqual(['time-zone'])
    expect(clear.certainty).toBeGreaterThanOrEqual(0.9)
  })

  it('takes "agent" beside a bot for a human, and alone for the AI agent', () => {
    const header = ['conversation_id', 'role', 'content', 'timestamp']
    const at = '2026-01-05T10:00:00Z'
    const both = propose(header, ['1', 'user', 'Hello?', at], ['1', 'bot', 'Hi!', at], ['1', 'agent', 'Sam here', at])
    expect(both.mapping.roles).toEqual({ agent: 'human' })
    expect(propose(header, ['1', 'user', 'Hello?', at], ['1', 'agent', 'Hi!', at]).mapping.roles).toBeUndefined()
  })

  it('asks who an unknown speaker is', () => {
    const { questions, certainty } = propose(
      ['conversation_id', 'role', 'content', 'timestamp'],
      ['c1', 'user', 'Hello?', '2026-01-05T10:00:00Z'],
      ['c1', 'Zorro', 'Hi!', '2026-01-05T10:00:01Z']
    )
    expect(questions).toMatchObject([{ kind: 'mapping', examples: ['Zorro'] }])
    expect(certainty).toBeLessThan(0.9)
  })

  it('sees stars, scores out of a hundred, and e-mail addresses in a customer column', () => {
    const { mapping } = propose(
      ['question', 'answer', 'created_at', 'rating', 'confidence', 'customer'],
      ['Hello?', 'Hi!', '2026-01-05T10:00:00Z', '1', '87', 'ann@example.test'],
      ['Bye?', 'Bye!', '2026-01-05T10:00:00Z', '5', '12', 'bob@example.test']
    )
    expect(mapping).toMatchObject({
      rows: 'pair',
      feedbackIsStars: true,
      scoreScale: 100,
      columns: { customer: 'customer.email' }
    })
  })

  it('sees questions and answers in columns named after those who talk', () => {
    const { mapping } = propose(
      ['User', 'Bot', 'Timestamp'],
      ['Do you ship to Canada?', 'Yes, in five days.', '1767607200'],
      ['And what does it cost?', 'About twelve euros.', '1767607260']
    )
    expect(mapping).toMatchObject({
      rows: 'pair',
      columns: { User: 'pair.question', Bot: 'pair.answer', Timestamp: 'message.sentAt' }
    })
  })

  it('sees transcripts in a column of any name', () => {
    const { mapping, certainty } = propose(
      ['nr', 'when', 'gsp'],
      ['1', '2026-01-05T10:00:00Z', 'User: Hello?\nBot: Hi!'],
      ['2', '2026-01-06T10:00:00Z', 'User: Bye?\nBot: Bye!']
    )
    expect(mapping).toMatchObject({
      rows: 'conversation',
      columns: { nr: 'conversation.id', gsp: 'conversation.transcript' }
    })
    expect(certainty).toBeLessThan(0.9)
  })

  it('is not certain of a table that is no chat', () => {
    const { certainty } = propose(['sku', 'name', 'price'], ['a-1', 'Shoe', '12.50'], ['a-2', 'Sock', '3.20'])
    expect(certainty).toBeLessThan(0.5)
  })

  it('never crashes, is a valid mapping, and uses every meaning once', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', 'user', 'bot', '2026-01-05', '1', 'a@b.cd', 'User: a\nBot: b')
    )
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('id', 'role', 'text', 'question', 'answer', 'date', 'rating', '__proto__', 'a.b')
    )
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { maxLength: 8 }),
        fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 6 }),
        (header, rows) => {
          const { mapping, certainty, columns } = propose(header, ...rows)
          expect(mappingSchema.safeParse(mapping).success).toBe(true)
          expect(certainty).toBeLessThanOrEqual(1)
          expect(columns.map((column) => column.name)).toEqual(header)
          const used = columns
            .map(({ proposed }) => proposed)
            .filter((target) => target !== 'ignore' && target !== 'conversation.tags')
          expect(new Set(used).size).toBe(used.length)
        }
      ),
      { numRuns: 500 }
    )
  })
})

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

describe('a mapping given by hand', () => {
  it('is told what it lacks', () => {
    const mapping: Mapping = {
      version: 1,
      rows: 'message',
      columns: { a: 'message.text', b: 'message.text', gone: 'message.role' }
    }
    expect(validateMapping(mapping, ['a', 'b'])).toEqual([
      'The file has no column “gone”.',
      '“a” and “b” are given the same meaning; choose one of them.',
      'Choose the column that says who wrote a message.',
      'Choose the column that says which conversation a message belongs to, or at least which customer.'
    ])
  })

  it('is remembered by the columns of the file, whatever their order', () => {
    expect(shapeOf(['a', 'b'])).toBe(shapeOf(['b', 'a']))
    expect(shapeOf(['a', 'b'])).not.toBe(shapeOf(['a', 'c']))
    expect(shapeOf(['a,b'])).not.toBe(shapeOf(['a', 'b']))
  })
})
