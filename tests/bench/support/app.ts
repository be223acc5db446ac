// The real app in a benchmark: started, asked for pages from inside its window, and watched for how long it does not answer.
import { setTimeout as pause } from 'node:timers/promises'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { percentile } from './report'

export interface Started {
  readonly app: ElectronApplication
  readonly page: Page
  close(): Promise<void>
}

/** Starts the built app; resolves when its window is there. */
export async function start(args: readonly string[], userData: string): Promise<Started> {
  const app = await _electron.launch({
    args: [...args, `--user-data-dir=${userData}`],
    chromiumSandbox: process.getuid?.() !== 0
  })
  const page = await app.firstWindow()
  return {
    app,
    page,
    close: () => app.close()
  }
}

/** The frame that shows rows with their words. A locator would look every half a second at last. */
export const firstRow = (page: Page): Promise<void> =>
  firstFrame(page, '[role="grid"][aria-label="Conversations"] [role="row"]:nth-child(3) [role="gridcell"]')

/** The first frame that shows an element with words. */
export async function firstFrame(page: Page, selector: string): Promise<void> {
  for (;;) {
    try {
      return await page.evaluate(async (wanted) => {
        do await new Promise((resolve) => requestAnimationFrame(resolve))
        while (![...document.querySelectorAll(wanted)].some((element) => element.textContent !== ''))
      }, selector)
    } catch (thrown) {
      // The empty page that a window begins with is gone.
      if (!/context was destroyed/i.test(String(thrown))) throw thrown
    }
  }
}

/** Asks for pages all over the list from inside the window; milliseconds from request to rows. */
export const pageTimes = (page: Page, count: number): Promise<number[]> =>
  page.evaluate(async (n) => {
    const bridge = (
      window as unknown as { bridge: { invoke(id: string, method: string, input: unknown): Promise<unknown> } }
    ).bridge
    const query = { version: 1, filter: { kind: 'all', of: [] }, sort: [], agentId: null }
    const opened = (await bridge.invoke(crypto.randomUUID(), 'conversations.open', { query, timeZone: 'UTC' })) as {
      value: { id: string; total: number }
    }
    const times: number[] = []
    for (let i = 0; i < n; i++) {
      const from = Math.floor((opened.value.total * ((i * 7919) % n)) / n)
      const began = performance.now()
      await bridge.invoke(crypto.randomUUID(), 'conversations.page', {
        resultSet: opened.value.id,
        start: from,
        end: from + 100
      })
      times.push(performance.now() - began)
    }
    return times
  }, count)

/** Longest time the window's main thread was busy at a stretch, and its frames' gaps, while `work` runs. */
export async function watchFrames<T>(
  page: Page,
  work: () => Promise<T>
): Promise<{ readonly value: T; readonly longest: number; readonly p99: number; readonly latest: number }> {
  await page.evaluate(() => {
    const watch = { gaps: [] as number[], late: [] as number[], on: true as boolean }
    Object.assign(window, { frameWatch: watch })
    // How late a timer of 20 ms comes: how long a click would have waited for the window to answer.
    let due = performance.now() + 20
    const tick = () => {
      watch.late.push(Math.max(0, performance.now() - due))
      due = performance.now() + 20
      if (watch.on) setTimeout(tick, 20)
    }
    setTimeout(tick, 20)
    let last = performance.now()
    const frame = (now: number) => {
      watch.gaps.push(now - last)
      last = now
      if (watch.on) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  const value = await work()
  const { gaps, late } = await page.evaluate(() => {
    const watch = (window as unknown as { frameWatch: { gaps: number[]; late: number[]; on: boolean } }).frameWatch
    watch.on = false
    return { gaps: watch.gaps.slice(2), late: watch.late }
  })
  return { value, longest: Math.max(...gaps), p99: percentile(gaps, 0.99), latest: Math.max(...late) }
}

const KEY_EVERY_MS = 80

/** Presses a key that does nothing, at the pace of a fast hand; milliseconds from each to the frame drawn after it. */
export async function keyTimes(page: Page, isOver: () => boolean): Promise<readonly number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { keyTimes: times })
    window.addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() => {
          // Its message comes when the frame is drawn.
          const drawn = new MessageChannel()
          drawn.port1.onmessage = () => times.push(performance.now() - timeStamp)
          drawn.port2.postMessage(null)
        }),
      true
    )
  })
  while (!isOver()) {
    await page.keyboard.press('Shift')
    await pause(KEY_EVERY_MS)
  }
  return await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)
}

/** Milliseconds from a click on Analytics to the frame that shows its numbers; the list is shown again afterwards. */
export async function analyticsTime(page: Page): Promise<number> {
  const sidebar = page.getByRole('navigation')
  const ms = await sidebar.getByText('Analytics', { exact: true }).evaluate(async (entry: HTMLElement) => {
    const began = performance.now()
    entry.click()
    const isShown = () => /Mean confidence/.test(document.querySelector('main')?.innerText ?? '')
    do await new Promise((resolve) => requestAnimationFrame(resolve))
    while (!isShown())
    return performance.now() - began
  })
  await sidebar.getByText('Conversations', { exact: true }).click()
  return ms
}
