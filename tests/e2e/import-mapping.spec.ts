// A table nobody knows, in German, Windows-1252 and with semicolons: mapped by a person, used again, saved, loaded, forgotten.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { mappingSchema } from '../../shared/import-plan'
import { type LaunchedApp, launch } from '../support/launch-app'

let folder: string
let launched: LaunchedApp

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-mapping-'))
  launched = await launch()
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  await launched.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Import' })
const report = (page: Page): Locator => page.getByRole('region', { name: 'Import report' })

/** Twelve conversations from `first` on, as a help desk might export them. */
function verlauf(first: number): Buffer {
  const rows = ['Gesprächs-Kennung;Beteiligter;Äußerung;Zeitstempel;Schlagwörter']
  for (let number = first; number < first + 12; number++) {
    const day = `${String((number % 28) + 1).padStart(2, '0')}.12.2025`
    rows.push(
      `G-${number};Rückfrage;Guten Tag, wo bleibt meine Lieferung Nummer ${number}?;${day} 23:58;versand`,
      `G-${number};Hilfe;Ihr Päckchen ist unterwegs.;${day} 23:59;versand`
    )
  }
  rows.push('G-x;Rückfrage;Haben Sie morgen geöffnet?;31.12.2025 23:59;')
  return Buffer.from(rows.join('\r\n'), 'latin1')
}

async function choose(page: Page, name: string, first: number, more: string): Promise<Locator> {
  const file = path.join(folder, name)
  await writeFile(file, verlauf(first))
  await launched.app.evaluate(({ dialog: system }, filePath) => {
    system.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, file)
  await page.getByRole('button', { name: more }).click()
  await dialog(page).getByRole('button', { name: 'Choose files' }).click()
  const plan = dialog(page).getByRole('region', { name, exact: true })
  await expect(plan).toBeVisible()
  return plan
}

async function say(plan: Locator, name: string, option: string): Promise<void> {
  await plan.getByRole('combobox', { name }).click()
  await plan.page().getByRole('option', { name: option }).click()
}

async function start(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Start import' }).click()
  await expect(report(page)).toBeVisible()
}

test('is mapped with a few answers; files of the same shape then need none, until it is forgotten', async () => {
  const { page } = launched
  const first = await choose(page, 'verlauf.csv', 100, 'Open an export')
  const startButton = dialog(page).getByRole('button', { name: 'Start import' })
  await expect(startButton).toBeDisabled()
  await expect(first.getByRole('combobox', { name: 'Meaning of Gesprächs-Kennung' })).toHaveValue('Conversation id')
  await say(first, 'Who is Rückfrage', 'Customer')
  await say(first, 'Who is Hilfe', 'Agent (the AI)')
  await first.getByRole('combobox', { name: /In which time zone/ }).fill('Europe/Berlin')
  await page.getByRole('option', { name: /Europe\/Berlin/ }).click()
  await expect(first.getByRole('region', { name: 'Preview' })).toContainText('Ihr Päckchen ist unterwegs.')
  await expect(first.getByRole('region', { name: 'Preview' })).toContainText('Agent')
  await expect(startButton).toBeEnabled()
  await start(page)
  await expect(report(page)).toContainText('13 conversations added.')

  const second = await choose(page, 'mehr.csv', 200, 'Import more')
  await expect(second).toContainText('Read as files of this shape were read before.')
  await expect(startButton).toBeEnabled()
  await start(page)
  await expect(report(page)).toContainText('12 conversations added')

  const third = await choose(page, 'noch mehr.csv', 300, 'Import more')
  await third.getByRole('button', { name: 'Forget how these files were read' }).click()
  await expect(third.getByRole('combobox', { name: 'Who is Hilfe' })).toHaveValue('')
  await expect(startButton).toBeDisabled()
})

test('is mapped once, saved for the command line, and loaded elsewhere', async () => {
  const { page } = launched
  const plan = await choose(page, 'verlauf.csv', 100, 'Open an export')
  await say(plan, 'Who is Rückfrage', 'Customer')
  await say(plan, 'Who is Hilfe', 'Agent (the AI)')
  const saved = path.join(folder, 'verlauf.mapping.json')
  await launched.app.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = async () => ({ canceled: false, filePath })
  }, saved)
  await plan.getByRole('button', { name: 'Save mapping' }).click()
  await expect.poll(() => existsSync(saved)).toBe(true)
  const mapping = mappingSchema.parse(JSON.parse(readFileSync(saved, 'utf8')))
  expect(mapping).toMatchObject({ timeZone: 'UTC', roles: { Rückfrage: 'customer', Hilfe: 'agent' } })

  const workspace = path.join(folder, 'w.chatlogdesk')
  const line = execFileSync(
    'npm',
    [
      'run',
      '-s',
      'cli',
      '--',
      'import',
      path.join(folder, 'verlauf.csv'),
      '--workspace',
      workspace,
      '--mapping',
      saved
    ],
    { encoding: 'utf8' }
  )
  expect(line).toContain('done, 13 added')

  await dialog(page).getByRole('button', { name: 'Other files' }).click()
  await dialog(page).getByRole('button', { name: 'Choose files' }).click()
  const again = dialog(page).getByRole('region', { name: 'verlauf.csv' })
  await expect(again.getByRole('combobox', { name: 'Who is Hilfe' })).toHaveValue('')
  await again.getByLabel('Mapping file').setInputFiles(saved)
  await expect(again.getByRole('combobox', { name: 'Who is Hilfe' })).toHaveValue('Agent (the AI)')
  await start(page)
  await expect(report(page)).toContainText('13 conversations added.')
})

test('a file that is no mapping is refused in plain words', async () => {
  const { page } = launched
  const plan = await choose(page, 'verlauf.csv', 100, 'Open an export')
  const other = path.join(folder, 'other.json')
  await writeFile(other, '{"version":7}')
  await plan.getByLabel('Mapping file').setInputFiles(other)
  await expect(page.getByText('“other.json” is not a mapping')).toBeVisible()
})
