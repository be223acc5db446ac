// Files that are read in a thread of their own, or shared between two: the same comes in, in the same order, with the same report; it can
// be cancelled, and whatever goes wrong in either thread ends the import with a sentence and nothing half.
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConversationStore } from '../../electron/database/conversations'
import { rejectedRows } from '../../electron/database/imports'
import { openWritable, type ReadableDatabase, type WritableDatabase } from '../../electron/database/open'
import { importFiles } from '../../electron/import/import-files'
import { type Bundle, bundle } from '../support/bundle'
import { conversation, testCall, writeTo } from '../support/import-call'
import { checkWhole, contentOf } from '../support/import-records'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const FIXTURES = path.join(import.meta.dirname, '../fixtures/import')
let preparer: Bundle
beforeAll(async () => {
  preparer = await bundle('electron/preparer.ts')
})
afterAll(() => preparer.remove())

const WAYS = {
  'one thread': { besideFrom: 0, sharedFrom: Number.POSITIVE_INFINITY },
  'two threads': { besideFrom: 0, sharedFrom: 0, cores: 4, turnSize: 20_000 }
} as const
let way: (typeof WAYS)[keyof typeof WAYS] = WAYS['one thread']

const beside = (database: WritableDatabase, file: string, call = testCall()) =>
  importFiles(database, { files: [{ path: file }] }, call, { preparer: preparer.file, ...way })
const here = (database: WritableDatabase, file: string) =>
  importFiles(database, { files: [{ path: file }] }, testCall())

const inOrder = (database: ReadableDatabase) =>
  database.prepare('SELECT external_id FROM conversation ORDER BY id').all<{ external_id: string }>()

/** Of a summary what does not depend on when and where it was made. */
const told = ({ startedAt: _, finishedAt: __, ...rest }: Awaited<ReturnType<typeof beside>>[number]) => rest

const many = (count: number) => Array.from({ length: count }, (_, n) => conversation(n))

const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((name) => !/\.(expected|mapping)\.json$/.test(name) && statSync(path.join(FIXTURES, name)).isFile())
  .sort()

