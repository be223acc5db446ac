// Deleting a selection: a preview with those people worked on first, one line of History, and everything back by one undo.
import { expect, type Locator, type Page, test } from '@playwright/test'
import { callOf } from '../support/call'
import { type LaunchedApp, launch } from '../support/launch-app'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

let workspace: SampleWorkspace
let launched: LaunchedApp

test.beforeEach(async () => {
  workspace = await sampleWorkspace(120)
  launched = await launch({ workspace: workspace.path })
  await expect(count(launched.page)).toHaveText('120 of 120 conversations')
  await callOf(launched.page)('settings.set', { reviewer: 'Anna' })
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  expect(launched.consoleLines.filter((line) => line.startsWith('pageerror'))).toEqual([])
  await launched.close()
  await workspace.remove()
})

const count = (page: Page): Locator => page.getByRole('status', { name: 'Result count' })

test('all that match are deleted but those someone worked on, and one undo brings them back', async () => {
  const { page } = launched
  const call = callOf(page)
  const act = { kind: 'add-note', conversation: 5, body: 'Worth keeping' } as const
  await call('review.act', { act, reviewer: 'Anna' })
  await page.locator('.ag-row').first().click()
  await expect(page.getByRole('region', { name: 'Transcript' }).getByRole('article').first()).toBeVisible()
  await page.keyboard.press('*')
  await page.keyboard.press('a')
  const bar = page.getByRole('region', { name: 'Selection' })
  await bar.getByRole('button', { name: 'Delete', exact: true }).click()
  const form = page.getByRole('dialog')
  await expect(form.getByRole('list', { name: 'Worked on' }).getByRole('listitem')).toHaveCount(1)
  await expect(form.getByText('Deletes 119 of 120 conversations. 1 stays.')).toBeVisible()
  await form.getByRole('radio', { name: /^Delete them too/ }).check()
  await expect(form.getByText('Deletes 120 of 120 conversations.')).toBeVisible()
  await form.getByRole('radio', { name: 'Keep these' }).check()
  await form.getByRole('button', { name: 'Delete 119' }).click()
  await expect(count(page)).toHaveText('1 of 1 conversations')
  await expect(page.getByText('Choose a conversation in the list')).toBeVisible()
  await expect(page.getByText('Deleted conversations (119 conversations)')).toBeVisible()
  expect(await call('history.list', { limit: 1 })).toMatchObject([{ conversations: 119, state: 'done' }])

  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(count(page)).toHaveText('120 of 120 conversations')
  // Their words are found again, and they are read as before.
  await page.locator('.ag-row').first().click()
  await expect(page.getByRole('region', { name: 'Transcript' }).getByRole('article').first()).toBeVisible()
  await page.keyboard.press('Control+Shift+z')
  await expect(count(page)).toHaveText('1 of 1 conversations')
  await page.keyboard.press('Control+z')
  await expect(count(page)).toHaveText('120 of 120 conversations')
})
