// A platform from the first minute: connect (a wrong key told in plain words), sync, send a pair over a broken line, see it live; the key nowhere.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type PlatformServer, startPlatform } from '../../scripts/platform-server/server'
import { type LaunchedApp, launch } from '../support/launch-app'

let launched: LaunchedApp
let server: PlatformServer

test.beforeEach(async () => {
  server = await startPlatform({ mode: 'chatbase', conversations: 90, trainingMs: 500 })
  launched = await launch()
  // Where there is no keychain the app asks whether it may keep the key in memory.
  await launched.app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  })
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  await launched.close()
  await server.close()
})

const main = (page: Page) => page.getByRole('navigation', { name: 'Main' })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Add connection' })

async function connect(page: Page): Promise<void> {
  await main(page).getByRole('button', { name: 'Sources' }).click()
  await page.getByRole('button', { name: 'Add connection' }).click()
  await dialog(page).getByRole('combobox', { name: 'Platform' }).click()
  await page.getByRole('option', { name: 'Chatbase' }).click()
  await dialog(page).getByRole('textbox', { name: 'Base address' }).fill(server.baseUrl)
  await dialog(page).getByLabel('API key').fill('wrong')
  await dialog(page).getByRole('button', { name: 'Test' }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('does not accept the API key')
  await dialog(page).getByLabel('API key').fill(server.key)
  await dialog(page).getByRole('button', { name: 'Test' }).click()
  await expect(dialog(page).getByRole('checkbox', { name: 'Northwind Support' })).toBeChecked()
  await dialog(page).getByRole('button', { name: 'Connect' }).click()
  await expect(dialog(page)).toBeHidden()
}

test('a person connects, syncs, sends a pair over a line that breaks, and sees it live', async () => {
  const { page } = launched
  await connect(page)
  const card = page.getByRole('article', { name: 'Connection Chatbase' })
  await card.getByRole('button', { name: 'Sync now' }).click()
  await expect(card.getByRole('list', { name: 'Agents of Chatbase' })).toContainText(
    /Northwind Support: 60 conversations, last sync/
  )
  await expect(card.getByRole('list', { name: 'Agents of Chatbase' })).toContainText(
    /Northwind Sales: 30 conversations/
  )

  server.faults.add({ kind: 'apply-then-drop', on: 'POST' })
  await main(page).getByRole('button', { name: 'Q&A pairs' }).click()
  await page.getByRole('button', { name: 'New pair' }).click()
  await page.getByRole('textbox', { name: 'Question 1' }).fill('How long can I return sale items?')
  await page
    .getByRole('textbox', { name: 'Answer', exact: true })
    .fill('Sale items can be returned within **14 days**.')
  await page.getByRole('button', { name: 'Mark ready' }).click()
  await page.getByRole('checkbox', { name: 'Mark How long can I return sale items?' }).check()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('menuitem', { name: /Northwind Support/ }).click()

  await main(page).getByRole('button', { name: 'Outbox' }).click()
  const row = page.getByRole('table', { name: 'Outbox' }).getByRole('row', { name: /How long can I return/ })
  await expect(row).toContainText('Delivered', { timeout: 30_000 })
  expect(server.store.sources).toMatchObject([{ answer: 'Sale items can be returned within **14 days**.' }])
  expect(server.log.filter(({ method }) => method === 'POST')).toHaveLength(1)
  await expect(page.getByRole('button', { name: 'Sync and outbox' })).toContainText('last sync')
  await main(page).getByRole('button', { name: 'Q&A pairs' }).click()
  await expect(page.getByRole('table', { name: 'Q&A pairs' })).toContainText('Live')

  // Straight from the editor: saved, ready and sent in one.
  await page.getByRole('button', { name: 'New pair' }).click()
  await page.getByRole('textbox', { name: 'Question 1' }).fill('Do you ship to Iceland?')
  await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('Yes, in a week.')
  const editor = page.getByRole('dialog', { name: 'Improve answer' })
  await editor.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('menuitem', { name: /Northwind Sales/ }).click()
  await expect(editor).toBeHidden()
  await expect.poll(() => server.store.sources.map(({ answer }) => answer)).toContain('Yes, in a week.')

  for (const file of await filesIn(launched.userData))
    expect((await readFile(file)).includes(server.key), file).toBe(false)
  expect([...launched.consoleLines, ...launched.output].join('\n')).not.toContain(server.key)
})

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}
