// Reviewing by keys: annotate, undo, a whole set at speed, coming back in the middle, many at once, issues, History, masked view.
// long because: one app and one workspace are walked through; apart, each part would start and fill its own.
import { rm } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { call } from '../support/call'
import { type LaunchedApp, launch } from '../support/launch-app'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

const TOTAL = 300
/** 200 with REVIEW_ITEMS=200: the suite has time for fewer. */
const ITEMS = Number(process.env['REVIEW_ITEMS'] ?? 40)
const KEY_EVERY_MS = 125
const VERDICTS = ['correct', 'incomplete', 'wrong', 'unsafe', 'off-topic'] as const

let workspace: SampleWorkspace
let launched: LaunchedApp

test.beforeEach(async () => {
  workspace = await sampleWorkspace(TOTAL)
  launched = await launch({ workspace: workspace.path, keepUserData: true })
  await expect(count(launched.page)).toHaveText('300 of 300 conversations')
  await call(launched.page, 'settings.set', { reviewer: 'Anna' })
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  await launched.close()
  await workspace.remove()
  await rm(launched.userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const count = (page: Page): Locator => page.getByRole('status', { name: 'Result count' })
const review = (page: Page): Locator => page.getByRole('region', { name: 'Review', exact: true })
const item = (page: Page): Locator => page.getByRole('region', { name: 'Queue' }).locator('[aria-current="true"]')

async function labels(page: Page): Promise<string[]> {
  const lines = await call(page, 'history.list', { limit: 1_000 })
  return lines.map((line) => (line.state === 'done' ? line.label : `(${line.label})`)).reverse()
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Search conversations' }).fill(text)
}

/** Opens the first conversation of the list, with the keys free for it. */
async function openFirst(page: Page): Promise<void> {
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  // What was judged before is read first; keys belong to the scorecard once it is there.
  await expect(review(page).getByRole('radio').first()).toBeVisible()
}

/** Starts a review of the list by its key. */
async function startReview(page: Page, size: number | 'all'): Promise<void> {
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog', { name: 'Review these conversations' })
  if (size === 'all') await dialog.getByRole('radio', { name: /^All / }).check()
  else {
    await dialog.getByRole('radio', { name: /^A sample/ }).check()
    await dialog.getByLabel('Size').fill(String(size))
  }
  await dialog.getByRole('button', { name: 'Start review' }).click()
  await expect(review(page)).toHaveAttribute('aria-busy', 'false')
}

test('a conversation is judged, tagged, noted, flagged and put into an issue by keys, found by each, and all is undone', async () => {
  const { page } = launched
  await openFirst(page)
  await page.keyboard.press('3')
  await expect(review(page).getByRole('radio', { name: 'wrong', exact: true })).toBeChecked()
  await page.keyboard.press('t')
  await page.keyboard.type('billing')
  await page.keyboard.press('Enter')
  await expect(review(page).getByRole('button', { name: 'Remove tag billing' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('.')
  await page.keyboard.type('It is **14** days.')
  await page.keyboard.press('Control+Enter')
  await expect(review(page).getByRole('list', { name: 'Notes' }).locator('strong')).toHaveText('14')
  await page.keyboard.press('m')
  await expect(review(page).getByRole('button', { name: 'Flag for discussion' })).toHaveAttribute(
    'aria-pressed',
    'true'
  )
  await page.keyboard.press('o')
  await page.keyboard.type('Wrong return window')
  await page.keyboard.press('Enter')
  await expect(review(page).getByRole('button', { name: /Remove from issue Wrong return/ })).toBeVisible()
  await page.keyboard.press('Escape')
  const done = [
    'Judged verdict: wrong',
    'Tagged “billing”',
    'Added a note',
    'Flagged',
    'Opened issue “Wrong return window”'
  ]
  expect(await labels(page)).toEqual(done)

  const found = ['tag:billing', 'verdict:wrong', 'score.verdict:wrong', 'has:note', 'is:flagged', 'by:@me', 'has:issue']
  for (const query of [...found, 'issue:"Wrong return window"', 'note:days', 'review:"in review"']) {
    await search(page, query)
    await expect(count(page), query).toHaveText('1 of 300 conversations')
  }
  await search(page, '')
  await expect(count(page)).toHaveText('300 of 300 conversations')
  await review(page).focus()
  for (let i = done.length; i > 0; i--) {
    await page.keyboard.press('Control+z')
    await expect.poll(() => labels(page)).toEqual(done.map((label, at) => (at < i - 1 ? label : `(${label})`)))
  }
  await expect(review(page).getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(review(page).getByRole('list', { name: 'Notes' })).toHaveCount(0)
  await page.keyboard.press('Control+Shift+z')
  await expect(review(page).getByRole('radio', { name: 'wrong', exact: true })).toBeChecked()
})

test('a message has its own verdict, note and flag, and shows them', async () => {
  const { page } = launched
  await openFirst(page)
  const message = page.getByRole('region', { name: 'Transcript' }).getByRole('article').nth(1)
  await message.getByRole('button', { name: /^Review message/ }).click()
  await page.getByRole('menuitem', { name: 'Judge' }).click()
  await expect(review(page).getByText(/^About /)).toBeVisible()
  await expect(review(page).getByRole('radio', { name: 'correct', exact: true })).toBeFocused()
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.keyboard.press('2')
  await expect(message.getByText('verdict: incomplete')).toBeVisible()
  await message.getByRole('button', { name: /^Review message/ }).click()
  await page.getByRole('menuitem', { name: 'Write a note' }).click()
  await expect(review(page).getByRole('textbox', { name: 'Note', exact: true })).toBeFocused()
  await page.keyboard.type('half a thought')
  await page.keyboard.press('Escape')
  // Left without saving: the draft waits.
  await page.reload()
  await message.getByRole('button', { name: /^Review message/ }).click()
  await page.getByRole('menuitem', { name: 'Write a note' }).click()
  await expect(review(page).getByRole('textbox', { name: 'Note', exact: true })).toHaveValue('half a thought')
  await page.keyboard.press('Control+Enter')
  await expect(message.getByText('half a thought')).toBeVisible()
})

test('a set is reviewed by keys alone at eight keys a second, with no key missed or doubled', async () => {
  test.setTimeout(60_000 + ITEMS * 3 * KEY_EVERY_MS * 2)
  const { page } = launched
  await startReview(page, ITEMS)
  const expected: string[] = []
  const start = Date.now()
  let pressed = 0
  const press = async (key: string) => {
    const wait = start + pressed++ * KEY_EVERY_MS - Date.now()
    if (wait > 0) await page.waitForTimeout(wait)
    await page.keyboard.press(key)
  }
  for (let i = 0; i < ITEMS; i++) {
    const verdict = (i * 7) % VERDICTS.length
    await press(String(verdict + 1))
    expected.push(`Judged verdict: ${VERDICTS[verdict]}`)
    if (i % 4 === 0) {
      await press('ArrowDown')
      await press('1')
      expected.push('Judged root-cause: missing source')
    }
    await press('Control+Enter')
    expected.push('Done')
  }
  await expect(page.getByRole('region', { name: 'Summary' })).toBeVisible()
  await expect.poll(async () => (await labels(page)).length).toBe(expected.length)
  expect(await labels(page)).toEqual(expected)
  const [set] = await call(page, 'review.sets', undefined)
  expect(set).toMatchObject({ total: ITEMS, decided: ITEMS, population: TOTAL })
})

test('a review that is left in the middle goes on at the first open item, and its numbers lead to their conversations', async () => {
  const { page } = launched
  await startReview(page, 12)
  for (const key of ['3', '1', '1', '1', '3', '1']) {
    await page.keyboard.press(key)
    await expect(review(page).getByRole('radio', { checked: true })).toHaveCount(1)
    await page.keyboard.press('Control+Enter')
    await expect(review(page).getByRole('radio', { checked: true })).toHaveCount(0)
    await expect(review(page)).toHaveAttribute('aria-busy', 'false')
  }
  await page.keyboard.press('s')
  await expect(item(page)).toHaveAccessibleName(/^Item 8 .*, open$/)
  await expect(review(page)).toHaveAttribute('aria-busy', 'false')
  await page.keyboard.press('S')
  await page.keyboard.type('Not mine')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(item(page)).toHaveAccessibleName(/^Item 9 .*, open$/)
  // Changes their mind on one: back, another value, done again.
  await expect(review(page)).toHaveAttribute('aria-busy', 'false')
  for (let at = 8; at >= 6; at--) {
    await page.keyboard.press('ArrowLeft')
    await expect(item(page)).toHaveAccessibleName(new RegExp(`^Item ${at} `))
    await expect(review(page)).toHaveAttribute('aria-busy', 'false')
  }
  await page.keyboard.press('2')
  await expect(review(page).getByRole('radio', { name: 'incomplete', exact: true })).toBeChecked()
  await launched.close()

  launched = await launch({ workspace: workspace.path, userData: launched.userData })
  const again = launched.page
  await expect(item(again)).toHaveAccessibleName(/^Item 9 .*, open$/)
  await expect(again.getByRole('status', { name: 'Review progress' })).toHaveText('8 of 12 reviewed')
  await again.getByRole('button', { name: 'Summary' }).click()
  const summary = again.getByRole('region', { name: 'Summary' })
  await expect(summary.getByText(/^6 of 300 reviewed, \d+ % wrong \(\d+–\d+ %\)/)).toBeVisible()
  await summary.getByRole('table', { name: 'Verdict' }).getByRole('button', { name: '2 of 6 judged' }).click()
  await expect(count(again)).toHaveText('2 of 300 conversations')
})

test('an import that runs meanwhile never moves the reviewer', async () => {
  const { page } = launched
  const more = await sampleWorkspace(400, 7)
  try {
    await startReview(page, 'all')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(item(page)).toHaveAccessibleName(/^Item 3 /)
    // Until the item is painted no key does anything.
    await expect(review(page)).toHaveAttribute('aria-busy', 'false')
    await page.keyboard.press('.')
    await expect(review(page).getByRole('textbox', { name: 'Note', exact: true })).toBeFocused()
    await page.keyboard.type('A thought that ')
    const head = await page.getByRole('region', { name: 'Transcript' }).getByRole('heading').first().innerText()
    const file = more.path.replace(/sample\.chatlog$/, 'sample.json')
    const importing = call(page, 'import.files', { files: [{ path: file, agentName: 'Second shop' }] })
    await page.keyboard.type('goes on')
    await importing
    await expect(page.getByText('700 conversations')).toBeVisible()
    await expect(item(page)).toHaveAccessibleName(/^Item 3 /)
    await expect(page.getByRole('region', { name: 'Transcript' }).getByRole('heading').first()).toHaveText(head)
    await expect(review(page).getByRole('textbox', { name: 'Note', exact: true })).toHaveValue('A thought that goes on')
    await expect(page.getByRole('status', { name: 'Review progress' })).toHaveText('0 of 300 reviewed')
  } finally {
    await more.remove()
  }
})

test('all that match are tagged in one step after a preview, and untagged by one undo', async () => {
  const { page } = launched
  await search(page, 'confidence:low')
  await expect(count(page)).toHaveText(/^(?!300 )\d+ of 300/)
  const low = Number(/^\d+/.exec(await count(page).innerText())?.[0])
  await page.keyboard.press('Escape')
  await page.getByRole('grid', { name: 'Conversations' }).focus()
  await page.keyboard.press('*')
  await page.keyboard.press('a')
  const bar = page.getByRole('region', { name: 'Selection' })
  await expect(bar.getByText(`${low} selected`)).toBeVisible()
  await bar.getByRole('button', { name: 'Tag', exact: true }).click()
  await page.getByRole('combobox', { name: 'Tag to add' }).fill('weak')
  await expect(page.getByText(`Changes ${low} of ${low} conversations.`)).toBeVisible()
  await page.getByRole('button', { name: `Tag ${low}` }).click()
  await expect(page.getByText(`Tagged “weak” (${low} conversations)`)).toBeVisible()
  await search(page, 'tag:weak')
  await expect(count(page)).toHaveText(`${low} of 300 conversations`)
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
  await expect(count(page)).toHaveText('0 of 300 conversations')
})

test('issues are renamed, resolved and opened; History undoes back to a point', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Issues', exact: true }).click()
  await page.getByRole('button', { name: 'New issue' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Wrong window')
  await page.getByRole('button', { name: 'Open issue' }).click()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Wrong return window')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('table', { name: 'Issues' }).getByText('Wrong return window')).toBeVisible()
  await page.getByRole('button', { name: 'Resolve' }).click()
  await expect(page.getByText('No issue is open.')).toBeVisible()
  await page.getByRole('button', { name: 'History', exact: true }).click()
  const rows = page.getByRole('table', { name: 'History' }).getByRole('row')
  await expect(rows).toHaveCount(4)
  await rows.nth(2).getByRole('button', { name: 'Undo back to here' }).click()
  await expect(rows.nth(3).getByRole('button', { name: 'Undo', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Issues', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Issues' }).getByText('Wrong window')).toBeVisible()
})

test('a key is changed, a taken one is refused, and single letters can be switched off', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Change keys' }).click()
  const keys = page.getByRole('table', { name: 'Keys' })
  await keys.getByRole('button', { name: 'Change the key of Skip' }).click()
  await page.keyboard.press('t')
  await expect(keys.getByRole('alert')).toHaveText('“Tag” has this key already.')
  await page.keyboard.press('q')
  await expect(keys.getByRole('row', { name: /^Skip q/ })).toBeVisible()
  await page.getByRole('button', { name: 'Conversations', exact: true }).click()
  await openFirst(page)
  await page.keyboard.press('q')
  await expect.poll(() => labels(page)).toEqual(['Marked skipped'])
  await call(page, 'settings.set', { singleKeys: false })
  await expect(review(page).getByRole('button', { name: 'Skip', exact: true })).toHaveAttribute('title', 'Skip')
  await page.keyboard.press('3')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => labels(page)).toEqual(['Marked skipped', 'Marked done'])
})

test('a scorecard of one’s own is a new version with its own questions', async () => {
  const { page } = launched
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Standard review, version 1' }).click()
  const editor = page.getByRole('dialog', { name: 'Standard review, version 1' })
  await editor.getByRole('button', { name: 'Add a criterion' }).click()
  await editor.getByRole('textbox', { name: 'Criterion 3' }).fill('Tone')
  await editor.getByRole('combobox', { name: 'Kind' }).nth(2).click()
  await page.getByRole('option', { name: 'Rating from 1 to 5' }).click()
  await editor.getByRole('button', { name: 'Save as a new version' }).click()
  await page.getByRole('button', { name: 'Conversations', exact: true }).click()
  await openFirst(page)
  await review(page).getByRole('radiogroup', { name: 'Tone' }).getByRole('radio', { name: '2' }).click()
  await expect.poll(() => labels(page)).toEqual(['Judged tone: 2'])
  await search(page, 'score.tone:<3')
  await expect(count(page)).toHaveText('1 of 300 conversations')
})

test('one key hides names and addresses everywhere, and shows them again', async () => {
  const { page } = launched
  await openFirst(page)
  const name = await page.getByRole('region', { name: 'Transcript' }).getByRole('heading').first().innerText()
  await expect(page.locator('body')).toContainText(name)
  await page.keyboard.press('Control+Shift+m')
  await expect(page.getByRole('button', { name: 'Personal data hidden' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Transcript' }).getByRole('heading').first()).toHaveText(
    /^Person [A-Z]{7}$/
  )
  await expect(page.locator('body')).not.toContainText(name)
  await expect(page.locator('body')).not.toContainText(/@[a-z]+\.[a-z]/)
  await page.keyboard.press('Control+Shift+m')
  await expect(page.locator('body')).toContainText(name)
})

test('nothing serious for people with assistive technology in a review, light and dark', async () => {
  const { page } = launched
  await startReview(page, 10)
  await page.keyboard.press('3')
  await expect(review(page).getByRole('radio', { name: 'wrong', exact: true })).toBeChecked()
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
    expect(serious.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([])
  }
})
