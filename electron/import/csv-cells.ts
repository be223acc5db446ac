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

/**
 * One cell of a record, trimmed, without reading the others. Doubled quotes in it stay doubled. Undefined where the record has no such
 * cell, or its quotes are in disorder.
 */
export function cellAt(record: string, index: number, { delimiter, quote }: Dialect): string | undefined {
  let at = 0
  for (let cell = 0; ; cell++) {
    const isQuoted = record.startsWith(quote, at)
    const end = isQuoted ? closingQuote(record, at + 1, quote) : at
    if (end === -1) return undefined
    const next = record.indexOf(delimiter, end)
    if (cell === index)
      return (isQuoted ? record.slice(at + 1, end) : record.slice(at, next === -1 ? undefined : next)).trim()
    if (next === -1) return undefined
    at = next + 1
  }
}

function closingQuote(record: string, from: number, quote: string): number {
  let at = record.indexOf(quote, from)
  while (at !== -1 && record.startsWith(quote, at + 1)) at = record.indexOf(quote, at + 2)
  return at
}
