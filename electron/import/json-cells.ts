// A JSON record as cells of a table: nested keys become paths (`user.email`), lists become JSON text.
import { isObject, type JsonObject } from './json-text'

/** Deeper objects stay JSON text: no export names a field so deep. */
const DEEPEST = 8
const MOST_CELLS = 2_000

/** The cells of a record; a record that is no object has one cell, `value`. null and missing are blank. */
export function jsonRow(record: unknown): Readonly<Record<string, string>> {
  const cells: [string, string][] = []
  if (isObject(record)) collect(record, '', 0, cells)
  else cells.push(['value', cellOf(record)])
  return Object.fromEntries(cells)
}

function collect(record: JsonObject, prefix: string, depth: number, cells: [string, string][]): void {
  for (const [key, value] of Object.entries(record)) {
    if (cells.length >= MOST_CELLS) return
    if (isObject(value) && depth < DEEPEST) collect(value, `${prefix}${key}.`, depth + 1, cells)
    else cells.push([`${prefix}${key}`, cellOf(value)])
  }
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
