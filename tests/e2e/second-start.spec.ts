// The app started a second time while somebody reviews: the window comes to the front, and nobody loses their place.
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { expect, type Locator, type Page, test } from '@playwright/test'
import electronPath from 'electron'
import { type LaunchedApp, launch } from '../support/launch-app'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

let workspace: SampleWorkspace
let launched: LaunchedApp

test.beforeEach(async () => {
  workspace = await sampleWorkspace(40)
  launched = await launch({ workspace: workspace.path, keepUserData: true })
  await expect(launched.page.getByRole('status', { name: 'Result count' })).toHaveText('40 of 40 conversations')
})
test.afterEach(async () => {
  await launched.close()
  await workspace.remove()
  await rm(launched.userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const item = (page: Page): Locator => page.getByRole('region', { name: 'Queue' }).locator('[aria-current="true"]')
const note = (page: Page): Locator => page.getByRole('textbox', { name: 'Note', exact: true })

/** Starts the app again with the same data folder; it hands over what it was given, and ends. */
function startAgain(...words: readonly string[]): Promise<number | null> {
  const sandbox = process.getuid?.() === 0 || process.env['CHATLOG_DESK_TEST_NO_SANDBOX'] ? ['--no-sandbox'] : []
  // In Node, the package `electron` is the path of the program.
  const program = electronPath as unknown as string
  const child = spawn(program, [...sandbox, '.', `--user-data-dir=${launched.userData}`, ...words], { stdio: 'ignore' })
  return new Promise((resolve) => child.once('exit', resolve))
}

test('a second start with the same workspace leaves the item, the note being typed and the rows where they are', async () => {
  const { page } = launched
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog', { name: 'Review these conversations' })
  await dialog.getByRole('button', { name: 'Start review' }).click()
  await expect(item(page)).toHaveAccessibleName(/^Item 1 /)
  await page.keyboard.press('ArrowRight')
  await expect(item(page)).toHaveAccessibleName(/^Item 2 /)
  await page.keyboard.press('.')
  await page.keyboard.type('Half a ')

  expect(await startAgain(`--workspace=${workspace.path}`)).toBe(0)
  await page.keyboard.type('thought')
  expect(await startAgain()).toBe(0)
  // Whatever a second start would have set off is through when this is answered.
  await page.evaluate(() => window.bridge.invoke('after', 'workspace.info', undefined))
  await expect(item(page)).toHaveAccessibleName(/^Item 2 /)
  await expect(note(page)).toHaveValue('Half a thought')
  expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})
