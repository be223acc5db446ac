// Finding by mouse and in the grid: four clicks to a question, filters in the header, the preview, what a view and a restart keep.
import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from '../support/launch-app'
import { cell, count, focusedRow, search, showAll } from '../support/list-page'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

let workspace: SampleWorkspace
let launched: LaunchedApp

test.beforeAll(async () => {
  workspace = await sampleWorkspace(2_000)
  launched = await launch({ workspace: workspace.path })
  await expect(count(launched.page)).toHaveText('2,000 of 2,000 conversations')
})
test.afterAll(async () => {
  await launched.close()
  await workspace.remove()
})
test.beforeEach(() => showAll(launched.page, 2_000))
test.afterEach(() => {
  expect(launched.violations()).toEqual([])
})

/** How many conversations the result line tells of. */
async function found(page: Page): Promise<number> {
  await expect(count(page)).toHaveText(/^(?!2,000 )[\d,]+ of 2,000 conversations/)
  await expect(count(page)).toHaveAttribute('aria-busy', 'false')
  return Number((await count(page).innerText()).split(' ')[0]?.replace(/\D/g, ''))
}

test('thumbs-down on WhatsApp in one week about returns takes four clicks, and the text says so', async () => {
  const { page } = launched
  // One: the view. Two: the filters, where they are not in sight already.
  await page.getByRole('button', { name: 'Thumbs down', exact: true }).click()
  const filters = page.getByRole('region', { name: 'Filters' })
  if (!(await filters.isVisible())) await page.getByRole('button', { name: 'Filters', exact: true }).click()
  await filters
    .getByRole('group', { name: 'Channel' })
    .getByRole('checkbox', { name: /^WhatsApp, / })
    .click()
  await filters
    .getByRole('group', { name: 'Topic' })
    .getByRole('checkbox', { name: /^Returns, /i })
    .click()
  await expect(search(page)).toHaveValue(/^feedback:down channel:whatsapp topic:returns$/i)
  // The last week of the data in which there were any.
  const weeks = page
    .getByRole('group', { name: 'Conversations over time' })
    .getByRole('button', { name: /: [1-9]\d* conversations$/ })
  const week = weeks.last()
  const counted = Number((await week.getAttribute('aria-label'))?.split(': ')[1]?.replace(/\D/g, ''))
  await week.click()
  await expect(search(page)).toHaveValue(
    /^feedback:down channel:whatsapp topic:returns date:2026-\d\d-\d\d\.\.2026-\d\d-\d\d$/i
  )
  expect(await found(page)).toBe(counted)
  await expect(page.getByText(/^Conversations where .*WhatsApp/i)).toBeVisible()
  await page.getByRole('button', { name: 'Close the filters' }).click()
})

test('the filters scroll by themselves, not the pane that they stand in', async () => {
  const { page } = launched
  const filters = page.getByRole('region', { name: 'Filters' })
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  await expect(filters.getByRole('group', { name: 'Channel' })).toBeVisible()
  const scrolling = await filters.evaluate((panel) => {
    const found: string[] = []
    for (let around: Element | null = panel; around; around = around.parentElement)
      if (around.scrollHeight > around.clientHeight) found.push(around.getAttribute('aria-label') ?? around.tagName)
    return found
  })
  expect(scrolling).toEqual(['Filters'])
  await page.getByRole('button', { name: 'Close the filters' }).click()
  await expect(filters).toBeHidden()
})

test('a column is filtered from its header, by mouse and by key, and the search box says so', async () => {
  const { page } = launched
  const header = page.getByRole('columnheader', { name: 'Channel', exact: true })
  await header.hover()
  await header.getByRole('button', { name: 'Filter by Channel' }).click()
  const email = page.getByRole('dialog', { name: 'Filter by Channel' }).getByRole('checkbox', { name: /^Email, / })
  const counted = Number((await email.getAttribute('aria-label'))?.replace(/\D/g, ''))
  await email.check()
  await page.keyboard.press('Escape')
  await expect(search(page)).toHaveValue('channel:email')
  expect(await found(page)).toBe(counted)
  await expect(header).not.toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('columnheader', { name: 'Preview', exact: true }).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByRole('dialog', { name: 'Filter by Preview' }).getByRole('textbox').fill('refund')
  await page.keyboard.press('Enter')
  await expect(search(page)).toHaveValue('channel:email q:refund')
  await expect(cell(page, 0, 'preview').locator('mark').first()).toHaveText(/refund/i)
})

test('the histogram of message counts narrows by a bar and by its handles', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  const group = page.getByRole('region', { name: 'Filters' }).getByRole('group', { name: 'Messages' })
  const bar = group.getByRole('button', { name: /^4 messages: / })
  const counted = Number((await bar.getAttribute('aria-label'))?.split(':')[1]?.replace(/\D/g, ''))
  await bar.click()
  await expect(search(page)).toHaveValue('messages:4..4')
  expect(await found(page)).toBe(counted)
  await group.getByRole('slider', { name: 'Most messages' }).press('ArrowRight')
  await expect(search(page)).toHaveValue('messages:4..5')
  await group.getByRole('button', { name: 'Clear Messages' }).click()
  await expect(search(page)).toHaveValue('')
  await page.getByRole('button', { name: 'Close the filters' }).click()
})

