// The import job over real files: several at once, folders, what cannot be read, cancel, progress, who the agent is.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { listImports, rejectedRows } from '../../electron/database/imports'
import { importFiles } from '../../electron/import/import-files'
import type { ImportRequest } from '../../shared/import-plan'
import { conversation, testCall, writeTo } from '../support/import-call'
import { storedConversations } from '../support/stored-conversations'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const FIXTURES = path.join(import.meta.dirname, '../fixtures/import')

function imported(files: readonly string[], more: Partial<ImportRequest['files'][number]> = {}) {
  const { database } = tempWorkspace()
  return importFiles(database, { files: files.map((file) => ({ path: file, ...more })) }, testCall()).then(
    (summaries) => ({ database, summaries })
  )
}

it('imports a folder in the order of names, leaves hidden files alone, and goes on behind a file that fails', async () => {
  const folder = tempFolder()
  writeTo(folder, 'b.json', [conversation(2)])
  writeTo(folder, 'a/deep.json', [conversation(1)])
  writeTo(folder, '.hidden.json', [conversation(3)])
  writeTo(folder, 'c.csv', `%PDF-1.7\n${'x'.repeat(2_000)}`)
  writeTo(folder, 'd.json', [conversation(4)])
  const { database, summaries } = await imported([folder])
  expect(summaries.map(({ fileName, state, added }) => [fileName, state, added])).toEqual([
    ['deep.json', 'done', 1],
    ['b.json', 'done', 1],
    ['c.csv', 'failed', 0],
    ['d.json', 'done', 1]
  ])
  expect(summaries[2]?.note).toMatch(/PDF document/)
  expect(listImports(database)).toHaveLength(4)
})

it.each([
  ['an empty file', '', /empty/],
  ['blanks', ' \n\t ', /blanks/],
  ['a byte order mark alone', Buffer.from([0xef, 0xbb, 0xbf]), /blanks/],
  ['a number', '42', /single JSON value|Nothing in the file/],
  ['a text', '"hello"', /single JSON value|Nothing in the file/],
  ['an empty array', '[]', /empty list/],
  ['a page without conversations', '{"data":[],"pagination":{}}', /empty list/],
  ['a configuration', '{"name":"x","scripts":{"a":"b"}}', /not sure|only a person|Nothing in the file/],
  ['an error of a server', '{"error":{"code":"AUTH","message":"no"}}', /not sure|only a person|Nothing in the file/],
  ['a web page', '<!doctype html><html><body>Sign in</body></html>', /not sure|only a person|Nothing in the file/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /picture/],
  ['bytes', Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7919) % 256)), /no text/],
  [
    'a damaged database',
    Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(5_000, 7)]),
    /damaged|no conversations|Nothing/
  ]
])('says in a sentence why %s is not imported', async (_what, content, reason) => {
  const { summaries, database } = await imported([writeTo(tempFolder(), 'file.json', content)])
  expect(summaries).toHaveLength(1)
  expect(summaries[0]).toMatchObject({ state: 'failed', added: 0 })
  expect(summaries[0]?.note).toMatch(reason)
  expect(storedConversations(database)).toEqual([])
})

it('says so when a file is not there, is a folder without files, or vanished', async () => {
  const folder = tempFolder()
  mkdirSync(path.join(folder, 'empty'))
  const gone = writeTo(folder, 'gone.json', [])
  rmSync(gone)
  const { summaries } = await imported([gone, path.join(folder, 'empty')])
  expect(summaries.map(({ state }) => state)).toEqual(['failed', 'failed'])
  expect(summaries[0]?.note).toMatch(/cannot be read/)
  expect(summaries[1]?.note).toMatch(/holds no files/)
})

it('brings in the good records of a bad file and keeps the bad ones with their number and reason', async () => {
  const good = JSON.stringify(conversation(1))
  const deep = `{"id":"deep","messages":[{"role":"user","parts":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`
  const surrogate = JSON.stringify(conversation(2)).replace('Question 2', 'lone \\ud83d and \\u0000 zero')
  const file = writeTo(
    tempFolder(),
    'bad.json',
    `[${good},{"id":1,},${deep},NaN,"text",null,${surrogate},${good.slice(0, 90)}`
  )
  const { database, summaries } = await imported([file])
  expect(summaries[0]).toMatchObject({ state: 'done', added: 2, rejected: 6 })
  const { rows } = rejectedRows(database, { importId: summaries[0]?.id ?? 0, start: 0, end: 10 })
  expect(rows.map(({ row, code }) => `${row} ${code}`)).toEqual([
    '2 not-json',
    '3 too-deep',
    '4 not-json',
    '5 other-shape',
    '6 other-shape',
    '8 broken-off'
  ])
  expect(rows.every(({ reason, raw }) => reason.endsWith('.') && raw !== '')).toBe(true)
})

