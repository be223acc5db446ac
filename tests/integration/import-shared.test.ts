// Files that two threads share turn by turn. What cannot be read turn by turn is read in its order from there on; either way the same comes
// in as without a thread, in the same order, with the same report.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rejectedRows } from '../../electron/database/imports'
import type { ReadableDatabase, WritableDatabase } from '../../electron/database/open'
import { importFiles } from '../../electron/import/import-files'
import { type Bundle, bundle } from '../support/bundle'
import { conversation, testCall, writeTo } from '../support/import-call'
import { checkWhole, contentOf } from '../support/import-records'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

let preparer: Bundle
let entry: string
let shares: string
let folder: string
beforeAll(async () => {
  preparer = await bundle('electron/preparer.ts')
  folder = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-test-'))
  shares = path.join(folder, 'shares')
  entry = path.join(folder, 'noting.mjs')
  // Notes which turns each thread was given, then does what it is for.
  writeFileSync(
    entry,
    `import { appendFileSync } from 'node:fs'
    import { workerData } from 'node:worker_threads'
    const { index, of, from } = workerData.share ?? { index: 0, of: 1, from: 0 }
    appendFileSync(${JSON.stringify(shares)}, index + ' of ' + of + ' from ' + from + '\\n')
    await import(${JSON.stringify(pathToFileURL(preparer.file).href)})`
  )
})
afterAll(() => {
  preparer.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** Imports a file on such a machine; returns its summary, and what each thread was given. */
async function withCores(
  machine: { readonly cores: number; readonly besideWindow: boolean },
  database: WritableDatabase,
  file: string,
  turnSize: number
) {
  writeFileSync(shares, '')
  const surroundings = { preparer: entry, besideFrom: 0, sharedFrom: 0, ...machine, turnSize }
  const [summary] = await importFiles(database, { files: [{ path: file }] }, testCall(), surroundings)
  if (!summary) throw new Error('no summary')
  return { summary, threads: readFileSync(shares, 'utf8').trim().split('\n') }
}

async function shared(database: WritableDatabase, file: string, turnSize: number) {
  const { summary, threads } = await withCores({ cores: 4, besideWindow: true }, database, file, turnSize)
  expect(threads.slice(0, 2).sort()).toEqual(['0 of 2 from 0', '1 of 2 from 0'])
  return { summary, rest: threads.slice(2) }
}

const inOrder = (database: ReadableDatabase) =>
  database.prepare('SELECT external_id FROM conversation ORDER BY id').all<{ external_id: string }>()

/** Imports the file with and without threads, compares all that is to be seen, and returns what was read in its order at last. */
async function compare(name: string, content: unknown, turnSize: number): Promise<readonly string[]> {
  const file = writeTo(tempFolder(), name, content)
  const [one, two] = [tempWorkspace().database, tempWorkspace().database]
  const [a] = await importFiles(one, { files: [{ path: file }] }, testCall())
  const { summary: b, rest } = await shared(two, file, turnSize)
  if (!a) throw new Error('no summary')
  const told = ({ startedAt: _, finishedAt: __, ...more }: typeof a) => more
  expect(told(b)).toEqual(told(a))
  const rows = (database: ReadableDatabase, importId: number) =>
    rejectedRows(database, { importId, start: 0, end: 100 })
  expect(rows(two, b.id)).toEqual(rows(one, a.id))
  expect(inOrder(two)).toEqual(inOrder(one))
  expect(contentOf(two)).toEqual(contentOf(one))
  checkWhole(two)
  const [again] = await importFiles(one, { files: [{ path: file }] }, testCall())
  const { summary: sharedAgain } = await shared(two, file, turnSize)
  expect(told(sharedAgain)).toEqual(again && told(again))
  expect(sharedAgain.added).toBe(0)
  expect(contentOf(two)).toEqual(contentOf(one))
  return rest
}

const many = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => conversation(from + n))

const HEAD = 'conversation_id,role,sent_at,message,customer_email'
const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString()
const row = (id: string, n: number, text: string) =>
  `${id},${n % 2 === 0 ? 'user' : 'assistant'},${at(n)},${text},${n % 7}@a.example`
/** Rows of conversations, each with two to five. */
const table = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => from + n).flatMap((n) =>
    Array.from({ length: 2 + (n % 4) }, (_, m) =>
      row(`c${n}`, n * 5 + m, m === 1 ? `"Answer, ${n}\nwith a line"` : `Question ${n}`)
    )
  )

it('whole conversations of a JSON export, also where one comes twice', async () => {
  const twice = [...many(0, 400), conversation(17), conversation(18, { title: 'Reworded' }), ...many(400, 500)]
  expect(await compare('export.json', { data: twice }, 3_000)).toEqual([])
  expect(await compare('pretty.json', JSON.stringify(many(0, 300), null, 2), 5_000)).toEqual([])
})

