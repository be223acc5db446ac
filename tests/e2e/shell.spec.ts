// The desktop around the window: workspaces, files handed over, settings, processes that die, the command line of the app.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import electronPath from 'electron'
import { sampleText } from '../../scripts/generate-sample'
import { SAMPLE_FORMATS } from '../../scripts/sample/formats'
import type { EventName } from '../../shared/contract'
import { EVERYTHING } from '../../shared/query/query'
import { call } from '../support/call'
import { type LaunchedApp, type LaunchOptions, launch } from '../support/launch-app'

let folder: string
const running: LaunchedApp[] = []

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-shell-'))
})
test.afterEach(async () => {
  for (const launched of running.splice(0)) await launched.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

/** Starts the app with its data in `folder`, and waits until its page can call. */
async function start(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const launched = await launch({ userData: path.join(folder, 'data'), keepUserData: true, ...options })
  running.push(launched)
  await launched.page.waitForFunction(() => 'bridge' in window)
  return launched
}

async function end(launched: LaunchedApp): Promise<void> {
  running.splice(running.indexOf(launched), 1)
  await launched.close()
}

/** From now on, events of that name are kept; `heard` gives them. */
async function listen({ page }: LaunchedApp, name: EventName): Promise<() => Promise<unknown[]>> {
  await page.evaluate((event) => {
    const heard: unknown[] = []
    Object.assign(window, { [`heard ${event}`]: heard })
    const { bridge } = window as unknown as { bridge: { subscribe(n: string, l: (p: unknown) => void): void } }
    bridge.subscribe(event, (payload) => void heard.push(payload))
  }, name)
  return () => page.evaluate((event) => (window as unknown as Record<string, unknown[]>)[`heard ${event}`] ?? [], name)
}

const title = ({ app }: LaunchedApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())

function writeExport(name: string, conversations: number): string {
  const options = { seed: 5, conversations, days: 90, until: Date.UTC(2026, 2, 31), meanMessages: 6 }
  const file = path.join(folder, name)
  writeFileSync(file, [...sampleText(options, SAMPLE_FORMATS['platform']!)].join(''))
  return file
}

/** Process ids of the app's own worker processes of that kind. */
const workers = ({ app }: LaunchedApp, kind: 'reader' | 'writer') =>
  app.evaluate(
    ({ app: main }, name) =>
      main
        .getAppMetrics()
        .filter((metric) => metric.name === `chatlog-desk-${name}`)
        .map((metric) => metric.pid),
    kind
  )

test('the first start makes a workspace; the last one opened is opened again', async () => {
  const first = await start()
  await expect.poll(() => title(first)).toBe('My conversations - Chatlog Desk')
  const made = path.join(folder, 'data', 'Workspaces', 'My conversations.chatlogdesk')
  expect((await call(first.page, 'workspace.info', undefined)).path).toBe(made)

  const other = path.join(folder, 'Other shop')
  await first.app.evaluate(({ dialog }, file) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file })
  }, other)
  const changed = await listen(first, 'workspace.changed')
  expect(await call(first.page, 'workspace.create', undefined)).toEqual({
    path: `${other}.chatlogdesk`,
    name: 'Other shop'
  })
  expect(await changed()).toEqual([{ path: `${other}.chatlogdesk`, name: 'Other shop' }])
  expect(await title(first)).toBe('Other shop - Chatlog Desk')
  expect((await call(first.page, 'workspace.recent', undefined)).map(({ name }) => name)).toEqual([
    'Other shop',
    'My conversations'
  ])
  await end(first)

  const second = await start()
  await expect.poll(() => title(second)).toBe('Other shop - Chatlog Desk')
  await call(second.page, 'workspace.switch', { path: made })
  expect((await call(second.page, 'workspace.info', undefined)).path).toBe(made)
})

test('a workspace that cannot be opened is told, and the one before stays open', async () => {
  const launched = await start()
  const { path: before } = await call(launched.page, 'workspace.info', undefined)
  const foreign = path.join(folder, 'report.chatlogdesk')
  writeFileSync(foreign, `%PDF-1.7\n${'x'.repeat(5_000)}`)
  const reply = await launched.page.evaluate((file) => {
    const { bridge } = window as unknown as { bridge: { invoke(...args: unknown[]): Promise<unknown> } }
    return bridge.invoke('1', 'workspace.switch', { path: file })
  }, foreign)
  expect(reply).toMatchObject({ ok: false, error: { code: 'workspace-damaged' } })
  expect((await call(launched.page, 'workspace.info', undefined)).path).toBe(before)
  expect(await title(launched)).toBe('My conversations - Chatlog Desk')
})

