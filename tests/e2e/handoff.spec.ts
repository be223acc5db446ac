// What goes to people and off the platform: a conversation handed off, a thumb, an agent wiped with its name typed; and History's way back.
import { expect, type Page, test } from '@playwright/test'
import { type PlatformServer, startPlatform } from '../../scripts/platform-server/server'
import type { PlatformMode } from '../../scripts/platform-server/store'
import { callOf } from '../support/call'
import { type LaunchedApp, launch } from '../support/launch-app'

let launched: LaunchedApp
let server: PlatformServer

async function start(mode: PlatformMode): Promise<Page> {
  server = await startPlatform({ mode, conversations: 30, trainingMs: 100 })
  launched = await launch()
  // Agrees to keep the key in memory, and to open a page, which then is only noted.
  await launched.app.evaluate(({ dialog, shell }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
    shell.openExternal = async (url) => {
      process.env['OPENED'] = url
    }
  })
  await connectAndSync(launched.page, mode)
  return launched.page
}
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  await launched.close()
  await server.close()
})

const LABELS = { bookbag: 'Bookbag', chatbase: 'Chatbase', generic: 'Own gateway (Agent API v2)' } as const
const main = (page: Page) => page.getByRole('navigation', { name: 'Main' })

async function connectAndSync(page: Page, mode: PlatformMode): Promise<void> {
  await main(page).getByRole('button', { name: 'Sources' }).click()
  await page.getByRole('button', { name: 'Add connection' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add connection' })
  await dialog.getByRole('combobox', { name: 'Platform' }).click()
  await page.getByRole('option', { name: LABELS[mode] }).click()
  await dialog.getByRole('textbox', { name: 'Base address' }).fill(server.baseUrl)
  await dialog.getByLabel('API key').fill(server.key)
  await dialog.getByLabel('Name', { exact: true }).fill('Shop')
  await dialog.getByRole('button', { name: 'Test' }).click()
  await expect(dialog.getByRole('checkbox', { name: 'Northwind Support' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Connect' }).click()
  const card = page.getByRole('article', { name: 'Connection Shop' })
  await card.getByRole('button', { name: 'Sync now' }).click()
  await expect(card.getByRole('list', { name: 'Agents of Shop' })).toContainText(/Northwind Support: 20 .*last sync/)
}

async function openFirst(page: Page): Promise<void> {
  await main(page).getByRole('button', { name: 'Conversations' }).click()
  await page.locator('.ag-row').first().click()
  await expect(page.getByRole('region', { name: 'Transcript' }).getByRole('article').first()).toBeVisible()
}

/** The app asks for the name once. */
async function sayWho(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Who is reviewing?' })
  await dialog.getByLabel('Your name').fill('Ann')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  // No key does anything while a dialog is on the screen, be it on its way out.
  await expect(dialog).toBeHidden()
}

const outboxRow = (page: Page, name: RegExp) => page.getByRole('table', { name: 'Outbox' }).getByRole('row', { name })

test('a conversation is handed off as a ticket; the pause is refused, tried again, and taken back in History', async () => {
  const page = await start('chatbase')
  await openFirst(page)
  await page.keyboard.press('Shift+E')
  const dialog = page.getByRole('dialog', { name: 'Hand off' })
  await expect(dialog.getByRole('textbox', { name: 'Summary' })).toHaveValue(/The customer asked:\n> /)
  await expect(dialog).toContainText('then the agent is paused in this conversation')
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('Wrong return window')
  await dialog.getByRole('textbox', { name: 'Customer’s e-mail' }).fill('nobody')
  await expect(dialog.getByRole('button', { name: 'Hand off' })).toBeDisabled()
  // What was typed is there again after the dialog was closed by mistake.
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Hand off', exact: true }).click()
  await expect(dialog.getByRole('textbox', { name: 'Subject' })).toHaveValue('Wrong return window')
  await dialog.getByRole('textbox', { name: 'Customer’s e-mail' }).fill('sam@example.test')
  await dialog.getByRole('checkbox', { name: 'Pause the agent' }).check()
  server.faults.add({ kind: 'apply-then-drop', on: 'POST' }, { kind: 'status', status: 403, on: 'PATCH' })
  await dialog.getByRole('button', { name: 'Hand off' }).click()
  await sayWho(page)

  await main(page).getByRole('button', { name: 'Outbox' }).click()
  const row = outboxRow(page, /Wrong return window/)
  await expect(row).toContainText('Refused', { timeout: 20_000 })
  await expect(row).toContainText(/Ticket 318 is made\. What is missing: the pause/)
  await expect(row).toContainText(/Request req_/)
  await expect(row.getByRole('button', { name: /^Edit/ })).toBeHidden()
  await row.getByRole('button', { name: /^Retry/ }).click()
  await expect(row).toContainText('Delivered', { timeout: 20_000 })
  expect(server.store.tickets).toMatchObject([{ subject: 'Wrong return window', email: 'sam@example.test' }])
  expect(server.store.conversations.filter(({ body }) => body['status'] === 'paused')).toHaveLength(1)

  await main(page).getByRole('button', { name: 'History' }).click()
  const line = page.getByRole('row', { name: /Handed off to Shop/ })
  await expect(line).toContainText('Reached Shop')
  await expect(line.getByRole('button', { name: /^Undo/ })).toBeHidden()
  await line.getByRole('button', { name: 'Let the agent answer again' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Let the agent answer again' }).click()
  await expect.poll(() => server.store.conversations.filter(({ body }) => body['status'] === 'paused').length).toBe(0)
})

test('a hand-off that waits is changed before it is sent', async () => {
  const page = await start('generic')
  await main(page).getByRole('button', { name: 'Outbox' }).click()
  await expect(page.getByRole('list', { name: 'What Shop takes' })).toContainText('Hand-off: a ticket linked')
  await page.getByRole('button', { name: 'Pause sending' }).click()
  await openFirst(page)
  await page.getByRole('button', { name: 'Hand off', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Hand off' })
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('First words')
  await dialog.getByRole('button', { name: 'Hand off' }).click()
  await sayWho(page)
  await expect(page.getByRole('status', { name: 'Hand-off' })).toContainText('waits to be sent')
  await main(page).getByRole('button', { name: 'Outbox' }).click()
  await outboxRow(page, /First words/)
    .getByRole('button', { name: /^Edit/ })
    .click()
  const change = page.getByRole('dialog', { name: 'Change the hand-off' })
  await change.getByRole('textbox', { name: 'Subject' }).fill('Better words')
  await change.getByRole('button', { name: 'Save and send' }).click()
  await expect(outboxRow(page, /Better words/)).toContainText('Waiting')
  await page.getByRole('button', { name: 'Resume sending' }).click()
  await expect(outboxRow(page, /Better words/)).toContainText('Delivered', { timeout: 20_000 })
  expect(server.store.tickets).toMatchObject([{ subject: 'Better words' }])
})

test('a selection is handed off after it was said which can and why others cannot, one entry for each', async () => {
  const page = await start('generic')
  const call = callOf(page)
  const path = await call('sample.path', undefined)
  await call('import.files', { files: [{ path, agentName: 'From a file' }] })
  await main(page).getByRole('button', { name: 'Conversations' }).click()
  const count = page.getByRole('status', { name: 'Result count' })
  await page.getByRole('combobox', { name: 'Search conversations' }).fill('agent:"Northwind Support"')
  await expect(count).toHaveText(/^20 of /)
  await page.locator('.ag-row').first().click()
  await page.keyboard.press('*')
  await page.keyboard.press('a')
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Hand off' }).click()
  const dialog = page.getByRole('dialog', { name: 'Hand off these conversations' })
  await expect(dialog.getByRole('list', { name: 'What will happen' })).toContainText(/20 to Shop: a ticket linked/)
  await expect(dialog.getByRole('region', { name: 'Not handed off' })).toBeHidden()
  await dialog.getByRole('combobox', { name: 'Priority' }).click()
  await page.getByRole('option', { name: 'High' }).click()
  await dialog.getByRole('button', { name: 'Hand off 20' }).click()
  await sayWho(page)
  await expect(page.getByText('Handed off to Shop (20 conversations)')).toBeVisible()
  await expect.poll(() => server.store.tickets.length, { timeout: 20_000 }).toBe(20)
  expect(server.store.tickets.every(({ priority }) => priority === 'high')).toBe(true)
  expect(await call('history.list', { limit: 1 })).toMatchObject([
    { conversations: 20, delivery: { state: 'reached' } }
  ])

  // Those of the file, and those that were handed off already, stay where they are, and it is said before.
  await page.getByRole('combobox', { name: 'Search conversations' }).fill('')
  await expect(count).not.toHaveText(/^20 of /)
  await page.locator('.ag-row').first().click()
  await page.keyboard.press('*')
  await page.keyboard.press('a')
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Hand off' }).click()
  const left = dialog.getByRole('region', { name: 'Not handed off' })
  await expect(left).toContainText('20 were handed off already')
  await expect(left).toContainText(/\d+ came from a file/)
  // The other agent's.
  await expect(dialog.getByRole('button', { name: 'Hand off 10' })).toBeEnabled()
})

test('where there is no API the text is copied and the page opened', async () => {
  const page = await start('bookbag')
  await openFirst(page)
  await page.getByRole('button', { name: 'Hand off', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Hand off' })
  await expect(dialog).toContainText('Bookbag’s API takes no hand-off')
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('Please look')
  await dialog.getByRole('button', { name: 'Copy and open the page' }).click()
  await expect(dialog).toBeHidden()
  expect(await launched.app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^Please look\n\nThe customer/)
  expect(await launched.app.evaluate(() => process.env['OPENED'])).toBe('https://app.bookbag.ai/')
})

test('a thumb goes to the platform after it was asked for, and is taken back there', async () => {
  const page = await start('generic')
  await openFirst(page)
  const transcript = page.getByRole('region', { name: 'Transcript' })
  const down = transcript.getByRole('button', { name: /^Thumbs down for message/ }).first()
  await down.click()
  await page.getByRole('dialog', { name: 'Send thumbs down to Shop?' }).getByRole('button', { name: 'Cancel' }).click()
  expect(server.log.filter(({ method }) => method === 'PATCH')).toEqual([])
  await down.click()
  await page.getByRole('button', { name: 'Send thumbs down' }).click()
  await sayWho(page)
  await expect(transcript.getByText('Your thumbs down: sent to Shop.')).toBeVisible({ timeout: 20_000 })
  await expect(down).toHaveAttribute('aria-pressed', 'true')
  expect(server.log.filter(({ method }) => method === 'PATCH')).toMatchObject([{ body: { feedback: 'negative' } }])

  // Undo does not take back what arrived, and says so.
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByRole('alert').filter({ hasText: 'has reached Shop' })).toBeVisible()
  await down.click()
  await page.getByRole('dialog', { name: 'Take the thumb back?' }).getByRole('button', { name: 'Take it back' }).click()
  await expect.poll(() => server.log.filter(({ method }) => method === 'PATCH').length).toBe(2)
})

test('an agent is wiped here and on the platform once its name is typed', async () => {
  const page = await start('generic')
  await main(page).getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('combobox', { name: 'Agent to wipe' }).click()
  await page.getByRole('option', { name: /Northwind Support/ }).click()
  await page.getByRole('button', { name: 'Wipe …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Wipe Northwind Support' })
  await expect(dialog.getByRole('list', { name: 'What will go' })).toContainText('20 conversations')
  const wipe = dialog.getByRole('button', { name: 'Wipe 20 conversations' })
  await expect(wipe).toBeDisabled()
  await dialog.getByRole('button', { name: 'Export first' }).click()
  await expect(page.getByRole('dialog', { name: 'Export' })).toContainText('20 conversations')
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Close' }).click()
  await dialog.getByRole('radio', { name: /Here and on the platform/ }).check()
  await dialog.getByRole('textbox', { name: 'The agent’s name' }).fill('Northwind')
  await expect(wipe).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'The agent’s name' }).fill('Northwind Support')
  await wipe.click()
  await expect(dialog.getByRole('status')).toContainText('Nothing of them is left in the files of this workspace', {
    timeout: 30_000
  })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect
    .poll(() => server.store.conversations.filter(({ agentId }) => agentId === 'agent-support').length)
    .toBe(0)
  await main(page).getByRole('button', { name: 'Conversations' }).click()
  await expect(page.getByRole('status', { name: 'Conversations shown' }).or(page.getByText(/of 10 conv/))).toBeVisible()
})
