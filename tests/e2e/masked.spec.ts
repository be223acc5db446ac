// The masked view, everywhere: one customer's address, phone and name stand in every place that shows words, and no page shows a piece.
// long because: one planted person is looked for on every page of one running app.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { callOf } from '../support/call'
import { type LaunchedApp, launch } from '../support/launch-app'
import { PERSONAL, PLANTED_FILE, plantActs, planted, plantedExport, plantInDatabase } from '../support/planted-person'

let folder: string
let launched: LaunchedApp

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-masked-'))
  const file = path.join(folder, PLANTED_FILE)
  // The name of the workspace is words that somebody wrote, too.
  const workspace = path.join(folder, `${planted('workname')}.chatlogdesk`)
  await writeFile(file, plantedExport())
  await promisify(execFile)(process.execPath, ['out/main/cli.js', 'import', file, '--workspace', workspace])
  plantInDatabase(workspace)
  launched = await launch({ workspace, keepUserData: true })
  await expect(launched.page.getByRole('status', { name: 'Result count' })).toHaveText('7 of 7 conversations')
  await plantActs(callOf(launched.page))
  await launched.page.keyboard.press('Control+Shift+m')
  await expect(launched.page.getByRole('button', { name: 'Personal data hidden' })).toBeVisible()
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  expect(launched.consoleLines.filter((line) => line.startsWith('pageerror'))).toEqual([])
  await launched.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  await rm(launched.userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

/** Everything a person or a screen reader can get: texts, names and titles, what fields hold; a place each. */
function wordsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ATTRIBUTES = ['title', 'aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'alt', 'href']
    const found: string[] = [document.title]
    for (const element of document.querySelectorAll('body *')) {
      if (element.matches('script, style')) continue
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE && node.nodeValue) found.push(node.nodeValue)
      for (const name of ATTRIBUTES) found.push(element.getAttribute(name) ?? '')
      if (element.matches('input:not([type="hidden"]), textarea')) found.push((element as HTMLInputElement).value)
    }
    return found.filter((text) => text.trim() !== '')
  })
}

/** Tells of every place at once. */
const softly = expect.configure({ soft: true })

/** Waits until all these places are on the screen, masked, and nothing personal is. */
async function look(page: Page, where: string, ...places: readonly string[]): Promise<void> {
  await softly
    .poll(
      async () => {
        const words = await wordsOf(page)
        return places.filter((place) => !words.some((text) => text.includes(`${place} [email `)))
      },
      { message: `${where}: places that are not there, masked`, timeout: 20_000 }
    )
    .toEqual([])
  const shown = (await wordsOf(page)).filter((text) => PERSONAL.test(text))
  softly(shown.map((text) => `${where}: ${text}`)).toEqual([])
}

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }).click()
const box = (page: Page): Locator => page.getByRole('combobox', { name: 'Search conversations' })
const transcript = (page: Page): Locator => page.getByRole('region', { name: 'Transcript' })
const review = (page: Page): Locator => page.getByRole('region', { name: 'Review', exact: true })

async function openFirst(page: Page): Promise<void> {
  await box(page).fill('id:own0')
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('1 of 7 conversations')
  await page.locator('.ag-row').first().click()
  await expect(transcript(page).getByRole('article').first()).toBeVisible()
}

