// The JSON that the engine writes of a conversation is, byte for byte, the JSON of the conversation that is read.
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { createFullReader } from '../../electron/database/full-conversations'
import { openReadable, type Value } from '../../electron/database/open'
import { createJsonReader } from '../../electron/export/formats/engine-json'
import { jsonOf } from '../../electron/export/formats/json'
import { number, time } from '../../electron/export/formats/json-sql'
import { annotatedWorkspace } from '../support/annotated-workspace'
import { conversation, conversations, importAll } from '../support/import-records'
import { tempWorkspace } from '../support/temp-workspace'

/** Holds every conversation of the workspace against itself; the number of them. */
function compare(file: string): number {
  const database = openReadable(file)
  const ids = database
    .prepare('SELECT id FROM conversation ORDER BY id DESC')
    .all<{ id: number }>()
    .map(({ id }) => id)
  // Also one that is gone.
  const asked = [...ids, 4_000_000]
  const read = createFullReader(database, { withMessages: true, withRaw: true }).read(asked)
  const written = createJsonReader(database).read(asked)
  database.close()
  written.forEach(({ bytes }, i) => {
    const [ours, theirs] = [new TextDecoder().decode(bytes), jsonOf(read[i]!)]
    const at = [...ours].findIndex((letter, j) => letter !== theirs[j])
    if (ours !== theirs) expect(ours.slice(at - 60, at + 60)).toBe(theirs.slice(at - 60, at + 60))
  })
  const counted = ({ startedAt, lastAt, messageCount }: (typeof written)[number]) => [startedAt, lastAt, messageCount]
  expect(written.map(counted)).toEqual(read.map((one) => counted({ ...one, bytes: new Uint8Array() })))
  return ids.length
}

it('is the same of whatever comes in', async () => {
  await fc.assert(
    fc.asyncProperty(conversations, async (records) => {
      const { database, file } = tempWorkspace()
      await importAll(database, records)
      expect(compare(file)).toBeGreaterThan(0)
    }),
    { numRuns: 25 }
  )
})

it('is the same of conversations with what people added', async () => {
  const { file } = await annotatedWorkspace()
  expect(compare(file)).toBeGreaterThan(10)
})

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
    set('UPDATE conversation SET customer_fields = ?, branches = ? WHERE external_id = ?', json, json, `c${i}`)
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
  expect(compare(file)).toBe(odd.length)
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
