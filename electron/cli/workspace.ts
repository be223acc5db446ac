// Opens the workspace a command names: for writing with its lock, for reading beside whoever writes.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../shared/errors'
import { checkVersion, SCHEMA_VERSION } from '../database/migrate'
import { openReadable, type ReadableDatabase, type WritableDatabase } from '../database/open'
import { openWorkspace } from '../database/open-workspace'
import { type Surroundings, text, type Values } from './command'

/** The file named by --workspace. Throws `invalid-input` when none is. */
function workspaceFile(values: Values, { folder }: Surroundings): string {
  const named = text(values, 'workspace')
  if (!named) throw new AppError('invalid-input', 'Which workspace? Name its file with --workspace W.')
  return path.resolve(folder, named)
}

/** Made where it does not exist. Throws `workspace-in-use` while the app has it open. */
export async function withWritable<T>(
  values: Values,
  surroundings: Surroundings,
  work: (database: WritableDatabase) => Promise<T>
): Promise<T> {
  const opened = openWorkspace(workspaceFile(values, surroundings), { create: true })
  try {
    return await work(opened.database)
  } finally {
    opened.close()
  }
}

/** Throws `workspace-missing`; a workspace of an older version is brought up to date first. */
export async function withReadable<T>(
  values: Values,
  surroundings: Surroundings,
  work: (database: ReadableDatabase) => Promise<T>
): Promise<T> {
  const file = workspaceFile(values, surroundings)
  if (!existsSync(file)) throw new AppError('workspace-missing', `The workspace “${file}” does not exist.`)
  bringUpToDate(file)
  const database = openReadable(file)
  try {
    return await work(database)
  } finally {
    database.close()
  }
}

function bringUpToDate(file: string): void {
  const database = openReadable(file)
  let version: number
  try {
    version = checkVersion(database)
  } finally {
    database.close()
  }
  if (version < SCHEMA_VERSION) openWorkspace(file, { create: false }).close()
}
