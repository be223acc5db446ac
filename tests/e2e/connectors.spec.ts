// Flowise and Dify through the window: connect, what is covered, sync with progress, what came in; the schedule; a platform that goes away.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { type DifyServer, startDify } from '../support/dify-server'
import { type FlowiseServer, startFlowise } from '../support/flowise-server'
import { type LaunchedApp, launch } from '../support/launch-app'
import { startProxy } from '../support/proxy-server'

let launched: LaunchedApp
let flowise: FlowiseServer
let dify: DifyServer

test.beforeEach(async () => {
  flowise = await startFlowise()
  dify = await startDify(['ann', 'bob'], 4)
  launched = await launch()
  // Where there is no keychain the app asks whether it may keep the key in memory.
  await launched.app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  })
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  await launched.close()
  await Promise.all([flowise.close(), dify.close()])
})

const main = (page: Page) => page.getByRole('navigation', { name: 'Main' })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Add connection' })

async function begin(page: Page, platform: string, server: { readonly baseUrl: string; readonly key: string }) {
  await main(page).getByRole('button', { name: 'Sources' }).click()
  await page.getByRole('button', { name: 'Add connection' }).click()
  await dialog(page).getByRole('combobox', { name: 'Platform' }).click()
  await page.getByRole('option', { name: platform }).click()
  await dialog(page).getByRole('textbox', { name: 'Base address' }).fill(server.baseUrl)
  await dialog(page).getByLabel('API key').fill(server.key)
  await dialog(page).getByRole('button', { name: 'Test' }).click()
}

test('Flowise: chatflows are found, and their conversations come in with feedback and sources', async () => {
  const { page } = launched
  await begin(page, 'Flowise', { baseUrl: flowise.origin, key: flowise.key })
  await expect(dialog(page)).toContainText('Covers')
  await expect(dialog(page).getByRole('checkbox', { name: 'Northwind help' })).toBeChecked()
  await dialog(page).getByRole('checkbox', { name: 'Northwind sales' }).uncheck()
  await dialog(page).getByRole('button', { name: 'Connect' }).click()
  await expect(dialog(page)).toBeHidden()
  const card = page.getByRole('article', { name: 'Connection Flowise' })
  await expect(card).toContainText('belong to a session')
  await card.getByRole('button', { name: 'Sync now' }).click()
  await expect(card.getByRole('list', { name: 'Agents of Flowise' })).toContainText(
    /Northwind help: 25 conversations, last sync/
  )

  await main(page).getByRole('button', { name: 'Conversations' }).click()
  await page.getByRole('combobox', { name: 'Search conversations' }).fill('feedback:down before:2026-11-02')
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('1 of 25 conversations')
  await page.locator('[role="row"][row-index="0"] [col-id="preview"]').click()
  const transcript = page.getByRole('region', { name: 'Transcript' })
  await expect(transcript).toContainText('Sale items may be final.')
  await expect(transcript).toContainText('Too vague')
  await page.getByRole('combobox', { name: 'Search conversations' }).fill('waterproof')
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('5 of 25 conversations')
  await page.locator('[role="row"][row-index="0"] [col-id="preview"]').click()
  await expect(transcript).toContainText('https://shop.example/tents')
})

test('Dify: end users are named before, and can be added later', async () => {
  const { page } = launched
  await begin(page, 'Dify', dify)
  await expect(dialog(page).getByRole('checkbox', { name: 'Help bot' })).toBeChecked()
  await expect(dialog(page).getByRole('button', { name: 'Connect' })).toBeDisabled()
  await dialog(page).getByRole('textbox', { name: 'End users' }).fill('ann')
  await dialog(page).getByRole('button', { name: 'Connect' }).click()
  const card = page.getByRole('article', { name: 'Connection Dify' })
  await card.getByRole('button', { name: 'Sync now' }).click()
  const agents = card.getByRole('list', { name: 'Agents of Dify' })
  await expect(agents).toContainText(/Help bot: 4 conversations, last sync/)
  await card.getByRole('button', { name: 'Settings' }).click()
  const settings = page.getByRole('dialog', { name: 'Settings of Dify' })
  await settings.getByRole('textbox', { name: 'End users' }).fill('ann\nbob')
  await settings.getByRole('button', { name: 'Save' }).click()
  await card.getByRole('button', { name: 'Sync now' }).click()
  await expect(agents).toContainText(/Help bot: 8 conversations/)
})

test('connections, their settings and their dialogs have nothing serious for assistive technology, light and dark', async () => {
  const { page } = launched
  const serious = async (part: string) => {
    const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode().analyze()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => [id, nodes[0]?.html])
  }
  await begin(page, 'Dify', dify)
  await dialog(page).getByRole('textbox', { name: 'End users' }).fill('ann')
  const schemes = ['light', 'dark'] as const
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    expect(await serious('[role="dialog"]'), colorScheme).toEqual([])
  }
  await dialog(page).getByRole('button', { name: 'Connect' }).click()
  const card = page.getByRole('article', { name: 'Connection Dify' })
  await expect(card).toContainText('Covers')
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    expect(await serious('[aria-label="Connections"]'), colorScheme).toEqual([])
  }
  await card.getByRole('button', { name: 'Settings' }).click()
  await expect(page.getByRole('dialog', { name: 'Settings of Dify' })).toBeVisible()
  expect(await serious('[role="dialog"]')).toEqual([])
})

test('a platform that goes away is told on its card, and read by itself when it is back', async () => {
  test.setTimeout(120_000)
  const { page } = launched
  await begin(page, 'Dify', dify)
  await dialog(page).getByRole('textbox', { name: 'End users' }).fill('ann')
  await dialog(page).getByRole('button', { name: 'Connect' }).click()
  const schedule = page.getByRole('group', { name: 'Sync by itself, while the app is open' })
  await schedule.getByRole('checkbox', { name: 'when the network is back' }).check()
  await dify.close()
  await schedule.getByRole('combobox', { name: 'Sync again' }).selectOption('5')
  const card = page.getByRole('article', { name: 'Connection Dify' })
  const agents = card.getByRole('list', { name: 'Agents of Dify' })
  await expect(agents).toContainText('cannot be reached', { timeout: 60_000 })
  dify = await startDify(['ann'], 4, Number(new URL(dify.origin).port))
  await expect(agents).toContainText(/Help bot: 4 conversations, last sync/, { timeout: 60_000 })
  await expect(agents).not.toContainText('cannot be reached')
})

test('a platform is reached through the proxy that the system names', async () => {
  const proxy = await startProxy()
  const behind = await launch({ args: [`--proxy-server=http://${proxy.place}`, '--proxy-bypass-list=<-loopback>'] })
  try {
    await begin(behind.page, 'Flowise', flowise)
    await expect(dialog(behind.page).getByRole('checkbox', { name: 'Northwind help' })).toBeChecked()
    const { host } = new URL(flowise.origin)
    expect(proxy.log.filter((line) => line.includes(host)).length).toBeGreaterThan(0)
    expect(proxy.log.join()).not.toContain(flowise.key)
  } finally {
    await behind.close()
    await proxy.close()
  }
})
