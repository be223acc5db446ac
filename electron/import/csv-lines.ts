// The lines inside a record of a CSV text: where a quote was never closed, rows stand there.
import { type Dialect, RecordScanner } from './csv-records'

/** Lines looked at inside a record to tell a stray quote from a real text of many lines. */
const LINES_TO_TRY = 1_000

/** The end of the line that `position` stands in; the end of the text, where the line has none. */
export function endOfLine(text: string, position: number): number {
  const lineEnd = /[\r\n]/g
  lineEnd.lastIndex = position
  return lineEnd.exec(text)?.index ?? text.length
}

/** True where a line of `text` behind `from`, read by itself, has `columns` cells. */
export function hasWholeLine(text: string, from: number, columns: number, dialect: Dialect): boolean {
  const lineEnd = /\r\n|\r|\n/g
  lineEnd.lastIndex = from
  let start = from
  for (let tried = 0; tried < LINES_TO_TRY && start < text.length; tried++) {
    const found = lineEnd.exec(text)
    const scanner = new RecordScanner(dialect)
    const line = text.slice(start, found?.index)
    scanner.append(line)
    let result = scanner.next(true)
    while (result === 'suspect') result = scanner.next(true)
    if (result === 'record' && scanner.cells === columns && !scanner.isOpen) return true
    // A line that is a row but for its quotes; with fewer columns it could as well be text with a comma.
    if (columns > 2 && line.split(dialect.delimiter, columns + 1).length === columns) return true
    if (!found) return false
    start = lineEnd.lastIndex
  }
  return false
}
