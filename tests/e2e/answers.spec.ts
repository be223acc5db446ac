// Answers looked at together, in the real window: contradictions, the sources they cite, values no source states, and whether a fix worked.
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { kayakAnswers, PADDLE_QUESTION, RETURN_QUESTION } from '../support/kayak-answers'
import { type LaunchedApp, launch } from '../support/launch-app'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

let workspace: SampleWorkspace
let launched: LaunchedApp

test.beforeEach(async () => {
  workspace = await sampleWorkspace(300)
  const file = path.join(path.dirname(workspace.path), 'kayaks.json')
  await writeFile(file, kayakAnswers())
  await promisify(execFile)(process.execPath, ['out/main/cli.js', 'import', file, '--workspace', workspace.path])
  launched = await launch({ workspace: workspace.path, keepUserData: true })
  await expect(count(launched.page)).toHaveText('348 of 348 conversations')
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  expect(launched.consoleLines.filter((line) => line.startsWith('pageerror'))).toEqual([])
  await launched.close()
  await workspace.remove()
  await rm(launched.userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const count = (page: Page): Locator => page.getByRole('status', { name: 'Result count' })
const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }).click()
const editor = (page: Page): Locator => page.getByRole('dialog', { name: 'Improve answer' })

async function openTab(page: Page, name: string): Promise<void> {
  await goTo(page, 'Suggestions')
  await page.getByRole('tab', { name }).click()
}

async function noAxeFindings(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).setLegacyMode().include('main').analyze()).violations).toEqual([])
}

test('different answers to one question stand side by side, open their conversations, and begin a correction', async () => {
  const { page } = launched
  await openTab(page, 'Different answers')
  const card = page
    .getByRole('list', { name: 'Different answers' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: RETURN_QUESTION }) })
  const values = card.getByRole('list', { name: /^Values of/ }).getByRole('listitem')
  await expect(values).toHaveCount(2)
  await expect(values.nth(0)).toContainText('30 days')
  await expect(values.nth(0)).toContainText('Sep 3, 2026 – Sep 7, 2026')
  await expect(values.nth(1)).toContainText('14 days')
  await expect(card).toContainText('Changed')
  await noAxeFindings(page)

  await card.getByRole('button', { name: 'Improve answer' }).click()
  await expect(editor(page).getByRole('textbox', { name: 'Question 1', exact: true })).toHaveValue(RETURN_QUESTION)
  await expect(editor(page).getByRole('region', { name: 'Weak answer' })).toContainText('within 14 days')
  await page.keyboard.press('Escape')

  await values.nth(0).getByRole('button', { name: '5 conversations' }).click()
  await expect(count(page)).toHaveText('5 of 348 conversations')
  await goTo(page, 'Suggestions')
  await expect(page.getByRole('tab', { name: 'Different answers' })).toHaveAttribute('aria-selected', 'true')
})

test('every number of a cited source opens exactly its conversations', async () => {
  const { page } = launched
  await openTab(page, 'Cited sources')
  const table = page.getByRole('table', { name: 'Cited sources' })
  await page.getByRole('searchbox', { name: 'Search sources' }).fill('kayaks')
  const row = table.getByRole('row').filter({ hasText: 'Kayaks and paddles' })
  await expect(row).toContainText('28 answers')
  await noAxeFindings(page)
  await page.getByRole('searchbox', { name: 'Search sources' }).fill('')
  const numbers = table.locator('tbody tr').locator('button[title="Show these conversations"]')
  const total = await numbers.count()
  expect(total).toBeGreaterThan(20)
  // Of all kinds and rows; the integration test looks at every one.
  for (let i = 0; i < total; i += 7) {
    const shown = (await numbers.nth(i).textContent()) ?? ''
    await numbers.nth(i).click()
    await expect(count(page)).toHaveText(`${shown} of 348 conversations`)
    await goTo(page, 'Suggestions')
  }
})

test('what no cited excerpt states is shaded, and said in words', async () => {
  const { page } = launched
  await page.getByRole('combobox', { name: 'Search conversations' }).fill('"send back a kayak"')
  await expect(count(page)).toHaveText('8 of 348 conversations')
  await page.locator('[role="row"][row-index="7"] [col-id="preview"]').first().click()
  const answer = page.getByRole('region', { name: 'Transcript' }).getByRole('article', { name: /^Agent/ })
  await expect(answer.locator('[data-ungrounded]')).toHaveText(['30 days', '25 EUR'])
  await expect(answer.locator('[data-ungrounded]').first()).toHaveAttribute('title', 'In none of the cited excerpts')
  await expect(answer).toContainText('2 values not in sources')
})

test('a pair that was entered by hand says whether it worked, and its numbers open their conversations', async () => {
  const { page } = launched
  await goTo(page, 'Q&A pairs')
  await page.getByRole('button', { name: 'New pair' }).click()
  await editor(page).getByRole('textbox', { name: 'Question 1', exact: true }).fill(PADDLE_QUESTION)
  await editor(page).getByRole('textbox', { name: 'Answer', exact: true }).fill('Yes, in three weeks.')
  await expect(editor(page).getByRole('status', { name: 'Draft' })).toHaveText('Saved')
  const outcome = editor(page).getByRole('region', { name: 'Did the fix work?' })
  await outcome.getByRole('button', { name: 'Live since' }).click()
  await pickDay(page, 'October 2026', '1 October 2026')
  await expect(outcome).toContainText('20 in the 90 days before, 20 since')
  await expect(outcome.getByText('Fixed', { exact: true })).toBeVisible()
  await expect(outcome.getByRole('table', { name: 'Before and since' })).toContainText('75% (15 of 20)')
  await editor(page).getByRole('button', { name: 'Close' }).click()
  await expect(editor(page)).toBeHidden()

  const row = page.getByRole('table', { name: 'Q&A pairs' }).locator('tbody tr').first()
  await expect(row).toContainText('Live')
  await expect(row).toContainText('Fixed')
  await noAxeFindings(page)
  await row.getByRole('button', { name: 'Any of these before: 15' }).click()
  await expect(count(page)).toHaveText('15 of 348 conversations')
})

/** Goes back from this month to the wanted one. */
async function pickDay(page: Page, month: string, day: string): Promise<void> {
  const calendar = page.locator('[data-dates-dropdown]')
  while (!(await calendar.getByText(month, { exact: true }).isVisible()))
    await calendar.getByRole('button', { name: 'Previous month' }).click()
  await calendar.getByRole('button', { name: day, exact: true }).click()
}
