// Tells of every commit of a writing connection, so that what is on screen can follow while a long job writes.
import type { WritableDatabase } from './open'

/** The same database; `onCommit` is called after each outermost transaction made through it. */
export function watchCommits(database: WritableDatabase, onCommit: () => void): WritableDatabase {
  let depth = 0
  return {
    ...database,
    transaction: (work, how) => {
      depth++
      let value: ReturnType<typeof work>
      try {
        value = database.transaction(work, how)
      } finally {
        depth--
      }
      if (depth === 0) onCommit()
      return value
    }
  }
}
