// Raw records into a workspace: twice is once, newer wins, pieces add up, words are found, nothing that people added is lost.
// long because: one rule of the upsert a test, over the same few records.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { annotatedMessageKeys } from '../../electron/database/annotations'
import { importReasons, importSummary, listImports, rejectedRows } from '../../electron/database/imports'
import { migrate } from '../../electron/database/migrate'
import { openWritable, type WritableDatabase } from '../../electron/database/open'
import { createBatchWriter } from '../../electron/ingest/batch-writer'
import type { RawConversation, RawMessage } from '../../electron/ingest/raw'
import { rawRecord } from '../../electron/search/transcript'
import {
  beginImport,
  checkWhole,
  contentOf,
  conversation,
  conversations,
  conversationsWith,
  importAll,
  JAN_5,
  messages,
  piece
} from '../support/import-records'
import { tempWorkspace } from '../support/temp-workspace'

/** A workspace in memory, for properties that need hundreds. */
async function inMemory<T>(work: (database: WritableDatabase) => Promise<T>): Promise<T> {
  const database = openWritable(':memory:')
  migrate(database)
  try {
    return await work(database)
  } finally {
    database.close()
  }
}

const contentAfter = (...files: readonly (readonly RawConversation[])[]) =>
  inMemory(async (database) => {
    for (const file of files) await importAll(database, file)
    checkWhole(database)
    return contentOf(database)
  })

const RUNS = { numRuns: 40 }

describe('whole conversations', () => {
  it('come in once when they are imported twice', async () => {
    await fc.assert(
      fc.asyncProperty(conversations, (records) =>
        inMemory(async (database) => {
          const first = await importAll(database, records)
          const before = contentOf(database)
          const second = await importAll(database, records)
          expect(contentOf(database)).toEqual(before)
          expect(before).toHaveLength(records.length)
          expect(first).toMatchObject({ added: records.length, updated: 0, unchanged: 0, rejected: 0 })
          expect(second).toMatchObject({ added: 0, updated: 0, unchanged: records.length, messages: first.messages })
          checkWhole(database)
        })
      ),
      RUNS
    )
  })

  it('end up as their newest snapshot, whichever came first', async () => {
    const grown = fc
      .tuple(messages({ times: true }), fc.nat(), fc.constantFrom('updatedAt', 'time', 'count'))
      .filter(([list]) => list.length > 1)
    await fc.assert(
      fc.asyncProperty(grown, async ([list, cut, evidence]) => {
        const told = evidence === 'count' ? list.map(({ sentAt: _, ...m }) => m) : list
        const snapshot = (count: number): RawConversation => ({
          ...conversation('c', []),
          messages: told.slice(0, count),
          status: count === list.length ? 'ended' : 'ongoing',
          updatedAt: evidence === 'updatedAt' ? JAN_5 + count : undefined,
          raw: String(count)
        })
        const older = snapshot(1 + (cut % (list.length - 1)))
        const newer = snapshot(list.length)
        const alone = await contentAfter([newer])
        expect(await contentAfter([older], [newer])).toEqual(alone)
        expect(await contentAfter([newer], [older])).toEqual(alone)
        expect(await contentAfter([older, newer, older])).toEqual(alone)
      }),
      RUNS
    )
  })

  it('keep what the richer export told when all else is equal, and take a later rating', async () => {
    const rated = conversation('c', ['Hi', 'Hello'], { feedback: [{ value: 'BAD' }], raw: 'rated' })
    const plain = conversation('c', ['Hi', 'Hello'], { raw: 'plain' })
    expect(await contentAfter([rated], [plain])).toEqual(await contentAfter([plain], [rated]))
    expect(await contentAfter([plain], [rated])).toMatchObject([{ down_count: 1 }])
  })

  it('are read again when the same file is imported with another time zone', async () => {
    const { database } = tempWorkspace()
    const record = conversation('c', [], { messages: [{ role: 'user', text: 'Hi', sentAt: '2026-01-05 10:00:00' }] })
    await importAll(database, [record])
    expect(await importAll(database, [record], { timeZone: 'Europe/Berlin' })).toMatchObject({ updated: 1 })
    expect(contentOf(database)).toMatchObject([{ started_at: Date.UTC(2026, 0, 5, 9) }])
  })

  it('of one id but two agents are two', async () => {
    const { database } = tempWorkspace()
    const of = (id: string) => conversation('1', ['Hi'], { agent: { id, name: 'Help' }, raw: id })
    expect(await importAll(database, [of('a'), of('b'), of('a')])).toMatchObject({ added: 2, unchanged: 1 })
    expect(database.prepare('SELECT name FROM agent ORDER BY id').all()).toEqual([
      { name: 'Help' },
      { name: 'Help (b)' }
    ])
  })

  it('without ids are as many as the file has, also when they are alike', async () => {
    const { database } = tempWorkspace()
    const record = conversation(undefined, ['Hi', 'Hello', 'Hello'])
    expect(await importAll(database, [record, record])).toMatchObject({ added: 2 })
    expect(await importAll(database, [record, record])).toMatchObject({ unchanged: 2 })
    const keys = database.prepare('SELECT key FROM message WHERE id >> 20 = 1').all<{ key: string }>()
    expect(new Set(keys.map((row) => row.key)).size).toBe(3)
  })

  it('with 5,000 messages and a megabyte in one word are found and read whole', async () => {
    const { database } = tempWorkspace()
    const long = 'y'.repeat(1_000_000)
    const texts = Array.from({ length: 5_000 }, (_, i) => (i === 77 ? `start ${long} end` : `message number${i}`))
    await importAll(database, [conversation('long', texts), conversation('short', ['number4999'])])
    expect(conversationsWith(database, 'number4999')).toEqual(['long', 'short'])
    expect(conversationsWith(database, 'end')).toEqual(['long'])
    expect(database.prepare('SELECT count(*) AS n FROM message WHERE id >> 20 = 1').get()).toEqual({ n: 5_000 })
    expect(database.prepare('SELECT is_deflated FROM raw_record WHERE conversation_id = 1').get()).toEqual({
      is_deflated: 1
    })
    checkWhole(database)
  })
})

