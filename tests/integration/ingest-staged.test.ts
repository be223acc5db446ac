// A batch that comes by way of a stage does exactly what the same batch does record by record: content, words, counts, report.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConversationStore } from '../../electron/database/conversations'
import { finishImport, rejectedRows } from '../../electron/database/imports'
import type { ReadableDatabase, WritableDatabase } from '../../electron/database/open'
import { createContentFinder } from '../../electron/database/same-content'
import { createStage, type Stage } from '../../electron/database/stage'
import { createBatchWriter } from '../../electron/ingest/batch-writer'
import { createGatherer } from '../../electron/ingest/gather'
import { type Arrival, createPreparation } from '../../electron/ingest/prepare'
import type { RawRecord } from '../../electron/ingest/raw'
import { type FilledBatch, onStage } from '../../electron/ingest/staged-batch'
import {
  beginImport,
  checkWhole,
  contentOf,
  conversation,
  conversations,
  conversationsWith,
  importAll,
  JAN_5,
  piece
} from '../support/import-records'
import { tempWorkspace } from '../support/temp-workspace'

const OPTIONS = { agentName: 'Ada', timeZone: 'UTC' }

interface Staging {
  /** After how many records a batch ends. */
  readonly flushAt?: readonly number[]
  /** All batches are prepared before the first is written, so that what was looked up is as old as can be. */
  readonly isAhead?: boolean
  /** Called with each batch before it is written. */
  readonly between?: (batch: FilledBatch) => void
  /** Called each time when conversations are asked for again. */
  readonly onRecall?: (places: readonly number[]) => void
}

/** As `importAll`, by way of stages. */
async function importStaged(
  database: WritableDatabase,
  records: readonly RawRecord[],
  { flushAt = [], isAhead = false, between, onRecall }: Staging = {}
) {
  const ids = beginImport(database)
  const writer = createBatchWriter({ database, ...ids, ...OPTIONS })
  const prepare = createPreparation(OPTIONS)
  const stages = new Map<string, Stage>()
  const find = createContentFinder(database)
  const gatherer = createGatherer(() => {
    const stage = createStage(`test-${randomUUID()}`)
    stages.set(stage.name, stage)
    return onStage(stage, find)
  })
  const waiting: FilledBatch[] = []
  const write = async (batches: Iterable<FilledBatch>) => {
    for (const batch of batches) {
      between?.(batch)
      await writer.write(batch.staged, async (places) => {
        onRecall?.(places)
        return places.map((place) => batch.recallable[place] as Arrival)
      })
      stages.get(batch.staged.stage)?.close()
    }
  }
  const take = async (batches: Iterable<FilledBatch>) => {
    if (isAhead) waiting.push(...batches)
    else await write(batches)
  }
  for (const [index, record] of records.entries()) {
    await take(gatherer.take(prepare(record)))
    if (flushAt.includes(index)) await take(gatherer.rest())
  }
  await take(gatherer.rest())
  await write(waiting)
  const { firstAt, lastAt, ...counts } = await writer.finish()
  finishImport(database, ids.importId, { state: 'done', counts, firstAt, lastAt })
  return { ...ids, ...counts, firstAt, lastAt, unknownRoles: writer.unknownRoles }
}

const WORDS = ['refund', 'grosse', '退款', '👍', 'shop', 'oneil']
const wordsOf = (database: ReadableDatabase) => WORDS.map((word) => conversationsWith(database, word))

const reportOf = (database: ReadableDatabase, importId: number) =>
  rejectedRows(database, { importId, start: 0, end: 1_000 }).rows

/** Whole conversations and rows of conversations, some told more than once, in any order. */
const mixed: fc.Arbitrary<RawRecord[]> = fc
  .tuple(conversations, conversations, fc.array(fc.nat()))
  .map(([whole, others, places]) => {
    const pieces = others.flatMap((other, i) =>
      other.messages.map((message) => ({ ...other, ...piece(`p${i}`, message) }))
    )
    const records: RawRecord[] = [...whole, ...pieces]
    for (const place of places) {
      const again = whole[place % whole.length]
      if (again) records.splice(place % (records.length + 1), 0, again)
    }
    records.push({ kind: 'rejection', row: 9, bytesRead: 0, code: 'not-json', reason: 'It is broken.', raw: '{' })
    return records
  })

