// Excel workbooks (Office Open XML): the columns of the CSV, with dates as dates and numbers as numbers. Text is text: nothing runs as
// a formula, and leading zeros and long numbers stay. Streamed: rows are packed as they come.
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { type CellValue, type ColumnDef, writeXlsxStream } from 'hucre/xlsx'
import type { BandLimits } from '../../../shared/domain'
import { AppError } from '../../../shared/errors'
import type { CsvOptions } from '../../../shared/export'
import { CONVERSATION_COLUMNS, type ExportColumn, MESSAGE_COLUMNS } from '../../../shared/export-columns'
import { offsetAt } from '../../../shared/query/time-zone'
import type { FullConversation } from '../../database/full-conversations'
import { type Cell, chosenColumns, conversationCell, factsOf, headCell, isOfMessage, messageCell } from './cells'
import type { ExportFormat, Out, Writing } from './export-format'

/** The most characters that a cell can hold, and rows that a sheet can ("Excel specifications and limits"). */
const MOST_CHARACTERS = 32_767
/** Ends a cell that was longer. */
const CUT = '… [cut: a cell of Excel holds no more; CSV and JSON have all of it]'

/** Throws `invalid-input` for a column that does not exist. */
export function xlsxConversations({ columns: names }: Pick<CsvOptions, 'columns'>, bands: BandLimits): ExportFormat {
  const columns = chosenColumns(CONVERSATION_COLUMNS, names)
  return {
    needs: { withMessages: columns.some(({ name }) => name === 'Transcript'), withRaw: false },
    open: async ({ timeZone }, out) => {
      const book = workbook('Conversations', columns, timeZone, out)
      return book.writing(async (conversation) => {
        const facts = factsOf(conversation)
        await book.row(columns.map(({ name }) => conversationCell(name, conversation, facts, bands)))
      })
    }
  }
}

/** Throws `invalid-input` for a column that does not exist. */
export function xlsxMessages({ columns: names }: Pick<CsvOptions, 'columns'>): ExportFormat {
  const columns = chosenColumns(MESSAGE_COLUMNS, names)
  return {
    needs: { withMessages: true, withRaw: false },
    open: async ({ timeZone }, out) => {
      const book = workbook('Messages', columns, timeZone, out)
      return book.writing(async (conversation) => {
        const facts = factsOf(conversation)
        const heads = columns.map(({ name }) => (isOfMessage(name) ? null : headCell(name, conversation, facts)))
        for (const [i, message] of conversation.record.messages.entries())
          await book.row(
            columns.map(({ name }, at) => (isOfMessage(name) ? messageCell(name, message, i + 1) : (heads[at] ?? null)))
          )
      })
    }
  }
}

/** One sheet with the columns; a second one and more where rows are more than one can hold. */
function workbook(name: string, columns: readonly ExportColumn[], timeZone: string, out: Out) {
  const rows = new PassThrough({ objectMode: true, highWaterMark: 500 })
  const packed = pack(writeXlsxStream(rows, { name, columns: heads(columns, timeZone), freezePane: { rows: 1 } }), out)
  // Whoever writes the next row, or ends, hears of it.
  packed.catch((thrown: unknown) => rows.destroy(thrown instanceof Error ? thrown : new Error(String(thrown))))
  rows.on('error', () => undefined)
  const local = wallClock(timeZone)
  let cutCells = 0
  const cellOf = (cell: Cell): CellValue => {
    if (cell === null || cell === '' || typeof cell === 'number') return cell === '' ? null : cell
    if (typeof cell === 'object') return local(cell.at)
    if (cell.length > MOST_CHARACTERS) cutCells++
    return textOf(cell)
  }
  return {
    async row(cells: readonly Cell[]): Promise<void> {
      if (rows.destroyed) await packed
      if (!rows.write(cells.map(cellOf))) await once(rows, 'drain')
    },
    writing: (conversation: (one: FullConversation) => Promise<void>): Writing => ({
      conversation,
      async end() {
        rows.end()
        await packed
        return { cutCells }
      },
      discard: () => void rows.destroy()
    })
  }
}

async function pack(stream: ReadableStream<Uint8Array>, out: Out): Promise<void> {
  try {
    for await (const chunk of stream) await out.write(chunk)
  } catch (thrown) {
    if (thrown instanceof Error && /4 ?Gi?B|zip64/i.test(thrown.message))
      throw new AppError(
        'refused',
        'This is more than an Excel file can hold (4 GB). No file was written. Export as CSV or Parquet, or less at a time.',
        thrown.message
      )
    throw thrown
  }
}

/** Widths in characters, for what is mostly in a column. */
const WIDE: Readonly<Record<string, number>> = {
  Preview: 60,
  Text: 80,
  Transcript: 80,
  Notes: 40,
  Summary: 40,
  Title: 40
}

/** Dates have no zone in Excel, so the head of their column names it. */
function heads(columns: readonly ExportColumn[], timeZone: string): ColumnDef[] {
  return columns.map(({ name }) =>
    TIMES.has(name)
      ? { key: name, header: `${name} (${timeZone})`, width: 22, style: { numFmt: 'yyyy-mm-dd hh:mm:ss' } }
      : { key: name, header: name, width: WIDE[name] ?? 18 }
  )
}

const TIMES: ReadonlySet<string> = new Set(['Started', 'Updated', 'Last activity', 'Sent'])

/** A date whose UTC parts are the wall clock of the zone, which is how Excel counts. An offset holds for its quarter of an hour. */
function wallClock(timeZone: string): (at: number) => Date | string {
  const QUARTER = 15 * 60_000
  const offsets = new Map<number, number>()
  return (at) => {
    // Days before 1900 and beyond 9999 are none for Excel.
    if (at < Date.UTC(1900, 2, 1) || at > Date.UTC(9999, 11, 30)) return String(at)
    const quarter = Math.floor(at / QUARTER)
    let offset = offsets.get(quarter)
    if (offset === undefined) {
      if (offsets.size > 100_000) offsets.clear()
      offset = offsetAt(quarter * QUARTER, timeZone)
      offsets.set(quarter, offset)
    }
    return new Date(at + offset)
  }
}

/** What a cell holds, with `_x0041_` written so that it stays what it is (ECMA-376 part 1, 22.9.2.19: such a group stands for a character). */
function textOf(text: string): string {
  // Half of a character beyond the 16 bits of one unit is none.
  const start = () => text.slice(0, MOST_CHARACTERS - CUT.length).replace(/[\uD800-\uDBFF]$/, '')
  const whole = text.length > MOST_CHARACTERS ? `${start()}${CUT}` : text
  return whole.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
}
