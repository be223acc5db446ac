// Opening an export with the mouse alone: choose, look, answer, import, find a sentence, read. And what is told about bad files.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from '../support/launch-app'

let folder: string
let launched: LaunchedApp

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-import-'))
  launched = await launch()
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  await launched.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Import' })
const report = (page: Page): Locator => page.getByRole('region', { name: 'Import report' })

/** Writes a file and answers the system's dialog with it. */
async function offer(...files: readonly (readonly [name: string, content: string | Uint8Array])[]): Promise<void> {
  const paths = files.map(([name]) => path.join(folder, name))
  await Promise.all(files.map(([, content], i) => writeFile(paths[i]!, content)))
  await launched.app.evaluate(({ dialog: system }, filePaths) => {
    system.showOpenDialog = async () => ({ canceled: false, filePaths })
  }, paths)
}

async function chooseFiles(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open an export' }).click()
  await dialog(page).getByRole('button', { name: 'Choose files' }).click()
}

async function start(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Start import' }).click()
  await expect(report(page)).toBeVisible()
}

/** An export as the agent platforms write it. */
const EXPORT = JSON.stringify({
  data: [
    {
      ...{
        id: 'c-1',
        title: 'Late order',
        createdAt: 1_772_700_000,
        updatedAt: 1_772_700_200,
        userId: 'ann',
        status: 'ended'
      },
      source: 'WhatsApp',
      messages: [
        { id: 'm-1', role: 'user', parts: [{ type: 'text', text: 'Where is my parcel?' }], createdAt: 1_772_700_000 },
        {
          ...{
            id: 'm-2',
            role: 'assistant',
            createdAt: 1_772_700_060,
            feedback: 'negative',
            feedbackComment: 'Not helpful'
          },
          parts: [
            { type: 'text', text: 'The **purple elephant** carrier has it. See [tracking](https://shop.example/t).' }
          ],
          metadata: {
            score: 0.41,
            citations: [{ title: 'Tracking', url: 'https://shop.example/help', excerpt: 'Track it.' }]
          }
        }
      ]
    },
    {
      ...{
        id: 'c-2',
        title: 'Opening hours',
        createdAt: 1_772_800_000,
        updatedAt: 1_772_800_000,
        userId: 'bob',
        status: 'ended'
      },
      messages: [
        { id: 'm-3', role: 'user', parts: [{ type: 'text', text: 'When are you open?' }], createdAt: 1_772_800_000 }
      ]
    }
  ],
  pagination: { cursor: null, hasMore: false, total: 2 }
})

test('a person opens an export with the mouse, finds a sentence in it and reads the transcript', async () => {
  const { page } = launched
  await offer(['export.json', EXPORT])
  await chooseFiles(page)
  await expect(dialog(page).getByText('Recognised:')).toBeVisible()
  await expect(dialog(page).getByRole('region', { name: 'Preview' })).toContainText('Where is my parcel?')
  await start(page)
  await expect(report(page)).toContainText('2 conversations added.')
  await dialog(page).getByRole('button', { name: 'Show conversations' }).click()
  await expect(dialog(page)).toBeHidden()

  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('2 of 2 conversations')
  await page.getByRole('combobox', { name: 'Search conversations' }).fill('purple elephant')
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('1 of 2 conversations')
  await page.locator('[role="row"][row-index="0"] [col-id="preview"]').first().click()

  const transcript = page.getByRole('region', { name: 'Transcript' })
  await expect(transcript.getByRole('status', { name: 'Match' })).toHaveText('1 of 1')
  const answer = transcript.getByRole('article', { name: /^Agent, / })
  await expect(answer.locator('mark')).toHaveText(['purple', 'elephant'])
  await expect(answer).toContainText('Low 0.41')
  await expect(answer).toContainText('Thumbs down')
  await expect(answer).toContainText('Not helpful')
  const citations = answer.getByRole('list', { name: 'Citations' })
  await citations.getByText('Tracking').click()
  await expect(citations).toContainText('Track it.')
  await expect(transcript.getByRole('article', { name: /^Customer, / })).toContainText('Where is my parcel?')
})

test('files opened with the app, by their names, go straight to what they are', async () => {
  await launched.close()
  const file = path.join(folder, 'export.json')
  await writeFile(file, EXPORT)
  launched = await launch({ args: [file] })
  const { page } = launched
  await expect(dialog(page).getByRole('region', { name: 'export.json' })).toContainText('Recognised:')
  await start(page)
  await expect(report(page)).toContainText('2 conversations added.')
})

