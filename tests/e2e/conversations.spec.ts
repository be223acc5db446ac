// The list of conversations: count, search, sort, keys, the very end, and coming back to the same place.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from '../support/launch-app'
import { cell, count, focusedRow, search, showAll } from '../support/list-page'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

const TOTAL = 3_000
let workspace: SampleWorkspace
let launched: LaunchedApp

test.beforeAll(async () => {
  workspace = await sampleWorkspace(TOTAL)
  launched = await launch({ workspace: workspace.path })
})
test.afterAll(async () => {
  await launched.close()
  await workspace.remove()
})
test.beforeEach(() => showAll(launched.page, TOTAL))
test.afterEach(() => {
  expect(launched.violations()).toEqual([])
})

/** How many conversations the result line tells of, once they are fewer than all. */
async function narrowed(page: Page): Promise<number> {
  await expect(count(page)).toHaveText(/^(?!3,000 )[\d,]+ of 3,000 conversations/)
  return Number((await count(page).innerText()).split(' ')[0]?.replace(/\D/g, ''))
}

/** The row whose conversation the transcript shows. */
function openRow(page: Page): Locator {
  return page.locator('.row-open').first()
}

/** The confidence scores of the first rows, as the cells say them. */
async function scores(page: Page, rows: number): Promise<number[]> {
  const texts = await Promise.all(Array.from({ length: rows }, (_, row) => cell(page, row, 'confidence').innerText()))
  return texts.map((text) => Number(/[\d.]+$/.exec(text.trim())?.[0]))
}

test('the end of the list is one key away, and its rows are there', async () => {
  const { page } = launched
  await cell(page, 0, 'preview').click()
  await page.keyboard.press('End')
  await expect(cell(page, TOTAL - 1, 'preview')).not.toBeEmpty()
  await expect.poll(() => focusedRow(page)).toBe(String(TOTAL - 1))
  await page.keyboard.press('Home')
  await expect(cell(page, 0, 'preview')).toBeVisible()
  await expect.poll(() => focusedRow(page)).toBe('0')
})

test('a word narrows the list to what holds it, and marks it', async () => {
  const { page } = launched
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
  await search(page).fill('refund')
  expect(await narrowed(page)).toBeGreaterThan(0)
  await expect(cell(page, 0, 'preview').locator('mark').first()).toHaveText(/refund/i)
  const chips = page.getByRole('list', { name: 'Active filters' })
  await chips.getByRole('button', { name: /^Remove / }).click()
  await expect(count(page)).toHaveText('3,000 of 3,000 conversations')
  await expect(search(page)).toHaveValue('')
})

test('a chip that is switched off or inverted gives the other counts', async () => {
  const { page } = launched
  await search(page).fill('confidence:low')
  const low = await narrowed(page)
  const chips = page.getByRole('list', { name: 'Active filters' })
  await chips.getByRole('button', { name: /^Invert / }).click()
  await expect(count(page)).toHaveText(new RegExp(`^${(TOTAL - low).toLocaleString('en')} of`))
  await chips.getByRole('button', { name: /^Switch off / }).click()
  await expect(count(page)).toHaveText('3,000 of 3,000 conversations')
})

test('a mistake in the text is told, and not run', async () => {
  const { page } = launched
  await search(page).fill('chanel:email')
  await expect(page.getByText('Did you mean “channel:”?')).toBeVisible()
  await expect(count(page)).toHaveText(/^Not searched/)
  await page.getByRole('button', { name: 'Use “channel”' }).click()
  await expect(search(page)).toHaveValue('channel:email')
  await expect(count(page)).toHaveText(/ of 3,000 conversations$/)
})

test('a click on a header sorts the whole list, and the search box says so', async () => {
  const { page } = launched
  const header = page.getByRole('columnheader', { name: 'Confidence' })
  await header.click()
  await expect(header).toHaveAttribute('aria-sort', 'ascending')
  await expect(search(page)).toHaveValue('sort:confidence')
  await expect.poll(async () => isSorted(await scores(page, 8))).toBe(true)
  const lowest = await scores(page, 1)
  await header.click()
  await expect(search(page)).toHaveValue('sort:-confidence')
  await expect.poll(async () => isSorted((await scores(page, 8)).reverse())).toBe(true)
  expect((await scores(page, 1))[0]).toBeGreaterThan(lowest[0]!)
})

function isSorted(numbers: readonly number[]): boolean {
  return numbers.every((n, i) => i === 0 || n >= numbers[i - 1]!)
}

