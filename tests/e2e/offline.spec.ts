// Without a network: three answers corrected and sent while the platform is away, the app closed and started again, still without;
// when the platform is there all three are live, each exactly once.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type PlatformServer, startPlatform } from '../../scripts/platform-server/server'
import { type LaunchedApp, launch } from '../support/launch-app'

const QUESTIONS = ['Can I return sale items?', 'Where is my parcel?', 'Do you ship to Iceland?']

let launched: LaunchedApp
let server: PlatformServer
let folder: string

test.beforeEach(async () => {
  server = await startPlatform({ mode: 'chatbase', conversations: 30, trainingMs: 300 })
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-offline-'))
  launched = await start()
})
test.afterEach(async () => {
  await launched.close()
  await server.close()
  for (const place of [folder, launched.userData])
    await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

async function start(userData?: string): Promise<LaunchedApp> {
  const workspace = path.join(folder, 'offline.chatlogdesk')
  const app = await launch({ workspace, keepUserData: true, ...(userData === undefined ? {} : { userData }) })
  // Where there is no keychain the app asks whether it may keep the key in memory.
  await app.app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  })
  return app
}

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }).click()
const outbox = (page: Page) => page.getByRole('table', { name: 'Outbox' }).locator('tbody tr')

async function connect(page: Page): Promise<void> {
  await goTo(page, 'Sources')
  await page.getByRole('button', { name: 'Add connection' }).click()
  const form = page.getByRole('dialog', { name: 'Add connection' })
  await form.getByRole('combobox', { name: 'Platform' }).click()
  await page.getByRole('option', { name: 'Chatbase' }).click()
  await form.getByRole('textbox', { name: 'Base address' }).fill(server.baseUrl)
  await form.getByLabel('API key').fill(server.key)
  await form.getByRole('button', { name: 'Test' }).click()
  await expect(form.getByRole('checkbox', { name: 'Northwind Support' })).toBeChecked()
  await form.getByRole('button', { name: 'Connect' }).click()
  await expect(form).toBeHidden()
}

async function writeAndSend(page: Page, question: string): Promise<void> {
  await goTo(page, 'Q&A pairs')
  await page.getByRole('button', { name: 'New pair' }).click()
  const editor = page.getByRole('dialog', { name: 'Improve answer' })
  await editor.getByRole('textbox', { name: 'Question 1' }).fill(question)
  await editor.getByRole('textbox', { name: 'Answer', exact: true }).fill(`The answer to: ${question}`)
  await editor.getByRole('button', { name: 'Mark ready' }).click()
  await page.getByRole('checkbox', { name: `Mark ${question}` }).check()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('menuitem', { name: /Northwind Support/ }).click()
}

test('what was corrected and sent without a network is live once each when there is one, across a restart', async () => {
  test.setTimeout(180_000)
  await connect(launched.page)
  const port = Number(new URL(server.origin).port)
  await server.close()
  for (const question of QUESTIONS) await writeAndSend(launched.page, question)
  await goTo(launched.page, 'Outbox')
  await expect(outbox(launched.page)).toHaveCount(3)
  await expect(launched.page.getByRole('button', { name: 'Sync and outbox' })).toContainText('3 waiting')
  await expect(launched.page.getByText(/platform cannot be reached now/)).toBeVisible()

  await launched.close()
  launched = await start(launched.userData)
  const { page } = launched
  await goTo(page, 'Outbox')
  await expect(outbox(page)).toHaveCount(3)
  await expect(outbox(page).first()).toContainText('Waiting')

  server = await startPlatform({ mode: 'chatbase', conversations: 30, trainingMs: 300, port })
  // The first answer is lost on the way: it may not be made twice for that.
  server.faults.add({ kind: 'apply-then-drop', on: 'POST' })
  await goTo(page, 'Sources')
  await page.getByRole('button', { name: 'Change key' }).click()
  const dialog = page.getByRole('dialog', { name: /^API key of/ })
  await dialog.getByLabel('API key').fill(server.key)
  await dialog.getByRole('button', { name: 'Save key' }).click()
  await expect(dialog).toBeHidden()
  await goTo(page, 'Outbox')
  for (const question of QUESTIONS)
    await expect(outbox(page).filter({ hasText: question })).toContainText('Delivered', { timeout: 90_000 })
  expect(server.store.created).toHaveLength(3)
  const answers = new Set(server.store.sources.map(({ answer }) => answer))
  expect(answers).toEqual(new Set(QUESTIONS.map((question) => `The answer to: ${question}`)))
  await goTo(page, 'Q&A pairs')
  await expect(page.getByRole('table', { name: 'Q&A pairs' }).getByText('Live', { exact: true })).toHaveCount(3)
})