test('the list, its filters and its searches show nothing personal', async () => {
  const { page } = launched
  await look(page, 'list', 'question', 'viewname', 'workname')
  const title = await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
  expect(title).toContain('workname [email ')
  expect(title).not.toMatch(PERSONAL)
  await page.getByRole('button', { name: 'Columns' }).click()
  for (const column of [
    'Started',
    'Channel',
    'Status',
    'Messages',
    'Feedback',
    'Confidence',
    'Sentiment',
    'Last activity',
    'Customer',
    'Review'
  ])
    await page.getByRole('checkbox', { name: column, exact: true }).uncheck()
  for (const column of ['Agent', 'Source']) await page.getByRole('checkbox', { name: column, exact: true }).check()
  await page.keyboard.press('Escape')
  await look(page, 'columns', 'tagword', 'topicwrd', 'agentwrd', 'filename')

  await page.getByRole('button', { name: 'Filters' }).click()
  const filters = page.getByRole('region', { name: 'Filters' })
  for (const folded of await filters.locator('button[aria-expanded="false"]').all()) await folded.click()
  await expect(filters.locator('button[aria-expanded="false"]')).toHaveCount(0)
  await look(page, 'filters', 'tagword', 'topicwrd', 'agentwrd', 'issuettl', 'badvalue', 'filename', 'citetitl')
  await filters
    .getByRole('group', { name: 'Tag' })
    .getByRole('checkbox', { name: /^tagword/ })
    .click()
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('1 of 7 conversations')
  await expect(page.getByRole('list', { name: 'Active filters' })).toContainText('tagword [email ')
  await expect(box(page)).toHaveValue(/tagword \[email /)
  await look(page, 'filter by tag', 'tagword')

  await box(page).fill(`answertx tag:"${planted('nothing')}"`)
  await filters.getByRole('button', { name: 'Close the filters' }).click()
  await expect(page.getByText('No conversation matches')).toBeVisible()
  await look(page, 'nothing found', 'nothing')
  await box(page).fill('answertx')
  await expect(page.getByRole('status', { name: 'Result count' })).toHaveText('3 of 7 conversations')
  // The hit is marked: a text of its own.
  await expect(page.locator('.ag-row').first()).toContainText('answertx [email ')
  await look(page, 'search hits')
  await box(page).fill('tag:')
  await expect(page.getByRole('option', { name: /^tagword/ })).toContainText('tagword [email ')
  await box(page).fill('')
  await box(page).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await look(page, 'recent searches', 'recentsr')
})

test('views, exports and bulk acts show nothing personal', async () => {
  const { page } = launched
  await page.getByRole('list', { name: 'My views' }).getByRole('button').first().click()
  await page.getByRole('button', { name: 'Save view' }).click()
  await look(page, 'save view', 'viewname')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Export' }).first().click()
  await page.getByRole('button', { name: 'Presets' }).click()
  await look(page, 'export', 'exppreset')
  await page.getByRole('menuitem').first().click()
  await page.keyboard.press('Escape')
  await page.locator('.ag-row').first().click()
  await page.keyboard.press('*')
  await page.keyboard.press('a')
  const bar = page.getByRole('region', { name: 'Selection' })
  await bar.getByRole('button', { name: 'Tag', exact: true }).click()
  await page.getByRole('combobox', { name: 'Tag to add' }).click()
  await page.getByRole('option').first().click()
  await look(page, 'bulk tag', 'tagword')
  await page.getByRole('button', { name: /^Tag \d/ }).click()
  await look(page, 'toast', 'tagword')
  await bar.getByRole('button', { name: 'Add to issue' }).click()
  await page.getByRole('combobox', { name: 'Issue' }).click()
  await look(page, 'bulk issue', 'issuettl')
})

test('a conversation, its review, and what is made from it show nothing personal', async () => {
  const { page } = launched
  await openFirst(page)
  await look(
    page,
    'transcript',
    ...['question', 'answertx', 'feedback', 'citetitl'],
    ...[
      'tagword',
      'noteword',
      'issuettl',
      'critlabl',
      'critdesc',
      'badvalue',
      'mycommen',
      'textvalu',
      'othervalu',
      'othercomm',
      'msgvalue',
      'msgcommt',
      'msgtag'
    ]
  )
  await transcript(page).getByRole('list', { name: 'Citations' }).locator('summary, button').first().click()
  await look(page, 'citation', 'citeword')
  await review(page).getByRole('combobox', { name: 'Add a tag' }).click()
  await review(page)
    .getByRole('button', { name: /^Remove tag/ })
    .click()
  await review(page).getByRole('combobox', { name: 'Add a tag' }).fill('tagword')
  await expect(page.getByRole('option').first()).toContainText('tagword [email ')
  await page.keyboard.press('Escape')
  await review(page).getByRole('button', { name: 'Templates' }).click()
  await look(page, 'templates', 'notetemp')
  await page.keyboard.press('Escape')
  // A menu has the keys to itself until it is gone.
  await expect(page.getByRole('menu')).toHaveCount(0)
  await review(page).getByRole('radio').first().click()
  await expect(review(page).getByRole('radio').first()).toBeChecked()
  // The comment that was there is still there, as it was written.
  const { verdicts } = await callOf(page)('review.annotations', { conversationId: 1 })
  expect(verdicts.find(({ reviewer, criterion }) => reviewer === 'Anna' && criterion === 'verdict')?.comment).toBe(
    planted('mycommen')
  )
  await look(page, 'judged', 'goodvalu', 'mycommen')

  await page.keyboard.press('Shift+E')
  await expect(page.getByRole('dialog', { name: 'Hand off' })).toBeVisible()
  await look(page, 'hand off', 'convtitl')
  await page.keyboard.press('Escape')
  await transcript(page).getByRole('button', { name: 'Improve answer' }).first().click()
  await expect(
    page.getByRole('dialog', { name: 'Improve answer' }).getByRole('textbox', { name: 'Answer' })
  ).toBeVisible()
  await look(page, 'improve', 'question', 'answertx')
})

test('reviews, issues, History, Outbox and Q&A pairs show nothing personal', async () => {
  const { page } = launched
  await goTo(page, 'Review sets')
  await look(page, 'review sets', 'setname')
  await page.getByRole('button', { name: 'Summary' }).click()
  await look(page, 'summary', 'setname', 'setquery')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(review(page)).toHaveAttribute('aria-busy', 'false')
  await look(page, 'focus', 'setname', 'question', 'mycommen', 'noteword')
  await page.keyboard.press('ArrowRight')
  await look(page, 'declined item', 'itemreas')
  await page.getByRole('button', { name: 'Close review' }).click()
  await goTo(page, 'Issues')
  await look(page, 'issues', 'issuettl', 'issuebod')
  await goTo(page, 'History')
  await look(page, 'history', 'tagword', 'badvalue', 'issuettl', 'histreas')
  await goTo(page, 'Outbox')
  await look(page, 'outbox', 'outtitle', 'outwords', 'connname', 'connagnt')
  await page.getByRole('button', { name: /^Edit / }).click()
  await expect(page.getByRole('dialog', { name: 'Change the hand-off' }).getByRole('alert')).toContainText('hidden')
  await look(page, 'hand-off that waits')
  await page.keyboard.press('Escape')
  await goTo(page, 'Q&A pairs')
  await look(page, 'pairs', 'pairques', 'pairansw', 'reflist')
})

test('suggestions and Analytics show nothing personal', async () => {
  const { page } = launched
  await goTo(page, 'Suggestions')
  await look(page, 'gaps', 'question')
  await page.getByRole('tab', { name: 'Different answers' }).click()
  await look(page, 'different answers', 'contradq')
  await page.getByRole('tab', { name: 'Cited sources' }).click()
  await look(page, 'cited sources', 'citetitl')
  await goTo(page, 'Analytics')
  await look(page, 'overview', 'topicwrd', 'agentwrd')
  await page.getByRole('tab', { name: 'Compare' }).click()
  await page.getByText('Two queries').click()
  await page.getByRole('textbox', { name: 'Other query' }).fill(planted('othquery'))
  await page.getByRole('tab', { name: 'Compare' }).focus()
  await look(page, 'compare', 'othquery')
  await page.getByRole('tab', { name: 'Confidence' }).click()
  await look(page, 'confidence')
  await page.getByRole('tab', { name: 'Coverage' }).click()
  await look(page, 'coverage')
  await page.getByRole('tab', { name: 'SQL' }).click()
  await page
    .getByRole('textbox', { name: 'SQL' })
    .fill(`SELECT '${planted('sqlcolum')}' AS a, title FROM v_conversation`)
  await page.getByRole('button', { name: 'Run' }).click()
  await expect(page.getByRole('table', { name: 'SQL result' })).toBeVisible()
  await look(page, 'sql', 'sqlcolum', 'convtitl')
})

test('sources, imports and settings show nothing personal', async () => {
  const { page } = launched
  await goTo(page, 'Sources')
  await look(page, 'sources', 'filename', 'connname', 'connagnt')
  await page.getByRole('button', { name: /^Report of/ }).click()
  await look(page, 'report', 'filename', 'rejected')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Remove filename/ }).click()
  await expect(page.getByText('Someone worked on')).toBeVisible()
  await look(page, 'remove import', 'filename')
  await page.keyboard.press('Escape')
  const csv = path.join(folder, `${planted('csvname')}.csv`)
  await writeFile(
    csv,
    `when,who,what ${planted('colname')}\n2026-01-05 10:00,${planted('cellword')},"${planted('celltext')}"\n`
  )
  await launched.app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] })
  }, csv)
  await page.getByRole('main').getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('button', { name: 'Choose files' }).click()
  await look(page, 'import', 'csvname', 'colname', 'cellword', 'celltext')
  await page.keyboard.press('Escape')

  await goTo(page, 'Settings')
  await look(page, 'settings', 'workname', 'notetemp', 'cardname', 'agentwrd')
})