test('an import through the window is told as a job, and the command line counts the same', async () => {
  const workspace = path.join(folder, 'named')
  const launched = await start({ workspace })
  const jobs = await listen(launched, 'job.changed')
  const data = await listen(launched, 'data.changed')
  const file = writeExport('export.json', 500)
  expect(await call(launched.page, 'import.files', { files: [{ path: file }] })).toMatchObject([
    { state: 'done', added: 500 }
  ])
  const told = (await jobs()) as { state: string; name: string }[]
  expect(told[0]).toMatchObject({ name: 'Import', state: 'running' })
  expect(told.at(-1)).toMatchObject({ name: 'Import', state: 'done' })
  expect(await data()).toContainEqual({ tables: ['conversation', 'import'] })
  const { total } = await call(launched.page, 'conversations.open', { query: EVERYTHING, timeZone: 'UTC' })
  expect(total).toBe(500)

  // Beside the running app, by the packaged app's own command line.
  const counted = await runApp('query', '', '--workspace', workspace, '--count')
  expect(counted).toMatchObject({ code: 0, out: '500\n' })
  const refused = await runApp('import', file, '--workspace', workspace)
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('is open in another window or program')
})

test('a damaged settings file is put aside, and the app starts with the defaults', async () => {
  const first = await start()
  await call(first.page, 'settings.set', { theme: 'dark', reviewer: 'Ada' })
  await end(first)
  const settings = path.join(folder, 'data', 'settings.json')
  expect(readFileSync(settings, 'utf8')).toContain('Ada')
  writeFileSync(settings, '{"settings": {"theme": "da')

  const second = await start()
  expect(await call(second.page, 'settings.get', undefined)).toMatchObject({ theme: 'system', reviewer: '' })
  const kept = readdirSync(path.join(folder, 'data')).filter((name) => name.startsWith('settings.damaged-'))
  expect(kept).toHaveLength(1)
  await end(second)

  // One setting of another version costs only itself.
  writeFileSync(settings, JSON.stringify({ settings: { theme: 'sepia', reviewer: 'Ada' }, recent: 7, window: 'wide' }))
  const third = await start()
  expect(await call(third.page, 'settings.get', undefined)).toMatchObject({ theme: 'system', reviewer: 'Ada' })
})

test('files given at the start wait for the window; a second start hands its files to the first and ends', async () => {
  const file = writeExport('given.json', 3)
  const launched = await start({ args: [file] })
  // The page has asked for them by now, or this asks in its place.
  const taken = await call(launched.page, 'app.filesToOpen', undefined)
  expect([[], [file]]).toContainEqual([...taken])

  const opened = await listen(launched, 'files.opened')
  const second = await runApp('--user-data-dir', path.join(folder, 'data'), file)
  expect(second.code).toBe(0)
  await expect.poll(opened).toEqual([{ files: [file] }])
  expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a reader or writer that dies is started again, and the window is told', async () => {
  const launched = await start()
  await call(launched.page, 'workspace.info', undefined)
  const restarted = await listen(launched, 'process.restarted')
  for (const kind of ['reader', 'writer'] as const) {
    const [pid] = await workers(launched, kind)
    process.kill(pid ?? 0, 'SIGKILL')
    await expect
      .poll(async () => ((await restarted()) as { owner: string }[]).map(({ owner }) => owner))
      .toContain(kind)
    expect((await call(launched.page, 'workspace.info', undefined)).name).toBe('My conversations')
    expect(await call(launched.page, 'import.plan', { files: [writeExport(`${kind}.json`, 3)] })).toHaveLength(1)
    expect(await workers(launched, kind)).not.toContain(pid)
  }
})

test('a page that crashes is loaded again', async () => {
  const { app } = await start()
  const processOfPage = () =>
    app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return contents && !contents.isCrashed() && !contents.isLoading() ? contents.getOSProcessId() : null
    })
  const before = await processOfPage()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  // Not asked to run anything before it is another process: the dying one would never answer.
  await expect.poll(async () => [before, null].includes(await processOfPage()), { timeout: 20_000 }).toBe(false)
  const works = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      `window.bridge.invoke('after', 'workspace.info', undefined).then((reply) => reply.ok)`
    )
  )
  expect(works).toBe(true)
})

test('ending the app during an import leaves whole batches and no lock', async () => {
  const workspace = path.join(folder, 'w')
  const launched = await start({ workspace })
  const data = await listen(launched, 'data.changed')
  const file = writeExport('big.json', 6_000)
  const cut = call(launched.page, 'import.files', { files: [{ path: file }] }).catch(() => 'the window is gone')
  await expect.poll(async () => (await data()).length, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(0)
  await end(launched)
  await cut

  expect(await runApp('check', '--workspace', workspace)).toMatchObject({ code: 0 })
  const again = await runApp('import', file, '--workspace', workspace)
  expect(again).toMatchObject({ code: 0 })
  expect(existsSync(`${workspace}-wal`)).toBe(false)
  expect((await runApp('query', '', '--workspace', workspace, '--count')).out).toBe('6000\n')
})

/** Runs the app with these words until it ends by itself: a command, or a second start. */
function runApp(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const isRoot = process.getuid?.() === 0 || Boolean(process.env['CHATLOG_DESK_TEST_NO_SANDBOX'])
  // In Node, the package's export is the path of the program.
  const program = electronPath as unknown as string
  const child = spawn(program, [...(isRoot ? ['--no-sandbox'] : []), '.', ...words])
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString()
  })
  return new Promise((resolve) => void child.once('close', (code) => resolve({ code, ...said })))
}
