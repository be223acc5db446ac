// Opens a workspace for writing: locked, at the newest schema, with what an ended process left behind marked as such.
import { existsSync } from 'node:fs'
import { AppError } from '../../shared/errors'
import { searchable } from '../../shared/search-text'
import { markInterrupted } from './imports'
import { lockWorkspace } from './lock'
import { migrate } from './migrate'
import { openWritable, type WritableDatabase } from './open'

export interface OpenedWorkspace {
  readonly database: WritableDatabase
  /** The schema it had before; null when it was the newest already or is new. */
  readonly migratedFrom: number | null
  /** Everything in the file itself, nothing in the journal beside it, and the lock released. */
  close(): void
}

/** Throws `workspace-missing`, `workspace-in-use`, `workspace-damaged`, `workspace-too-new`, `disk-full`. */
export function openWorkspace(path: string, { create }: { readonly create: boolean }): OpenedWorkspace {
  if (!create && !existsSync(path)) {
    throw new AppError(
      'workspace-missing',
      `The workspace “${path}” does not exist. It may have been moved or renamed.`
    )
  }
  const lock = lockWorkspace(path)
  let database: WritableDatabase | undefined
  try {
    const opened = openWritable(path, { functions: { searchable } })
    database = opened
    const migratedFrom = migrate(opened)
    markInterrupted(opened)
    // Readers that kept what was in it notice, and read again.
    opened.exec('DELETE FROM conversation_change')
    return {
      database: opened,
      migratedFrom: migratedFrom === 0 ? null : migratedFrom,
      close: () => {
        try {
          opened.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
        } finally {
          opened.close()
          lock.release()
        }
      }
    }
  } catch (thrown) {
    database?.close()
    lock.release()
    throw thrown
  }
}
