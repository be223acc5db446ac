// Reads a CSV file row by row with flat memory: rows by column name, and what cannot be read as rejections.
import { setImmediate } from 'node:timers/promises'
import type { Rejection } from '../ingest/raw'
import { sniffCsv, withoutSeparatorLine } from './csv-sniff'
import { type CsvItem, type CsvRow, CsvTable, type SharedTable } from './csv-table'
import { readHead, readText } from './text-encoding'

/** Bytes looked at to find delimiter, encoding and header: enough for 10,000 columns with long names. */
const HEAD_BYTES = 1024 * 1024

export interface CsvOptions {
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
  readonly signal: AbortSignal
  /** Longest record in characters; 32 Mi unless a test says less. */
  readonly maxRecord?: number | undefined
}

/** Of a file that threads share, only the turns of this one are read. */
export interface SharedCsvOptions extends CsvOptions {
  readonly shared: SharedTable
}

/**
 * Yields every row of a CSV file in order, some at a time, by column name (`nameColumns`), with formula guards undone. What is not given
 * is found by `sniffCsv`. Rejections: `ragged-row` (another number of cells than the header), `stray-quote`, `too-big`.
 * Throws `unreadable-file`, `invalid-input` (unknown encoding), the signal's reason, and NeedsOrder where a conversation of a file that
 * is shared stands in several places.
 */
export function readCsv(file: string, options: CsvOptions): AsyncGenerator<readonly (CsvRow | Rejection)[]>
export function readCsv(file: string, options: SharedCsvOptions): AsyncGenerator<readonly CsvItem[]>
export async function* readCsv(
  file: string,
  options: CsvOptions & { readonly shared?: SharedTable }
): AsyncGenerator<readonly CsvItem[]> {
  const sniff = sniffCsv(await readHead(file, HEAD_BYTES), options)
  const { maxRecord, shared = null } = options
  const table = new CsvTable(sniff, { header: sniff.hasHeader ? null : sniff.header, maxRecord, shared })
  let isFirst = true
  let bytesRead = 0
  for await (const chunk of readText(file, sniff.encoding, options.signal)) {
    bytesRead = chunk.bytesRead
    table.add(isFirst ? withoutSeparatorLine(chunk.text) : chunk.text)
    isFirst = false
    yield* breathing(table.rows(bytesRead, false))
  }
  yield* breathing(table.rows(bytesRead, true))
}

/** Between two batches of one piece of text the event loop turns. */
async function* breathing(batches: Iterable<readonly CsvItem[]>): AsyncGenerator<readonly CsvItem[]> {
  let isFirst = true
  for (const batch of batches) {
    if (!isFirst) await setImmediate()
    isFirst = false
    if (batch.length > 0) yield batch
  }
}
