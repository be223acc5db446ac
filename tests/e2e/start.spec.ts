// The app as it comes up for the first time: a window that works, says nothing wrong, and is shut in.
import { existsSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { type LaunchedApp, launch } from '../support/launch-app'

let launched: LaunchedApp
test.beforeEach(async () => {
  launched = await launch()
})
test.afterEach(async () => {
  await launched.close()
})

test('the first start shows the welcome, with nothing on the console and nothing stopped by the policy', async () => {
  const { page, consoleLines, violations } = launched
  await expect(page).toHaveTitle(/Chatlog Desk/)
  await expect(page.getByRole('button', { name: 'Explore sample data' })).toBeVisible()
  expect(violations()).toEqual([])
  expect(consoleLines).toEqual([])
})

test('the welcome leads to an export, to a platform and to sample data', async () => {
  const { page } = launched
  for (const name of ['Open an export', 'Connect to a platform', 'Explore sample data'])
    await expect(page.getByRole('button', { name, exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Connect to a platform' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add connection' })
  await expect(dialog.getByLabel('API key')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Connect to a platform' })).toBeFocused()
})

test('the code of every other page is read before it is opened', async () => {
  const { page } = launched
  const read = () => page.evaluate(() => [...document.querySelectorAll('link')].map(({ href }) => href).join('\n'))
  const pages = ['Suggestions', 'QaPairs', 'Review', 'Issues', 'Analytics', 'Sources', 'Outbox', 'History', 'Settings']
  for (const name of pages) await expect.poll(read).toContain(`${name}Page`)
})

test('what the policy stops is seen', async () => {
  const { page, violations } = launched
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    document.head.append(script)
  })
  await expect.poll(() => violations().length).toBe(1)
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
})

test('the data folder is the one that was given, and the app ends when it is asked to', async () => {
  const { app, userData } = launched
  expect(await app.evaluate(({ app: main }) => main.getPath('userData'))).toBe(userData)
  await launched.close()
  expect(existsSync(userData)).toBe(false)
})
