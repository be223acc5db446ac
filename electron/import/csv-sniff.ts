// What kind of table a text is: its delimiter and quotes, whether it begins with a header, and its first rows by column name.
import { parseRecord } from './csv-cells'
import { nameColumns } from './csv-header'
import { type Dialect, RecordScanner } from './csv-records'
import { CsvTable } from './csv-table'
import { knownColumn } from './mapping-aliases'
import { decodeText, detectEncoding } from './text-encoding'

export const DELIMITERS = [',', ';', '\t', '|'] as const
/** Rows looked at to choose a delimiter and to show what is in the file. */
const SAMPLE_ROWS = 1_000
/** Excel writes this line to say which delimiter follows. */
const SEPARATOR_LINE = /^sep=([,;\t|])(?:\r\n|\r|\n|$)/i

export interface CsvSniff extends Dialect {
  readonly encoding: string
  /** False: the first row is data and the columns are called `Column 1`, `Column 2`. */
  readonly hasHeader: boolean
  readonly header: readonly string[]
  /** The first rows that can be read, at most 1,000. */
  readonly rows: readonly Readonly<Record<string, string>>[]
  /** 0..1: how many of the rows can be read. 0 for an empty text. */
  readonly consistency: number
}

/**
 * Looks at the beginning of a table, as bytes or decoded text. What a person already knows (`known`) is not guessed again.
 * Never throws for any content; an empty text has no header and no rows.
 */
export function sniffCsv(
  head: string | Uint8Array,
  known: { readonly delimiter?: string | undefined; readonly encoding?: string | undefined } = {}
): CsvSniff {
  const encoding = known.encoding ?? (typeof head === 'string' ? 'utf-8' : detectEncoding(head))
  const decoded = typeof head === 'string' ? head : decodeText(head, encoding)
  const separator = SEPARATOR_LINE.exec(decoded)
  const text = withoutSeparatorLine(decoded)
  const quote = sniffQuote(text)
  const delimiter = known.delimiter ?? separator?.[1] ?? sniffDelimiter(text, quote)
  const records = firstRecords(text, { delimiter, quote })
  const first = records[0]
  if (!first) return { delimiter, quote, encoding, hasHeader: false, header: [], rows: [], consistency: 0 }
  const hasHeader = looksLikeHeader(first, records.slice(1))
  const header = nameColumns(hasHeader ? first : first.map(() => ''))
  const table = new CsvTable({ delimiter, quote }, { header: hasHeader ? null : header })
  table.add(text)
  const read = [...table.rows(0, true)].flat()
  // The text may be cut in the middle of its last row.
  const found = read.length > 1 && !/[\r\n]$/.test(text) ? read.slice(0, -1) : read
  const rows = found.flatMap((row) => (row.kind === 'row' ? [row.cells] : []))
  const consistency = found.length === 0 ? 1 : rows.length / found.length
  return { delimiter, quote, encoding, hasHeader, header, rows: rows.slice(0, SAMPLE_ROWS), consistency }
}

/** The text behind a `sep=;` line. */
export function withoutSeparatorLine(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(SEPARATOR_LINE, '')
}

/** The records of a text cut anywhere, without blank lines; the last one only when nothing else is there or it ends with a line end. */
function firstRecords(text: string, dialect: Dialect): string[][] {
  const scanner = new RecordScanner(dialect)
  scanner.append(text)
  const records: string[] = []
  while (records.length <= SAMPLE_ROWS && nextRecord(scanner, false))
    if (scanner.end > scanner.start) records.push(text.slice(scanner.start, scanner.end))
  if (records.length < 2 && nextRecord(scanner, true) && scanner.end > scanner.start)
    records.push(text.slice(scanner.start, scanner.end))
  return records.flatMap((record) => parseRecord(record, dialect))
}

function nextRecord(scanner: RecordScanner, isLast: boolean): boolean {
  let found = scanner.next(isLast)
  while (found === 'suspect') found = scanner.next(isLast)
  return found === 'record'
}

/** Single quotes only where nearly every cell of the first line wears them and no double quote is there. */
function sniffQuote(text: string): string {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  return !line.includes('"') && /^'[^']*'(?:[,;\t|]'[^']*')+$/.test(line) ? "'" : '"'
}

/** The delimiter under which most rows have as many cells as the first one; of equals, the one that makes more columns. */
function sniffDelimiter(text: string, quote: string): string {
  let best = ','
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const scanner = new RecordScanner({ delimiter, quote })
    scanner.append(text)
    const counts: number[] = []
    while (counts.length <= SAMPLE_ROWS && nextRecord(scanner, false))
      if (scanner.end > scanner.start) counts.push(scanner.cells)
    if (counts.length === 0 && nextRecord(scanner, true)) counts.push(scanner.cells)
    const first = counts[0] ?? 1
    if (first < 2) continue
    const share = counts.filter((count) => count === first).length / counts.length
    const score = share + Math.min(first, 1_000) / 1e6
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

const DATA_CELL =
  /^(?:[+-]?\d[\d.,:\s/%-]*|\d{4}-\d\d-\d\d[T ].*|[0-9a-f]{8}-[0-9a-f]{4}-.{22,}|[^\s@]+@[^\s@]+\.[a-z]+|https?:\/\/\S+)$/i

/**
 * False where the first row reads like the others: cells that are numbers, times, addresses or that come again in their own
 * column, and no two names that exports are known to use.
 */
function looksLikeHeader(first: readonly string[], others: readonly (readonly string[])[]): boolean {
  if (first.filter((cell) => knownColumn(cell) !== null).length >= Math.min(2, first.length)) return true
  if (first.some((cell) => cell.length > 300)) return false
  if (first.some((cell) => DATA_CELL.test(cell.trim()))) return false
  const repeats = first.some(
    (cell, column) => cell.trim() !== '' && others.some((other) => other[column]?.trim() === cell.trim())
  )
  return !repeats
}
