// When a place among pages is given up: a cursor that leads nowhere must not be gone on from for ever, and a moment of a bad network
// must not cost the way to it.
import { isKind, isLostCursor } from '../connectors/platform-error'

export interface Place {
  /** Of the page that comes next; null: the beginning. */
  readonly cursor: string | null
  /** Where the last sync was led astray. */
  readonly lostCursor: string | null
}

/**
 * The place to go on from after a failure; `begunAt`: where this sync began. Given up at once is one the platform does not take and that
 * the sync began at; one from where pages repeat, only when an earlier sync met the same there.
 */
export function placeAfter(thrown: unknown, { cursor, lostCursor }: Place, begunAt: string | null): Place {
  if (cursor === null || !isLostCursor(thrown)) return { cursor, lostCursor }
  const isLost = isKind(thrown, 'bad-paging') ? cursor === lostCursor : cursor === begunAt
  return isLost ? { cursor: null, lostCursor: null } : { cursor, lostCursor: cursor }
}
