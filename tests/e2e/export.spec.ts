// Exporting from the window: the file holds exactly the rows of the list, in its order; one conversation from its transcript.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import Papa from 'papaparse'
import { type LaunchedApp, launch } from '../support/launch-app'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

let folder: string
let sample: SampleWorkspace
let launched: LaunchedApp

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-export-'))
  sample = await sampleWorkspace(120)
  launched = await launch({ workspace: sample.path })
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  await launched.close()
  await sample.remove()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Export' })

/** Answers the system's dialog with a file in the folder. */
async function saveAs(name: string): Promise<string> {
  const filePath = path.join(folder, name)
  await launched.app.evaluate(({ dialog: system }, chosen) => {
    system.showSaveDialog = async () => ({ canceled: false, filePath: chosen })
  }, filePath)
  return filePath
}

async function search(page: Page, text: string): Promise<number> {
  await page.getByRole('combobox', { name: 'Search conversations' }).fill(text)
  const count = page.getByRole('status', { name: 'Result count' })
  await expect(count).toHaveText(/^[1-9]\d? of 120 conversations$/)
  return Number((await count.innerText()).split(' ')[0])
}

test('a filtered list as CSV has exactly the rows of the list, in its order', async () => {
  const { page } = launched
  const total = await search(page, 'topic:returns sort:messages')
  const file = await saveAs('returns.csv')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(dialog(page).getByRole('status', { name: 'What is exported' })).toHaveText(
    `${total} conversations, exactly those of the list`
  )
  await dialog(page).getByRole('radio', { name: 'CSV, one row per conversation' }).check()
  await dialog(page).getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText(`${total} conversations exported to “returns.csv”.`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show in folder' })).toBeVisible()
  await expect(dialog(page)).toBeHidden()

  const { data } = Papa.parse<Record<string, string>>((await readFile(file, 'utf8')).replace('\uFEFF', ''), {
    header: true,
    skipEmptyLines: true
  })
  expect(data).toHaveLength(total)
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('[role="row"][row-index]')]
      .filter((row) => row.querySelector('[col-id="preview"]'))
      .map((row) => ({
        index: Number(row.getAttribute('row-index')),
        preview: row.querySelector('[col-id="preview"]')?.textContent ?? ''
      }))
      .sort((a, b) => a.index - b.index)
  )
  expect(shown.length).toBeGreaterThan(3)
  expect(data.slice(0, shown.length).map((row) => row['Preview'])).toEqual(shown.map(({ preview }) => preview))
  expect(await readdir(folder)).toEqual(['returns.csv'])
})

test('the open conversation alone goes out as JSON, with a manifest', async () => {
  const { page } = launched
  const file = await saveAs('one.json')
  await page.locator('[role="row"][row-index="0"] [col-id="preview"]').first().click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Export this conversation' }).click()
  await dialog(page).getByRole('radio', { name: 'JSON', exact: true }).check()
  await dialog(page).getByRole('checkbox', { name: 'Write a manifest beside the file' }).check()
  await dialog(page).getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText('1 conversation exported to “one.json”.')).toBeVisible()
  const content = JSON.parse(await readFile(file, 'utf8'))
  expect(content).toMatchObject({ format: 'chatlog-desk', conversationCount: 1 })
  expect(content.conversations).toHaveLength(1)
  expect(JSON.parse(await readFile(`${file}.manifest.json`, 'utf8'))).toMatchObject({
    file: 'one.json',
    conversations: 1
  })
  expect((await readdir(folder)).sort()).toEqual(['one.json', 'one.json.manifest.json'])
})

test('with pseudonyms no address of a customer is in the file', async () => {
  const { page } = launched
  await saveAs('redacted.jsonl')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog(page).getByRole('radio', { name: 'JSON Lines' }).check()
  await dialog(page).getByRole('switch', { name: 'Replace personal data with pseudonyms' }).check()
  await dialog(page).getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText('120 conversations exported to “redacted.jsonl”.')).toBeVisible()
  expect(await readFile(path.join(folder, 'redacted.jsonl'), 'utf8')).not.toMatch(/@example\.test/)
})

test('the export dialog has nothing serious for people with assistive technology, light and dark', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog(page)
    .getByRole('button', { name: /^Columns/ })
    .click()
  await dialog(page).getByRole('switch', { name: 'Replace personal data with pseudonyms' }).check()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').setLegacyMode().analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    await page.screenshot({ path: test.info().outputPath(`export-${colorScheme}.png`) })
  }
})
