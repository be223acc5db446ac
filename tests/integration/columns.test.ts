// The columns in memory are what the file says, also where many conversations come, change and go while they are read.
import { describe, expect, it, onTestFinished } from 'vitest'
import { openReadable, type ReadableDatabase, type WritableDatabase } from '../../electron/database/open'
import { hasBit } from '../../electron/search/bits'
import { type Columns, createColumnStore } from '../../electron/search/columns'
import { type Growing, readOn } from '../../electron/search/growing'
import { createSets, type Moment } from '../../electron/search/sets'
import { AppError } from '../../shared/errors'
import { asked, query } from '../support/search-workspace'
import { tempWorkspace } from '../support/temp-workspace'
import { writeSeed } from '../support/write-seed'

/** More than is read in one go. */
const MANY = 30_000
const go = () => Promise.resolve()

function workspace(): { readonly database: WritableDatabase; readonly reader: ReadableDatabase } {
  const { database, file } = tempWorkspace()
  writeSeed(database, [])
  const reader = openReadable(file)
  onTestFinished(() => reader.close())
  return { database, reader }
}

/** Conversations with these ids, `to` exclusive; their values come from `seed` and outgrow a byte, and with their ids two. */
function insert(database: WritableDatabase, from: number, to: number, seed = 1): void {
  database
    .prepare(
      `WITH RECURSIVE n(id) AS (SELECT ? UNION ALL SELECT id + 1 FROM n WHERE id + 1 < ?)
       INSERT INTO conversation (id, agent_id, external_id, source_id, first_import_id, import_id, content_hash, preview, changed_at,
         answer_count, started_at, last_at, confidence, message_count, up_count, down_count, topic, channel, channel_raw, language)
       SELECT CAST(id AS INTEGER), 1 + id % 2, 'c' || CAST(id AS INTEGER), 1, 1, 1, '', '', 5, 0,
         iif(id % 7 = 0, NULL, (id * 7919) % 100003), iif(id % 11 = 0, NULL, CAST(id AS INTEGER)), iif(id % 5 = 0, NULL, id / 100000.0),
         CAST(id * ? % 70000 AS INTEGER), CAST(id % 300 AS INTEGER), CAST(id % 3 AS INTEGER), 'topic ' || CAST(id % 400 AS INTEGER),
         iif(id % 2, 'email', NULL), 'raw ' || CAST(id % 90 AS INTEGER), iif(id % 3, 'de', NULL) FROM n`
    )
    .run(from, to, seed)
}

function expectAsInFile(columns: Columns | null, reader: ReadableDatabase): void {
  if (!columns) throw new Error('there are no columns')
  const rows = reader
    .prepare(
      `SELECT c.id, started_at, last_at, confidence, message_count, up_count, down_count, topic, channel, channel_raw, language, a.name, review_state
       FROM conversation c JOIN agent a ON a.id = c.agent_id ORDER BY c.id`
    )
    .columns()
  const word = (name: keyof Columns['words'], id: number) => {
    const { codes, dictionary } = columns.words[name]
    return dictionary.entries[codes[id] ?? 0]
  }
  const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value)
  const found: unknown[][] = []
  for (let id = 0; id < columns.size; id++) {
    if (!hasBit(columns.present, id)) continue
    const { startedAt, lastAt, confidence, messages, up, down } = columns
    const numbers = [startedAt, lastAt, confidence, messages, up, down].map((column) => orNull(column[id]))
    const channel = word('channel', id)
    const words = [channel?.word, channel?.raw, ...(['lang', 'agent', 'review'] as const).map((n) => word(n, id)?.word)]
    found.push([id, ...numbers, word('topic', id)?.word, ...words])
  }
  expect(columns.total).toBe(rows.length)
  expect(found).toEqual(rows)
}