it('JSON Lines with lines that are none', async () => {
  const lines = many(0, 400).map((one) => JSON.stringify(one))
  lines.splice(100, 0, '{"id": 1,', '', 'nothing')
  expect(await compare('export.jsonl', `${lines.join('\n')}\n\n`, 2_000)).toEqual([])
})

it('a table sorted by conversation, with rows that do not fit', async () => {
  const rows = table(0, 400)
  rows.splice(300, 0, 'c1,user', row('c-empty', 3, ''))
  expect(await compare('rows.csv', [HEAD, ...rows].join('\n'), 2_000)).toEqual([])
})

it('a table in which no row fits', async () => {
  const rows = Array.from({ length: 100 }, (_, n) => `c${n},user`)
  expect(await compare('ragged.csv', [HEAD, ...rows].join('\n'), 1_000)).toEqual([])
})

it('a table of one conversation a row', async () => {
  const cell = (n: number) => `"Customer: Question ${n}\nAgent: Answer ${n}"`
  const rows = Array.from({ length: 300 }, (_, n) => `c${n},${at(n)},${cell(n)}`)
  expect(await compare('whole.csv', ['conversation_id,started_at,transcript', ...rows].join('\n'), 1_000)).toEqual([])
})

it('a table where conversations come back: in its order from there on', async () => {
  const late = [10, 150, 299, 3].flatMap((n) => [
    row(`c${n}`, 9_000 + n, 'One more thing'),
    row(`c${n}`, 9_001 + n, 'And')
  ])
  // Pieces of a file are looked at as a whole before any of their rows is read.
  const rows = [...table(0, 3_000), ...late, ...table(3_000, 3_100)]
  const rest = await compare('mixed.csv', [HEAD, ...rows].join('\n'), 20_000)
  expect(rest).toEqual([expect.stringMatching(/^0 of 1 from [1-9]/)])
})

it('a table sorted by time: in its order from the beginning', async () => {
  const sorted = table(0, 200).sort((a, b) => (a.slice(-12) < b.slice(-12) ? -1 : 1))
  expect(await compare('by-time.csv', [HEAD, ...sorted].join('\n'), 1_000)).toHaveLength(1)
})

it('conversations without an id, alike and far apart: counted in their order', async () => {
  const { id: _, ...nameless } = conversation('x')
  const content = [...many(0, 100), nameless, nameless, ...many(100, 200), nameless, ...many(200, 300), nameless]
  const rest = await compare('nameless.json', { data: content }, 2_000)
  expect(rest).toEqual([expect.stringMatching(/^0 of 1 from [1-9]/)])
})

it('a damaged record, a record cut off: what is lost is told as it is without threads', async () => {
  const lines = many(0, 300).map((one) => JSON.stringify(one))
  lines[120] = (lines[120] ?? '').replace('"Answer 120"', '"Answer 120')
  const rest = await compare('damaged.json', `[\n${lines.join(',\n')}`, 3_000)
  expect(rest).toEqual([expect.stringMatching(/^0 of 1 from [1-9]/)])
})

it('rows of an id whose quotes are its own, rows without one', async () => {
  const quoted = table(0, 100).map((line) => line.replace(/^(c\d+)/, '"a ""$1"""'))
  expect(await compare('quoted.csv', [HEAD, ...quoted].join('\n'), 1_000)).toEqual(['0 of 1 from 0'])
  const blank = table(100, 200).map((line, n) => (n > 150 && n % 20 === 0 ? line.replace(/^c\d+/, '') : line))
  expect(await compare('blank.csv', [HEAD, ...blank].join('\n'), 1_000)).toHaveLength(1)
})

it.each([
  { cores: 1, besideWindow: true, threads: 1 },
  { cores: 2, besideWindow: true, threads: 1 },
  { cores: 3, besideWindow: true, threads: 2 },
  { cores: 16, besideWindow: true, threads: 2 },
  { cores: 1, besideWindow: false, threads: 1 },
  { cores: 2, besideWindow: false, threads: 2 },
  { cores: 16, besideWindow: false, threads: 2 }
])('takes $threads threads with $cores cores, beside a window: $besideWindow', async ({ threads, ...machine }) => {
  const { database } = tempWorkspace()
  const file = writeTo(tempFolder(), 'export.json', { data: many(0, 50) })
  const read = await withCores(machine, database, file, 3_000)
  expect(read.summary).toMatchObject({ state: 'done', added: 50 })
  expect([...read.threads].sort()).toEqual(
    Array.from({ length: threads }, (_, index) => `${index} of ${threads} from 0`)
  )
})
