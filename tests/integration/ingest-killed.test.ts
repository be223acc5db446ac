// The writer dies in the middle of an import: what it said it wrote is there, the file is clean, and importing again completes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { beforeAll, expect, it } from 'vitest'
import { listImports, markInterrupted } from '../../electron/database/imports'
import { openWritable } from '../../electron/database/open'
import { checkWhole, contentOf, importAll, madeUp } from '../support/import-records'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const ROOT = path.resolve(import.meta.dirname, '../..')
/** Below node_modules, so that the program finds the packages. */
const BUNDLE = path.join(ROOT, 'node_modules', '.cache', 'import-child')
const CONVERSATIONS = 2_000

beforeAll(async () => {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: path.join(ROOT, 'tests/support/import-child.ts'),
      outDir: BUNDLE,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'main.mjs', codeSplitting: false } }
    }
  })
})

/** Runs the import and kills it `delay` turns of the event loop after batch number `batch`. Returns what it said it wrote by then. */
async function importUntilKilled(file: string, batch: number, delay: number): Promise<number> {
  const child = spawn(process.execPath, [path.join(BUNDLE, 'main.mjs'), file, String(CONVERSATIONS)], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const gone = once(child, 'exit')
  let told = 0
  let batches = 0
  for await (const line of createInterface({ input: child.stdout })) {
    told = Number(line)
    if (++batches !== batch) continue
    for (let turn = 0; turn < delay; turn++) await new Promise(setImmediate)
    child.kill('SIGKILL')
  }
  const [, signal] = await gone
  expect(signal).toBe('SIGKILL')
  return told
}

it.each([
  [1, 0],
  [2, 200],
  [3, 2_000],
  [4, 20_000],
  [6, 700]
])('killed after batch %i and %i turns, nothing it told is lost and nothing is half', async (batch, delay) => {
  const file = path.join(tempFolder(), 'killed.chatlogdesk')
  const told = await importUntilKilled(file, batch, delay)

  const database = openWritable(file)
  try {
    expect(markInterrupted(database)).toBe(1)
    const [killed] = listImports(database)
    expect(killed).toMatchObject({ state: 'interrupted', note: expect.stringContaining('import the file again') })
    expect(killed?.added).toBeGreaterThanOrEqual(told)
    checkWhole(database)
    const stored = contentOf(database)
    expect(stored).toHaveLength(killed?.added ?? -1)

    const records = Array.from({ length: CONVERSATIONS }, (_, n) => madeUp(n))
    expect(await importAll(database, records)).toMatchObject({
      unchanged: stored.length,
      added: CONVERSATIONS - stored.length,
      updated: 0
    })
    const clean = tempWorkspace().database
    await importAll(clean, records)
    expect(contentOf(database)).toEqual(contentOf(clean))
    checkWhole(database)
  } finally {
    database.close()
  }
})