describe('the columns', () => {
  it('hold what is in the file, whatever comes while they are read', async () => {
    const { database, reader } = workspace()
    insert(database, 1, MANY)
    const store = createColumnStore(reader)
    const reading = store.current(go)
    expect(store.isReady).toBe(false)
    // The first slice is read; more comes than fits into one go, and what was read changes and goes.
    insert(database, MANY, 2 * MANY, 3)
    database.exec("UPDATE conversation SET topic = 'changed', changed_at = 6 WHERE id < 25000 AND id % 2 = 0")
    database.exec('DELETE FROM conversation WHERE id % 1000 = 7')
    expectAsInFile(await reading, reader)
    expect(store.isReady).toBe(true)
  })

  it('keep up with little and with much, into wider numbers and more room', async () => {
    const { database, reader } = workspace()
    const store = createColumnStore(reader)
    expectAsInFile(await store.current(go), reader)
    for (const [from, to] of [
      [1, 40],
      [40, 3_000],
      [3_000, 3_000 + MANY],
      [3_000 + MANY, 3_010 + MANY]
    ] as const) {
      insert(database, from, to)
      expectAsInFile(await store.current(go), reader)
    }
    database.exec(`DELETE FROM conversation WHERE id > ${MANY}`)
    insert(database, MANY + 1, MANY + 50, 17)
    expectAsInFile(await store.current(go), reader)
    database.exec('DELETE FROM conversation')
    expectAsInFile(await store.current(go), reader)
  })

  it('begin again where the log of changes was emptied', async () => {
    const { database, reader } = workspace()
    insert(database, 1, 100)
    const store = createColumnStore(reader)
    await store.current(go)
    database.exec("UPDATE conversation SET topic = 'changed', changed_at = 6 WHERE id = 50")
    database.exec('DELETE FROM conversation_change')
    expectAsInFile(await store.current(go), reader)
  })

  it('are given up with the workspace, when nobody waits for them any more', async () => {
    const { database, reader } = workspace()
    insert(database, 1, MANY)
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    onTestFinished(() => void process.off('unhandledRejection', note))
    const leave = () => Promise.reject(new AppError('cancelled', 'Cancelled.'))
    await expect(createColumnStore(reader).current(leave)).rejects.toMatchObject({ code: 'cancelled' })
    reader.close()
    // The slices that were left come to their turn.
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(unhandled).toEqual([])
  })

  it('tell what kind of change there was', async () => {
    const { database, reader } = workspace()
    insert(database, 1, 100)
    const store = createColumnStore(reader)
    const versions = async () => {
      await store.current(go)
      return [store.version, store.contentVersion, store.rewriteVersion]
    }
    const differs = (a: readonly number[], b: readonly number[]) => a.map((version, i) => version !== b[i])
    let before = await versions()
    const changedBy = async (change: string | (() => void)) => {
      if (typeof change === 'string') database.exec(change)
      else change()
      const now = await versions()
      const told = differs(before, now)
      before = now
      return told
    }
    expect(await changedBy("INSERT INTO tag (name, color) VALUES ('new', 'red')")).toEqual([true, false, false])
    expect(await changedBy("UPDATE conversation SET review_state = 'done' WHERE id = 3")).toEqual([true, false, false])
    expect(await changedBy(() => insert(database, 100, 120))).toEqual([true, true, false])
    expect(await changedBy('UPDATE conversation SET changed_at = 7 WHERE id = 3')).toEqual([true, true, true])
    expect(await changedBy('DELETE FROM conversation WHERE id = 4')).toEqual([true, true, true])
    expect(await changedBy(() => undefined)).toEqual([false, false, false])
  })
})

describe('what is read of every conversation', () => {
  class Spans implements Growing {
    next = 0
    readonly slice = 1_000
    readonly spans: (readonly [number, number])[] = []
    read(_moment: Moment, from: number, to: number): void {
      this.spans.push([from, to])
    }
  }

  it('is read on where it was left and where more came in, and anew where it was changed', async () => {
    const { database, reader } = workspace()
    insert(database, 1, 2_500)
    const sets = createSets(reader, true)
    const leaving = new AbortController()
    const moment = await sets.needed(query(''), { ...asked, signal: leaving.signal })
    await expect(readOn(moment, Spans, () => leaving.abort())).rejects.toMatchObject({ code: 'cancelled' })

    const rest = await sets.needed(query(''), asked)
    const told: number[] = []
    // Two who ask at once read each slice once.
    const [one, other] = await Promise.all([readOn(rest, Spans, (done) => told.push(done)), readOn(rest, Spans)])
    expect(other).toBe(one)
    expect(one.spans.flat()).toEqual([0, 1_000, 1_000, 2_000, 2_000, 2_500])

    insert(database, 2_500, 2_600)
    expect((await readOn(await sets.needed(query(''), asked), Spans)).spans.at(-1)).toEqual([2_500, 2_600])
    expect(one.spans).toHaveLength(4)

    database.exec('UPDATE conversation SET changed_at = 7 WHERE id = 3')
    const anew = await readOn(await sets.needed(query(''), asked), Spans)
    expect(anew).not.toBe(one)
    expect(anew.spans.at(-1)).toEqual([2_000, 2_600])
  })
})
