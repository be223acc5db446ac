// Collects what changed and tells of it a few times a second: a long import commits far more often than a window can follow.
import type { Table } from '../../shared/contract'

/** At most four times a second. */
const EVERY_MS = 250

export interface Announcer {
  /** Something in these tables changed. */
  note(tables: readonly Table[]): void
  /** Tells now what was noted. */
  flush(): void
}

export function createAnnouncer(tell: (tables: readonly Table[]) => void): Announcer {
  const noted = new Set<Table>()
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (noted.size === 0) return
    const tables = [...noted]
    noted.clear()
    tell(tables)
  }

  return {
    note(tables) {
      for (const table of tables) noted.add(table)
      timer ??= setTimeout(flush, EVERY_MS)
    },
    flush
  }
}
