import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { proposeMapping, shapeOf } from '../../../electron/import/mapping'
import { knownColumn } from '../../../electron/import/mapping-aliases'
import { type Mapping, mappingSchema } from '../../../shared/import-plan'
import { validateMapping } from '../../../shared/validate-mapping'

// Hundreds of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

function propose(header: readonly string[], ...rows: readonly (readonly string[])[]) {
  return proposeMapping(
    header,
    rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])))
  )
}

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

  it('takes "human" beside an AI alone for the customer', () => {
    const header = ['conversation_id', 'role', 'content', 'timestamp']
    const at = '2026-01-05T10:00:00Z'
    expect(propose(header, ['1', 'human', 'Hello?', at], ['1', 'ai', 'Hi!', at]).mapping.roles).toEqual({
      human: 'customer'
    })
    const both = propose(header, ['1', 'user', 'Hello?', at], ['1', 'ai', 'Hi!', at], ['1', 'human', 'Sam here', at])
    expect(both.mapping.roles).toBeUndefined()
  })

  it('keeps the names of a column beside the roles as authors', () => {
    const { mapping } = propose(
      ['conversation_id', 'role', 'author', 'content', 'timestamp'],
      ['1', 'user', 'Ann', 'Hello?', '2026-01-05T10:00:00Z'],
      ['1', 'assistant', 'Fin', 'Hi!', '2026-01-05T10:00:01Z']
    )
    expect(mapping.columns).toMatchObject({ role: 'message.role', author: 'message.author' })
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
          const used = columns.map(({ proposed }) => proposed).filter((target) => target !== 'ignore')
          expect(new Set(used).size).toBe(used.length)
        }
      ),
      { numRuns: 500 }
    )
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
