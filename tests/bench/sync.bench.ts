// The real app while it synchronises 100,000 conversations from the development platform: how long it takes beside an import of as many,
// whether memory stays flat, and whether the window answers.
//   npm run bench -- sync          on a display; elsewhere: xvfb-run -a npm run bench -- sync
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openWorkspace } from '../../electron/database/open-workspace'
import { importFiles } from '../../electron/import/import-files'
import type { ConnectionTest } from '../../shared/connections'
import { pageTimes, start, watchFrames } from './support/app'
import { memoryOf } from './support/memory'
import { type Measurement, percentile, report, size, timed } from './support/report'
import { writeSample } from './support/sample'

const conversations = size('BENCH_CONVERSATIONS', 100_000)
const folder = process.env['BENCH_FOLDER'] ?? mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-bench-'))
const rows: Measurement[] = []

const sample = await writeSample(folder, 'platform', conversations)
const imported = openWorkspace(path.join(folder, 'sync-peer.chatlogdesk'), { create: true })
const call = { signal: new AbortController().signal, progress: () => undefined }
const peer = await timed(() => importFiles(imported.database, { files: [{ path: sample }] }, call))
imported.close()

// A process of its own, so that its memory and its work are not counted as the app's.
const server = spawn(
  process.execPath,
  ['scripts/run-typescript.mjs', 'scripts/platform-server.ts', '--mode', 'bookbag', '--port', '0'].concat([
    ...['--conversations', String(conversations), '--requests-per-window', '1000000']
  ]),
  { stdio: ['ignore', 'pipe', 'inherit'] }
)
const told = await new Promise<{ readonly baseUrl: string; readonly key: string }>((resolve, reject) => {
  let text = ''
  server.stdout.on('data', (chunk: Buffer) => {
    text += chunk
    const [, baseUrl] = /Base address: (\S+)/.exec(text) ?? []
    const [, key] = /API key: +(\S+)/.exec(text) ?? []
    if (baseUrl !== undefined && key !== undefined) resolve({ baseUrl, key })
  })
  server.on('error', reject)
  server.on('close', () => reject(new Error(`the development platform ended: ${text}`)))
})

const workspace = path.join(folder, 'sync.chatlogdesk')
for (const suffix of ['', '-wal', '-shm', '-lock']) rmSync(workspace + suffix, { force: true })
openWorkspace(workspace, { create: true }).close()
const { app, page, close } = await start(['.', '--workspace', workspace], mkdtempSync(path.join(folder, 'user-')))
try {
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  // Where there is no keychain the app asks whether it may keep the key in memory.
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  })
  const id = await connect()
  const idle = percentile(await pageTimes(page, 40), 0.95)
  const samples: number[] = []
  const sampling = setInterval(() => samples.push((memoryOf(app.process().pid ?? 0) ?? 0) / 2 ** 20), 500)
  const { value, latest, longest, p99 } = await watchFrames(page, async () => {
    const syncing = timed(() => invoke<Readonly<Record<string, number>>>('connections.sync', { id, full: true }))
    const times: number[] = []
    let isDone = false
    const settled = () => {
      isDone = true
    }
    syncing.then(settled, settled)
    while (!isDone) times.push(...(await pageTimes(page, 20)))
    return { synced: await syncing, times }
  })
  clearInterval(sampling)
  const { synced, times } = value
  if (synced.value['added'] !== conversations) throw new Error(`the sync brought ${JSON.stringify(synced.value)}`)

  rows.push({
    what: `sync of ${conversations.toLocaleString('en')} conversations in the app`,
    value: synced.ms / 1_000,
    unit: 's',
    peer: peer.ms / 1_000,
    peerName: 'an import of as many from a file, nothing beside it'
  })
  const quarter = Math.ceil(samples.length / 4)
  const [early, late] = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)].map((part) => Math.max(...part))
  rows.push({
    what: 'memory of all processes, highest in the last quarter of the sync',
    value: late ?? Number.NaN,
    unit: 'MB',
    peer: early ?? Number.NaN,
    peerName: 'in its second quarter',
    goal: '<= 1.1 x, flat',
    met: (late ?? Number.POSITIVE_INFINITY) <= (early ?? 0) * 1.1,
    note: `highest of all ${Math.max(...samples).toFixed(0)} MB, before the sync ${samples[0]?.toFixed(0)} MB`
  })
  rows.push({
    what: 'window during the sync, longest wait for an answer',
    value: latest,
    unit: 'ms',
    goal: '<= 100 ms',
    met: latest <= 100,
    note: `longest frame ${longest.toFixed(0)} ms, 99 % within ${p99.toFixed(0)} ms`
  })
  rows.push({
    what: 'page of 100 rows during the sync, 95 %',
    value: percentile(times, 0.95),
    unit: 'ms',
    peer: idle,
    peerName: 'of the empty list before it',
    note: `${times.length} pages`
  })
} finally {
  await close()
  server.removeAllListeners('close')
  server.kill()
}
report('Sync', rows)
if (!process.env['BENCH_FOLDER']) rmSync(folder, { recursive: true, force: true })

/** Calls the contract from inside the window, as the renderer does. Throws what is refused. */
async function invoke<T>(method: string, input: unknown): Promise<T> {
  const reply = await page.evaluate(
    ([name, given]) =>
      (
        window as unknown as { bridge: { invoke(id: string, method: string, input: unknown): Promise<unknown> } }
      ).bridge.invoke(crypto.randomUUID(), name, given),
    [method, input] as const
  )
  const { ok, value, error } = reply as { ok: boolean; value: T; error: unknown }
  if (!ok) throw new Error(`${method}: ${JSON.stringify(error)}`)
  return value
}

/** Adds the development platform as a connection with all its agents. Returns its id. */
async function connect(): Promise<number> {
  const { agents } = await invoke<ConnectionTest>('connections.test', { platform: 'bookbag', ...told })
  const { baseUrl, key } = told
  const settings = { users: [], topics: [], labels: false, grounds: false }
  const connection = { platform: 'bookbag', name: 'Bench', baseUrl, agents, settings }
  const added = await invoke<{ readonly id: number } | null>('connections.add', { connection, key })
  if (!added) throw new Error('the connection was not added')
  return added.id
}