/** As old and as rich as it was: what comes last stays. */
const reworded = (record: RawRecord): RawRecord =>
  record.kind === 'conversation' ? { ...record, title: 'Reworded', raw: `${record.raw} ` } : record

it('gives what record by record gives, into an empty workspace and over what is there', async () => {
  await fc.assert(
    fc.asyncProperty(mixed, mixed, fc.array(fc.nat(25), { maxLength: 4 }), fc.boolean(), async (...given) => {
      const [first, second, flushAt, isAhead] = given
      const plain = tempWorkspace()
      const staged = tempWorkspace()
      const rounds = [
        { records: first, flushAt },
        { records: first, flushAt },
        { records: second, flushAt },
        // What is known at the beginning is changed on the way, and changed back.
        { records: [...first, ...first.map(reworded), ...first], flushAt: [first.length - 1, 2 * first.length - 1] }
      ]
      for (const { records, ...how } of rounds) {
        const byRecord = await importAll(plain.database, records, how)
        const { firstAt, lastAt, ...byStage } = await importStaged(staged.database, records, { ...how, isAhead })
        expect(byStage).toEqual(byRecord)
        expect(reportOf(staged.database, byStage.importId)).toEqual(reportOf(plain.database, byRecord.importId))
        const times = 'SELECT first_at AS firstAt, last_at AS lastAt FROM import_batch WHERE id = ?'
        expect(plain.database.prepare(times).get(byRecord.importId)).toEqual({ firstAt, lastAt })
        expect(contentOf(staged.database)).toEqual(contentOf(plain.database))
        expect(wordsOf(staged.database)).toEqual(wordsOf(plain.database))
      }
      checkWhole(staged.database)
      for (const { database } of [plain, staged]) database.close()
    }),
    { numRuns: 25 }
  )
})

