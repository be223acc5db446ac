// Let no one in, through calls: who may ask, what may be asked, and that nothing malformed changes or ends anything.
/// <reference path="../../renderer/bridge.d.ts" />
import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { WorkspaceInfo } from '../../shared/domain'
import type { Reply } from '../../shared/errors'
import type { Settings } from '../../shared/settings'
import { type LaunchedApp, launch } from '../support/launch-app'

let launched: LaunchedApp

test.beforeEach(async () => {
  launched = await launch()
  await launched.page.waitForFunction(() => 'bridge' in window)
})
test.afterEach(async () => {
  await launched.close()
})

/** Calls as the page's own code does. */
function invoke(method: string, input?: unknown): Promise<Reply<unknown>> {
  return launched.page.evaluate(
    ([name, given]) => window.bridge.invoke(crypto.randomUUID(), name as never, given) as Promise<never>,
    [method, input] as const
  )
}

const errorCode = (reply: Reply<unknown>): string => (reply.ok ? 'answered' : reply.error.code)

test('another page in our window, and our page in another window, are refused', async () => {
  const { app } = launched
  const answers = await app.evaluate(
    async ({ app: main, BrowserWindow }, preload) => {
      const ask = `window.bridge.invoke('1', 'settings.get', undefined).then((r) => r.ok ? 'answered' : r.error.code)`
      const [ours] = BrowserWindow.getAllWindows()
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { preload: `${main.getAppPath()}/${preload}` }
      })
      const load = async (window: Electron.BrowserWindow | undefined, url: string): Promise<unknown> => {
        await window?.loadURL(url)
        return await window?.webContents.executeJavaScript(ask)
      }
      const found = {
        ourPageInOurs: await load(ours, 'app://bundle/index.html'),
        blankInOurs: await load(ours, 'about:blank'),
        dataInOurs: await load(ours, 'data:text/html,<b>x</b>'),
        ourPageInStranger: await load(stranger, 'app://bundle/index.html'),
        blankInStranger: await load(stranger, 'about:blank')
      }
      stranger.destroy()
      return found
    },
    path.posix.join('out', 'preload', 'preload.cjs')
  )
  expect(answers).toEqual({
    ourPageInOurs: 'answered',
    blankInOurs: 'refused',
    dataInOurs: 'refused',
    ourPageInStranger: 'refused',
    blankInStranger: 'refused'
  })
})

test('what the window may not call is refused, and malformed calls change nothing and end nothing', async () => {
  const { app, page } = launched
  // Not all of the settings: the page itself saves the widths of its panes when it is ready to.
  const state = async () => {
    const [info, settings] = [await invoke('workspace.info'), await invoke('settings.get')]
    if (!info.ok || !settings.ok) throw new Error('the app does not answer')
    const { path: file, conversations, schemaVersion } = info.value as WorkspaceInfo
    const { theme, bands, timeZone } = settings.value as Settings
    return { file, conversations, schemaVersion, theme, bands, timeZone }
  }
  const processes = () =>
    app.evaluate(({ app: main }) =>
      main
        .getAppMetrics()
        .filter((metric) => metric.type === 'Tab' || metric.name?.startsWith('chatlog-desk'))
        .map((metric) => metric.pid)
        .sort((a, b) => a - b)
    )
  const before = [await state(), await processes()]

  for (const method of [
    'workspace.attach',
    'reader.attach',
    'constructor',
    '__proto__',
    'toString',
    '',
    'a'.repeat(100)
  ]) {
    expect(errorCode(await invoke(method, { path: '/tmp/x', create: true, bands: {} }))).toBe('refused')
  }

  const answers = await page.evaluate(async () => {
    const deep: unknown[] = []
    for (let at = deep, i = 0; i < 5_000; i++) {
      const next: unknown[] = []
      at.push(next)
      at = next
    }
    const inputs: unknown[] = [
      null,
      0,
      Number.NaN,
      'text',
      'x'.repeat(100_000),
      [],
      [1, 2],
      true,
      new Date(0),
      new Map([[1, 2]]),
      new Uint8Array(10),
      { unknown: 1 },
      { conversationId: -1, start: 'a', end: {} },
      { query: { version: 2 }, timeZone: 7 },
      { query: { version: 1, filter: { kind: 'condition', field: 'x; DROP TABLE message', op: '=', values: [] } } },
      JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
      deep
    ]
    const methods = [
      'workspace.info',
      'conversations.open',
      'conversations.page',
      'conversations.position',
      'transcript.open',
      'transcript.messages',
      'transcript.raw',
      'imports.list',
      'imports.rejected',
      'import.plan',
      'import.files',
      'settings.get',
      'workspace.switch',
      'links.open',
      'clipboard.write',
      'sample.path',
      'dialogs.filesToImport',
      'dialogs.saveRejected'
    ] as const
    const codes: string[] = []
    for (const method of methods) {
      for (const input of inputs) {
        try {
          const reply = (await window.bridge.invoke(crypto.randomUUID(), method, input)) as Reply<unknown>
          codes.push(reply.ok ? `${method} answered` : reply.error.code)
        } catch (thrown) {
          codes.push(String(thrown).includes('recursion depth') ? 'not sent' : String(thrown))
        }
      }
    }
    // Names of calls that are none.
    for (const callId of ['', 'x'.repeat(65), null, {}, 7]) {
      const reply = (await window.bridge.invoke(callId as string, 'app.about', undefined)) as Reply<unknown>
      codes.push(reply.ok ? `${String(callId)} answered` : reply.error.code)
      window.bridge.cancel(callId as string)
    }
    return [...new Set(codes)]
  })
  expect(answers.sort((a, b) => a.localeCompare(b))).toEqual(['invalid-input', 'not sent'])
  expect([await state(), await processes()]).toEqual(before)
})

test('links: only web addresses, only after the whole address was shown and agreed to', async () => {
  const { app } = launched
  await app.evaluate(({ dialog, shell }) => {
    const seen: { shown: string[]; opened: string[]; answer: number } = { shown: [], opened: [], answer: 1 }
    Object.assign(globalThis, { seen })
    dialog.showMessageBox = ((_window: unknown, { detail = '' }: Electron.MessageBoxOptions) => {
      seen.shown.push(detail)
      return Promise.resolve({ response: seen.answer, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
    shell.openExternal = (url) => Promise.resolve(void seen.opened.push(url))
  })
  const seen = () => app.evaluate(() => (globalThis as unknown as { seen: { shown: string[]; opened: string[] } }).seen)

  for (const url of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'mailto:a@b.example',
    'ms-msdt:/id',
    'smb://host/share',
    'vscode://x',
    'app://bundle/index.html',
    '//example.com',
    '/etc/passwd',
    'C:\\Windows\\calc.exe',
    ''
  ]) {
    expect(errorCode(await invoke('links.open', { url })), url).toBe('refused')
  }
  expect(await seen()).toMatchObject({ shown: [], opened: [] })

  const url = `https://shop.example/help?a=${'x'.repeat(300)}#end`
  expect(await invoke('links.open', { url })).toEqual({ ok: true, value: false })
  expect(await seen()).toMatchObject({ shown: [url], opened: [] })

  await app.evaluate(() => Object.assign((globalThis as unknown as { seen: object }).seen, { answer: 0 }))
  expect(await invoke('links.open', { url })).toEqual({ ok: true, value: true })
  expect(await seen()).toMatchObject({ opened: [url] })

  // A name that only looks like another is shown as what it is.
  await invoke('links.open', { url: 'https://аpple.example/' })
  expect((await seen()).shown.at(-1)).toBe('https://xn--pple-43d.example/')
})
