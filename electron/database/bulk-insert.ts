// Inserts many rows with few calls into the engine: a call costs more than a row of some columns.
import type { Value, WritableDatabase } from './open'

/** Rows of one statement. Measured: 16 halves the time of a row of 12 columns; more gains little. */
const ROWS = 16

export interface BulkInsert {
  /** Takes the values of one row, in the order of the columns. */
  add(row: readonly Value[]): void
  /** Writes the rows that are waiting. Must be called before the table is read and before the transaction ends. */
  flush(): void
  /** Forgets the rows that are waiting. */
  discard(): void
}

/** `casts`: SQL for the value of a column, where it is not the value as it comes; `?` in it is the value. */
export function createBulkInsert(
  database: WritableDatabase,
  table: string,
  columns: readonly string[],
  casts: Readonly<Record<string, string>> = {}
): BulkInsert {
  const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `
  const row = `(${columns.map((column) => casts[column] ?? '?').join(', ')})`
  const one = database.prepare(head + row)
  const many = database.prepare(head + Array(ROWS).fill(row).join(', '))
  const width = columns.length
  const values: Value[] = []
  return {
    add(added) {
      for (const value of added) values.push(value)
      if (values.length < width * ROWS) return
      many.run(...values)
      values.length = 0
    },
    flush() {
      for (let at = 0; at < values.length; at += width) one.run(...values.slice(at, at + width))
      values.length = 0
    },
    discard() {
      values.length = 0
    }
  }
}