describe('the raw record', () => {
  it('is kept as bytes, word for word, whatever is in it and however long it is', async () => {
    const raws = [
      '{"a":"b"}',
      'naïve 🙂 ÿ',
      'before\0after',
      '\ud800 alone',
      ' ',
      'é'.repeat(20_000),
      '🙂'.repeat(9_000)
    ]
    const { database } = tempWorkspace()
    await importAll(
      database,
      raws.map((raw, i) => conversation(String(i), ['Hi'], { raw }))
    )
    for (const [i, raw] of raws.entries()) expect(rawRecord(database, i + 1)).toBe(Buffer.from(raw).toString())
    const kinds = database.prepare('SELECT DISTINCT typeof(body) AS kind FROM raw_record').all()
    expect(kinds).toEqual([{ kind: 'blob' }])
  })
})

describe('pieces, one row per message', () => {
  const file = fc.array(messages({ times: true }), { minLength: 1, maxLength: 3 })
  const rowsOf = (lists: readonly (readonly RawMessage[])[]) =>
    lists.flatMap((list, c) => list.map((m) => piece(`c${c}`, m)))

  it('become the same conversations in any order, in one file or two, written at once or bit by bit', async () => {
    const cases = file.chain((lists) => {
      const rows = rowsOf(lists.map((list) => list.map((m, i) => ({ ...m, id: `m${i}` }))))
      return fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
        fc.nat(rows.length),
        fc.array(fc.nat(rows.length))
      )
    })
    await fc.assert(
      fc.asyncProperty(cases, async ([rows, shuffled, cut, flushAt]) => {
        const whole = await contentAfter(rows)
        await inMemory(async (database) => {
          await importAll(database, shuffled, { flushAt })
          expect(contentOf(database)).toEqual(whole)
        })
        expect(await contentAfter(shuffled.slice(0, cut), shuffled.slice(cut))).toEqual(whole)
        expect(await contentAfter(rows.slice(cut), rows)).toEqual(whole)
      }),
      RUNS
    )
  })

  it('without ids come in once when they are imported twice, alike rows as often as the file has them', async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.array(fc.nat(20)), fc.array(fc.nat(20)), (lists, firstFlush, secondFlush) =>
        inMemory(async (database) => {
          const rows = rowsOf(lists.map((list) => list.flatMap(({ id: _, ...m }) => [m, m])))
          const first = await importAll(database, rows, { flushAt: firstFlush })
          const before = contentOf(database)
          expect(first).toMatchObject({ added: lists.length, updated: 0, unchanged: 0, messages: rows.length })
          expect(database.prepare('SELECT count(*) AS n FROM message').get()).toEqual({ n: rows.length })
          const second = await importAll(database, rows, { flushAt: secondFlush })
          expect(contentOf(database)).toEqual(before)
          expect(second).toMatchObject({ added: 0, updated: 0, unchanged: lists.length })
          checkWhole(database)
        })
      ),
      RUNS
    )
  })

  it('without times stand as the file has them', async () => {
    const { database } = tempWorkspace()
    const rows = ['b', 'a', 'c'].map((text) => piece('c', { role: 'user', text }))
    await importAll(database, rows, { flushAt: [0, 1] })
    expect(database.prepare('SELECT text, sent_at, time_is_estimated AS e FROM message ORDER BY id').all()).toEqual(
      ['b', 'a', 'c'].map((text) => ({ text, sent_at: null, e: 1 }))
    )
    expect(contentOf(database)).toMatchObject([{ time_is_estimated: 1, started_at: null }])
  })

  it('of a conversation that another export told with ids do not double it', async () => {
    const { database } = tempWorkspace()
    const told = [
      { id: 'm1', role: 'user', text: 'Hi', sentAt: JAN_5 },
      { id: 'm2', role: 'assistant', text: 'Hello', sentAt: JAN_5 + 1 }
    ]
    await importAll(database, [conversation('c', [], { messages: told })])
    await importAll(
      database,
      [...told, { role: 'user', text: 'Bye', sentAt: JAN_5 + 2 }].map((m) => piece('c', { ...m, id: undefined }))
    )
    const keys = database.prepare('SELECT key FROM message ORDER BY id').all<{ key: string }>()
    expect(keys.map((row) => row.key)).toEqual(['m1', 'm2', expect.stringMatching(/^~/)])
  })
})

