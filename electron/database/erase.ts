// Makes sure that what was deleted is in no file of the workspace any more: the search index, the journal, free pages, backups.
import { readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises'
import type { WipeResult } from '../../shared/wipe'
import type { WritableDatabase } from './open'

/** Pages of the index that are merged before others get their turn. */
const MERGE_PAGES = 1_000
const CHECKPOINT_ATTEMPTS = 20
const CHECKPOINT_WAIT_MS = 250

/** Backups that migrations made beside a workspace (migrate.ts). */
export function listBackups(file: string): { readonly name: string; readonly size: number }[] {
  const folder = path.dirname(file)
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${path.basename(file)}.backup-v`))
    .sort()
    .map((name) => ({ name, size: statSync(path.join(folder, name)).size }))
}

interface EraseOptions {
  readonly withBackups: boolean
  readonly progress: (phase: string) => void
}

/**
 * After deletions under `secure_delete`: merges the index, so that no word of a removed message is left in it, rewrites the file
 * without its free pages, and empties the journal. Never throws for what can be done later: it is told in `left`.
 */
export async function eraseDeleted(
  database: WritableDatabase,
  { withBackups, progress }: EraseOptions
): Promise<Pick<WipeResult, 'backups' | 'left'>> {
  const left: string[] = []
  progress('Clearing the search index')
  await mergeIndex(database)
  progress('Rewriting the file')
  try {
    // The copy that VACUUM makes on the way may be larger than memory.
    database.exec('PRAGMA temp_store = FILE')
    database.exec('VACUUM')
  } catch (thrown) {
    // Rows are overwritten already; copies that the engine left when it moved rows between pages, earlier, are not.
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    left.push(
      `The file could not be rewritten (${why}): pieces of deleted text may be left in its free room. Make as much room on the disk as the workspace takes, then wipe the agent once more.`
    )
  } finally {
    database.exec('PRAGMA temp_store = MEMORY')
  }
  if (!(await emptyJournal(database)))
    left.push('The journal beside the workspace is still being read and is emptied when the workspace is closed.')
  const backups = withBackups ? removeBackups(database.path, left) : []
  return { backups, left }
}

/** All segments into one, without what was deleted; in steps, so that the window is answered meanwhile. */
async function mergeIndex(database: WritableDatabase): Promise<void> {
  const merge = database.prepare("INSERT INTO message_fts (message_fts, rank) VALUES ('merge', ?)")
  const changes = () => database.prepare('SELECT total_changes() AS n').get<{ n: number }>()?.n ?? 0
  // A negative number begins: every segment takes part (https://sqlite.org/fts5.html#the_merge_command).
  merge.run(-MERGE_PAGES)
  for (;;) {
    const before = changes()
    merge.run(MERGE_PAGES)
    if (changes() - before < 2) break
    await breathe()
  }
  // What the steps left, and an index of a single segment, which they pass over.
  database.exec("INSERT INTO message_fts (message_fts) VALUES ('optimize')")
}

/** False: someone reads on from it. */
async function emptyJournal(database: WritableDatabase): Promise<boolean> {
  for (let attempt = 0; attempt < CHECKPOINT_ATTEMPTS; attempt++) {
    const told = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get<{ busy: number }>()
    if (told?.busy === 0) return true
    await wait(CHECKPOINT_WAIT_MS)
  }
  return false
}

function removeBackups(file: string, left: string[]): string[] {
  return listBackups(file).flatMap(({ name }) => {
    try {
      rmSync(path.join(path.dirname(file), name))
      return [name]
    } catch (thrown) {
      left.push(`The backup ${name} could not be deleted: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
      return []
    }
  })
}
