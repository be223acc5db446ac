// Conversations come in while somebody looks at the middle of the list: its rows stay where they are, in every frame.
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { conversation, writeTo } from '../support/import-call'
import { launch } from '../support/launch-app'
import { sampleWorkspace } from '../support/sample-workspace'

const TOTAL = 1_000
const NEWER = 300

test('the rows on the screen stay while newer conversations come in above them', async () => {
  const workspace = await sampleWorkspace(TOTAL)
  const { page, close, violations } = await launch({ workspace: workspace.path })
  const folder = path.dirname(workspace.path)
  // Newer than all of the sample.
  const start = Date.UTC(2027, 0, 1) / 1_000
  const later = Array.from({ length: NEWER }, (_, n) =>
    conversation(`new-${n}`, {
      createdAt: start + n,
      updatedAt: start + n,
      messages: [{ id: `new-${n}-1`, role: 'user', parts: [{ type: 'text', text: `News ${n}` }], createdAt: start + n }]
    })
  )
  const file = writeTo(folder, 'newer.json', { data: later })
  const count = page.getByRole('status', { name: 'Result count' })
  await expect(count).toHaveText('1,000 of 1,000 conversations')

  await page.getByRole('grid', { name: 'Conversations' }).hover()
  await page.mouse.wheel(0, 15_000)
  await expect(page.locator('[role="row"][row-index="505"] [col-id="preview"]')).not.toBeEmpty()
  // Which conversation is at a place in the middle of the list, frame by frame.
  await page.evaluate(() => {
    const box = document.querySelector('[role="grid"]')?.getBoundingClientRect()
    const seen: { id: string | null; text: string }[] = []
    Object.assign(window, { seen })
    const look = () => {
      const at = document.elementFromPoint((box?.left ?? 0) + 200, (box?.top ?? 0) + 300)?.closest('[role="row"]')
      seen.push({
        id: at?.getAttribute('row-id') ?? null,
        text: at?.querySelector('[col-id="preview"]')?.textContent ?? ''
      })
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.evaluate(async (given) => {
    const { bridge } = window as unknown as {
      bridge: { invoke(id: string, method: string, input: unknown): Promise<unknown> }
    }
    await bridge.invoke(crypto.randomUUID(), 'import.files', { files: [{ path: given }] })
  }, file)
  await expect(count).toHaveText('1,300 of 1,300 conversations')
  await expect(page.locator('[role="row"][row-index="805"] [col-id="preview"]')).not.toBeEmpty()
  const seen = await page.evaluate(() => (window as unknown as { seen: { id: string | null; text: string }[] }).seen)
  const withWords = seen.filter(({ text }) => text !== '')
  expect(new Set(withWords.map(({ text }) => text)).size).toBe(1)
  expect(violations()).toEqual([])
  await close()
  await workspace.remove()
})
