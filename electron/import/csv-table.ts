// A CSV text that comes in pieces, as rows: papaparse reads the cells, this decides what a row is. One stray quote or one
// monstrous cell costs the rows it touches, not the rest of the file.
import Papa from 'papaparse'
import type { Rejection } from '../ingest/raw'
import { cellAt, parseRecord, rowOf } from './csv-cells'
import { nameColumns } from './csv-header'
import { endOfLine, hasWholeLine } from './csv-lines'
import { type Dialect, RecordScanner } from './csv-records'
import type { TurnEnd, Turns } from './turns'

/** Characters of one record: more is no chat message, and must not fill the memory. */
const MAX_RECORD = 32 * 1024 * 1024
/** Rows read at a time: so few that they are gone before the collector has looked at them twice and keeps them as old. */
const BATCH = 64
/** Characters kept of a rejected record. */
const MAX_RAW = 64 * 1024
/** A hostile file may make the scanner go back again and again: at most this many times its length in all. */
const RESCANS = 4

export interface CsvRow {
  readonly kind: 'row'
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number
  readonly bytesRead: number
  readonly cells: Readonly<Record<string, string>>
  /** What the turns of the file were cut by. */
  readonly key?: string | undefined
}

/** How a table is shared: rows with the same cell in the column `keyColumn` stay together; null: each row stands for itself. */
export interface SharedTable {
  readonly turns: Turns
  readonly keyColumn: string | null
}

export type CsvItem = CsvRow | Rejection | TurnEnd

/** A record found in the text: where it is, or its cells where they are known already. */
interface Found {
  readonly kind: 'found'
  readonly row: number
  readonly text: string
  readonly key: string | undefined
}
type Item = Found | CsvItem

interface CsvTableOptions {
  readonly header: readonly string[] | null
  readonly maxRecord?: number | undefined
  readonly shared?: SharedTable | null | undefined
}

export class CsvTable {
  readonly #scanner: RecordScanner
  readonly #dialect: Dialect
  readonly #maxRecord: number
  #header: readonly string[] | null = null
  #row = 0
  #bytesRead = 0
  #items: Item[] = []
  /** Pieces that wait until they are worth joining to a long unfinished record. */
  #waiting: string[] = []
  #waitingLength = 0
  /** Beginning of a record that is too big, while its rest is skipped. */
  #skipping: string | null = null
  #mayRescan: number
  readonly #shared: SharedTable | null
  /** Place of the key column. */
  #keyAt = -1

  /** `header` null: the first record is the header. */
  constructor(dialect: Dialect, options: CsvTableOptions) {
    this.#dialect = dialect
    this.#scanner = new RecordScanner(dialect)
    this.#shared = options.shared ?? null
    if (options.header) this.#name(options.header)
    this.#maxRecord = options.maxRecord ?? MAX_RECORD
    this.#mayRescan = this.#maxRecord
  }

  add(text: string): void {
    this.#waiting.push(text)
    this.#waitingLength += text.length
  }

