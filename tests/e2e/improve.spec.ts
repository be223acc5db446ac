// From a fresh import of the sample to an answer that is ready to send: the biggest gap, what people asked, one pair with four
// variants, what it covers and endangers. And what was decided stays after a restart and after next month's import.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { sampleText } from '../../scripts/generate-sample'
import { SAMPLE_FORMATS } from '../../scripts/sample/formats'
import { type LaunchedApp, launch } from '../support/launch-app'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

let workspace: SampleWorkspace
let launched: LaunchedApp

test.beforeEach(async () => {
  workspace = await sampleWorkspace(300)
  launched = await launch({ workspace: workspace.path, keepUserData: true })
  await expect(count(launched.page)).toHaveText('300 of 300 conversations')
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
const groups = (page: Page): Locator => page.getByRole('table', { name: 'Suggestions' }).locator('tbody tr')
const detail = (page: Page): Locator => page.getByRole('region', { name: 'Suggestion', exact: true })
const editor = (page: Page): Locator => page.getByRole('dialog', { name: 'Improve answer' })
const question = (page: Page, number: number): Locator =>
  editor(page).getByRole('textbox', { name: `Question ${number}`, exact: true })
const answer = (page: Page): Locator => editor(page).getByRole('textbox', { name: 'Answer', exact: true })
const pairs = (page: Page): Locator => page.getByRole('table', { name: 'Q&A pairs' }).locator('tbody tr')
const coverage = (page: Page): Locator => editor(page).getByRole('region', { name: 'Coverage' })

async function openSuggestions(page: Page): Promise<void> {
  await goTo(page, 'Suggestions')
  await expect(groups(page).first()).toBeVisible()
}

/** All groups, shown or not. */
async function groupCount(page: Page): Promise<number> {
  const words = await page.getByRole('status', { name: 'Suggestions summary' }).textContent()
  return Number(/in ([\d,]+) groups/.exec(words ?? '')?.[1]?.replaceAll(',', ''))
}

/** Gives the reviewer's name where it is asked for. */
async function giveName(page: Page): Promise<void> {
  await page.getByRole('dialog', { name: 'Who is reviewing?' }).getByRole('textbox').fill('Anna')
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function restart(): Promise<Page> {
  await launched.close()
  launched = await launch({ workspace: workspace.path, userData: launched.userData, keepUserData: true })
  await expect(count(launched.page)).toContainText('conversations')
  return launched.page
}

test('the biggest gap becomes a pair with four variants that is ready to send, and is there after a restart', async () => {
  const { page } = launched
  await openSuggestions(page)
  await expect(page.getByRole('status', { name: 'Suggestions summary' })).toContainText('answered weakly')
  await expect(
    detail(page).getByRole('list', { name: 'Questions people asked' }).getByRole('listitem')
  ).not.toHaveCount(0)
  await detail(page).getByRole('button', { name: 'Improve answer' }).click()

  await expect(question(page, 1)).not.toHaveValue('')
  // Down to one, then three more by Enter, as one writes a list.
  while (
    (await editor(page)
      .getByRole('button', { name: /^Remove question/ })
      .count()) > 1
  )
    await editor(page).getByRole('button', { name: 'Remove question 2' }).click()
  const first = await question(page, 1).inputValue()
  await question(page, 1).press('Enter')
  await question(page, 2).fill('gift card invalid')
  await question(page, 2).press('Enter')
  await question(page, 3).fill('How do I pay with a gift card?')
  await question(page, 3).press('Enter')
  await question(page, 4).fill('voucher does not work')
  await answer(page).fill('Enter the code at the **last step** of the checkout.')
  await expect(coverage(page)).toContainText(/[1-9]\d* past weak questions? covered/)
  await expect(coverage(page)).toContainText(/good answers? it might take over/)
  await expect(editor(page).getByRole('region', { name: 'Weak answer' }).locator('ins').first()).toBeVisible()
  await editor(page).getByText('Preview', { exact: true }).click()
  await expect(editor(page).getByRole('region', { name: 'Preview of the answer' }).locator('strong')).toHaveText(
    'last step'
  )
  await editor(page).getByRole('checkbox', { name: 'Pin as high priority' }).check()
  await editor(page).getByRole('button', { name: 'Mark ready' }).click()
  await expect(editor(page)).toBeHidden()

  const again = await restart()
  await goTo(again, 'Q&A pairs')
  await expect(pairs(again)).toHaveCount(1)
  await expect(pairs(again).first()).toContainText('Ready')
  await expect(pairs(again).first()).toContainText('3 more questions')
  await pairs(again).first().getByRole('button', { name: first }).click()
  await expect(question(again, 4)).toHaveValue('voucher does not work')
  await expect(answer(again)).toHaveValue('Enter the code at the **last step** of the checkout.')
  await expect(editor(again).getByRole('checkbox', { name: 'Pin as high priority' })).toBeChecked()
})

test('a number of a group opens exactly that many conversations', async () => {
  const { page } = launched
  await openSuggestions(page)
  const number = groups(page)
    .first()
    .getByRole('button', { name: /Conversations of/ })
    .first()
  const shown = Number.parseInt((await number.textContent()) ?? '', 10)
  expect(shown).toBeGreaterThan(0)
  await number.click()
  await expect(count(page)).toHaveText(`${shown} of 300 conversations`)
})

test('groups that were renamed, merged and dismissed stay so after next month’s import; undo brings them back', async () => {
  const { page } = launched
  await openSuggestions(page)
  await detail(page).getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Paying with cards')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await giveName(page)
  const named = groups(page).filter({ hasText: 'Paying with cards' })
  await expect(named).toHaveCount(1)

  await groups(page).nth(0).getByRole('checkbox').check()
  await groups(page).nth(1).getByRole('checkbox').check()
  const before = await groupCount(page)
  await page.getByRole('button', { name: 'Merge 2 marked' }).click()
  await expect.poll(() => groupCount(page)).toBe(before - 1)

  await named.getByRole('button', { pressed: true }).or(named.locator('[data-choose]')).first().click()
  await detail(page).getByRole('button', { name: 'Dismiss' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Cards are gone')
  await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click()
  await expect(named).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Dismissed (1)' })).toBeVisible()

  await importNextMonth(page)
  await openSuggestions(page)
  await expect(page.getByRole('button', { name: 'Dismissed (1)' })).toBeVisible()
  await expect(named).toHaveCount(0)

  await page.getByRole('button', { name: 'Dismissed (1)' }).click()
  await expect(detail(page)).toContainText('Dismissed: Cards are gone')
  await detail(page).getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('button', { name: 'Dismissed (0)' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByRole('button', { name: 'Dismissed (1)' })).toBeVisible()
})

/** The first conversations again and a hundred new ones. */
async function importNextMonth(page: Page): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-month-'))
  const file = path.join(folder, 'sample.json')
  const options = { seed: 77, conversations: 400, days: 30, until: Date.UTC(2026, 10, 30), meanMessages: 6 }
  await writeFile(file, [...sampleText(options, SAMPLE_FORMATS['platform']!)].join(''))
  await launched.app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths })
    },
    [file]
  )
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import' })
  await dialog.getByRole('button', { name: 'Choose files' }).click()
  await dialog.getByRole('button', { name: 'Start import' }).click()
  await expect(page.getByRole('region', { name: 'Import report' })).toBeVisible()
  await page.keyboard.press('Escape')
  await rm(folder, { recursive: true, force: true })
}

test('a weak answer is improved by key, saved while it is written, and several pairs are handled at once', async () => {
  const { page } = launched
  await page.getByRole('combobox', { name: 'Search conversations' }).fill('feedback:down')
  await page.locator('[role="row"][row-index="0"] [col-id="preview"]').first().click()
  const transcript = page.getByRole('region', { name: 'Transcript' })
  await expect(transcript.getByRole('button', { name: 'Improve answer' }).first()).toBeVisible()
  await transcript.getByRole('article').first().focus()
  await page.keyboard.press('e')
  await answer(page).fill('Half a sentence')
  await expect(editor(page).getByRole('status', { name: 'Draft' })).toHaveText('Saved')
  await page.keyboard.press('Escape')
  await expect(editor(page)).toBeHidden()

  await goTo(page, 'Q&A pairs')
  await page.getByRole('button', { name: 'New pair' }).click()
  await question(page, 1).fill('Do you repair zips?')
  await answer(page).fill('Yes, for five years.')
  await editor(page).getByRole('button', { name: 'Save draft' }).click()
  await expect(pairs(page)).toHaveCount(2)
  expect((await new AxeBuilder({ page }).setLegacyMode().include('main').analyze()).violations).toEqual([])

  await page.getByRole('checkbox', { name: 'Mark all' }).check()
  await page.getByRole('button', { name: 'Mark ready' }).click()
  await expect(pairs(page).filter({ hasText: 'Ready' })).toHaveCount(2)
  await page.getByRole('searchbox', { name: 'Search Q&A pairs' }).fill('zips')
  await expect(page.getByRole('status', { name: 'Pairs shown' })).toHaveText('1 of 2 pairs')
  await page.getByRole('checkbox', { name: 'Mark all' }).check()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('status', { name: 'Pairs shown' })).toHaveText('0 of 1 pairs')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('status', { name: 'Pairs shown' })).toHaveText('1 of 2 pairs')
})
