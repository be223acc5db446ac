// Reviewing by keys in the real app: from the press of a key until what it did is on the screen, 200 items.
//   npm run bench -- review           on a display; elsewhere: xvfb-run -a npm run bench -- review
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron } from '@playwright/test'
import { openWorkspace } from '../../electron/database/open-workspace'
import { importFiles } from '../../electron/import/import-files'
import { percentile, report, size } from './support/report'
import { writeSample } from './support/sample'

const conversations = size('BENCH_REVIEW_CONVERSATIONS', 10_000)
const items = size('BENCH_REVIEW_ITEMS', 200)
const folder = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-bench-'))
const workspace = path.join(folder, 'review.chatlogdesk')

const opened = openWorkspace(workspace, { create: true })
await importFiles(
  opened.database,
  { files: [{ path: await writeSample(folder, 'platform', conversations) }] },
  { signal: new AbortController().signal, progress: () => undefined }
)
opened.close()

const app = await _electron.launch({
  args: ['.', '--workspace', workspace, `--user-data-dir=${path.join(folder, 'user')}`],
  chromiumSandbox: process.getuid?.() !== 0
})
const page = await app.firstWindow()
await page.getByRole('grid', { name: 'Conversations' }).getByRole('row').nth(3).waitFor()
await page.evaluate(() =>
  (window as unknown as { bridge: { invoke(...args: unknown[]): Promise<unknown> } }).bridge.invoke(
    '1',
    'settings.set',
    {
      reviewer: 'Bench'
    }
  )
)
await page.keyboard.press('r')
const dialog = page.getByRole('dialog', { name: 'Review these conversations' })
await dialog.getByRole('radio', { name: /^A sample/ }).check()
await dialog.getByLabel('Size').fill(String(items))
await dialog.getByRole('button', { name: 'Start review' }).click()
const review = page.getByRole('region', { name: 'Review', exact: true })
await page.locator('section[aria-label="Review"][aria-busy="false"]').waitFor()

/** From now on, `window.painted` gets the milliseconds from each key to the frame that shows its effect. */
await page.evaluate(() => {
  const painted = { judge: [] as number[], next: [] as number[] }
  Object.assign(window, { painted })
  const section = () => document.querySelector('section[aria-label="Review"]')
  const isJudged = () =>
    section()?.querySelector('input[type="radio"]:checked, [role="radio"][aria-checked="true"]') !== null
  window.addEventListener(
    'keydown',
    (event) => {
      const began = event.timeStamp
      const before = section()
      const kind = event.key === 'Enter' ? 'next' : event.key >= '1' && event.key <= '9' ? 'judge' : null
      if (!kind) return
      const isShown = () =>
        kind === 'judge' ? isJudged() : section() !== before && section()?.getAttribute('aria-busy') === 'false'
      // Shown in this frame, so on the screen when the next task runs.
      const frame = () =>
        isShown() ? setTimeout(() => painted[kind].push(performance.now() - began)) : requestAnimationFrame(frame)
      requestAnimationFrame(frame)
    },
    true
  )
})

const count = (kind: 'judge' | 'next') =>
  page.evaluate((name) => (window as unknown as { painted: Record<string, number[]> }).painted[name]?.length ?? 0, kind)
const reached = async (kind: 'judge' | 'next', wanted: number) => {
  while ((await count(kind)) < wanted) await page.waitForTimeout(5)
}
// The last item has no next one.
for (let item = 1; item < items; item++) {
  await page.keyboard.press(String((item % 5) + 1))
  await reached('judge', item)
  await page.keyboard.press('Control+Enter')
  await reached('next', item)
}
const times = await page.evaluate(() => (window as unknown as { painted: { judge: number[]; next: number[] } }).painted)
await review.waitFor()
await app.close()

const judge = percentile(times.judge, 0.95)
const next = percentile(times.next, 0.95)
const half = (samples: readonly number[]) =>
  `half within ${percentile(samples, 0.5).toFixed(0)} ms, ${samples.length} keys`
report(`Reviewing ${items} of ${conversations.toLocaleString('en')} conversations by keys`, [
  {
    what: 'verdict key to painted, 95 %',
    value: judge,
    unit: 'ms',
    goal: '<= 50 ms',
    met: judge <= 50,
    note: half(times.judge)
  },
  { what: 'done to the next item painted, 95 %', value: next, unit: 'ms', note: half(times.next) }
])
rmSync(folder, { recursive: true, force: true })
