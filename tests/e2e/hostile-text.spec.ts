// What customers, agents and sources write is hostile: in list and transcript nothing of it runs, nothing loads, nothing leaves.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { HOSTILE_TEXTS, hostileExport } from '../support/hostile-export'
import { type LaunchedApp, launch } from '../support/launch-app'

let folder: string
let launched: LaunchedApp
let requests: string[]

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-hostile-'))
  const file = path.join(folder, 'hostile.json')
  await writeFile(file, hostileExport())
  const workspace = path.join(folder, 'hostile.chatlogdesk')
  await promisify(execFile)(process.execPath, ['out/main/cli.js', 'import', file, '--workspace', workspace])
})
test.afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))

test.beforeEach(async () => {
  launched = await launch({ workspace: path.join(folder, 'hostile.chatlogdesk') })
  requests = []
  launched.page.on('request', (request) => requests.push(request.url()))
  // A question that is asked is answered no; what would be opened outside is noted.
  await launched.app.evaluate(({ dialog, shell }) => {
    const state = { asked: [] as string[], opened: [] as string[] }
    Object.assign(globalThis, { linkState: state })
    dialog.showMessageBox = async (...args: unknown[]) => {
      state.asked.push(JSON.stringify(args.at(-1)))
      return { response: 1, checkboxChecked: false }
    }
    shell.openExternal = async (url) => {
      state.opened.push(url)
    }
  })
})
test.afterEach(async () => {
  expect(await launched.page.evaluate(() => '__ran' in window)).toBe(false)
  expect(launched.page.url()).toMatch(/^app:/)
  expect(requests.filter((url) => !url.startsWith('app:'))).toEqual([])
  expect(launched.app.windows()).toHaveLength(1)
  expect(launched.violations()).toEqual([])
  expect(launched.consoleLines.filter((line) => line.startsWith('pageerror'))).toEqual([])
  await launched.close()
})

const transcript = (page: Page): Locator => page.getByRole('region', { name: 'Transcript' })

async function openConversation(page: Page, search: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Search conversations' }).fill(search)
  await page.locator('[role="row"][row-index="0"] [col-id="preview"]').first().click()
  await page.keyboard.press('Enter')
  await expect(transcript(page).getByRole('article').first()).toBeVisible()
}

/** Elements of customer data that could run or load something, and links that lead elsewhere than to the web. */
async function dangers(page: Page): Promise<readonly string[]> {
  return await transcript(page).evaluate((region) =>
    [...region.querySelectorAll('*')]
      .filter((element) => {
        const href = element.getAttribute('href')
        return (
          /^(script|img|iframe|object|embed|video|audio|form|input|link|meta|base|style|template|image)$/i.test(
            element.tagName
          ) ||
          [...element.attributes].some(({ name }) => name.startsWith('on')) ||
          (href !== null && !/^https?:\/\//.test(href))
        )
      })
      .map((element) => element.outerHTML.slice(0, 300))
  )
}

/** Opens every citation and tool call that is drawn. */
async function unfold(page: Page): Promise<void> {
  await transcript(page).evaluate((region) => {
    for (const details of region.querySelectorAll('details')) details.open = true
  })
}

test('a transcript full of hostile text shows it, and does nothing else', async () => {
  const { page } = launched
  await openConversation(page, 'sort:-messages')
  const list = transcript(page).getByRole('feed')
  const count = 2 * Object.keys(HOSTILE_TEXTS).length
  const seen = new Set<number>()
  while (seen.size < count) {
    await expect(list.getByRole('article').first()).toBeVisible()
    await unfold(page)
    expect(await dangers(page)).toEqual([])
    const drawn = await list.getByRole('article').evaluateAll((all) => all.map((one) => Number(one.ariaPosInSet)))
    for (const place of drawn) seen.add(place)
    await list.evaluate(async (box) => {
      box.scrollBy(0, box.clientHeight)
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    })
  }
})

test('HTML is there to read, letter by letter', async () => {
  const { page } = launched
  await openConversation(page, '"window.__ran" "alert" OR "scr script ipt"')
  const article = transcript(page)
    .getByRole('article', { name: /^Customer/ })
    .first()
  await expect(article).toContainText('<scr<script>ipt>window.__ran = 1</scr</script>ipt>')
})

test('hostile names in the head, its fold and the raw record stay text', async () => {
  const { page } = launched
  await openConversation(page, '"onerror" "src"')
  await transcript(page).getByRole('button', { name: 'More', exact: true }).click()
  expect(await dangers(page)).toEqual([])
  await transcript(page).getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Show raw record' }).click()
  await expect(page.getByRole('dialog', { name: 'Raw record' })).toContainText('onerror')
  await page.keyboard.press('Escape')
})

test('a link asks first, showing where it really leads, and opens nothing when the answer is no', async () => {
  const { page, app } = launched
  await openConversation(page, '"shop.example" "evil.example"')
  const link = transcript(page)
    .getByRole('article', { name: /^Agent/ })
    .getByRole('link', { name: 'https://shop.example', exact: true })
  await link.first().click()
  const state = () =>
    app.evaluate(() => (globalThis as unknown as { linkState: { asked: string[]; opened: string[] } }).linkState)
  await expect.poll(async () => (await state()).asked.join()).toContain('https://evil.example/')
  await link.first().click({ button: 'middle' })
  await expect.poll(async () => (await state()).asked.length).toBe(2)
  expect((await state()).opened).toEqual([])
})
