// Little room, as at 200 % zoom: the sidebar is a rail of icons with the same names, filters lie over the list; and the overview beside
// a transcript leads to what it marks.
import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from '../support/launch-app'
import { type SampleWorkspace, sampleWorkspace } from '../support/sample-workspace'

let workspace: SampleWorkspace
let launched: LaunchedApp

test.beforeAll(async () => {
  workspace = await sampleWorkspace(300)
  launched = await launch({ workspace: workspace.path })
  await expect(launched.page.getByRole('status', { name: 'Result count' })).toHaveText('300 of 300 conversations')
})
test.afterAll(async () => {
  await launched.close()
  await workspace.remove()
})

const size = (width: number, height: number, zoom: number) =>
  launched.app.evaluate(
    ({ BrowserWindow }, [w, h, factor]) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(w, h)
      window?.webContents.setZoomFactor(factor)
    },
    [width, height, zoom] as const
  )
const sidebarWidth = (page: Page) =>
  page.getByRole('navigation', { name: 'Main' }).evaluate((element) => element.clientWidth)

test('at 200 % zoom the list has the room, on every page, and every page keeps its name', async () => {
  const { page } = launched
  await size(1440, 900, 1)
  await expect.poll(() => sidebarWidth(page)).toBeGreaterThan(140)
  await size(1440, 900, 2)
  await expect.poll(() => sidebarWidth(page)).toBeLessThan(60)
  const main = page.getByRole('navigation', { name: 'Main' })
  for (const name of ['Suggestions', 'History', 'Settings', 'Conversations']) {
    await main.getByRole('button', { name, exact: true }).click()
    await expect(main.getByRole('button', { name, exact: true })).toHaveAttribute('aria-current', 'page')
    await expect.poll(() => sidebarWidth(page)).toBeLessThan(60)
  }
  const list = page.getByRole('grid', { name: 'Conversations' })
  const before = await list.evaluate((element) => element.clientWidth)
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Filters' })).toBeVisible()
  expect(await list.evaluate((element) => element.clientWidth)).toBe(before)
  await page.getByRole('button', { name: 'Close the filters' }).click()
  await expect(page.getByRole('button', { name: 'Filters', exact: true })).toBeFocused()
  await main.getByRole('button', { name: 'Show the sidebar' }).click()
  await expect.poll(() => sidebarWidth(page)).toBeGreaterThan(140)
  await size(1440, 900, 1)
  await expect.poll(() => sidebarWidth(page)).toBeGreaterThan(140)
})

test('the overview marks hits and thumbs down, and leads to them', async () => {
  const { page } = launched
  await page.getByRole('combobox', { name: 'Search conversations' }).fill('feedback:down messages:>15')
  await page.keyboard.press('Enter')
  await page.locator('[role="row"][row-index="0"] [col-id="preview"]').click()
  const transcript = page.getByRole('region', { name: 'Transcript' })
  const mark = transcript
    .getByRole('navigation', { name: 'Overview' })
    .getByRole('button', { name: /thumbs down/ })
    .last()
  const index = Number(/\d+/.exec((await mark.getAttribute('aria-label')) ?? '')?.[0])
  await mark.click()
  const article = transcript.locator(`article[aria-posinset="${index}"]`)
  await expect(article).toBeInViewport()
  await expect(article).toContainText('Thumbs down')
})
