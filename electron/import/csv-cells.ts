// The cells of single records: papaparse's reading of one, and cells by column name.
import Papa from 'papaparse'
import { unguardFormula } from '../../shared/formula-guard'
import type { Dialect } from './csv-records'

/** papaparse's reading of one record; more than one row, where quotes are in disorder. */
export function parseRecord(record: string, dialect: Dialect): string[][] {
  return Papa.parse<string[]>(record, {
    delimiter: dialect.delimiter,
    quoteChar: dialect.quote,
    newline: '\n',
    header: false
  }).data
}

/** Cells by column name, with the formula guard undone. Columns may have any name, `__proto__` too. */
export function rowOf(header: readonly string[], cells: readonly string[]): Record<string, string> {
  const row: Record<string, string> = {}
  for (let index = 0; index < header.length; index++) {
    const name = header[index]
    if (name === undefined) continue
    const value = unguardFormula(cells[index] ?? '')
    if (name === '__proto__')
      Object.defineProperty(row, name, { value, enumerable: true, writable: true, configurable: true })
    else row[name] = value
  }
  return row
}
