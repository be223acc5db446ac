// The app's own writer and reader as real processes: what they lose when they are killed, and whose workspace is whose.
import { statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { type Supervised, supervise } from '../../electron/app/supervise'
import { checkWorkspace } from '../../electron/database/check'
import { lockWorkspace } from '../../electron/database/lock'
import { openReadable } from '../../electron/database/open'
import { sampleText } from '../../scripts/generate-sample'
import { SAMPLE_FORMATS } from '../../scripts/sample/formats'
import type { EventName, Output } from '../../shared/contract'
import { DEFAULT_BAND_LIMITS, type ImportSummary, type ResultSet } from '../../shared/domain'
import type { AppError } from '../../shared/errors'
import { EVERYTHING } from '../../shared/query/query'
import { type Bundle, bundle } from '../support/bundle'
import { type ForkedChild, forkChild } from '../support/fork-child'
import { tempFolder } from '../support/temp-workspace'

let writerFile: Bundle
let readerFile: Bundle
beforeAll(async () => {
  writerFile = await bundle('electron/writer.ts', ['electron/preparer.ts'])
  readerFile = await bundle('electron/reader.ts')
})
afterAll(() => {
  writerFile.remove()
  readerFile.remove()
})

const CONVERSATIONS = 3_000

function writeExport(folder: string): string {
  const options = { seed: 3, conversations: CONVERSATIONS, days: 90, until: Date.UTC(2026, 2, 31), meanMessages: 6 }
  const file = path.join(folder, 'export.json')
  writeFileSync(file, [...sampleText(options, SAMPLE_FORMATS['platform']!)].join(''))
  return file
}

interface Process {
  readonly process: Supervised
  readonly events: [EventName, unknown][]
  readonly child: () => ForkedChild
}

function startProcess(file: string, attach: (process: { call: Supervised['call'] }) => Promise<unknown>): Process {
  const children: ForkedChild[] = []
  const events: [EventName, unknown][] = []
  const supervised = supervise({
    fork: () => {
      const child = forkChild(file)
      children.push(child)
      return child
    },
    prepare: async (client) => void (await attach(client)),
    onDeath: 'fail',
    deathMessage: 'It died.',
    onEvent: (name, payload) => events.push([name, payload]),
    onCrash: () => undefined
  })
  onTestFinished(() => supervised.stop(5_000))
  return { process: supervised, events, child: () => children.at(-1)! }
}

const startWriter = (workspace: string) =>
  startProcess(writerFile.file, ({ call }) => call('workspace.attach', { path: workspace, create: true }))

async function startReader(workspace: string): Promise<Process> {
  const attached = { path: workspace, bands: DEFAULT_BAND_LIMITS, reviewer: '' }
  const reader = startProcess(readerFile.file, ({ call }) => call('reader.attach', attached))
  await reader.process.prepared
  return reader
}

const importFile = (writer: Process, file: string, signal?: AbortSignal) =>
  writer.process.call('import.files', { files: [{ path: file }] }, { signal }) as Promise<ImportSummary[]>

const list = (reader: Process) =>
  reader.process.call('conversations.open', { query: EVERYTHING, timeZone: 'UTC' }) as Promise<ResultSet>

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: AppError) => error.code
  )

function problems(workspace: string): string[] {
  const database = openReadable(workspace)
  try {
    return checkWorkspace(database).flatMap((check) => check.problems)
  } finally {
    database.close()
  }
}