it('tells how far it is in bytes over all files, never backwards, and ends at the whole', async () => {
  const folder = tempFolder()
  const files = [1, 2, 3].map((n) =>
    writeTo(
      folder,
      `${n}.json`,
      Array.from({ length: 50 }, (_, index) => conversation(`${n}-${index}`))
    )
  )
  const { database } = tempWorkspace()
  const call = testCall()
  await importFiles(database, { files: files.map((file) => ({ path: file })) }, call)
  const done = call.told.map((progress) => progress.done)
  expect(done).toEqual([...done].sort((a, b) => a - b))
  expect(call.told.at(-1)).toMatchObject({ done: call.told[0]?.total, unit: 'bytes', count: 150 })
})

it('keeps whole batches after a cancel, does not begin the next file, and completes when imported again', async () => {
  const folder = tempFolder()
  const first = writeTo(
    folder,
    'first.json',
    Array.from({ length: 10_000 }, (_, index) => conversation(index))
  )
  const second = writeTo(folder, 'second.json', [conversation('other')])
  const { database } = tempWorkspace()
  const controller = new AbortController()
  const call = testCall(controller)
  const progress = (told: Parameters<typeof call.progress>[0]) => {
    if ((told.count ?? 0) > 0) controller.abort()
  }
  const request = { files: [{ path: first }, { path: second }] }
  const summaries = await importFiles(database, request, { signal: controller.signal, progress })
  expect(summaries).toHaveLength(1)
  expect(summaries[0]).toMatchObject({ state: 'cancelled' })
  expect(summaries[0]?.note).toMatch(/^Cancelled\./)
  const kept = database
    .prepare('SELECT count(*) AS n, min(message_count) AS least FROM conversation')
    .get<{ n: number }>()
  expect(kept).toEqual({ n: summaries[0]?.added, least: 2 })
  const again = await importFiles(database, request, testCall())
  expect(again.map(({ state, added }) => [state, added])).toEqual([
    ['done', 10_000 - (kept?.n ?? 0)],
    ['done', 1]
  ])
})

it('names the agent as the request says, else as the file says, else Imported', async () => {
  const file = writeTo(tempFolder(), 'named.json', { agent: { name: 'Northwind Helper' }, data: [conversation(1)] })
  const unnamed = writeTo(tempFolder(), 'unnamed.json', { data: [conversation(2)] })
  expect((await imported([file, unnamed])).summaries.map(({ agent }) => agent)).toEqual([
    'Northwind Helper',
    'Imported'
  ])
  const { database, summaries } = await imported([file], { agentName: 'Mine' })
  expect(summaries[0]?.agent).toBe('Mine')
  expect(storedConversations(database)[0]).toMatchObject({ agent: 'Mine' })
})

it('takes pages in any order for the same thing', async () => {
  const folder = tempFolder()
  const old = writeTo(folder, 'old.json', { data: [conversation(1), conversation(2)] })
  const more = [
    ...conversation(1).messages,
    { id: '1-3', role: 'user', parts: [{ type: 'text', text: 'And?' }], createdAt: 1767000020 }
  ]
  const young = writeTo(folder, 'young.json', { data: [conversation(1, { updatedAt: 1767000020, messages: more })] })
  const forwards = await imported([old, young])
  const backwards = await imported([young, old])
  expect(storedConversations(forwards.database)).toEqual(storedConversations(backwards.database))
})

it('refuses answers that cannot be used, for that file alone', async () => {
  const file = writeTo(tempFolder(), 'a.json', [conversation(1)])
  const { database } = tempWorkspace()
  const request: ImportRequest = {
    files: [{ path: file, format: 'no-such-format' }, { path: file, timeZone: 'Nowhere/Land' }, { path: file }]
  }
  const summaries = await importFiles(database, request, testCall())
  expect(summaries.map(({ state }) => state)).toEqual(['failed', 'failed', 'done'])
  expect(summaries[0]?.note).toMatch(/not a format/)
  expect(summaries[1]?.note).toMatch(/not a time zone/)
})

it('marks the sample as sample and imports the fixtures of a whole folder at once', async () => {
  const { database } = tempWorkspace()
  const summaries = await importFiles(
    database,
    { files: [{ path: path.join(FIXTURES, 'agent-platform/insights.json') }], sample: true },
    testCall()
  )
  expect(summaries[0]?.state).toBe('done')
  expect(database.prepare('SELECT kind FROM source').all()).toEqual([{ kind: 'sample' }])
})