describe('a stage', () => {
  it('adds what is new, updates what differs, and leaves what is equal', async () => {
    const { database } = tempWorkspace()
    const records = ['a', 'b', 'c'].map((id) => conversation(id, ['Hi', 'Hello']))
    expect(await importStaged(database, records)).toMatchObject({ added: 3 })
    expect(await importStaged(database, records)).toMatchObject({ unchanged: 3, messages: 6 })
    const newer = conversation('b', ['Hi', 'Hello', 'Bye'])
    expect(await importStaged(database, [conversation('d', ['New']), newer, records[2] as RawRecord])).toMatchObject({
      ...{ added: 1, updated: 1, unchanged: 1, messages: 6 }
    })
    expect(database.prepare('SELECT count(*) AS n FROM import_conversation').get()).toEqual({ n: 3 + 3 + 3 })
    checkWhole(database)
  })

  it('tells of a conversation twice in one batch as of one that comes again', async () => {
    const { database } = tempWorkspace()
    const older = conversation('a', ['Hi'])
    const newer = conversation('a', ['Hi', 'Hello'])
    expect(await importStaged(database, [older, newer, older])).toMatchObject({ added: 1, updated: 0, unchanged: 1 })
    expect(database.prepare('SELECT message_count FROM conversation').all()).toEqual([{ message_count: 2 }])
  })

  it('looks at what is there only once, and again where that was changed meanwhile', async () => {
    const { database } = tempWorkspace()
    const [a, b, c] = ['a', 'b', 'c'].map((id) => conversation(id, ['Hi', 'Hello'])) as [
      RawRecord,
      RawRecord,
      RawRecord
    ]
    const newer = conversation('b', ['Hi', 'Hello', 'Bye'])
    await importStaged(database, [a, b, c])
    const recalled: (readonly number[])[] = []
    const onRecall = (places: readonly number[]) => recalled.push(places)
    expect(await importStaged(database, [a, b, c], { onRecall })).toMatchObject({ unchanged: 3 })
    expect(recalled).toEqual([])
    // The first batch changes what the second found as it is in the file.
    const told = await importStaged(database, [newer, a, c, b, newer], { flushAt: [2], isAhead: true, onRecall })
    expect(told).toMatchObject({ added: 0, updated: 1, unchanged: 4, messages: 12 })
    expect(recalled).toEqual([[0]])
    checkWhole(database)
  })

  it('adds again what was removed between the look and the writing, also while that is asked for', async () => {
    const { database } = tempWorkspace()
    const records = ['a', 'b', 'c', 'd'].map((id) => conversation(id, ['Hi', 'Hello']))
    await importStaged(database, records)
    const before = contentOf(database)
    const remove = (externalId: string) => {
      const stored = database
        .prepare('SELECT id FROM conversation WHERE external_id = ?')
        .get<{ id: number }>(externalId)
      database.transaction(() => createConversationStore(database).remove(stored?.id ?? 0))
    }
    const recalled: (readonly number[])[] = []
    const told = await importStaged(database, records, {
      between: ({ staged }) => {
        expect(staged.unchanged).toHaveLength(4)
        remove('b')
      },
      onRecall: (places) => {
        if (recalled.push(places) === 1) remove('d')
      }
    })
    expect(recalled).toEqual([[1], [3]])
    expect(told).toMatchObject({ added: 2, updated: 0, unchanged: 2, messages: 8 })
    expect(contentOf(database)).toEqual(before)
    checkWhole(database)
  })

  it('counts rows of a conversation that come in several batches once', async () => {
    const { database } = tempWorkspace()
    const rows = ['Hi', 'Hello', 'Hi', 'Bye'].map((text, i) =>
      piece('a', { role: i % 2 === 0 ? 'user' : 'assistant', text, sentAt: JAN_5 + i })
    )
    const told = await importStaged(database, rows, { flushAt: [0, 1, 2] })
    expect(told).toMatchObject({ added: 1, updated: 0, unchanged: 0, messages: 4, firstAt: JAN_5 * 1_000 })
    expect(database.prepare('SELECT text FROM message ORDER BY id').all()).toMatchObject([
      ...[{ text: 'Hi' }, { text: 'Hello' }, { text: 'Hi' }, { text: 'Bye' }]
    ])
  })

  it('is taken back whole when the workspace refuses one of its rows, and can be written after that', async () => {
    const { database } = tempWorkspace()
    database.exec(
      `CREATE TRIGGER refuse BEFORE INSERT ON citation WHEN new.title = 'no' BEGIN SELECT raise(ABORT, 'refused'); END`
    )
    const message = { role: 'assistant', text: 'See there', citations: [{ title: 'no' }] }
    const records = [conversation('a', ['Hi']), { ...conversation('b', []), messages: [message] }]
    await expect(importStaged(database, records)).rejects.toThrow(/refused/)
    for (const table of ['agent', 'conversation', 'message', 'raw_record'])
      expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 })
    checkWhole(database)
    database.exec('DROP TRIGGER refuse')
    expect(await importStaged(database, records)).toMatchObject({ added: 2 })
  })

  it('keeps agents apart by their platform id, and one agent under two names together', async () => {
    const { database } = tempWorkspace()
    const of = (id: string, agent: { id?: string; name?: string }) => ({ ...conversation(id, ['Hi']), agent })
    const told = await importStaged(database, [
      of('1', { id: 'x', name: 'Shop' }),
      of('2', { id: 'y', name: 'Shop' }),
      of('3', { id: 'x', name: 'Shop, renamed' }),
      of('3', { id: 'x', name: 'Shop' })
    ])
    expect(told).toMatchObject({ added: 3, unchanged: 1 })
    expect(database.prepare('SELECT name, external_id FROM agent ORDER BY id').all()).toEqual([
      { name: 'Shop', external_id: 'x' },
      { name: 'Shop (y)', external_id: 'y' }
    ])
    expect(await importStaged(database, [of('1', { id: 'x' }), of('2', { id: 'y' })])).toMatchObject({ unchanged: 2 })
  })
})