describe('what cannot be imported', () => {
  it('is kept word for word with its reason, and the counts add up', async () => {
    const { database } = tempWorkspace()
    const { importId, ...counts } = await importAll(database, [
      conversation('good', ['Hi']),
      {
        kind: 'rejection',
        row: 2,
        bytesRead: 0,
        code: 'ragged-row',
        reason: 'The row has 3 cells, not 5.',
        raw: 'a,b,c'
      },
      { kind: 'skip', row: 3, bytesRead: 0, code: 'empty', reason: 'The chat is empty.' },
      conversation('empty', [], { row: 4 }),
      conversation('bad start', ['Hi'], { row: 5, startedAt: '2026-02-30 10:00' }),
      conversation('one bad row', [], {
        row: 6,
        messages: [
          { role: 'user', text: 'kept' },
          { role: 'user', text: 'lost', sentAt: '31.02.2026' }
        ]
      })
    ])
    expect(counts).toMatchObject({ added: 2, updated: 0, unchanged: 0, skipped: 1, rejected: 4, messages: 2 })
    const { total, rows } = rejectedRows(database, { importId, start: 0, end: 10 })
    expect(total).toBe(4)
    expect(rows.map((row) => [row.row, row.code])).toEqual([
      [2, 'ragged-row'],
      [4, 'no-messages'],
      [5, 'bad-time'],
      [6, 'bad-time']
    ])
    expect(rows[0]?.raw).toBe('a,b,c')
    expect(rows[3]).toMatchObject({
      reason: '“31.02.2026” is a date or time that does not exist.',
      raw: expect.stringContaining('lost')
    })
    expect(rejectedRows(database, { importId, start: 1, end: 2, code: 'bad-time' })).toMatchObject({
      total: 2,
      rows: [{ row: 6 }]
    })
    expect(importReasons(database, importId)[0]).toMatchObject({ kind: 'rejected', code: 'bad-time', count: 2 })
    expect(importSummary(database, importId)).toMatchObject({ state: 'done', added: 2, rejected: 4, skipped: 1 })
  })

  it('tells role words it does not know', async () => {
    const { database } = tempWorkspace()
    const record = conversation('c', [], {
      messages: [
        { role: 'Anna', text: 'Hi' },
        { role: 'kiosk', text: 'Hello' }
      ]
    })
    const { unknownRoles } = await importAll(database, [record], { roles: { kiosk: 'agent' } })
    expect([...unknownRoles]).toEqual([['Anna', 1]])
    expect(database.prepare('SELECT role, author FROM message ORDER BY id').all()).toEqual([
      { role: 'human', author: 'Anna' },
      { role: 'agent', author: null }
    ])
  })
})

