// Analytics in the window: numbers that open their conversations, charts by key, comparing in three clicks, saving, SQL.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from '../support/launch-app'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

let workspace: SampleWorkspace
let launched: LaunchedApp
let folder: string

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-charts-'))
  workspace = await sampleWorkspace(2_000)
  launched = await launch({ workspace: workspace.path })
  await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1_500, 950))
})
test.afterAll(async () => {
  await launched.close()
  await workspace.remove()
  await rm(folder, { recursive: true, force: true })
})
test.beforeEach(async () => {
  await launched.page.reload()
  await launched.page.getByRole('button', { name: 'All', exact: true }).click()
  await expect(launched.page.getByRole('status', { name: 'Result count' })).toHaveText('2,000 of 2,000 conversations')
  await goToAnalytics(launched.page)
})
test.afterEach(() => {
  expect(launched.violations()).toEqual([])
})

async function goToAnalytics(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Analytics' }).click()
  await expect(page.getByRole('region', { name: 'Conversations over time' })).toBeVisible()
}

/** The list shows exactly so many conversations. */
async function expectListed(page: Page, number: string): Promise<void> {
  const word = `${number} of 2,000 conversations`
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText(word)
}

/** The next file that is saved goes there, without a dialog. */
async function saveTo(file: string): Promise<void> {
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
}

test('a number opens just the conversations it counts, and Analytics is as it was on the way back', async () => {
  const { page } = launched
  const low = page.getByRole('button', { name: /^Low confidence, counted: / })
  const number = (await low.innerText()).trim()
  await low.click()
  await expectListed(page, number)
  await goToAnalytics(page)
  // Of a playground: not counted unless a person wants them.
  const all = page.getByRole('button', { name: /^Conversations: / })
  await expect(all).not.toHaveText('2,000')
  const tests = page.getByRole('checkbox', { name: 'Count test conversations too' })
  await tests.check()
  await expect(all).toHaveText('2,000')
  await tests.uncheck()
  await expect(all).not.toHaveText('2,000')

  await page.getByRole('button', { name: 'Table of By channel' }).click()
  const email = page.getByRole('table', { name: 'By channel' }).getByRole('row', { name: /^Email/ })
  const emails = await email.getByRole('button').first().innerText()
  await email.getByRole('button').first().click()
  await expectListed(page, emails)
})

test('a bar opens its conversations by pointer and by key', async () => {
  const { page } = launched
  const chart = page.getByRole('slider', { name: 'Conversations over time, chart' })
  await chart.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  const words = (await chart.getAttribute('aria-valuetext')) ?? ''
  await page.keyboard.press('Enter')
  await expectListed(page, /Conversations: ([\d,]+)/.exec(words)?.[1] ?? 'no number')
  await expect(page.getByRole('list', { name: 'Active filters' }).getByText(/^started:/)).toBeVisible()

  await goToAnalytics(page)
  const box = await page.getByRole('slider', { name: 'By channel, chart' }).boundingBox()
  if (!box) throw new Error('the chart is not there')
  await page.mouse.click(box.x + box.width * 0.4, box.y + 20)
  await expect(page.getByRole('list', { name: 'Active filters' }).getByText(/^channel:/)).toBeVisible()
})

test('the period narrows every number', async () => {
  const { page } = launched
  await page.clock.setFixedTime(new Date('2026-10-31T12:00:00Z'))
  const all = page.getByRole('button', { name: /^Conversations: / })
  const total = await all.innerText()
  await page.getByRole('button', { name: '30 days' }).click()
  await expect(all).not.toHaveText(total)
  const number = (await all.innerText()).trim()
  await all.click()
  await expectListed(page, number)
  const chips = page.getByRole('list', { name: 'Active filters' })
  await expect(chips.getByText('started:2026-10-02..2026-10-31')).toBeVisible()
})

