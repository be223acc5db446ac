// The plan of an import: what it says is what then happens, and nothing is written by it.
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { importFiles, planImport } from '../../electron/import/import-files'
import { conversation, testCall, writeTo } from '../support/import-call'
import { storedConversations } from '../support/stored-conversations'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const FIXTURES = path.join(import.meta.dirname, '../fixtures/import')

it('shows format, reason, dates, up to ten conversations and what will be left out, and writes nothing', async () => {
  const { database } = tempWorkspace()
  const file = writeTo(tempFolder(), 'x.json', {
    data: Array.from({ length: 30 }, (_, index) =>
      conversation(index, { mood: 'x', messages: conversation(index).messages.map((m) => ({ ...m, extra: 1 })) })
    )
  })
  const [plan] = await planImport(database, { files: [file] }, testCall())
  expect(plan).toMatchObject({
    file,
    fileName: 'x.json',
    member: null,
    format: { id: 'agent-platform' },
    problem: null,
    mapping: null,
    questions: [],
    firstAt: 1767000000_000,
    lastAt: 1767000005_000,
    ignored: ['messages[].extra', 'mood']
  })
  expect(plan?.certainty).toBeGreaterThanOrEqual(0.9)
  expect(plan?.reason).toMatch(/^Every record has/)
  expect(plan?.preview).toHaveLength(10)
  expect(plan?.preview[0]).toEqual({
    title: 'Question 0',
    startedAt: 1767000000_000,
    messages: [
      { role: 'customer', text: 'Question 0', sentAt: 1767000000_000 },
      { role: 'agent', text: 'Answer 0', sentAt: 1767000005_000 }
    ]
  })
  expect(storedConversations(database)).toEqual([])
  expect(database.prepare('SELECT count(*) AS n FROM import_batch').get()).toEqual({ n: 0 })
})

it('puts the rows of one conversation together in the preview', async () => {
  const { database } = tempWorkspace()
  const [plan] = await planImport(
    database,
    { files: [path.join(FIXTURES, 'sitespeak/two-visitors-mixed.json')] },
    testCall()
  )
  expect(plan?.preview.map(({ messages }) => messages.map(({ text }) => text))).toEqual([
    ['Return?', '30 days', 'Thanks', 'You are welcome'],
    ['Hola']
  ])
})

it('asks for a mapping where nobody can be sure, takes the answer, and remembers it for files of the same shape', async () => {
  const { database } = tempWorkspace()
  const folder = tempFolder()
  const rows = (from: number) =>
    Array.from({ length: 6 }, (_, index) => ({
      gespraech: `g${Math.floor((from + index) / 2)}`,
      wer: index % 2 ? 'B' : 'A',
      inhalt: `Satz ${from + index}`,
      zeit: `2026-01-05T10:0${index}:00Z`
    }))
  const file = writeTo(folder, 'eigene.json', rows(0))
  const [refused] = await importFiles(database, { files: [{ path: file }] }, testCall())
  expect(refused).toMatchObject({ state: 'failed', added: 0 })
  expect(refused?.note).toMatch(/only a person/)

  const mapping = {
    version: 1 as const,
    rows: 'message' as const,
    columns: {
      gespraech: 'conversation.id',
      wer: 'message.role',
      inhalt: 'message.text',
      zeit: 'message.sentAt'
    } as const,
    roles: { A: 'customer', B: 'agent' } as const
  }
  const given = { path: file, mapping }
  const [plan] = await planImport(database, { files: [file], given: [given] }, testCall())
  expect(plan?.preview.map(({ messages }) => messages.map(({ role }) => role))).toEqual([
    ['customer', 'agent'],
    ['customer', 'agent'],
    ['customer', 'agent']
  ])
  expect(await importFiles(database, { files: [given] }, testCall())).toMatchObject([{ state: 'done', added: 3 }])

  const next = writeTo(folder, 'nächste.json', rows(6))
  expect((await planImport(database, { files: [next] }, testCall()))[0]).toMatchObject({
    certainty: 1,
    questions: [],
    mapping: { roles: { A: 'customer' } }
  })
  expect(await importFiles(database, { files: [{ path: next }] }, testCall())).toMatchObject([
    { state: 'done', added: 3 }
  ])
})

it('takes an answer about dates alone, and keeps its own columns', async () => {
  const { database } = tempWorkspace()
  const text =
    'conversation_id,role,message,created_at\nc1,user,Hello?,03/04/2026 10:00\nc1,assistant,Hi!,03/04/2026 10:01\n'
  const file = path.join(tempFolder(), 'dates.csv')
  writeFileSync(file, text)
  const [open] = await planImport(database, { files: [file] }, testCall())
  expect(open?.questions.map(({ kind }) => kind)).toContain('date-order')
  const given = { path: file, mapping: { version: 1, rows: 'message', columns: {}, dateOrder: 'dmy' } as const }
  const [plan] = await planImport(database, { files: [file], given: [given] }, testCall())
  expect(plan?.questions.map(({ kind }) => kind)).not.toContain('date-order')
  expect(plan?.columns).toEqual(open?.columns)
  expect(plan?.columns.map(({ proposed }) => proposed)).toContain('message.text')
  expect(await importFiles(database, { files: [given] }, testCall())).toMatchObject([{ state: 'done', messages: 2 }])
  expect(database.prepare('SELECT started_at AS at FROM conversation').get()).toEqual({ at: Date.UTC(2026, 3, 3, 10) })
})

it('tells of a mapping that does not fit', async () => {
  const { database } = tempWorkspace()
  const file = writeTo(tempFolder(), 'rows.json', [{ a: '1', b: '2' }])
  const mapping = { version: 1 as const, rows: 'message' as const, columns: { elsewhere: 'message.text' as const } }
  const [plan] = await planImport(database, { files: [file], given: [{ path: file, mapping }] }, testCall())
  expect(plan?.problem).toMatch(/does not fit/)
})

it('plans every fixture with the format that imports it', async () => {
  const { database } = tempWorkspace()
  const plans = await planImport(
    database,
    { files: [path.join(FIXTURES, 'intercom'), path.join(FIXTURES, 'sqlite-flowise/database.sqlite')] },
    testCall()
  )
  const exports = plans.filter(({ fileName }) => !fileName.endsWith('.expected.json'))
  expect(exports.map(({ format }) => format?.id)).toEqual(['intercom', 'intercom', 'sqlite-flowise'])
  expect(exports.every(({ preview }) => preview.length > 0)).toBe(true)
})

it('accepts its own proposal as an answer, for every fixture that has a mapping and no open question', async () => {
  const { database } = tempWorkspace()
  const files = readdirSync(FIXTURES)
    .flatMap((format) => readdirSync(path.join(FIXTURES, format)).map((name) => path.join(FIXTURES, format, name)))
    .filter((file) => !/\.(expected|mapping)\.json$/.test(file))
  const plans = await planImport(database, { files }, testCall())
  const proposed = plans.flatMap(({ file, format, mapping, certainty }) =>
    format && mapping && certainty >= 0.9 ? [{ path: file, format: format.id, mapping, timeZone: 'UTC' }] : []
  )
  expect(proposed.length).toBeGreaterThan(5)
  const answered = await planImport(database, { files: proposed.map((one) => one.path), given: proposed }, testCall())
  expect(
    answered.filter(({ problem }) => problem !== null).map(({ fileName, problem }) => [fileName, problem])
  ).toEqual([])
  const summaries = await importFiles(database, { files: proposed }, testCall())
  expect(summaries.filter(({ state }) => state !== 'done').map(({ fileName, note }) => [fileName, note])).toEqual([])
})
