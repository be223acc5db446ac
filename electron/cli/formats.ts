// How `query` writes its rows: a table for people, CSV, JSON, JSON Lines. Each is written as the rows come.
import Papa from 'papaparse'
import { AppError } from '../../shared/errors'
import type { Cell } from './columns'

export const FORMATS = ['table', 'csv', 'json', 'jsonl'] as const
export type Format = (typeof FORMATS)[number]

/** Text before, between and after the rows; `isFirst` is true for the first page of rows. */
export interface RowWriter {
  begin(): string
  rows(rows: readonly (readonly Cell[])[], isFirst: boolean): string
  end(): string
}

/** Throws `invalid-input`. */
export function formatOf(named: string | undefined, isForMachines: boolean): Format {
  const format = named ?? (isForMachines ? 'json' : 'table')
  const found = FORMATS.find((other) => other === format)
  if (found) return found
  throw new AppError('invalid-input', `There is no format “${format}”. Formats: ${FORMATS.join(', ')}.`)
}

export function rowWriter(format: Format, names: readonly string[]): RowWriter {
  switch (format) {
    case 'table':
      return {
        begin: () => tableLine(names, names),
        rows: (rows) => rows.map((row) => tableLine(row, names)).join(''),
        end: nothing
      }
    case 'csv':
      return { begin: () => csv([names]), rows: csv, end: nothing }
    case 'jsonl':
      return { begin: nothing, rows: (rows) => rows.map((row) => `${json(row, names)}\n`).join(''), end: nothing }
    case 'json':
      return {
        begin: () => '[',
        rows: (rows, isFirst) =>
          rows.map((row, i) => `${isFirst && i === 0 ? '' : ','}\n  ${json(row, names)}`).join(''),
        end: () => '\n]\n'
      }
  }
}

const nothing = () => ''

/** A cell that a spreadsheet would calculate is marked as text. */
function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.length === 0 ? '' : `${Papa.unparse(rows as Cell[][], { escapeFormulae: true, newline: '\r\n' })}\r\n`
}

function json(row: readonly Cell[], names: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])))
}

const WIDTHS: Readonly<Record<string, number>> = {
  started: 24,
  last: 24,
  preview: 60,
  topic: 18,
  channel: 10,
  status: 10
}

function tableLine(row: readonly Cell[], names: readonly string[]): string {
  const cells = row.map((cell, i) => {
    const isLast = i === names.length - 1
    const name = names[i] ?? ''
    const width = WIDTHS[name] ?? Math.max(name.length, 6)
    // Control characters in what a customer wrote must not steer the terminal.
    const shown = printable(String(cell ?? ''))
    return isLast ? shown.slice(0, 60) : shown.slice(0, width).padEnd(width)
  })
  return `${cells.join('  ').trimEnd()}\n`
}

function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}
