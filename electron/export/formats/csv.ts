// CSV for spreadsheets: one row per conversation, or one per message. Quoting as RFC 4180; formulas are guarded reversibly.
import type { BandLimits } from '../../../shared/domain'
import type { CsvOptions } from '../../../shared/export'
import { CONVERSATION_COLUMNS, type ExportColumn, MESSAGE_COLUMNS } from '../../../shared/export-columns'
import { isoTime } from '../../database/annotation-tables'
import { csvCell } from '../../database/csv-cell'
import type { FullConversation } from '../../database/full-conversations'
import { type Cell, chosenColumns, conversationCell, factsOf, headCell, isOfMessage, messageCell } from './cells'
import { messagesSql } from './csv-sql'
import { type ExportFormat, textFormat } from './export-format'
import { packedReader } from './packed-conversations'
import { createWrittenReader } from './written-reader'

/** Throws `invalid-input` for a column that does not exist. */
export function csvConversations(options: CsvOptions, bands: BandLimits): ExportFormat {
  const columns = chosenColumns(CONVERSATION_COLUMNS, options.columns)
  const row = rowWriter(options)
  const { cell, end } = cellWriter(options)
  const conversation = (one: FullConversation) => {
    const facts = factsOf(one)
    return row(columns.map(({ name }) => conversationCell(name, one, facts, bands)))
  }
  const names = columns.map(({ name }) => name)
  const writtenBy = packedReader(names, bands, { cell, end, delimiter: options.delimiter, conversation })
  return textFormat({
    ...(writtenBy ? { writtenBy } : {}),
    needs: { withMessages: names.includes('Transcript'), withRaw: false },
    begin: () => begin(options, row, columns),
    conversation,
    end: () => ''
  })
}

/** Throws `invalid-input` for a column that does not exist. */
export function csvMessages(options: CsvOptions): ExportFormat {
  const columns = chosenColumns(MESSAGE_COLUMNS, options.columns)
  const row = rowWriter(options)
  const { cell, join } = cellWriter(options)
  const sql = messagesSql(
    columns.map(({ name }) => name),
    options
  )
  return textFormat({
    writtenBy: (database) => createWrittenReader(database, sql, null),
    needs: { withMessages: true, withRaw: false },
    begin: () => begin(options, row, columns),
    conversation: (conversation) => {
      const facts = factsOf(conversation)
      // What is the same in every row of a conversation is written out once.
      const heads = columns.map(({ name }) => (isOfMessage(name) ? null : cell(headCell(name, conversation, facts))))
      let text = ''
      conversation.record.messages.forEach((message, i) => {
        text += join(
          columns.map(({ name }, at) => heads[at] ?? (isOfMessage(name) ? cell(messageCell(name, message, i + 1)) : ''))
        )
      })
      return text
    },
    end: () => ''
  })
}

function begin({ bom }: CsvOptions, row: (cells: readonly Cell[]) => string, columns: readonly ExportColumn[]): string {
  return `${bom ? '\uFEFF' : ''}${row(columns.map(({ name }) => name))}`
}

function rowWriter(options: CsvOptions): (cells: readonly Cell[]) => string {
  const { cell, join } = cellWriter(options)
  return (cells) => join(cells.map(cell))
}

interface CellWriter {
  /** A cell as it stands in the file. */
  cell(value: Cell | undefined): string
  join(cells: readonly string[]): string
  /** Of a row. */
  readonly end: string
}

function cellWriter({ delimiter, lineEnd, guard }: CsvOptions): CellWriter {
  const end = lineEnd === 'crlf' ? '\r\n' : '\n'
  return {
    cell: (value) => {
      if (value === null || value === undefined || value === '') return ''
      if (typeof value === 'number') return String(value)
      if (typeof value === 'object') return String(isoTime(value.at))
      return csvCell(value, delimiter, guard)
    },
    join: (cells) => cells.join(delimiter) + end,
    end
  }
}
