// Selecting conversations in the list: ranges by click and by key, also over rows that are not read.
import { expect, test } from '@playwright/test'
import { type LaunchedApp, launch } from '../support/launch-app'
import { cell, count, focusedRow, search, showAll } from '../support/list-page'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

const TOTAL = 3_000
/** The result line where fewer than all are left. */
const FEWER = /^(?!3,000 )[\d,]+ of 3,000 conversations/
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

test('a range is selected from one click to another, also over rows that were never on the screen', async () => {
  const { page } = launched
  const selected = page.getByRole('region', { name: 'Selection' })
  await cell(page, 2, 'preview').click()
  await cell(page, 5, 'preview').click({ modifiers: ['Shift'] })
  await expect(selected).toContainText('4 selected')
  await cell(page, 4, 'preview').click()
  await page.keyboard.press('End')
  await expect(cell(page, TOTAL - 1, 'preview')).not.toBeEmpty()
  await cell(page, TOTAL - 1, 'preview').click({ modifiers: ['Shift'] })
  await expect(selected).toContainText('2,996 selected')
  await page.keyboard.press('Home')
  await expect(page.locator('[role="row"][row-index="4"]')).toHaveAttribute('aria-selected', 'true')
  await expect(page.locator('[role="row"][row-index="3"]')).toHaveAttribute('aria-selected', 'false')
  await cell(page, 6, 'preview').click({ modifiers: ['ControlOrMeta'] })
  await expect(selected).toContainText('2,995 selected')
  await cell(page, 1, 'preview').click()
  await expect(selected).toBeHidden()
  // A range takes the place of what was selected before, also of what is not read any more.
  await cell(page, 3, 'preview').click({ modifiers: ['ControlOrMeta'] })
  for (let n = 0; n < 12; n++) await page.mouse.wheel(0, 30_000 / 12)
  await page.keyboard.press('End')
  await expect(cell(page, TOTAL - 1, 'preview')).not.toBeEmpty()
  await cell(page, TOTAL - 3, 'preview').click({ modifiers: ['ControlOrMeta'] })
  await expect(selected).toContainText('3 selected')
  await cell(page, TOTAL - 1, 'preview').click({ modifiers: ['Shift'] })
  await expect(selected).toContainText('3 selected')
  await cell(page, TOTAL - 4, 'preview').click({ modifiers: ['Shift'] })
  await expect(selected).toContainText('2 selected')
  await cell(page, TOTAL - 1, 'preview').click({ modifiers: ['Shift', 'ControlOrMeta'] })
  await expect(selected).toContainText('4 selected')
  await cell(page, 1, 'preview')
    .or(cell(page, TOTAL - 2, 'preview'))
    .first()
    .click()
  await expect(selected).toBeHidden()
})

test('Shift with the arrows extends the selection, and takes it back on the way home', async () => {
  const { page } = launched
  const selected = page.getByRole('region', { name: 'Selection' })
  const isSelected = (row: number) => page.locator(`[role="row"][row-index="${row}"]`).first()
  await cell(page, 4, 'preview').click()
  for (const rows of [2, 3, 4]) {
    await page.keyboard.press('Shift+ArrowDown')
    await expect(selected).toContainText(`${rows} selected`)
  }
  await expect.poll(() => focusedRow(page)).toBe('7')
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(selected).toContainText('2 selected')
  // Past where it began it grows again, on the other side.
  for (let n = 0; n < 3; n++) await page.keyboard.press('Shift+ArrowUp')
  await expect(selected).toContainText('3 selected')
  await expect.poll(() => focusedRow(page)).toBe('2')
  for (const row of [2, 3, 4]) await expect(isSelected(row)).toHaveAttribute('aria-selected', 'true')
  for (const row of [1, 5, 6, 7]) await expect(isSelected(row)).toHaveAttribute('aria-selected', 'false')
  // From elsewhere it is another extension; the letters do the same.
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('K')
  await expect(selected).toContainText('3 selected')
  await page.keyboard.press('J')
  await page.keyboard.press('J')
  await expect(selected).toContainText('5 selected')
})

test('a range begins at the conversation that was clicked, wherever another order has put it', async () => {
  const { page } = launched
  const selected = page.getByRole('region', { name: 'Selection' })
  await cell(page, 0, 'preview').click()
  await search(page).fill('sort:date')
  await expect(page.getByRole('columnheader', { name: 'Started' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(cell(page, 5, 'preview')).not.toBeEmpty()
  await cell(page, 5, 'preview').click({ modifiers: ['Shift'] })
  await expect(selected).toContainText('2,995 selected')
  // What is no longer in the list begins no range.
  await search(page).fill('confidence:low')
  await expect(count(page)).toHaveText(FEWER)
  await cell(page, 0, 'preview').click()
  await search(page).fill('-confidence:low')
  await expect(count(page)).toHaveText(FEWER)
  await expect(cell(page, 3, 'preview')).not.toBeEmpty()
  await cell(page, 3, 'preview').click({ modifiers: ['Shift'] })
  await cell(page, 5, 'preview').click({ modifiers: ['Shift'] })
  await expect(selected).toContainText('3 selected')
})
