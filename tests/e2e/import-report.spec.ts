// Files dropped on the window, the report of what did not come in, and taking an import back.
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from '../support/launch-app'

let folder: string
let launched: LaunchedApp

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-report-'))
  launched = await launch()
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  await launched.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

/** Drops files of the disk on the page: a file input gives the page files that have a path. */
async function drop(page: Page, ...files: readonly string[]): Promise<void> {
  // The window takes files once it shows something.
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.evaluate(() => {
    const input = document.createElement('input')
    Object.assign(input, { type: 'file', multiple: true, id: 'dropped' })
    document.body.append(input)
  })
  await page.locator('#dropped').setInputFiles([...files])
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dropped')
    const dataTransfer = new DataTransfer()
    for (const file of input?.files ?? []) dataTransfer.items.add(file)
    input?.remove()
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }))
  })
}

const HEADER = 'conversation id,role,text,time'
const line = (id: number, role: string, text: string) =>
  `c-${id},${role},${text},2026-01-05T10:${String(id).padStart(2, '0')}:00Z`

test('files dropped anywhere are planned together; what was rejected is filtered, saved, and seen again later', async () => {
  const { page } = launched
  const good = path.join(folder, 'good.csv')
  const bad = path.join(folder, 'bad.csv')
  await writeFile(good, [HEADER, ...[1, 2, 3].map((id) => line(id, 'user', `Where is order ${id}?`))].join('\n'))
  const spoiled = [
    ...Array.from({ length: 30 }, () => 'c-9,user,too,many,cells'),
    'c-9,user,Hello there?,31.02.2026 10:00'
  ]
  await writeFile(
    bad,
    [HEADER, line(4, 'user', 'Do you ship?'), line(5, 'user', 'Are you open?'), ...spoiled].join('\n')
  )
  await drop(page, good, bad)
  const dialog = page.getByRole('dialog', { name: 'Import' })
  await expect(dialog.getByRole('region', { name: 'good.csv' })).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'bad.csv' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Start import' }).click()
  const report = page.getByRole('region', { name: 'Import report' })
  await expect(report).toContainText('5 conversations added, 31 rows could not be read.')

  const rejected = report.getByRole('region', { name: 'Rows not imported of bad.csv' })
  await expect(rejected.getByRole('row')).toHaveCount(21)
  await rejected.getByRole('button', { name: 'Page 2' }).click()
  await expect(rejected.getByRole('row')).toHaveCount(12)
  await rejected.getByRole('combobox', { name: 'Reason' }).click()
  await page.getByRole('option', { name: /not a date|does not exist|that exists/ }).click()
  await expect(rejected.getByRole('row')).toHaveCount(2)
  await expect(rejected.getByRole('row').last()).toContainText('31.02.2026')

  const saved = path.join(folder, 'rejected.jsonl')
  await launched.app.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = async () => ({ canceled: false, filePath })
  }, saved)
  await rejected.getByRole('button', { name: 'Save these rows as a file' }).click()
  await expect(page.getByText(`Saved: ${saved}`)).toBeVisible()
  const rows = readFileSync(saved, 'utf8').trim().split('\n')
  expect(rows).toHaveLength(31)
  expect(JSON.parse(rows.at(-1) ?? '')).toMatchObject({ row: 34, code: 'bad-time' })

  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sources' }).click()
  await page.getByRole('button', { name: 'Report of bad.csv' }).click()
  await expect(page.getByRole('region', { name: 'Import report' })).toContainText('31 rows could not be read')
})

test('an import is taken back: what people worked on is named first, and stays unless they say otherwise', async () => {
  const { page } = launched
  const file = path.join(folder, 'export.csv')
  await writeFile(file, [HEADER, ...[1, 2, 3].map((id) => line(id, 'user', `Where is order ${id}?`))].join('\n'))
  await drop(page, file)
  const dialog = page.getByRole('dialog', { name: 'Import' })
  await dialog.getByRole('button', { name: 'Start import' }).click()
  await dialog.getByRole('button', { name: 'Show conversations' }).click()
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('3 of 3 conversations')
  const tagged = await page.evaluate(() =>
    window.bridge.invoke('tag', 'review.act', {
      act: { kind: 'tag', conversations: [1], messageKey: null, tag: 'parcel' },
      reviewer: 'Ann'
    })
  )
  expect(tagged).toMatchObject({ ok: true })

  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sources' }).click()
  await page.getByRole('button', { name: 'Remove export.csv' }).click()
  const removal = page.getByRole('dialog', { name: 'Remove import' })
  await expect(removal).toContainText('Someone worked on one of them:')
  await expect(removal.getByRole('listitem')).toHaveText(/Where is order \d\?/)
  await expect(removal.getByRole('radio', { name: /^Keep them/ })).toBeChecked()
  await removal.getByRole('button', { name: 'Remove import' }).click()
  await expect(page.getByText('2 conversations removed, 1 kept because someone worked on them')).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Conversations' }).click()
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('1 of 1 conversations')
})
