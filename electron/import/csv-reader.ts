// Reads a CSV file row by row with flat memory: rows by column name, and what cannot be read as rejections.
import { setImmediate } from 'node:timers/promises'
import type { Rejection } from '../ingest/raw'
import { sniffCsv, withoutSeparatorLine } from './csv-sniff'
import { type CsvRow, CsvTable } from './csv-table'
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

/**
 * Yields every row of a CSV file in order, by column name (`nameColumns`), with formula guards undone. What is not given is
 * found by `sniffCsv`. Rejections: `ragged-row` (another number of cells than the header), `stray-quote`, `too-big`.
 * Throws `unreadable-file`, `invalid-input` (unknown encoding), and the signal's reason.
 */
export async function* readCsv(file: string, options: CsvOptions): AsyncGenerator<CsvRow | Rejection> {
  const sniff = sniffCsv(await readHead(file, HEAD_BYTES), options)
  const table = new CsvTable(sniff, { header: sniff.hasHeader ? null : sniff.header, maxRecord: options.maxRecord })
  let isFirst = true
  let bytesRead = 0
  for await (const chunk of readText(file, sniff.encoding, options.signal)) {
    bytesRead = chunk.bytesRead
    table.add(isFirst ? withoutSeparatorLine(chunk.text) : chunk.text)
    isFirst = false
    yield* inTurns(table.rows(bytesRead, false))
  }
  yield* inTurns(table.rows(bytesRead, true))
}

/** The rows of all batches; between two batches of one piece of text the event loop turns. */
async function* inTurns(batches: Iterable<readonly (CsvRow | Rejection)[]>): AsyncGenerator<CsvRow | Rejection> {
  let isFirst = true
  for (const batch of batches) {
    if (!isFirst) await setImmediate()
    isFirst = false
    yield* batch
  }
}