test('rows are walked with j and k, opened with Enter, and the open row follows the transcript', async () => {
  const { page } = launched
  // From a known row: the list may stand where it stood before.
  await cell(page, 0, 'preview').click()
  await expect.poll(() => focusedRow(page)).toBe('0')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect.poll(() => focusedRow(page)).toBe('1')
  await page.keyboard.press('Enter')
  const transcript = page.getByRole('region', { name: 'Transcript' })
  await expect(transcript.getByRole('article').first()).toBeVisible()
  await expect(openRow(page)).toHaveAttribute('row-index', '1')
  await transcript.getByRole('button', { name: /^Next conversation/ }).click()
  await expect(openRow(page)).toHaveAttribute('row-index', '2')
})

test('a key right after a dialog or a menu was closed is not lost', async () => {
  const { page } = launched
  await cell(page, 2, 'preview').click()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect.poll(() => focusedRow(page)).toBe('3')
  await page.getByRole('button', { name: /^Order:/ }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect.poll(() => focusedRow(page)).toBe('4')
})

test('the views in the sidebar show what they say', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Low confidence', exact: true }).click()
  await expect(search(page)).toHaveValue('confidence:low')
  await expect(cell(page, 0, 'confidence')).toContainText('Low')
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await expect(count(page)).toHaveText('3,000 of 3,000 conversations')
})

test('the filters count what they would leave, and the list then counts the same', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  const filters = page.getByRole('region', { name: 'Filters' })
  const down = filters.getByRole('group', { name: 'Feedback' }).getByRole('checkbox', { name: /^Thumbs down, / })
  const counted = Number((await down.getAttribute('aria-label'))?.replace(/\D/g, ''))
  await down.check()
  await expect(search(page)).toHaveValue('feedback:down')
  expect(await narrowed(page)).toBe(counted)
  const other = filters.getByRole('group', { name: 'Channel' }).getByRole('button', { name: 'Exclude Email' })
  await other.click()
  await expect(search(page)).toHaveValue('feedback:down -channel:email')
  await expect(other).toHaveAttribute('aria-pressed', 'true')
  expect(await narrowed(page)).toBeLessThan(counted)
  await page.getByRole('button', { name: 'Close the filters' }).click()
})

test('a view is saved, changed, reset, deleted, and brought back', async () => {
  const { page } = launched
  await search(page).fill('feedback:down channel:whatsapp')
  await narrowed(page)
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('WhatsApp complaints')
  await page.keyboard.press('Enter')
  const own = page.getByRole('list', { name: 'My views' })
  await expect(own.getByRole('button', { name: 'WhatsApp complaints', exact: true })).toBeVisible()
  await search(page).fill('feedback:down channel:whatsapp messages:>4')
  await expect(own.getByRole('button', { name: /^WhatsApp complaints\s*modified$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('menuitem', { name: /^Reset to/ }).click()
  await expect(search(page)).toHaveValue('feedback:down channel:whatsapp')
  await own.getByRole('button', { name: 'More for WhatsApp complaints' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(own).toHaveCount(0)
  const told = page.getByRole('status').filter({ hasText: 'Removed the view “WhatsApp complaints”.' })
  await told.getByRole('button', { name: 'Undo' }).click()
  await expect(own.getByRole('button', { name: 'WhatsApp complaints', exact: true })).toBeVisible()
})

test('nothing serious for people with assistive technology, light and dark', async () => {
  const { page } = launched
  await cell(page, 0, 'preview').click()
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  await search(page).fill('confidence:low')
  await expect(page.getByRole('list', { name: 'Active filters' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Filters' }).getByRole('checkbox').first()).toBeVisible()
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
    expect(serious.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([])
  }
})

test('after a restart the list stands where it was', async () => {
  await launched.close()
  const before = await launch({ workspace: workspace.path, keepUserData: true })
  await search(before.page).fill('sort:date')
  await expect(before.page.getByRole('columnheader', { name: 'Started' })).toHaveAttribute('aria-sort', 'ascending')
  await cell(before.page, 0, 'preview').click()
  await expect(openRow(before.page)).toHaveAttribute('row-index', '0')
  await before.page.keyboard.press('End')
  await expect(openRow(before.page)).toHaveAttribute('row-index', String(TOTAL - 1))
  const last = await cell(before.page, TOTAL - 1, 'preview').innerText()
  await before.close()
  launched = await launch({ workspace: workspace.path, userData: before.userData })
  await expect(search(launched.page)).toHaveValue('sort:date')
  await expect(cell(launched.page, TOTAL - 1, 'preview')).toHaveText(last)
  await expect(openRow(launched.page)).toHaveAttribute('row-index', String(TOTAL - 1))
})
