// What the engine writes of a conversation is, byte for byte, what is written of the conversation that is read.
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { createFullReader } from '../../electron/database/full-conversations'
import { openReadable, type Value } from '../../electron/database/open'
import type { ExportHead } from '../../electron/export/formats/export-format'
import { exportFormat } from '../../electron/export/formats/index'
import { number, time } from '../../electron/export/formats/json-sql'
import { exportOptionsSchema } from '../../shared/export'
import { CONVERSATION_COLUMNS, MESSAGE_COLUMNS } from '../../shared/export-columns'
import { annotatedWorkspace } from '../support/annotated-workspace'
import { conversation, conversations, importAll } from '../support/import-records'
import { tempWorkspace } from '../support/temp-workspace'

const EVERY_COLUMN = CONVERSATION_COLUMNS.map(({ name }) => name).filter((name) => name !== 'Transcript')
const EVERY_MESSAGE_COLUMN = MESSAGE_COLUMNS.map(({ name }) => name)
const FORMATS = [
  { format: 'json' },
  { format: 'jsonl' },
  { format: 'csv', csv: { columns: EVERY_COLUMN } },
  { format: 'csv', csv: { columns: EVERY_COLUMN.toReversed(), delimiter: '\t', guard: false, lineEnd: 'lf' } },
  { format: 'csv', csv: { columns: ['Preview', 'Issues'] } },
  { format: 'csv', csv: { columns: ['Customer phone', 'Messages'] } },
  { format: 'csv-messages', csv: { columns: ['Source', 'Agent'] } },
  { format: 'csv-messages', csv: { columns: ['Text'] } },
  { format: 'csv-messages', csv: { columns: EVERY_MESSAGE_COLUMN } },
  { format: 'csv-messages', csv: { columns: EVERY_MESSAGE_COLUMN.toReversed(), delimiter: ';', guard: false } }
]

/** Holds what the engine writes of a workspace against what is written of the conversations that are read; the number of them. */
async function compare(file: string): Promise<number> {
  const database = openReadable(file)
  onTestFinished(() => database.close())
  const ids = database
    .prepare('SELECT id FROM conversation ORDER BY id DESC')
    .all<{ id: number }>()
    .map(({ id }) => id)
  // Also one that is gone.
  const asked = [...ids, 4_000_000]
  for (const options of FORMATS) {
    const format = exportFormat(exportOptionsSchema.parse(options), 'UTC', { medium: 0.5, high: 0.8 })
    const read = createFullReader(database, format.needs).read(asked)
    const [ours, theirs] = [collector(), collector()]
    const [byEngine, byUs] = [await format.open(HEAD, ours), await format.open(HEAD, theirs)]
    const written = format.writtenBy!(database).read(asked)
    for (const { text } of written) await byEngine.written!(text)
    for (const one of read) await byUs.conversation(one)
    for (const writing of [byEngine, byUs]) await writing.end()
    expectSame(ours.text(), theirs.text(), JSON.stringify(options))
    const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
    const times = (values: readonly (number | null)[]) => values.flatMap((value) => value ?? [])
    expect(sum(written.map(({ conversations }) => conversations))).toBe(read.length)
    expect(sum(written.map(({ messages }) => messages))).toBe(sum(read.map(({ messageCount }) => messageCount)))
    expect(Math.min(...times(written.map((w) => w.firstAt)))).toBe(Math.min(...times(read.map((r) => r.startedAt))))
    expect(Math.max(...times(written.map((w) => w.lastAt)))).toBe(Math.max(...times(read.map((r) => r.lastAt))))
  }
  return ids.length
}

const HEAD: ExportHead = {
  ...{ query: '', words: '', timeZone: 'UTC', conversations: 1, appVersion: '', evidence: null },
  definitions: { tags: [], issues: [], scorecards: [], reviewSets: [], looseDrafts: [] }
}

function collector() {
  const pieces: Buffer[] = []
  return {
    write: async (piece: string | Uint8Array) => {
      pieces.push(Buffer.from(piece as string))
    },
    text: () => Buffer.concat(pieces).toString('utf8')
  }
}

/** Shows where they part: they are long. */
function expectSame(ours: string, theirs: string, what: string): void {
  if (ours === theirs) return
  const at = [...ours].findIndex((letter, i) => letter !== [...theirs.slice(0, ours.length + 1)][i])
  expect([...ours].slice(Math.max(0, at - 60), at + 60).join(''), what).toBe(
    [...theirs].slice(Math.max(0, at - 60), at + 60).join('')
  )
  expect(ours.length, what).toBe(theirs.length)
}

it('is the same of whatever comes in', async () => {
  await fc.assert(
    fc.asyncProperty(conversations, async (records) => {
      const { database, file } = tempWorkspace()
      await importAll(database, records)
      expect(await compare(file)).toBeGreaterThan(0)
    }),
    { numRuns: 25 }
  )
})

it('is the same of conversations with what people added', async () => {
  const { file } = await annotatedWorkspace()
  expect(await compare(file)).toBeGreaterThan(10)
})