test('the same file again changes nothing, and a newer one updates', async () => {
  const { page } = launched
  await offer(['export.json', EXPORT])
  await chooseFiles(page)
  await start(page)
  await dialog(page).getByRole('button', { name: 'Import more' }).click()
  await dialog(page).getByRole('button', { name: 'Choose files' }).click()
  await start(page)
  await expect(report(page)).toContainText('0 conversations added, 2 already there, unchanged.')
  await offer(['newer.json', EXPORT.replace('When are you open?', 'When are you open on Sundays?')])
  await dialog(page).getByRole('button', { name: 'Import more' }).click()
  await dialog(page).getByRole('button', { name: 'Choose files' }).click()
  await start(page)
  await expect(report(page)).toContainText('0 conversations added, 1 updated, 1 already there, unchanged.')
})

test('bad files are told apart in plain words, and the good one beside them comes in', async () => {
  const { page } = launched
  await offer(
    ['export.json', EXPORT],
    ['truncated.json', EXPORT.slice(0, EXPORT.indexOf('"c-2"') + 20)],
    ['empty.json', ''],
    ['picture.csv', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])]
  )
  await chooseFiles(page)
  const file = (name: string) => dialog(page).getByRole('region', { name, exact: true })
  await expect(file('empty.json').getByRole('alert')).toBeVisible()
  await expect(file('picture.csv').getByRole('alert')).toBeVisible()
  await expect(file('picture.csv').getByRole('checkbox')).toBeDisabled()
  await start(page)
  await expect(report(page).getByRole('row', { name: /^export\.json/ })).toContainText('Done')
  const truncated = report(page).getByRole('row', { name: /^truncated\.json/ })
  await expect(truncated).toBeVisible()
  await expect(report(page).getByRole('row', { name: /^(empty|picture)/ })).toHaveCount(0)
  await expect(report(page).getByRole('region', { name: 'Rows not imported of truncated.json' })).toBeVisible()
})

test('a table nobody knows is mapped by a person, dates and zone included', async () => {
  const { page } = launched
  const rows = [
    'Vorgang;Absender;Inhalt;Zeitpunkt',
    'A-1;Kunde;Guten Tag, wo ist meine Lieferung?;03.04.2025 23:59',
    'A-1;Bot;Ihr Päckchen ist unterwegs.;04.04.2025 00:01',
    'A-2;Kunde;Haben Sie morgen geöffnet?;05.06.2025 10:00',
    'A-2;Bot;Ja, bis 18 Uhr.;05.06.2025 10:01'
  ]
  await offer(['verlauf.csv', Buffer.from(rows.join('\r\n'), 'latin1')])
  await chooseFiles(page)
  const file = dialog(page).getByRole('region', { name: 'verlauf.csv' })
  await expect(file).toBeVisible()
  const showColumns = file.getByRole('button', { name: 'Change what the columns mean' })
  if (await showColumns.isVisible()) await showColumns.click()
  for (const [column, meaning] of [
    ['Vorgang', 'Conversation id'],
    ['Absender', 'Role (who wrote it)'],
    ['Inhalt', 'Message text'],
    ['Zeitpunkt', 'Sent at']
  ] as const) {
    const select = file.getByRole('combobox', { name: `Meaning of ${column}` })
    if ((await select.inputValue()) === meaning) continue
    await select.click()
    await page.getByRole('option', { name: meaning, exact: true }).click()
  }
  const dayFirst = file.getByRole('radio', { name: /^Day first/ })
  if (await dayFirst.isVisible()) await dayFirst.click()
  await expect(file.getByRole('region', { name: 'Preview' })).toContainText('Ihr Päckchen ist unterwegs.')
  await start(page)
  await expect(report(page)).toContainText('2 conversations added.')
  await dialog(page).getByRole('button', { name: 'Show conversations' }).click()
  await page.locator('[role="row"][row-index="0"] [col-id="preview"]').first().click()
  const transcript = page.getByRole('region', { name: 'Transcript' })
  await expect(transcript.getByRole('article', { name: /^Customer, Jun 5, 2025/ })).toContainText('geöffnet')
})

test('the import dialog has nothing serious for people with assistive technology, light and dark', async () => {
  const { page } = launched
  await offer(['export.json', EXPORT])
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await chooseFiles(page)
    await expect(dialog(page).getByRole('region', { name: 'Preview' })).toBeVisible()
    expect(await serious(page)).toEqual([])
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog(page)).toBeHidden()
    expect(await serious(page)).toEqual([])
  }
})

/** Serious and critical findings of axe, as `rule: elements`. */
async function serious(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}
