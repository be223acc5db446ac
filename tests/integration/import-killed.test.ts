// The process dies in the middle of an import that is read in a thread of its own: what it counted is there, the file is clean, and
// importing again completes it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listImports } from '../../electron/database/imports'
import { openReadable } from '../../electron/database/open'
import { openWorkspace } from '../../electron/database/open-workspace'
import { importFiles } from '../../electron/import/import-files'
import { type Bundle, bundle } from '../support/bundle'
import { conversation, testCall, writeTo } from '../support/import-call'
import { checkWhole, contentOf } from '../support/import-records'
import { tempFolder } from '../support/temp-workspace'

const CONVERSATIONS = 12_000
let cli: Bundle
beforeAll(async () => {
  cli = await bundle('electron/cli.ts', ['electron/preparer.ts'])
})
afterAll(() => cli.remove())

/** Large enough for two threads of its own. */
function large(): string {
  const long = 'Where is my parcel? '.repeat(100)
  const records = Array.from({ length: CONVERSATIONS }, (_, n) => conversation(n, { title: `${n} ${long}` }))
  return writeTo(tempFolder(), 'large.json', records)
}

/** What the running import has counted so far. */
function counted(workspace: string): number {
  if (!existsSync(workspace)) return 0
  try {
    const database = openReadable(workspace)
    try {
      return database.prepare('SELECT added FROM import_batch').get<{ added: number }>()?.added ?? 0
    } finally {
      database.close()
    }
  } catch {
    // Not made yet.
    return 0
  }
}

it.each([1, 3_000, 7_000])(
  'killed after %i conversations, nothing it counted is lost and nothing is half',
  async (least) => {
    const workspace = path.join(tempFolder(), 'killed.chatlogdesk')
    const file = large()
    const child = spawn(process.execPath, [cli.file, 'import', file, '--workspace', workspace], { stdio: 'ignore' })
    const gone = once(child, 'exit')
    let told = 0
    while (told < least && child.exitCode === null) {
      await new Promise(setImmediate)
      told = counted(workspace)
    }
    child.kill('SIGKILL')
    expect((await gone)[1]).toBe('SIGKILL')

    const opened = openWorkspace(workspace, { create: false })
    try {
      const [killed] = listImports(opened.database)
      expect(killed).toMatchObject({ state: 'interrupted', note: expect.stringContaining('import the file again') })
      expect(killed?.added).toBeGreaterThanOrEqual(told)
      checkWhole(opened.database)
      const stored = contentOf(opened.database)
      expect(stored).toHaveLength(killed?.added ?? -1)
      expect(await importFiles(opened.database, { files: [{ path: file }] }, testCall())).toMatchObject([
        { state: 'done', added: CONVERSATIONS - stored.length, unchanged: stored.length, updated: 0 }
      ])
      checkWhole(opened.database)
    } finally {
      opened.close()
    }
  }
)