/** Customers and cells that are read or quoted in a way of their own. */
const CUSTOMERS = [
  '{"name":"a\\u0000b","email":5,"phone":"\\ud800x","id":""}',
  ...[
    '{"name":"Søren","email":null}',
    '[]',
    '"name"',
    '{"name":["x"],"id":"007"}',
    '{}',
    '{"name":"=1+1","email":"+49"}'
  ]
]
const CELLS = [
  ...['true', 'False', 'true ', 'trueish', 'Tr', 'blank ', 'blank\u00a0', 'a;b'],
  ...['a,b', 'a\tb', 'say "no"', 'two\r\nlines', "'=1", '退款', '5 stars', 'pla\u001fi\u001en']
]

it('is the same of values that the engine would write in its own way', async () => {
  const { database, file } = tempWorkspace()
  const deep = `${'['.repeat(3_000)}${']'.repeat(3_000)}`
  const odd = [
    '{"b":1,"a":2,"b":3}',
    '{"1":1.0}',
    '{"é\\u00e9":"\\/"}',
    '[1e21, 2]',
    'no json',
    '',
    deep,
    '{"2":"x","1":"y"}'
  ]
  const records = odd.map((json, i) =>
    conversation(`c${i}`, ['one\u0000\u001f\u007f\u2028"\\', 'two', 'three'], {
      raw: `${json}\u0000${'é"'.repeat(i * 3_000)}`
    })
  )
  await importAll(database, records)
  const set = (sql: string, ...values: Value[]) => database.prepare(sql).run(...values)
  odd.forEach((json, i) => {
    set('UPDATE conversation SET branches = ? WHERE external_id = ?', json, `c${i}`)
    set('UPDATE conversation SET customer_fields = ? WHERE external_id = ?', CUSTOMERS[i] ?? null, `c${i}`)
    set(
      'UPDATE conversation SET topic = ?, preview = ? WHERE external_id = ?',
      CELLS[i] ?? '',
      CELLS[i + 8] ?? '',
      `c${i}`
    )
    set(
      'UPDATE message SET parts = ? WHERE id >> 20 = (SELECT id FROM conversation WHERE external_id = ?)',
      json,
      `c${i}`
    )
  })
  const times = [-62_167_219_200_000, -1, 0, 253_402_300_799_999, 253_402_300_800_000, 8.64e15, -8.64e15]
  for (const [i, at] of times.entries()) {
    set(
      'UPDATE conversation SET last_at = ?, reviewed_at = ?, started_at = ? WHERE external_id = ?',
      at,
      at,
      at,
      `c${i}`
    )
    set(
      'UPDATE message SET sent_at = ? WHERE id >> 20 = (SELECT id FROM conversation WHERE external_id = ?)',
      at,
      `c${i}`
    )
  }
  set("UPDATE conversation SET confidence_origin = 'source', confidence = 0.1 + 0.2, confidence_mean = 1.0")
  set(
    "INSERT INTO citation (message_id, position, title, score) SELECT id, 1, 'second', 1e-9 FROM message WHERE id % 3 < 2"
  )
  set(
    "INSERT INTO citation (message_id, position, title, score) SELECT id, 0, 'first', 1e300 FROM message WHERE id % 3 < 2"
  )
  set("INSERT INTO feedback (message_id, rater, stars, comment) SELECT id, 'a \"rater\"', 4.5, 'no thumb' FROM message")
  set('UPDATE message SET citation_count = 2 WHERE id % 3 = 0')
  set('UPDATE message SET citation_count = 0 WHERE id % 3 = 2')
  const deflated = database.prepare('SELECT count(*) AS n FROM raw_record WHERE is_deflated').get<{ n: number }>()
  expect(deflated?.n).toBeGreaterThan(2)
  expect(await compare(file)).toBe(odd.length)
})

it('writes any number and any moment as JavaScript does', () => {
  const { file } = tempWorkspace()
  const database = openReadable(file)
  onTestFinished(() => database.close())
  const written = (sql: string, value: number) =>
    String(database.prepare(`SELECT concat(${sql}) AS json FROM (SELECT ?1 AS x)`).get<{ json: string }>(value)?.json)
  const numbers = fc.oneof(
    fc.double({ noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.tuple(fc.integer(), fc.integer({ min: 0, max: 15 })).map(([n, digits]) => Number(`${n}e-${digits}`)),
    fc.constantFrom(-0, 1e-4, 9.9e-5, 1e15, 1e15 - 0.125, 2 ** 53, 1e21, 0.1 + 0.2, 5e-324, Number.MAX_VALUE)
  )
  fc.assert(
    fc.property(numbers, (x) => {
      expect(written(number('x'), x)).toBe(JSON.stringify(x))
    }),
    { numRuns: 2_000 }
  )
  const moments = fc.oneof(
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.integer({ min: 0, max: 253_402_300_799_999 }),
    fc.integer({ min: 1_500_000_000_000, max: 2_000_000_000_000 })
  )
  fc.assert(
    fc.property(moments, (x) => {
      expect(written(time('x'), x)).toBe(JSON.stringify(new Date(x).toISOString()))
    }),
    { numRuns: 2_000 }
  )
})
