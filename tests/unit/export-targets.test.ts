// Where exports go: only to files that a person chose, and nothing of one that failed is left beside them.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createExports } from '../../electron/app/exports'
import { isWindowMethod } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import { exportOptionsSchema } from '../../shared/export'
import { EVERYTHING } from '../../shared/query/query'

function folder(): string {
  const made = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-targets-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const call = { signal: new AbortController().signal, progress: () => undefined }
const request = (target: string) => ({
  scope: { query: EVERYTHING, ids: null, reviewSet: null, timeZone: 'UTC' },
  options: exportOptionsSchema.parse({}),
  target
})

it('asks the exporter to write the file that was chosen, and no other', async () => {
  const asked: unknown[] = []
  const exports = createExports({
    call: async (owner, method, input) => {
      asked.push([owner, method, (input as { path: string }).path])
      return { kind: 'done' }
    }
  })
  const file = path.join(folder(), 'a.csv')
  const { target } = exports.choose(file)
  await exports.write(call, request(target))
  expect(asked).toEqual([['exporter', 'export.write', file]])
  for (const other of ['', file, '/etc/passwd', `${target}x`])
    await expect(exports.write(call, request(other))).rejects.toMatchObject({ code: 'not-found' })
  expect(asked).toHaveLength(1)
  expect(isWindowMethod('export.write')).toBe(false)
})

it('removes what a killed exporter, or a killed app before it, left', async () => {
  const made = folder()
  const file = path.join(made, 'a.csv')
  writeFileSync(path.join(made, '.a.csv.0123abcd.part'), 'left')
  writeFileSync(path.join(made, '.a.csv.backup'), 'mine')
  const exports = createExports({
    call: async (_owner, _method, input) => {
      const { part } = input as { part: string }
      writeFileSync(part, 'half')
      throw new AppError('internal', 'The export stopped unexpectedly.')
    }
  })
  await expect(exports.write(call, request(exports.choose(file).target))).rejects.toThrow('stopped unexpectedly')
  expect(existsSync(file)).toBe(false)
  expect(readdirSync(made)).toEqual(['.a.csv.backup'])
})

it('lets no second export write a file that one is writing', async () => {
  let finish: (value: unknown) => void = () => undefined
  const exports = createExports({
    call: () =>
      new Promise((resolve) => {
        finish = resolve
      })
  })
  const file = path.join(folder(), 'a.csv')
  const first = exports.write(call, request(exports.choose(file).target))
  await expect(exports.write(call, request(exports.choose(file).target))).rejects.toMatchObject({ code: 'refused' })
  await expect.poll(() => finish.length).toBe(1)
  finish({ kind: 'done' })
  await first
})
