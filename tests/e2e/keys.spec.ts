// Keys appear nowhere: after everything that can be done with one, and after everything that can go wrong, it is in no file, no line of
// a log, no export and no sentence on the screen.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type PlatformServer, startPlatform } from '../../scripts/platform-server/server'
import { findSecret, holdsSecret } from '../support/find-secret'
import { type LaunchedApp, launch } from '../support/launch-app'

const KEY = 'oc_live_Ky7vQ2mZp9-right-one'
const WRONG = 'oc_live_Xw4bT8nRs3-wrong-one'

let launched: LaunchedApp
let server: PlatformServer
let folder: string

test.beforeEach(async () => {
  server = await startPlatform({
    mode: 'generic',
    conversations: 400,
    trainingMs: 0,
    requestsPerWindow: 5_000,
    key: KEY
  })
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-keys-'))
  launched = await launch({ workspace: path.join(folder, 'keys.chatlogdesk'), keepUserData: true })
  await launched.app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  })
})
test.afterEach(async () => {
  await launched.close()
  await server.close()
  for (const path of [folder, launched.userData])
    await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }).click()
const words: string[] = []

/** Waits for a sentence, and keeps all that is on the screen then. */
async function expectTold(page: Page, sentence: RegExp): Promise<void> {
  await expect(page.getByText(sentence).first()).toBeVisible({ timeout: 30_000 })
  words.push(await page.locator('body').innerText())
}

test('a key is seen by the platform alone, whatever goes wrong', async () => {
  const { page, app, userData } = launched
  await goTo(page, 'Sources')
  await page.getByRole('button', { name: 'Add connection' }).click()
  const form = page.getByRole('dialog', { name: 'Add connection' })
  await form.getByRole('combobox', { name: 'Platform' }).click()
  await page.getByRole('option', { name: 'Own gateway' }).click()
  await form.getByRole('textbox', { name: 'Base address' }).fill(server.baseUrl)
  // Wrong; not even a key; right, at a server that repeats it in its refusal; right.
  for (const [key, told] of [
    [WRONG, /does not accept the API key/],
    [`${WRONG} ü`, /./]
  ] as const) {
    await form.getByLabel('API key').fill(key)
    await form.getByRole('button', { name: 'Test' }).click()
    await expect(form.getByRole('alert')).toContainText(told)
    words.push(await page.locator('body').innerText())
  }
  server.faults.add({ kind: 'status', status: 403, message: `Bearer ${KEY} may not list agents` })
  await form.getByLabel('API key').fill(KEY)
  await form.getByRole('button', { name: 'Test' }).click()
  await expect(form.getByRole('alert')).toContainText('Bearer [key] may not list agents')
  await form.getByRole('button', { name: 'Test' }).click()
  await expect(form.getByRole('checkbox', { name: 'Northwind Support' })).toBeChecked()
  await form.getByRole('button', { name: 'Connect' }).click()
  await expect(form).toBeHidden()

  // The writer dies in the middle of a sync.
  server.faults.add({ kind: 'slow-body', on: '/export', after: 2 })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect.poll(() => server.log.filter(({ path }) => path.includes('/export')).length).toBeGreaterThan(2)
  const killed = await app.evaluate(({ app: electron }) => {
    const writer = electron.getAppMetrics().find(({ name, serviceName }) => `${name} ${serviceName}`.includes('writer'))
    if (writer) process.kill(writer.pid, 'SIGSEGV')
    return writer?.pid ?? null
  })
  expect(killed).not.toBeNull()
  await expectTold(page, /stopped|restarted|started again/i)
  server.faults.clear()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByRole('list', { name: /^Agents of/ })).toContainText(/Northwind Sales: 133 conversations/, {
    timeout: 60_000
  })

  // Sending: an expired key, a redirect to elsewhere, a page of a proxy, half an answer.
  await goTo(page, 'Q&A pairs')
  await page.getByRole('button', { name: 'New pair' }).click()
  const editor = page.getByRole('dialog', { name: 'Improve answer' })
  await editor.getByRole('textbox', { name: 'Question 1' }).fill('How long can I return sale items?')
  await editor.getByRole('textbox', { name: 'Answer', exact: true }).fill('14 days.')
  await editor.getByRole('button', { name: 'Mark ready' }).click()
  server.faults.add(
    { kind: 'html', on: 'POST' },
    { kind: 'truncated-json', on: 'GET' },
    { kind: 'status', status: 401, code: 'AUTH_EXPIRED_API_KEY', message: `${KEY} expired` }
  )
  await page.getByRole('checkbox', { name: 'Mark How long can I return sale items?' }).check()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('menuitem', { name: /Northwind Support/ }).click()
  await goTo(page, 'Sources')
  await expectTold(page, /has expired/)
  await goTo(page, 'Outbox')
  await expectTold(page, /has expired/)
  server.faults.clear()
  await goTo(page, 'Sources')
  await page.getByRole('button', { name: 'Change key' }).click()
  await page
    .getByRole('dialog', { name: /^API key of/ })
    .getByLabel('API key')
    .fill(KEY)
  await page.getByRole('button', { name: 'Save key' }).click()
  await goTo(page, 'Outbox')
  await expect(page.getByRole('table', { name: 'Outbox' })).toContainText('Delivered', { timeout: 30_000 })

  // Out of the app: everything as JSON Lines, the pairs as JSON.
  await app.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = async (...given: unknown[]) => {
      const { defaultPath = 'file' } = given.at(-1) as { defaultPath?: string }
      return { canceled: false, filePath: `${to}/${defaultPath.split('/').at(-1)}` }
    }
  }, folder)
  await goTo(page, 'Q&A pairs')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'JSON', exact: true }).click()
  await expectTold(page, /Saved 1 Q&A pair/)
  await goTo(page, 'Conversations')
  // The list was empty when it was shown last, and is read again.
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(/^[1-9]/)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const exporting = page.getByRole('dialog', { name: 'Export' })
  await exporting.getByRole('radio', { name: /^JSON Lines/ }).check()
  await exporting.getByRole('button', { name: 'Export', exact: true }).click()
  await expectTold(page, /conversations exported to/)
  await goTo(page, 'History')
  words.push(await page.locator('body').innerText())

  await launched.close()
  for (const secret of [KEY, WRONG]) {
    const { files, found } = await findSecret([userData, folder], secret)
    expect(found).toEqual([])
    // The workspace, two exports, the settings, what Chromium keeps.
    expect(files).toBeGreaterThan(8)
    expect(holdsSecret([...launched.consoleLines, ...launched.output, ...words].join('\n'), secret)).toBe(false)
    expect(server.log.some(({ path }) => path.includes(secret))).toBe(false)
  }
})