test('Space looks into a row and puts it away again; the focus stays in the list', async () => {
  const { page } = launched
  const transcript = page.getByRole('region', { name: 'Transcript' })
  await page.keyboard.press('j')
  await expect.poll(() => focusedRow(page)).toBe('0')
  await page.keyboard.press('Space')
  await expect(transcript.getByRole('article').first()).toBeVisible()
  await expect.poll(() => focusedRow(page)).toBe('0')
  await page.keyboard.press('j')
  await expect(page.locator('.row-open').first()).toHaveAttribute('row-index', '1')
  await expect.poll(() => focusedRow(page)).toBe('1')
  await page.keyboard.press('Space')
  await expect(transcript.getByRole('article')).toHaveCount(0)
})

test('a view brings back its density and its filters as they were folded', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  const filters = page.getByRole('region', { name: 'Filters' })
  const topic = filters.getByRole('button', { name: 'Topic', exact: true })
  await topic.click()
  await expect(topic).toHaveAttribute('aria-expanded', 'false')
  await page.getByRole('button', { name: 'Switch to comfortable rows' }).click()
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Roomy')
  await page.keyboard.press('Enter')
  const own = page.getByRole('list', { name: 'My views' }).getByRole('button', { name: 'Roomy', exact: true })
  await expect(own).toBeVisible()
  await topic.click()
  await page.getByRole('button', { name: 'Switch to compact rows' }).click()
  await page.getByRole('button', { name: 'Close the filters' }).click()
  // Rows of another height are a change of the view, as another query is.
  const changed = page.getByRole('list', { name: 'My views' }).getByRole('button', { name: /^Roomy\s*modified$/ })
  await changed.click()
  await expect(own).toBeVisible()
  await expect(page.getByRole('button', { name: 'Switch to compact rows' })).toBeVisible()
  await expect(topic).toHaveAttribute('aria-expanded', 'false')
  await topic.click()
  await page.getByRole('button', { name: 'Switch to compact rows' }).click()
  await page.getByRole('button', { name: 'Close the filters' }).click()
})

test('a view with something this version does not know is kept, greyed and explained', async () => {
  const { page } = launched
  await page.evaluate(() =>
    window.bridge.invoke('future', 'views.save', {
      name: 'From the future',
      body: {
        version: 2,
        text: 'feelinq:angry',
        agent: null,
        columns: [{ colId: 'mood' }],
        facets: ['mood'],
        glow: true
      }
    })
  )
  const own = page
    .getByRole('list', { name: 'My views' })
    .getByRole('button', { name: /^From the future/ })
    .first()
  await expect(own).toHaveAttribute('data-unknown', 'true')
  await expect(own).toContainText('saved by a newer version')
  await expect(own).toHaveAttribute('title', /“mood”/)
})

test('what is typed on is searched, what was typed before is not shown any more', async () => {
  const { page } = launched
  const box = search(page)
  await box.focus()
  // A pattern without another clause reads every message: slow, and out of date with each key.
  await box.pressSequentially('/(shoe|boot)s? ?(lea|pinch)/ OR returned', { delay: 15 })
  const whole = await found(page)
  await box.fill('')
  await expect(count(page)).toHaveText('2,000 of 2,000 conversations')
  await box.fill('/(shoe|boot)s? ?(lea|pinch)/ OR returned')
  expect(await found(page)).toBe(whole)
})

test('after a restart the same rows are selected at the same place', async () => {
  await launched.close()
  const before = await launch({ workspace: workspace.path, keepUserData: true })
  await cell(before.page, 1, 'started').click()
  await cell(before.page, 3, 'started').click({ modifiers: ['ControlOrMeta'] })
  await expect(count(before.page)).toContainText('2 selected')
  await before.page.getByRole('grid', { name: 'Conversations' }).hover()
  await before.page.mouse.wheel(0, 9_000)
  await expect.poll(() => firstOnScreen(before.page)).toBeGreaterThan(100)
  const top = await firstOnScreen(before.page)
  await expect(cell(before.page, top, 'started')).not.toBeEmpty()
  await before.close()
  launched = await launch({ workspace: workspace.path, userData: before.userData })
  await expect(count(launched.page)).toContainText('2 selected')
  await expect.poll(() => firstOnScreen(launched.page)).toBe(top)
  await launched.page.getByRole('grid', { name: 'Conversations' }).hover()
  await expect(async () => {
    await launched.page.mouse.wheel(0, -20_000)
    await expect(launched.page.locator('[role="row"][row-index="1"]').first()).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(launched.page.locator('[role="row"][row-index="1"]').first()).toHaveAttribute('aria-selected', 'true')
  await expect(launched.page.locator('[role="row"][row-index="3"]').first()).toHaveAttribute('aria-selected', 'true')
  await expect(launched.page.locator('[role="row"][row-index="2"]').first()).toHaveAttribute('aria-selected', 'false')
})

/** The number of the first row that is wholly on screen. */
async function firstOnScreen(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const view = document.querySelector('.ag-body-viewport')?.getBoundingClientRect()
    const rows = [...document.querySelectorAll('[role="row"][row-index]')]
    const first = rows.filter((row) => row.getBoundingClientRect().top >= (view?.top ?? 0) - 1)
    return Math.min(...first.map((row) => Number(row.getAttribute('row-index'))))
  })
}
