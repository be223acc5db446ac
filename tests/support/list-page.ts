// Where things are on the page of the list, for the end-to-end tests.
import { expect, type Locator, type Page } from '@playwright/test'

export function count(page: Page): Locator {
  return page.getByRole('status', { name: 'Result count' })
}

export function search(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Search conversations' })
}

export function cell(page: Page, row: number, column: string): Locator {
  return page.locator(`[role="row"][row-index="${row}"] [col-id="${column}"]`)
}

/** Index of the row that has the focus. */
export async function focusedRow(page: Page): Promise<string | null> {
  return await page.evaluate(() => document.activeElement?.closest('[row-index]')?.getAttribute('row-index') ?? null)
}

/** Loads the page anew and shows all conversations of the workspace, `total` of them. Keys belong to the list once its rows are there. */
export async function showAll(page: Page, total: number): Promise<void> {
  const all = total.toLocaleString('en')
  await page.reload()
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await expect(count(page)).toHaveText(`${all} of ${all} conversations`)
  await expect(cell(page, 0, 'preview')).toBeVisible()
}
