// Joins recorded changes into fewer that do the same: what is saved while one types is one act, not one for each pause.
import type { RowChange } from './changes'

/** For each row its first `before` and its last `after`; rows that came and went again are left out. Order of first touch. */
export function foldChanges(changes: readonly RowChange[]): RowChange[] {
  const folded = new Map<string, RowChange>()
  for (const change of changes) {
    const key = JSON.stringify([change.table, change.key])
    const known = folded.get(key)
    const joined = known ? join(known, change) : change
    if (joined) folded.set(key, joined)
    else folded.delete(key)
  }
  return [...folded.values()]
}

function join(first: RowChange, second: RowChange): RowChange | null {
  if (first.before === null && second.after === null) return null
  const { table, key } = first
  // Removed and made again: from the whole old row to the whole new one.
  if (first.after === null) return { table, key, before: first.before, after: second.after }
  if (first.before === null) return { table, key, before: null, after: { ...first.after, ...second.after } }
  if (second.after === null) return { table, key, before: { ...second.before, ...first.before }, after: null }
  return { table, key, before: { ...second.before, ...first.before }, after: { ...first.after, ...second.after } }
}
