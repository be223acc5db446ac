// Asking again in the real window: from a live pair, from an answer, from the editor; the cost said before, the answers side by side,
// the judgement kept and undone, a broken line told, credits that run out.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type PlatformServer, startPlatform } from '../../scripts/platform-server/server'
import { type LaunchedApp, launch } from '../support/launch-app'

let launched: LaunchedApp
let server: PlatformServer
let folder: string

test.beforeEach(async () => {
  server = await startPlatform({ mode: 'generic', conversations: 60, trainingMs: 0, requestsPerWindow: 1_000 })
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-ask-'))
  launched = await launch({ workspace: path.join(folder, 'ask.chatlogdesk') })
  await launched.app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  })
  await connectAndSync(launched.page)
})
test.afterEach(async () => {
  expect(launched.violations()).toEqual([])
  expect(launched.consoleLines.filter((line) => line.startsWith('pageerror'))).toEqual([])
  await launched.close()
  await server.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }).click()
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Ask again' })
const answers = (page: Page): Locator => dialog(page).getByRole('article')
const chats = () => server.log.filter(({ path }) => path.endsWith('/chat')).length

async function connectAndSync(page: Page): Promise<void> {
  await goTo(page, 'Sources')
  await page.getByRole('button', { name: 'Add connection' }).click()
  const form = page.getByRole('dialog', { name: 'Add connection' })
  await form.getByRole('combobox', { name: 'Platform' }).click()
  await page.getByRole('option', { name: 'Own gateway' }).click()
  await form.getByRole('textbox', { name: 'Base address' }).fill(server.baseUrl)
  await form.getByLabel('API key').fill(server.key)
  await form.getByRole('button', { name: 'Test' }).click()
  await expect(form.getByRole('checkbox', { name: 'Northwind Support' })).toBeChecked()
  await form.getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByRole('list', { name: /^Agents of/ })).toContainText(/Northwind Sales: 20 conversations/)
}

async function writePair(page: Page, questions: readonly string[]): Promise<void> {
  await goTo(page, 'Q&A pairs')
  await page.getByRole('button', { name: 'New pair' }).click()
  const editor = page.getByRole('dialog', { name: 'Improve answer' })
  for (const [index, question] of questions.entries()) {
    if (index > 0) await editor.getByRole('button', { name: 'Add a question' }).click()
    await editor.getByRole('textbox', { name: `Question ${index + 1}`, exact: true }).fill(question)
  }
  await editor
    .getByRole('textbox', { name: 'Answer', exact: true })
    .fill('Sale items can be returned within **14 days**.')
}

/** A part of the window in light and dark: nothing that keeps anyone out, and a picture. */
async function lookAt(page: Page, name: string, part = '[role="dialog"]'): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode().analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    await page.screenshot({ path: test.info().outputPath(`${name}-${scheme}.png`) })
  }
  await page.emulateMedia({ colorScheme: null })
}

async function openWeakAnswer(page: Page): Promise<void> {
  await goTo(page, 'Conversations')
  await page.getByRole('grid', { name: 'Conversations' }).getByRole('row').nth(1).click()
  const article = page
    .getByRole('region', { name: 'Transcript' })
    .getByRole('article', { name: /^Agent,/ })
    .first()
  await article.getByRole('button', { name: /^Review message/ }).click()
  await page.getByRole('menuitem', { name: 'Ask again' }).click()
}