describe('words', () => {
  it('are found where they are and nowhere else, after updates too', async () => {
    const { database } = tempWorkspace()
    const cited = {
      ...conversation('a', []),
      citations: [{ title: 'Whole guide' }],
      messages: [
        { role: 'user', text: '退款什么时候到 Größe' },
        { role: 'assistant', text: 'soon', citations: [{ title: 'Refund policy', url: 'https://shop.example/refund' }] }
      ]
    }
    await importAll(database, [cited, conversation('b', ['old words'])])
    await importAll(database, [conversation('b', ['old words', 'new words'])])
    expect(conversationsWith(database, 'grosse')).toEqual([])
    expect(conversationsWith(database, 'GROßE')).toEqual(['a'])
    expect(conversationsWith(database, ' 退  款 ')).toEqual(['a'])
    expect(conversationsWith(database, 'policy')).toEqual(['a'])
    expect(conversationsWith(database, 'guide')).toEqual(['a'])
    expect(database.prepare("SELECT count(*) AS n FROM message_fts WHERE message_fts MATCH 'words'").get()).toEqual({
      n: 2
    })
    expect(
      database.prepare("SELECT count(*) AS n FROM message_fts WHERE message_fts MATCH '{agent cited} : words'").get()
    ).toEqual({ n: 1 })
    await importAll(database, [conversation('b', ['changed', 'entirely', 'now'])])
    expect(conversationsWith(database, 'words')).toEqual([])
    checkWhole(database)
  })
})

describe('what people added', () => {
  it('survives a newer import, also when a message comes back under another key', async () => {
    const { database } = tempWorkspace()
    await importAll(database, [conversation('c', ['Hi', 'ok', 'ok'])])
    const key = database.prepare('SELECT key FROM message ORDER BY id DESC').get<{ key: string }>()?.key ?? ''
    database
      .prepare(
        "INSERT INTO note (conversation_id, message_key, body, reviewer, created_at, updated_at) VALUES (1, ?, 'n', 'me', 0, 0)"
      )
      .run(key)
    database.exec(
      "UPDATE conversation SET review_state = 'done', sentiment = 'negative', sentiment_origin = 'person' WHERE id = 1"
    )
    const withIds = conversation('c', ['Hi', 'ok', 'ok', 'Bye'], { sentiment: 'positive' })
    await importAll(database, [
      {
        ...withIds,
        messages: withIds.messages.map((m, i) => ({ ...m, id: `m${i}`, role: i === 3 ? 'assistant' : m.role }))
      }
    ])
    expect(annotatedMessageKeys(database, 1)).toEqual(['m2'])
    expect(database.prepare('SELECT id, review_state, sentiment, message_count FROM conversation').all()).toEqual([
      { id: 1, review_state: 'done', sentiment: 'negative', message_count: 4 }
    ])
  })
})

describe('a cancel', () => {
  it('keeps whole batches, says so, and importing again completes', async () => {
    const { database } = tempWorkspace()
    const records = Array.from({ length: 900 }, (_, i) =>
      conversation(
        `c${i}`,
        Array.from({ length: 10 }, (_, m) => `text ${i} ${m}`)
      )
    )
    const controller = new AbortController()
    const ids = beginImport(database)
    const writer = createBatchWriter({ database, ...ids, agentName: 'Ada', timeZone: null, signal: controller.signal })
    const work = async () => {
      for (const record of records) {
        await writer.add(record)
        if (writer.counts.added > 0) controller.abort()
      }
      await writer.finish()
    }
    await expect(work()).rejects.toMatchObject({
      code: 'cancelled',
      message: expect.stringMatching(/^Cancelled\. 400 conversations were/)
    })
    expect(writer.counts).toMatchObject({ added: 400, messages: 4_000 })
    expect(listImports(database)[0]).toMatchObject({ state: 'running', added: 400 })
    checkWhole(database)
    expect(await importAll(database, records)).toMatchObject({ added: 500, unchanged: 400 })
    expect(contentOf(database)).toEqual(await contentAfter(records))
  })
})
