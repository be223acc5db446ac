// Memory of the whole app: all of its processes together, idle and while a large file is imported in the window.
//   npm run bench -- memory        on a display; elsewhere: xvfb-run -a npm run bench -- memory
//   BENCH_CONVERSATIONS=690000     files of two gigabytes and more; BENCH_FORMAT=csv-messages for one of them alone
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openWorkspace } from '../../electron/database/open-workspace'
import { firstFrame, start } from './support/app'
import { memoryOf } from './support/memory'
import { type Measurement, report, size } from './support/report'
import { writeSample } from './support/sample'

const conversations = size('BENCH_CONVERSATIONS', 100_000)
const folder = process.env['BENCH_FOLDER'] ?? mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-bench-'))
const only = process.env['BENCH_FORMAT']
const rows: Measurement[] = []
const GOAL = 600
const EVERY_MS = 250
/** The window has drawn its first page, and what it reads behind that is read. */
const SETTLED_MS = 4_000

interface Peaks {
  readonly idle: number
  /** Bytes, one for each quarter of the time. */
  readonly quarters: readonly number[]
  readonly seconds: number
}

/** Imports a file into an empty workspace in the window. */
async function peaksOf(file: string): Promise<Peaks> {
  const workspace = path.join(folder, 'memory.chatlogdesk')
  for (const suffix of ['', '-wal', '-shm', '-lock']) rmSync(workspace + suffix, { force: true })
  openWorkspace(workspace, { create: true }).close()
  const { app, page, close } = await start(['.', '--workspace', workspace], mkdtempSync(path.join(folder, 'user-')))
  await firstFrame(page, 'main')
  await pause(SETTLED_MS)
  const memory = () => memoryOf(app.process().pid ?? 0) ?? Number.NaN
  const idle = memory()
  const began = performance.now()
  let reply: string | null = null
  const importing = page
    .evaluate(async (given) => {
      const { bridge } = window as unknown as {
        bridge: { invoke(id: string, method: string, input: unknown): Promise<unknown> }
      }
      return JSON.stringify(await bridge.invoke(crypto.randomUUID(), 'import.files', { files: [{ path: given }] }))
    }, file)
    .then((told) => {
      reply = told
    })
  const samples: number[] = []
  while (reply === null) {
    samples.push(memory())
    await Promise.race([importing, pause(EVERY_MS)])
  }
  const seconds = (performance.now() - began) / 1_000
  if (!String(reply).includes(`"added":${conversations}`)) throw new Error(`the import ended with ${reply}`)
  await close()
  for (const suffix of ['', '-wal', '-shm', '-lock']) rmSync(workspace + suffix, { force: true })
  const quarter = Math.ceil(samples.length / 4)
  const quarters = [0, 1, 2, 3].map((n) => Math.max(...samples.slice(n * quarter, (n + 1) * quarter)))
  return { idle, quarters, seconds }
}

const mb = (bytes: number) => bytes / 2 ** 20
for (const format of only ? [only] : ['platform', 'csv-messages']) {
  const file = await writeSample(folder, format, conversations)
  const { idle, quarters, seconds } = await peaksOf(file)
  const peak = Math.max(...quarters)
  rows.push({
    what: `all processes, peak while ${format} of ${Math.round(statSync(file).size / 1e6)} MB is imported in the window`,
    value: mb(peak),
    unit: 'MB',
    goal: `<= ${GOAL} MB`,
    met: mb(peak) <= GOAL,
    note: `idle ${mb(idle).toFixed(0)}; by quarters ${quarters.map((q) => mb(q).toFixed(0)).join(', ')}; ${seconds.toFixed(0)} s; shared pages are shared out`
  })
}
report('Memory', rows)
if (!process.env['BENCH_FOLDER']) rmSync(folder, { recursive: true, force: true })
