// A migrated workspace in a folder of its own, removed after the test.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { migrate } from '../../electron/database/migrate'
import { openWritable, type WritableDatabase } from '../../electron/database/open'

/** A folder that is removed when the running test ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An empty workspace at the newest schema, closed and removed when the running test ends. */
export function tempWorkspace(): { readonly database: WritableDatabase; readonly file: string } {
  const file = path.join(tempFolder(), 'test.chatlogdesk')
  const database = openWritable(file)
  migrate(database)
  onTestFinished(() => database.close())
  return { database, file }
}
