// An export holds exactly the conversations of the list, in its order, in every format, whatever customers wrote.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, it, onTestFinished } from 'vitest'
import { openReadable, type WritableDatabase } from '../../electron/database/open'
import { importFiles } from '../../electron/import/import-files'
import { createSearch } from '../../electron/search/result-sets'
import { CONVERSATION_COLUMNS } from '../../shared/export-columns'
import type { Query } from '../../shared/query/query'
import { annotatedWorkspace, importMany } from '../support/annotated-workspace'
import { runExport } from '../support/call-of-export'
import { testCall, writeTo } from '../support/import-call'
import { queries } from '../support/query-arbitraries'
import { seedConversations } from '../support/seed-workspace'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'
import { writeSeed } from '../support/write-seed'

const read = (file: string) => readFileSync(file, 'utf8')
const csvRows = (text: string, delimiter = ',') =>
  Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), { header: true, delimiter, skipEmptyLines: true })

it('has the rows of the list in their order, for any query', async () => {
  const { database, file } = tempWorkspace()
  writeSeed(database, seedConversations(200, 5))
  const reader = openReadable(file)
  const search = createSearch(reader)
  onTestFinished(() => reader.close())
  const names = new Map(
    database
      .prepare('SELECT id, external_id AS name FROM conversation')
      .all<{ id: number; name: string }>()
      .map(({ id, name }) => [id, name])
  )
  const folder = path.join(tempFolder(), 'out')
  await fc.assert(
    fc.asyncProperty(withoutNow(queries), async (query) => {
      const { id, total } = await search.open(query, { timeZone: 'Europe/Berlin', now: Date.now(), reviewer: 'Ada' })
      const { file: csv, result } = await runExport(file, 'csv', { query, folder, reviewer: 'Ada' })
      expect(result).toMatchObject({ kind: 'done', conversations: total })
      const found = csvRows(read(csv)).data.map((row) => row['Conversation ID'])
      expect(found).toEqual([...search.ids(id)].map((one) => names.get(one)))
    }),
    { numRuns: 60 }
  )
}, 120_000)

/** Without dates that count from now: the list and the file are made at different moments. */
function withoutNow(of: fc.Arbitrary<Query>): fc.Arbitrary<Query> {
  return of.filter(
    (query) => !/newer_than|older_than|today|yesterday|last-|this-|\d+[dwmyh]"/.test(JSON.stringify(query))
  )
}

it('holds a selection in the order of the list, and one conversation', async () => {
  const { database, file } = tempWorkspace()
  const ids = await importMany(database, 20)
  const wanted = [ids[7]!, ids[2]!, ids[11]!]
  const { file: all } = await runExport(file, 'jsonl', {})
  const order = lines(read(all)).map(({ number }) => number)
  const { file: some } = await runExport(file, 'jsonl', { ids: wanted })
  expect(lines(read(some)).map(({ number }) => number)).toEqual(order.filter((id) => wanted.includes(id)))
  expect(lines(read((await runExport(file, 'jsonl', { ids: [ids[3]!] })).file))).toHaveLength(1)
})

function lines(text: string): { readonly number: number; readonly id: string }[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

it('every format holds every conversation and every message', async () => {
  const { database, file } = await annotatedWorkspace(20)
  const conversations = count(database, 'conversation')
  const messages = count(database, 'message')
  const { result, file: csv } = await runExport(file, 'csv')
  expect(result).toMatchObject({ conversations, messages })
  expect(csvRows(read(csv)).data).toHaveLength(conversations)
  expect(csvRows(read((await runExport(file, 'csv-messages')).file)).data).toHaveLength(messages)
  expect(JSON.parse(read((await runExport(file, 'json')).file)).conversations).toHaveLength(conversations)
  expect(lines(read((await runExport(file, 'jsonl')).file))).toHaveLength(conversations)
  const markdown = read((await runExport(file, 'markdown')).file)
  expect(markdown.match(/^---$/gm)).toHaveLength(conversations)
  expect(markdown.match(/^### /gm)?.length).toBeGreaterThanOrEqual(messages)
  const html = read((await runExport(file, 'html')).file)
  expect(html.match(/<section class="conversation">/g)).toHaveLength(conversations)
  expect(html.match(/<article class="turn /g)).toHaveLength(messages)
})

function count(database: WritableDatabase, table: string): number {
  return database.prepare(`SELECT count(*) AS n FROM ${table}`).get<{ n: number }>()!.n
}

it('a spreadsheet reads every cell of the CSV as it was, whatever customers wrote', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.constantFrom(
      '=1+1',
      "'=x",
      '+49 170 555',
      '-5',
      '@me',
      '\tx',
      '\rx',
      '007',
      '12345678901234567890',
      'a\r\nb',
      '"q"',
      ' x ',
      'a,b;c\td',
      '😀',
      '"'
    )
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        text.filter((one) => one.trim() !== ''),
        { minLength: 1, maxLength: 12 }
      ),
      fc.constantFrom(',', ';', '\t'),
      async (texts, delimiter) => {
        const { database, file } = tempWorkspace()
        const messages = texts.map((said, i) => ({
          id: `m${i}`,
          role: 'user',
          parts: [{ type: 'text', text: said }],
          createdAt: 1_770_000_000 + i
        }))
        const source = writeTo(tempFolder(), 'a.json', [
          { id: 'c', createdAt: 1_770_000_000, updatedAt: 1_770_000_000, status: 'ended', messages }
        ])
        await importFiles(database, { files: [{ path: source }] }, testCall())
        const stored = database
          .prepare('SELECT text FROM message ORDER BY id')
          .all<{ text: string }>()
          .map((row) => row.text)
        const { file: csv } = await runExport(file, 'csv-messages', { options: { csv: { delimiter } } })
        const parsed = csvRows(read(csv), delimiter)
        expect(parsed.errors).toEqual([])
        // No cell begins with what a spreadsheet runs, and without the guard's apostrophe it is the text.
        const cells = parsed.data.map((row) => row['Text']!)
        for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
        expect(cells.map((cell) => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell))).toEqual(stored)
        // And our own import gives it back.
        const other = tempWorkspace().database
        await importFiles(other, { files: [{ path: csv }] }, testCall())
        expect(
          other
            .prepare('SELECT text FROM message ORDER BY id')
            .all<{ text: string }>()
            .map((row) => row.text)
        ).toEqual(stored.filter((one) => one.trim() !== ''))
      }
    ),
    { numRuns: 40 }
  )
}, 120_000)