test('before and after a day takes three clicks, and can be pasted into a report', async () => {
  const { page } = launched
  await page.getByRole('tab', { name: 'Compare' }).click()
  await page.getByRole('button', { name: 'Day that something changed' }).click()
  await page.getByRole('button', { name: '1 October 2026', exact: true }).click()
  const table = page.getByRole('table', { name: 'Comparison' })
  await expect(table.getByRole('row', { name: /^Resolved without a person/ })).toContainText('points')
  await page.getByRole('button', { name: 'Copy as text' }).click()
  const text = await launched.app.evaluate(({ clipboard }) => clipboard.readText())
  expect(text).toContain('Before Oct 1, 2026 -> From Oct 1, 2026')
  expect(text).toMatch(
    /Resolved without a person: [\d.]+% \([\d,]+ of [\d,]+\) -> [\d.]+% \([\d,]+ of [\d,]+\), difference/
  )

  const before = table.getByRole('button', { name: /^Conversations, Before/ })
  const number = (await before.innerText()).trim()
  await before.click()
  await expectListed(page, number)
})

test('a chart is saved as picture, drawing and numbers', async () => {
  const { page } = launched
  const save = async (item: string, ending: string): Promise<Buffer> => {
    const file = path.join(folder, `chart.${ending}`)
    await saveTo(file)
    await page.getByRole('button', { name: 'Save By channel' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await expect(page.getByRole('status').filter({ hasText: file })).toBeVisible()
    return await readFile(file)
  }
  expect((await save('Picture (PNG)', 'png')).subarray(1, 4).toString()).toBe('PNG')
  const drawing = (await save('Drawing (SVG)', 'svg')).toString()
  expect(drawing).toMatch(/^<svg/)
  expect(drawing).toContain('By channel')
  const [head = '', first = ''] = (await save('Numbers (CSV)', 'csv')).toString().split('\r\n')
  expect(head).toMatch(/^\ufeffChannel,Conversations,Resolved without a person,/)
  expect(first).toMatch(/^\w+,\d+,0\.\d+,/)
})

test('confidence and coverage tell what they know, in light and dark without a finding', async () => {
  test.slow()
  const { page } = launched
  await page.getByRole('tab', { name: 'Confidence' }).click()
  const reading = page.getByRole('region', { name: 'Threshold' }).getByRole('button', { name: /^To read: / })
  const number = (await reading.innerText()).trim()
  for (const [tab, ready] of [
    ['Overview', page.getByRole('region', { name: 'By source' })],
    ['Confidence', page.getByRole('region', { name: 'What went wrong by band' })],
    ['Coverage', page.getByRole('region', { name: 'Holes' })],
    ['SQL', page.getByRole('textbox', { name: 'SQL' })]
  ] as const) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(ready).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).include('main').setLegacyMode().analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => [tab, colorScheme, id, nodes[0]?.html])).toEqual([])
    }
    await page.emulateMedia({ colorScheme: null })
  }
  await page.getByRole('tab', { name: 'Coverage' }).click()
  await page
    .getByRole('table', { name: 'Coverage' })
    .getByRole('button', { name: /^Email: / })
    .click()
  await expect(page.getByRole('list', { name: 'Active filters' }).getByText('channel:email')).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Analytics' }).click()
  await page.getByRole('tab', { name: 'Confidence' }).click()
  await reading.click()
  await expectListed(page, number)
})

test('SQL reads the views, stops what is no SELECT, and saves its rows', async () => {
  const { page } = launched
  await page.getByRole('tab', { name: 'SQL' }).click()
  const editor = page.getByRole('textbox', { name: 'SQL' })
  await editor.fill('SELECT count(*) AS conversations FROM v_conversation')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('table', { name: 'SQL result' }).getByRole('cell', { name: '2000' })).toBeVisible()
  const file = path.join(folder, 'rows.csv')
  await saveTo(file)
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  await expect(page.getByRole('status').filter({ hasText: file })).toBeVisible()
  expect(await readFile(file, 'utf8')).toBe('\ufeffconversations\r\n2000\r\n')

  await editor.fill('DELETE FROM conversation')
  await page.getByRole('button', { name: 'Run' }).click()
  await expect(page.getByRole('alert')).toHaveText('Only SELECT is possible here: nothing can be changed.')

  await editor.fill('SELECT count(*) FROM v_message a, v_message b, v_message c')
  await page.getByRole('button', { name: 'Run' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Run' })).toBeEnabled()
})