test('the variants of a live pair are asked as one batch; the answers are judged, and the judgement is undone', async () => {
  const { page } = launched
  const questions = ['How long can I return sale items?', 'Return window of the sale?', 'Sale shoes: can they go back?']
  await writePair(page, questions)
  await page.getByRole('button', { name: 'Mark ready' }).click()
  await page.getByRole('checkbox', { name: `Mark ${questions[0]}` }).check()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('menuitem', { name: /Northwind Sales/ }).click()
  const table = page.getByRole('table', { name: 'Q&A pairs' })
  await table.getByRole('button', { name: `Ask again ${questions[0]}` }).click({ timeout: 30_000 })

  // The agent that has the pair is the one to ask; nothing is asked before it is said what it costs.
  await expect(dialog(page).getByRole('combobox', { name: 'Agent' })).toHaveValue(/Northwind Sales/)
  await expect(dialog(page)).toContainText('This puts 3 questions to the agent. Each costs credits')
  await dialog(page).getByRole('checkbox', { name: questions[2]! }).uncheck()
  expect(chats()).toBe(0)
  await dialog(page).getByRole('button', { name: 'Ask 2 questions' }).click()
  await expect(dialog(page).getByRole('status', { name: 'Result' })).toHaveText('2 questions answered.')
  expect(chats()).toBe(2)
  const first = dialog(page).getByRole('article', { name: `Asked: ${questions[0]}` })
  await expect(first.getByRole('region', { name: 'Now' })).toContainText('14 days')
  await expect(first.getByRole('region', { name: 'Now' })).toContainText(/High 0[.,]97/)
  await expect(first.getByRole('list', { name: 'Citations' })).toContainText('Q&A: How long can I return')
  await expect(first.getByRole('region', { name: 'Then' })).toContainText('no answer of then')

  await first.getByRole('button', { name: 'Fixed', exact: true }).click()
  await page.getByRole('dialog', { name: 'Who is reviewing?' }).getByRole('textbox').fill('Anna')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(first.getByRole('button', { name: 'Fixed', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await expect(first).toContainText('Judged by Anna')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(first.getByRole('button', { name: 'Fixed', exact: true })).toHaveAttribute('aria-pressed', 'false')
  await first.getByRole('button', { name: 'Not fixed' }).click()
  await expect(first.getByRole('button', { name: 'Not fixed' })).toHaveAttribute('aria-pressed', 'true')
  await lookAt(page, 'pair')
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(table).toContainText('Asked again 2 times: 1 not fixed')
  await lookAt(page, 'table', 'main')
})

test('an answer is asked for again beside itself; what the app asked is a test when it is synced', async () => {
  const { page } = launched
  await openWeakAnswer(page)
  await expect(dialog(page).getByRole('textbox', { name: 'Question' })).not.toHaveValue('')
  await dialog(page).getByRole('button', { name: 'Ask 1 question' }).click()
  await expect(answers(page)).toHaveCount(1)
  const [then, now] = [
    answers(page).getByRole('region', { name: 'Then' }),
    answers(page).getByRole('region', { name: 'Now' })
  ]
  await expect(now).toContainText('not sure')
  await expect(now).toContainText(/Low 0[.,]34/)
  await expect(then).not.toContainText('no answer of then')
  await lookAt(page, 'answer')
  await dialog(page).getByRole('button', { name: 'Close' }).click()

  await goTo(page, 'Sources')
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByRole('list', { name: /^Agents of/ })).toContainText(
    /Support: 41 conversations|Sales: 21 conversations/
  )
  await goTo(page, 'Analytics')
  await expect(page.getByRole('main')).toContainText('60')
  await page.getByRole('checkbox', { name: 'Count test conversations too' }).check()
  await expect(page.getByRole('main')).toContainText('61')
})

test('while personal data is hidden nothing is asked: aliases would go out', async () => {
  const { page } = launched
  await goTo(page, 'Conversations')
  await page.keyboard.press('Control+Shift+m')
  await expect(page.getByRole('button', { name: 'Personal data hidden' })).toBeVisible()
  await openWeakAnswer(page)
  await expect(dialog(page)).toContainText('the question would go out with aliases in it')
  await expect(dialog(page).getByRole('button', { name: /^Ask \d/ })).toHaveCount(0)
  expect(chats()).toBe(0)
})

test('from the editor: a broken line says that it may have been asked, and no credits stop the rest', async () => {
  const { page } = launched
  await writePair(page, ['How long can I return sale items?', 'Return window of the sale?'])
  await page.getByRole('button', { name: 'Ask again' }).click()
  server.faults.add({ kind: 'apply-then-drop', on: '/chat' })
  await dialog(page).getByRole('button', { name: 'Ask 2 questions' }).click()
  await expect(dialog(page).getByRole('status', { name: 'Result' })).toContainText(
    '1 question got no answer; it may have been asked. 1 question was not asked.'
  )
  await expect(answers(page)).toHaveCount(1)
  await expect(answers(page)).toContainText('No answer came; it may have been asked.')
  await lookAt(page, 'unclear')
  expect(chats()).toBe(1)
  server.store.credits = 0
  await dialog(page).getByRole('button', { name: 'Ask 2 questions' }).click()
  await expect(dialog(page).getByRole('status', { name: 'Result' })).toContainText(
    /2 questions were not asked\. The agent has no credits left/
  )
  await expect(answers(page)).toHaveCount(1)
})

test('a batch is cancelled on the way', async () => {
  const { page } = launched
  await writePair(page, ['How long can I return sale items?', 'Return window of the sale?'])
  await page.getByRole('button', { name: 'Ask again' }).click()
  server.faults.add({ kind: 'timeout', on: '/chat', after: 1 })
  await dialog(page).getByRole('button', { name: 'Ask 2 questions' }).click()
  await expect.poll(chats).toBe(2)
  await expect(dialog(page).getByRole('progressbar', { name: 'Asking again' })).toBeAttached()
  await expect(dialog(page)).toContainText('Asking Northwind Support')
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog(page).getByRole('status', { name: 'Result' })).toContainText('1 question answered.')
  await expect(answers(page)).toHaveCount(2)
})