it('writes CSV as it was asked for: columns in their order, separator, line ends, mark', async () => {
  const { database, file } = tempWorkspace()
  await importMany(database, 5)
  const columns = ['Topic', 'Conversation ID']
  const plain = await runExport(file, 'csv', {
    options: { csv: { columns, bom: false, lineEnd: 'lf', delimiter: ';' } }
  })
  expect(read(plain.file)).toMatch(/^Topic;Conversation ID\n[^\r]*$/)
  const marked = read((await runExport(file, 'csv', { options: { csv: { columns } } })).file)
  expect(marked).toMatch(/^\uFEFFTopic,Conversation ID\r\n/)
  const all = CONVERSATION_COLUMNS.map(({ name }) => name)
  expect(
    csvRows(read((await runExport(file, 'csv', { options: { csv: { columns: all } } })).file)).meta.fields
  ).toEqual(all)
  await expect(runExport(file, 'csv', { options: { csv: { columns: ['Nothing'] } } })).rejects.toThrow(
    'no column “Nothing”'
  )
})

it('lets nothing of a customer’s text act in HTML', async () => {
  const { database, file } = tempWorkspace()
  const hostile = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '</p></article><iframe>',
    '&lt;b&gt;',
    'javascript:alert(1)'
  ]
  const source = writeTo(
    tempFolder(),
    'a.json',
    hostile.map((text, i) => ({
      ...{
        id: text,
        title: text,
        createdAt: 1_770_000_000 + i,
        updatedAt: 1_770_000_000,
        status: text,
        source: text,
        userId: text
      },
      messages: [
        { id: 'q', role: 'user', parts: [{ type: 'text', text }], createdAt: 1_770_000_000 },
        {
          ...{ id: 'a', role: 'assistant', createdAt: 1_770_000_001, feedback: 'negative', feedbackComment: text },
          parts: [{ type: 'text', text }],
          metadata: {
            score: 0.2,
            citations: [{ title: text, url: text, excerpt: text }],
            author: { kind: 'assistant', name: text }
          }
        }
      ]
    }))
  )
  await importFiles(database, { files: [{ path: source }] }, testCall())
  const html = read((await runExport(file, 'html')).file)
  const tags = [...html.matchAll(/<\/?([a-z0-9]+)/gi)].map((match) => match[1]!.toLowerCase())
  const expected = [
    'article',
    'body',
    'dd',
    'div',
    'dl',
    'dt',
    'h1',
    'h2',
    'head',
    'html',
    'meta',
    'p',
    'section',
    'strong',
    'style',
    'title'
  ]
  expect([...new Set(tags)].sort()).toEqual(expected)
  expect(html).not.toMatch(/<[^>]*\s(?:on\w+|src|href)\s*=/i)
})

it('tells in the manifest what the file is', async () => {
  const { database, file } = tempWorkspace()
  await importMany(database, 10)
  const {
    file: csv,
    result,
    folder
  } = await runExport(file, 'csv', { query: 'channel:email', options: { manifest: true } })
  const bytes = readFileSync(csv)
  expect(readdirSync(folder).sort()).toEqual(['export.file', 'export.file.manifest.json'])
  expect(JSON.parse(read(`${csv}.manifest.json`))).toMatchObject({
    file: 'export.file',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    query: 'channel:email',
    queryInWords: expect.stringContaining('email'),
    timeZone: 'Europe/Berlin',
    conversations: result.kind === 'done' ? result.conversations : -1,
    app: 'Chatlog Desk 1.2.3'
  })
})

it('writes the page that a PDF is printed from, and refuses one that would be too long to print', async () => {
  const { database, file } = tempWorkspace()
  writeSeed(database, seedConversations(1_001, 3))
  await expect(runExport(file, 'pdf')).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('up to 1,000 conversations; these are 1,001')
  })
  const { file: page, folder } = await runExport(file, 'pdf', { ids: [1, 2] })
  expect(read(page)).toMatch(/^<!doctype html>/)
  expect(readdirSync(folder)).toEqual(['export.file'])
})
