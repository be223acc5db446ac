// One program writes a workspace at a time: a lock beside the file that the operating system drops when its holder dies, so that
// no stale lock is ever left behind.
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { AppError } from '../../shared/errors'

export interface WorkspaceLock {
  release(): void
}

/**
 * Takes the lock of a workspace or throws `workspace-in-use`. The lock is an open exclusive transaction on a tiny SQLite file
 * beside the workspace (`<path>-lock`): a real lock of the operating system on every platform, without a native module more.
 */
export function lockWorkspace(path: string): WorkspaceLock {
  let engine: DatabaseSyncInstance
  try {
    engine = new DatabaseSync(`${path}-lock`, { timeout: 0 })
  } catch (thrown) {
    throw new AppError(
      'workspace-missing',
      `“${path}” cannot be opened. Check that the folder exists and that you may save files in it.`,
      String(thrown)
    )
  }
  try {
    engine.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
  } catch (thrown) {
    engine.close()
    throw new AppError(
      'workspace-in-use',
      `“${path}” is open in another window or program. Close it there, or open another workspace.`,
      String(thrown)
    )
  }
  return {
    release: () => {
      if (engine.isOpen) engine.close()
    }
  }
}
