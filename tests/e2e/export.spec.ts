// Exporting from the window: the file holds exactly the rows of the list, in its order; one conversation from its transcript.
import { createHash } from 'node:crypto'
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { readXlsx } from 'hucre/xlsx'
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
  await dialog(page).getByRole('radio', { name: 'CSV', exact: true }).check()
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

test('an Excel file of messages has a row for each message of the list', async () => {
  const { page } = launched
  const total = await search(page, 'topic:returns')
  const file = await saveAs('returns.xlsx')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog(page).getByRole('radio', { name: 'Excel' }).check()
  await dialog(page).getByRole('radiogroup', { name: 'One row per' }).getByText('Message').click()
  await expect(dialog(page).getByLabel('Separator')).toHaveCount(0)
  await dialog(page).getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText(`${total} conversations exported to “returns.xlsx”.`)).toBeVisible()
  const { sheets } = await readXlsx(await readFile(file))
  const [head = [], ...rows] = sheets[0]?.rows ?? []
  expect(head.slice(0, 3)).toEqual(['Conversation ID', 'Message ID', 'Position'])
  expect(new Set(rows.map(([id]) => id)).size).toBe(total)
})

test('a Parquet file has the list in typed columns', async () => {
  const { page } = launched
  const total = await search(page, 'topic:returns')
  const file = await saveAs('returns.parquet')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog(page).getByRole('radio', { name: 'Parquet' }).check()
  await dialog(page).getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText(`${total} conversations exported to “returns.parquet”.`)).toBeVisible()
  const bytes = await readFile(file)
  expect([bytes.subarray(0, 4), bytes.subarray(-4)].map(String)).toEqual(['PAR1', 'PAR1'])
})

test('the evidence of a review is a PDF with pages, with a manifest about it', async () => {
  const { page } = launched
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('120 of 120 conversations')
  await page.keyboard.press('r')
  const begin = page.getByRole('dialog', { name: 'Review these conversations' })
  await begin.getByRole('radio', { name: /^A sample/ }).check()
  await begin.getByLabel('Size').fill('8')
  await begin.getByRole('button', { name: 'Start review' }).click()
  const review = page.getByRole('region', { name: 'Review', exact: true })
  await expect(review).toHaveAttribute('aria-busy', 'false')
  await page.keyboard.press('3')
  await page.getByLabel('Your name').fill('Anna')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  for (const key of ['3', '1']) {
    await expect(review).toHaveAttribute('aria-busy', 'false')
    await page.keyboard.press(key)
    await expect(review.getByRole('radio', { checked: true })).toHaveCount(1)
    await page.keyboard.press('Control+Enter')
    await expect(review.getByRole('radio', { checked: true })).toHaveCount(0)
  }
  await page.getByRole('button', { name: 'Summary' }).click()
  await page.getByRole('button', { name: 'Export the review' }).click()
  const file = await saveAs('evidence.pdf')
  await expect(dialog(page).getByRole('radio', { name: 'PDF' })).toBeChecked()
  await dialog(page).getByRole('checkbox', { name: 'Write a manifest beside the file' }).check()
  await dialog(page).getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText('8 conversations exported to “evidence.pdf”.')).toBeVisible()
  const bytes = await readFile(file)
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  // Page objects of the file (ISO 32000, 7.7.3): more than one, on A4 or Letter.
  expect(bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1)
  expect(JSON.parse(await readFile(`${file}.manifest.json`, 'utf8'))).toMatchObject({
    ...{ file: 'evidence.pdf', format: 'pdf', conversations: 8, bytes: bytes.length },
    sha256: createHash('sha256').update(bytes).digest('hex')
  })
  expect((await readdir(folder)).sort()).toEqual(['evidence.pdf', 'evidence.pdf.manifest.json'])
  // The hidden window is gone.
  expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  if (process.env['KEEP_EVIDENCE']) await copyFile(file, process.env['KEEP_EVIDENCE'])
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
