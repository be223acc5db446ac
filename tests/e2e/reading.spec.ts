// Reading a very long conversation, the sources and the settings: in the running app, by keyboard, light and dark.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from '../support/launch-app'
import { longConversation } from '../support/long-conversation'

const COUNT = 5_000
let folder: string
let workspace: string
let launched: LaunchedApp

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-reading-'))
  const file = path.join(folder, 'long.json')
  workspace = path.join(folder, 'long.chatlogdesk')
  await writeFile(file, longConversation(COUNT))
  await promisify(execFile)(process.execPath, ['out/main/cli.js', 'import', file, '--workspace', workspace])
  launched = await launch({ workspace })
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  expect(launched.consoleLines.filter((line) => line.startsWith('pageerror'))).toEqual([])
  await launched.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const transcript = (page: Page): Locator => page.getByRole('region', { name: 'Transcript' })
const turn = (page: Page, place: number): Locator => transcript(page).locator(`[aria-posinset="${place}"]`)
const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }).click()

async function open(page: Page): Promise<void> {
  await page.locator('[role="row"][row-index="0"] [col-id="preview"]').first().click()
  await expect(turn(page, 1)).toBeInViewport()
}

test('a conversation of 5,000 messages shows its beginning, its end, and never more than a few of them at once', async () => {
  const { page } = launched
  await open(page)
  await transcript(page).getByRole('feed').focus()
  await page.keyboard.press('End')
  await expect(turn(page, COUNT)).toBeInViewport()
  await expect(turn(page, COUNT)).toContainText(`turn${COUNT - 1}x`)
  expect(await transcript(page).getByRole('article').count()).toBeLessThan(80)
  await page.keyboard.press('Home')
  await expect(turn(page, 1)).toBeInViewport()
})

test('turns and weak answers are walked by key', async () => {
  const { page } = launched
  await open(page)
  await page.keyboard.press(']')
  await expect(turn(page, 1)).toBeFocused()
  await page.keyboard.press(']')
  await expect(turn(page, 2)).toBeFocused()
  await page.keyboard.press('[')
  await expect(turn(page, 1)).toBeFocused()
  await page.keyboard.press('d')
  await expect(turn(page, 100)).toBeFocused()
  await expect(turn(page, 100)).toContainText('Low 0.20')
  await page.keyboard.press('d')
  await expect(turn(page, 300)).toBeFocused()
  await expect(turn(page, 300)).toBeInViewport()
  await page.keyboard.press('Shift+D')
  await expect(turn(page, 100)).toBeFocused()
  await page.keyboard.press('c')
  await expect(turn(page, 100).locator('summary')).toBeFocused()
})

test('matches far apart are stepped through', async () => {
  const { page } = launched
  await page.getByRole('combobox', { name: 'Search conversations' }).fill('turn40x OR turn4321x')
  await page.locator('[role="row"][row-index="0"] [col-id="preview"]').first().click()
  const match = transcript(page).getByRole('status', { name: 'Match' })
  await expect(match).toHaveText('1 of 2')
  await expect(turn(page, 41).locator('mark')).toBeInViewport()
  await transcript(page).getByRole('button', { name: 'Next match' }).click()
  await expect(match).toHaveText('2 of 2')
  await expect(turn(page, 4_322).locator('mark')).toBeInViewport()
  await page.keyboard.press('n')
  await expect(turn(page, 41).locator('mark')).toBeInViewport()
})

test('the whole transcript is copied, also what is not drawn', async () => {
  const { page, app } = launched
  await open(page)
  await transcript(page).getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Copy transcript as text' }).click()
  await expect(page.getByText('Transcript copied: 5,000 messages.')).toBeVisible()
  const text = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(text).toContain('turn0x')
  expect(text).toContain(`turn${COUNT - 1}x`)
})

test('settings hold at once, everywhere', async () => {
  const { page } = launched
  await goTo(page, 'Settings')
  await page.getByText('Dark', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.getByRole('textbox', { name: 'High begins at' }).fill('0.95')
  await page.keyboard.press('Tab')
  await expect(page.getByText('High: 0.95 and above')).toBeVisible()
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Kathmandu')
  await page.getByRole('option', { name: /Kathmandu/ }).click()
  await goTo(page, 'Conversations')
  await open(page)
  await expect(turn(page, 2)).toContainText('Medium 0.90')
  await expect(turn(page, 1)).toHaveAttribute('aria-label', /^Customer, Mar 5, 2026, 2:25/)
})

test('an import is taken back, and its report says so', async () => {
  const { page } = launched
  await goTo(page, 'Sources')
  await page.getByRole('button', { name: 'Remove long.json' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove import' })
  await dialog.getByRole('button', { name: 'Remove import' }).click()
  await expect(page.getByText('long.json: 1 conversation removed.')).toBeVisible()
  await expect(page.getByRole('row', { name: /^long\.json/ })).toContainText('Removed')
})

test('nothing serious for people with assistive technology, light and dark', async () => {
  const { page } = launched
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await goTo(page, 'Conversations')
    await open(page)
    await turn(page, 2).locator('summary').click()
    expect(await serious(page)).toEqual([])
    for (const name of ['Sources', 'Settings']) {
      await goTo(page, name)
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
      expect(await serious(page)).toEqual([])
    }
  }
})

/** Serious and critical findings of axe, as `rule: elements`. */
async function serious(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}
