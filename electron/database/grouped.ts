// Rows in groups of the id in their first column.

export type Cell = string | number | null

/** Groups in the order of their first rows; rows in theirs. */
export function grouped<T>(rows: readonly (readonly Cell[])[], of: (row: readonly Cell[]) => T): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const id = Number(row[0])
    const group = groups.get(id)
    if (group) group.push(of(row))
    else groups.set(id, [of(row)])
  }
  return groups
}
