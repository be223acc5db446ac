// The JSON part of the list of bad input: each through the whole import, the good records still come in.
import { describe, expect, it } from 'vitest'
import { rejectedRows } from '../../electron/database/imports'
import { importFiles } from '../../electron/import/import-files'
import { testCall, writeTo } from '../support/import-call'
import { storedConversations } from '../support/stored-conversations'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const at = 1_772_700_000
/** A record of an agent platform's export as JSON text, whose id and text are JSON as given. */
const record = (id: string, text = '"Hello"', more = '') =>
  `{"id":${id},"createdAt":${at}${more},"messages":[{"id":"m","role":"user","createdAt":${at},"parts":[{"type":"text","text":${text}}]}]}`

async function imported(name: string, content: string | Buffer, timeZone?: string) {
  const { database } = tempWorkspace()
  const path = writeTo(tempFolder(), name, content)
  const [summary] = await importFiles(
    database,
    { files: [{ path, ...(timeZone === undefined ? {} : { timeZone }) }] },
    testCall()
  )
  const found = database
    .prepare('SELECT external_id AS id FROM conversation ORDER BY external_id')
    .all<{ readonly id: string }>()
  const texts = database.prepare('SELECT text FROM message ORDER BY id').all<{ readonly text: string }>()
  return {
    summary,
    ids: found.map(({ id }) => id),
    texts: texts.map(({ text }) => text),
    starts: storedConversations(database).map((one) => one['started']),
    codes: rejectedRows(database, { importId: summary?.id ?? 0, start: 0, end: 20 }).rows.map(
      ({ row, code }) => `${row} ${code}`
    )
  }
}

describe('records', () => {
  it.each<[name: string, bad: string, code: string]>([
    ['with a comma too many', `{"id":"x",}`, '2 not-json'],
    ['with NaN for a value', record('"x"').replace(`${at}`, 'NaN'), '2 not-json'],
    ['with Infinity', record('"x"').replace(`${at}`, '-Infinity'), '2 not-json'],
    ['with single quotes', "{'id':1}", '2 not-json'],
    ['with a comment', '{"id":/* one */1}', '2 not-json'],
    ['nested 100,000 deep', `{"id":"x","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, '2 too-deep'],
    ['that are a number', '42', '2 other-shape'],
    ['that are null', 'null', '2 other-shape'],
    ['that are a list', '[1,2]', '2 no-messages']
  ])('%s are rejected with their number, and those around them come in', async (_name, bad, code) => {
    const { summary, ids, codes } = await imported(
      'bad.json',
      `[${record('"a"')},${bad},${['"b"', '"c"', '"d"'].map((id) => record(id)).join()}]`
    )
    expect(summary).toMatchObject({ state: 'done', added: 4, rejected: 1 })
    expect({ ids, codes }).toEqual({ ids: ['a', 'b', 'c', 'd'], codes: [code] })
  })

  it('with a key that comes twice are read by its last value, as everywhere', async () => {
    const { ids } = await imported('twice.json', `[${record('"first"', '"x"', ',"id":"last"')},${record('"b"')}]`)
    expect(ids).toEqual(['b', 'last'])
  })

  it('with ids beyond 2^53 keep every digit, also where they differ in the last alone', async () => {
    const { ids } = await imported('ids.json', `[${record('9007199254740993')},${record('9007199254740992')}]`)
    expect(ids).toEqual(['9007199254740992', '9007199254740993'])
  })

  it('with keys named __proto__ and constructor change nothing else', async () => {
    const odd = ',"__proto__":{"title":"stolen"},"constructor":{"prototype":{"status":"x"}},"toString":1'
    const { ids, summary } = await imported('proto.json', `[${record('"a"', '"x"', odd)},${record('"b"')}]`)
    expect({ ids, rejected: summary?.rejected }).toEqual({ ids: ['a', 'b'], rejected: 0 })
    expect(Object.hasOwn(Object.prototype, 'title') || Object.hasOwn(Object.prototype, 'status')).toBe(false)
  })

  it('with emoji, right-to-left marks, zero-width characters, formulas and a word of 1 MB come in as they are', async () => {
    const odd = ['👩‍👩‍👧', '\u202Eevil', 'a\u200Bb', '=1+1', '@SUM(A1)', 'w'.repeat(1_000_000)]
    const { texts } = await imported(
      'odd.json',
      `[${odd.map((text, i) => record(`${i}`, JSON.stringify(text))).join()}]`
    )
    expect(texts).toEqual(odd)
  })

  it('with half a character come in with a sign in its place', async () => {
    const { texts } = await imported('half.json', `[${record('1', '"lone \\ud83d here"')},${record('2')}]`)
    expect(texts[0]).toBe('lone \uFFFD here')
  })
})

describe('documents', () => {
  it('one after another are all read', async () => {
    const { ids } = await imported('several.json', `{"data":[${record('"a"')}]}\n{"data":[${record('"b"')}]}`)
    expect(ids).toEqual(['a', 'b'])
  })

  it('of one record a line are read around the lines that are broken', async () => {
    const lines = [record('"a"'), '{"id":', 'not json at all', '', record('"b"')]
    const { ids, codes } = await imported('lines.jsonl', lines.join('\n'))
    expect(ids).toEqual(['a', 'b'])
    expect(codes.map((code) => code.split(' ')[1])).toEqual(['not-json', 'not-json'])
  })

  it('cut off in the middle give what was whole, and say where they broke off', async () => {
    const whole = `{"data":[${record('"a"')},${record('"b"')}]}`
    const { ids, codes, summary } = await imported('cut.json', whole.slice(0, whole.indexOf('"b"') + 20))
    expect({ ids, codes, state: summary?.state }).toEqual({ ids: ['a'], codes: ['2 broken-off'], state: 'done' })
  })

  it.each<[encoding: string, content: Buffer]>([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF[${record('"a"', '"Größe"')}]`)],
    ['UTF-16', Buffer.from(`\uFEFF[${record('"a"', '"Größe"')}]`, 'utf16le')],
    ['Windows-1252', Buffer.from(`[${record('"a"', '"Größe"')}]`, 'latin1')]
  ])('in %s are read', async (_encoding, content) => {
    expect((await imported('coded.json', content)).texts).toEqual(['Größe'])
  })
})