it('imports in the writer while the reader answers from the same file, and tells of it at most four times a second', async () => {
  const folder = tempFolder()
  const workspace = path.join(folder, 'w')
  const writer = startWriter(workspace)
  await writer.process.prepared
  const reader = await startReader(workspace)
  const started = Date.now()
  const job = importFile(writer, writeExport(folder))
  const totals: number[] = []
  let isDone = false
  void job.finally(() => {
    isDone = true
  })
  while (!isDone) totals.push((await list(reader)).total)
  const [summary] = await job
  expect(summary).toMatchObject({ state: 'done', added: CONVERSATIONS })
  expect(totals).toEqual([...totals].sort((a, b) => a - b))
  expect(await list(reader)).toMatchObject({ total: CONVERSATIONS, of: CONVERSATIONS })

  const told = writer.events.filter(([name]) => name === 'data.changed')
  expect(told[0]?.[1]).toEqual({ tables: ['conversation', 'import'] })
  expect(told.length).toBeLessThanOrEqual((Date.now() - started) / 250 + 2)
})

it('loses nothing that was committed when the writer is killed in the middle, and completes with a second import', async () => {
  const folder = tempFolder()
  const workspace = path.join(folder, 'w')
  const file = writeExport(folder)
  const writer = startWriter(workspace)
  await writer.process.prepared
  const reader = await startReader(workspace)
  const job = codeOf(importFile(writer, file))
  await vi.waitFor(async () => expect((await list(reader)).total).toBeGreaterThan(0), { timeout: 30_000, interval: 5 })
  const seen = (await list(reader)).total
  writer.child().process.kill('SIGKILL')
  expect(await job).toBe('internal')

  await writer.process.prepared
  await vi.waitFor(async () => {
    const [interrupted] = (await reader.process.call('imports.list', undefined)) as Output<'imports.list'>
    expect(interrupted).toMatchObject({ state: 'interrupted' })
  })
  const kept = (await list(reader)).total
  expect(kept).toBeGreaterThanOrEqual(seen)
  expect(kept).toBeLessThan(CONVERSATIONS)
  expect(problems(workspace)).toEqual([])

  const [again] = await importFile(writer, file)
  expect(again).toMatchObject({ state: 'done', added: CONVERSATIONS - kept, unchanged: kept })
  expect(problems(workspace)).toEqual([])
})

it('ends a cancelled import with whole batches and says so', async () => {
  const folder = tempFolder()
  const workspace = path.join(folder, 'w')
  const writer = startWriter(workspace)
  await writer.process.prepared
  const reader = await startReader(workspace)
  const abort = new AbortController()
  const job = importFile(writer, writeExport(folder), abort.signal)
  await vi.waitFor(async () => expect((await list(reader)).total).toBeGreaterThan(0), { timeout: 30_000, interval: 5 })
  abort.abort()
  const [summary] = await job
  expect(summary?.state).toBe('cancelled')
  expect((await list(reader)).total).toBe(summary?.added)
  expect(problems(workspace)).toEqual([])
})

it('keeps the workspace it has when another one cannot be opened, and gives up the lock of one it leaves', async () => {
  const folder = tempFolder()
  const [first, second, foreign] = ['first', 'second', 'foreign'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string
  ]
  writeFileSync(foreign, `%PDF-1.7\n${'x'.repeat(5_000)}`)
  const writer = startWriter(first)
  await writer.process.prepared
  const attach = (file: string, create = true) =>
    codeOf(writer.process.call('workspace.attach', { path: file, create }))

  expect(await attach(foreign)).toBe('workspace-damaged')
  expect(await attach(path.join(folder, 'missing'), false)).toBe('workspace-missing')
  const other = lockWorkspace(second)
  expect(await attach(second)).toBe('workspace-in-use')
  other.release()
  expect(() => lockWorkspace(first)).toThrow(/open in another/)

  expect(await attach(second)).toBe('answered')
  lockWorkspace(first).release()
  expect(() => lockWorkspace(second)).toThrow(/open in another/)
})

it('leaves everything in the one file when it is asked to end', async () => {
  const folder = tempFolder()
  const workspace = path.join(folder, 'w')
  const writer = startWriter(workspace)
  await writer.process.prepared
  await importFile(writer, writeExport(folder))
  await writer.process.stop(30_000)
  expect(writer.child().process.exitCode).toBe(0)
  expect(statSync(`${workspace}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0)
  lockWorkspace(workspace).release()
})