describe.each(Object.keys(WAYS) as (keyof typeof WAYS)[])('%s', (name) => {
  beforeAll(() => {
    way = WAYS[name]
  })

  it('reads every format as it is read without a thread', async () => {
    expect(fixtures.length).toBeGreaterThan(40)
    const [one, two] = [tempWorkspace().database, tempWorkspace().database]
    for (const name of fixtures) {
      const file = path.join(FIXTURES, name)
      const [a] = await here(one, file)
      const [b] = await beside(two, file)
      if (!a || !b) throw new Error(`no summary of ${name}`)
      expect(told(b), name).toEqual(told(a))
      const rows = (database: ReadableDatabase, importId: number) =>
        rejectedRows(database, { importId, start: 0, end: 100 })
      expect(rows(two, b.id)).toEqual(rows(one, a.id))
    }
    expect(contentOf(two)).toEqual(contentOf(one))
    checkWhole(two)
  }, 60_000)

  it('keeps the order of the file over many batches, tells how far it is, and lets other work in between', async () => {
    const file = writeTo(tempFolder(), 'many.json', many(9_000))
    const { database } = tempWorkspace()
    const call = testCall()
    let turns = 0
    const turning = setInterval(() => turns++, 1)
    const [summary] = await beside(database, file, call)
    clearInterval(turning)
    expect(summary).toMatchObject({ state: 'done', added: 9_000, messages: 18_000 })
    expect(inOrder(database).map(({ external_id }) => external_id)).toEqual(many(9_000).map(({ id }) => String(id)))
    const done = call.told.map((progress) => progress.done)
    expect(done).toEqual([...done].sort((a, b) => a - b))
    expect(call.told.at(-1)).toMatchObject({ done: call.told[0]?.total, count: 9_000 })
    expect(turns).toBeGreaterThan(3)
    expect(await beside(database, file)).toMatchObject([{ unchanged: 9_000, added: 0, updated: 0 }])
  })

  /** Files with what is told later over what was told before, each imported after the one before it. */
  function growing() {
    const old = many(7_000)
    const newer = (n: number) => {
      const { messages, ...head } = conversation(n)
      const more = {
        id: `${n}-3`,
        role: 'user',
        parts: [{ type: 'text', text: 'One more thing' }],
        createdAt: 1767000100
      }
      return { ...head, updatedAt: 1767000100, messages: [...messages, more] }
    }
    const changed = Array.from({ length: 8_000 }, (_, n) => (n % 9 === 0 ? newer(n) : conversation(n)))
    // As old as what is known: what comes last stays.
    const reworded = (n: number) => ({ ...conversation(n), title: 'Reworded' })
    // Old words, new words and old ones again, next to each other and far apart.
    const words = [newer(1), newer(2), conversation(2), ...[5, 950, 1_000, 1_100, 2_999].map(reworded), conversation(5)]
    const mixed = [...old.slice(0, 3_000), ...words, ...changed.slice(0, 3_000), ...old]
    return { old, again: old, changed, mixed, last: changed }
  }

  it('does with a file that is known in part or whole what is done with it without a thread', async () => {
    const [one, two] = [tempWorkspace().database, tempWorkspace().database]
    const folder = tempFolder()
    for (const [name, content] of Object.entries(growing())) {
      const file = writeTo(folder, `${name}.json`, content)
      const [a] = await here(one, file)
      const [b] = await beside(two, file)
      if (!a || !b) throw new Error(`no summary of ${name}`)
      expect(told(b), name).toEqual(told(a))
      const held = (database: ReadableDatabase, { id }: { id: number }) =>
        database.prepare('SELECT count(*) AS n FROM import_conversation WHERE import_id = ?').get(id)
      expect(held(two, b), name).toEqual(held(one, a))
      if (name === 'again') expect(b).toMatchObject({ added: 0, updated: 0, unchanged: 7_000 })
      if (name === 'changed') expect(b).toMatchObject({ added: 1_000, updated: 778, unchanged: 6_222 })
    }
    expect(contentOf(two)).toEqual(contentOf(one))
    checkWhole(two)
  }, 60_000)

  it('adds again what was removed while its batch was on the way', async () => {
    const file = writeTo(tempFolder(), 'many.json', many(5_000))
    const { database } = tempWorkspace()
    await beside(database, file)
    const before = contentOf(database)
    let removed = 0
    // Between the look of the thread and the transaction of the batch.
    const exec = (sql: string) => {
      if (sql.startsWith('ATTACH') && removed++ === 0)
        for (const externalId of ['0', '17']) {
          const row = database
            .prepare('SELECT id FROM conversation WHERE external_id = ?')
            .get<{ id: number }>(externalId)
          database.transaction(() => createConversationStore(database).remove(row?.id ?? 0))
        }
      database.exec(sql)
    }
    expect(await beside({ ...database, exec }, file)).toMatchObject([
      { state: 'done', added: 2, updated: 0, unchanged: 4_998, messages: 10_000 }
    ])
    expect(removed).toBeGreaterThan(0)
    expect(contentOf(database)).toEqual(before)
    checkWhole(database)
  })

  it('does without looking where the workspace cannot be opened a second time', async () => {
    const file = writeTo(tempFolder(), 'few.json', many(300))
    const { database, file: workspace } = tempWorkspace()
    await beside(database, file)
    const elsewhere = { ...database, path: path.join(path.dirname(workspace), 'missing', 'test.chatlogdesk') }
    expect(await beside(elsewhere, file)).toMatchObject([{ state: 'done', added: 0, unchanged: 300 }])
    const other = path.join(tempFolder(), 'other.chatlogdesk')
    openWritable(other).close()
    expect(await beside({ ...database, path: other }, file)).toMatchObject([{ state: 'done', unchanged: 300 }])
  })

  it('keeps whole batches after a cancel, and completes when imported again', async () => {
    const file = writeTo(tempFolder(), 'many.json', many(12_000))
    const { database } = tempWorkspace()
    const controller = new AbortController()
    const call = {
      signal: controller.signal,
      progress: ({ count = 0 }) => {
        if (count > 0) controller.abort()
      }
    }
    const [cancelled] = await importFiles(database, { files: [{ path: file }] }, call, {
      ...{ preparer: preparer.file, ...way }
    })
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      note: expect.stringMatching(/^Cancelled\. What had come in/)
    })
    const kept = inOrder(database).length
    expect(kept).toBe(cancelled?.added)
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(12_000)
    checkWhole(database)
    expect(await beside(database, file)).toMatchObject([{ state: 'done', added: 12_000 - kept, unchanged: kept }])
  })

  it('cancelled before it begins, begins nothing', async () => {
    const file = writeTo(tempFolder(), 'few.json', many(3))
    const { database } = tempWorkspace()
    const controller = new AbortController()
    const progress = () => controller.abort()
    const [summary] = await importFiles(
      database,
      { files: [{ path: file }] },
      { signal: controller.signal, progress },
      { preparer: preparer.file, ...way }
    )
    expect(summary).toMatchObject({ state: 'cancelled', added: 0 })
    expect(inOrder(database)).toEqual([])
  })

  it('brings in the good records of a bad file and keeps the bad ones with their number and reason', async () => {
    const good = JSON.stringify(conversation(1))
    const others = [2, 3, 4, 5, 6].map((id) => JSON.stringify(conversation(id)))
    const text = `[${good},{"id":1,},NaN,${others},${good.slice(0, 90)}`
    const file = writeTo(tempFolder(), 'bad.json', text)
    const { database } = tempWorkspace()
    const [summary] = await beside(database, file)
    expect(summary).toMatchObject({ state: 'done', added: 6, rejected: 3 })
    const { rows } = rejectedRows(database, { importId: summary?.id ?? 0, start: 0, end: 10 })
    expect(rows.map(({ row, code }) => `${row} ${code}`)).toEqual(['2 not-json', '3 not-json', '9 broken-off'])
  })

  it('says so when the thread dies, and keeps what was written', async () => {
    const folder = tempFolder()
    const program = path.join(folder, 'dies.mjs')
    writeFileSync(program, 'throw new Error("no such luck")')
    const file = writeTo(folder, 'few.json', many(3))
    const { database } = tempWorkspace()
    const run = (entry: string) =>
      importFiles(database, { files: [{ path: file }] }, testCall(), { preparer: entry, ...way })
    const note = expect.stringMatching(
      /^Reading the file stopped unexpectedly\. \(.*no such luck\) Nothing was imported/
    )
    expect(await run(program)).toMatchObject([{ state: 'failed', added: 0, note }])
    expect(await run(path.join(folder, 'missing.mjs'))).toMatchObject([{ state: 'failed', added: 0 }])
    writeFileSync(program, 'process.exit(7)')
    expect(await run(program)).toMatchObject([{ state: 'failed', note: expect.stringContaining('exit code 7') }])
    expect(await run(preparer.file)).toMatchObject([{ state: 'done', added: 3 }])
  })

  it('ends the thread when the workspace refuses a batch, with the batches before it kept', async () => {
    const file = writeTo(tempFolder(), 'many.json', many(6_000))
    const { database } = tempWorkspace()
    database.exec(
      `CREATE TRIGGER refuse BEFORE INSERT ON conversation WHEN new.external_id = '5000' BEGIN SELECT raise(ABORT, 'disk is full'); END`
    )
    const [summary] = await beside(database, file)
    expect(summary).toMatchObject({
      state: 'failed',
      note: expect.stringMatching(/^The disk is full\..*import the file again/)
    })
    expect(inOrder(database)).toHaveLength(summary?.added ?? -1)
    expect(summary?.added).toBeGreaterThan(3_000)
    expect(summary?.added).toBeLessThanOrEqual(5_000)
    checkWhole(database)
    database.exec('DROP TRIGGER refuse')
    expect(await beside(database, file)).toMatchObject([
      { state: 'done', added: 6_000 - (summary?.added ?? 0), unchanged: summary?.added }
    ])
  })
})
