// Names for the columns of a table: what its header says, made unique, with names for the columns that have none.

/** A header may hold whole survey questions; longer names help nobody and would not fit a mapping. */
const LONGEST_NAME = 1_000

/**
 * One name per column: trimmed, an empty one becomes `Column 3` (counted from 1), a repeated one `Question (1)`, `Question (2)`
 * as form builders write them.
 */
export function nameColumns(cells: readonly string[]): string[] {
  const trimmed = cells.map((cell) => cell.trim().slice(0, LONGEST_NAME))
  const own = new Set(trimmed)
  const used = new Set<string>()
  const numbers = new Map<string, number>()
  return trimmed.map((cell, index) => {
    const wanted = cell === '' ? `Column ${index + 1}` : cell
    let name = wanted
    for (let number = numbers.get(wanted) ?? 1; used.has(name) || (name !== cell && own.has(name)); number++) {
      name = `${wanted} (${number})`
      numbers.set(wanted, number + 1)
    }
    used.add(name)
    return name
  })
}