describe('times', () => {
  const row = (id: string, time: string) =>
    JSON.stringify({
      id: `m-${id}`,
      visitor_id: id,
      thread_id: null,
      entry: 'Hello',
      speaker: 'user',
      created_at: time
    })

  it('without a zone are asked about, and read as UTC only with a word about it', async () => {
    const said = await imported('zone.json', `[${row('1', '2026-01-05 10:00:00')}]`)
    expect(said.summary?.note).toMatch(/no time zone and were read as UTC/)
    expect(said.starts).toEqual(['2026-01-05T10:00:00.000Z'])
    const answered = await imported('zone.json', `[${row('1', '2026-01-05 10:00:00')}]`, 'Europe/Berlin')
    expect(answered.summary?.note).toBeNull()
    expect(answered.starts).toEqual(['2026-01-05T09:00:00.000Z'])
  })

  it('in the hour that summer time leaves out, and before 1970, are read', async () => {
    const content = `[${row('1', '2026-03-29 02:30:00')},${row('2', '1969-12-31 23:59:59')}]`
    const { starts, summary } = await imported('odd.json', content, 'Europe/Berlin')
    expect(summary).toMatchObject({ added: 2, rejected: 0 })
    expect(starts).toEqual(['2026-03-29T01:30:00.000Z', '1969-12-31T22:59:59.000Z'])
  })

  it('that do not exist are told of', async () => {
    const { summary } = await imported(
      'no.json',
      `[${row('1', '2026-02-31 10:00:00')},${row('2', '2026-01-05 10:00:00')}]`,
      'UTC'
    )
    expect(summary?.added).toBeGreaterThan(0)
    expect((summary?.rejected ?? 0) + (summary?.added ?? 0)).toBe(2)
  })

  it('with day and month in doubt are not imported before somebody says which comes first', async () => {
    const { summary } = await imported('doubt.json', `[${row('1', '03/04/2026 10:00')}]`, 'UTC')
    expect(summary).toMatchObject({
      state: 'failed',
      added: 0,
      note: expect.stringMatching(/day first or the month first/)
    })
  })
})