  /** The rows that are complete with the text so far, in batches; with `isLast`, all that are left. */
  *rows(bytesRead: number, isLast: boolean): Generator<readonly CsvItem[]> {
    const scanner = this.#scanner
    if (!isLast && this.#waitingLength < scanner.pendingLength) return
    this.#mayRescan += RESCANS * this.#waitingLength
    this.#bytesRead = bytesRead
    const [only = ''] = this.#waiting
    scanner.append(this.#waiting.length === 1 ? only : this.#waiting.join(''))
    this.#waiting = []
    this.#waitingLength = 0
    while (this.#takeOne(isLast)) if (this.#items.length >= BATCH) yield this.#read()
    if (isLast && this.#shared?.turns.end()) this.#items.push(this.#turnEnd())
    yield this.#read()
    if (this.#skipping !== null) scanner.dropPending()
  }

  /** Takes the next record, if there is one; keeps an unfinished one from growing without end. */
  #takeOne(isLast: boolean): boolean {
    const found = this.#scanner.next(isLast)
    if (found === 'record') this.#take()
    else if (found === 'suspect') this.#recover()
    else if (isLast || this.#skipping !== null || this.#scanner.pendingLength <= this.#maxRecord) return false
    else return this.#giveUpPending()
    return true
  }

  /** One found record: the header, a row, or a rejection. */
  #take(): void {
    const { start, end, cells, isOpen, isLoose, text } = this.#scanner
    const isTooBig = end - start > this.#maxRecord || this.#skipping !== null
    if (end === start && !isTooBig) {
      this.#row++
      return
    }
    if (isTooBig) {
      this.#row++
      this.#reject('too-big', this.#skipping ?? text.slice(start, end), tooBig(this.#maxRecord))
      this.#skipping = null
      return
    }
    if (this.#header === null) {
      this.#row++
      this.#name(nameColumns(parseRecord(text.slice(start, end), this.#dialect)[0] ?? []))
      return
    }
    const columns = this.#header.length
    const isRight = cells === columns && !isOpen
    if ((!isRight || isLoose) && this.#recover()) return
    this.#row++
    const record = text.slice(start, end)
    const mayBeRow = isRight || (cells > columns && !isOpen)
    // What is no row says nothing of where a turn may end.
    const key = mayBeRow ? this.#takeTurn(record) : undefined
    if (!this.#isOurs) return
    if (mayBeRow && (isRight || this.#hasEmptySurplus(record, columns)))
      this.#items.push({ kind: 'found', row: this.#row, text: record, key })
    else if (isOpen) this.#reject('stray-quote', record, 'A quote is opened and never closed.')
    else this.#reject('ragged-row', record, `The row has ${count(cells)}, the header has ${columns}.`)
  }

  #name(header: readonly string[]): void {
    this.#header = header
    const { keyColumn = null } = this.#shared ?? {}
    this.#keyAt = keyColumn === null ? -1 : header.indexOf(keyColumn)
  }

  /** Puts a record into its turn. Returns its key. */
  #takeTurn(record: string): string | undefined {
    if (!this.#shared) return undefined
    const key = this.#keyAt < 0 ? undefined : cellAt(record, this.#keyAt, this.#dialect)
    if (this.#shared.turns.take(record.length, key ?? null)) this.#items.push(this.#turnEnd())
    return key
  }

  get #isOurs(): boolean {
    return this.#shared?.turns.isOurs ?? true
  }

  #turnEnd(): TurnEnd {
    return { kind: 'turn-end', bytesRead: this.#bytesRead }
  }

  /** Exporters that end every line with a delimiter, in some lines only. */
  #hasEmptySurplus(record: string, columns: number): boolean {
    const cells = parseRecord(record, this.#dialect)[0] ?? []
    return cells.slice(columns).every((cell) => cell.trim() === '')
  }

  /**
   * A quote that nothing closes swallows the rows behind it. Where a later line of such a record makes a whole row by itself,
   * only the first line is given up and reading goes on behind it.
   */
  #recover(): boolean {
    const { start, text } = this.#scanner
    const end = endOfLine(text, this.#scanner.end)
    const columns = this.#header?.length ?? 0
    if (columns < 2 || this.#mayRescan < end - start) return false
    const record = text.slice(start, end)
    const lineEnd = /\r\n|\r|\n/.exec(record)
    if (!lineEnd) return false
    const rest = lineEnd.index + lineEnd[0].length
    if (!hasWholeLine(record, rest, columns, this.#dialect)) return false
    this.#mayRescan -= record.length
    this.#row++
    this.#takeStray(record.slice(0, lineEnd.index), columns)
    this.#scanner.restartAt(start + rest)
    return true
  }

  /** Tab-separated files seldom quote: there a quote at the beginning of a cell is a quote, when the cells come out right. */
  #takeStray(line: string, columns: number): void {
    const cells = line.split(this.#dialect.delimiter)
    if (this.#dialect.delimiter === '\t' && cells.length === columns) {
      if (this.#isOurs) this.#items.push(this.#rowOf(this.#row, cells, undefined))
      return
    }
    this.#reject('stray-quote', line, 'A quote is opened and never closed.')
  }

  /** Of an unfinished record that is too big: gives up its first line, or skips it whole. False: nothing is left to take. */
  #giveUpPending(): boolean {
    const scanner = this.#scanner
    scanner.selectPending()
    if (this.#recover()) return true
    this.#skipping = scanner.text.slice(scanner.start, scanner.start + MAX_RAW)
    return false
  }

  #reject(code: string, raw: string, reason: string): void {
    if (!this.#isOurs) return
    this.#items.push({
      kind: 'rejection',
      row: this.#row,
      bytesRead: this.#bytesRead,
      code,
      reason,
      raw: raw.length > MAX_RAW ? `${raw.slice(0, MAX_RAW)}…` : raw
    })
  }

  /** Lets papaparse read the cells of all found records at once; where its count differs from ours, one by one. */
  #read(): CsvItem[] {
    const items = this.#items
    this.#items = []
    const records = items.flatMap((item) => (item.kind === 'found' ? [item.text] : []))
    const parsed = records.length === 0 ? [] : this.#parse(records)
    let next = 0
    return items.map((item) => {
      if (item.kind !== 'found') return item
      const cells = parsed[next++]
      return cells ? this.#rowOf(item.row, cells, item.key) : this.#unreadable(item)
    })
  }

  #parse(records: readonly string[]): (readonly string[] | null)[] {
    const { delimiter, quote: quoteChar } = this.#dialect
    const { data } = Papa.parse<string[]>(records.join('\n'), { delimiter, quoteChar, newline: '\n', header: false })
    if (data.length === records.length) return data
    return records.map((record) => {
      const rows = parseRecord(record, this.#dialect)
      return rows.length === 1 ? (rows[0] ?? null) : null
    })
  }

  #unreadable(item: Found): Rejection {
    const { bytesRead } = { bytesRead: this.#bytesRead }
    const reason = 'The quotes of the row are in disorder.'
    return {
      kind: 'rejection',
      row: item.row,
      bytesRead,
      code: 'stray-quote',
      reason,
      raw: item.text.slice(0, MAX_RAW)
    }
  }

  #rowOf(row: number, cells: readonly string[], key: string | undefined): CsvRow {
    return { kind: 'row', row, bytesRead: this.#bytesRead, cells: rowOf(this.#header ?? [], cells), key }
  }
}

function count(cells: number): string {
  return cells === 1 ? 'one cell' : `${cells} cells`
}

function tooBig(maxRecord: number): string {
  const size = maxRecord >= 1024 * 1024 ? `${maxRecord / 1024 / 1024} million` : String(maxRecord)
  return `The row is longer than ${size} characters. Only its beginning is kept.`
}
