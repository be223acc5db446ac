// Parquet for DuckDB, Spark, BigQuery and pandas: one row per conversation or per message, in typed columns. Written group of rows by
// group of rows, so that its memory does not grow with the file.
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import type { FullConversation } from '../../database/full-conversations'
import { factsOf } from './cells'
import type { ExportFormat, ExportHead, Out, Writing } from './export-format'
import {
  CONVERSATION_PARQUET,
  MESSAGE_PARQUET,
  type ParquetColumn,
  type ParquetValue,
  parquetSchema
} from './parquet-columns'

/** A group is full at so many rows (engines read a group at a time), or earlier at so many characters of text (it is held in memory). */
const GROUP_ROWS = 100_000
const GROUP_CHARACTERS = 8 << 20

export const parquetConversations: ExportFormat = {
  needs: { withMessages: false, withRaw: false },
  open: async (head, out) => {
    const rows = groups(CONVERSATION_PARQUET, head, out)
    return writing(rows, (conversation, add) => {
      const facts = factsOf(conversation)
      add(CONVERSATION_PARQUET.map((column) => column.of(conversation, facts, null, 0)))
    })
  }
}

export const parquetMessages: ExportFormat = {
  needs: { withMessages: true, withRaw: false },
  open: async (head, out) => {
    const rows = groups(MESSAGE_PARQUET, head, out)
    return writing(rows, (conversation, add) => {
      const facts = factsOf(conversation)
      conversation.record.messages.forEach((message, i) => {
        add(MESSAGE_PARQUET.map((column) => column.of(conversation, facts, message, i + 1)))
      })
    })
  }
}

type Row = readonly ParquetValue[]

function writing(
  rows: ReturnType<typeof groups>,
  rowsOf: (conversation: FullConversation, add: (row: Row) => void) => void
): Writing {
  return {
    async conversation(conversation) {
      rowsOf(conversation, rows.add)
      if (rows.isFull()) await rows.flush()
    },
    async end() {
      await rows.finish()
      return { cutCells: 0 }
    },
    discard: () => undefined
  }
}

/** Gathers rows column by column and writes a group when it is full. */
function groups(columns: readonly ParquetColumn[], head: ExportHead, out: Out) {
  const bytes = new HandedOn(out)
  const writer = new ParquetWriter({
    writer: bytes,
    schema: parquetSchema(columns) satisfies SchemaElement[],
    createdBy: `chatlog-desk version ${head.appVersion || '0'}`,
    kvMetadata: [{ key: 'chatlog-desk', value: JSON.stringify(aboutFile(head)) }]
  })
  const data: ParquetValue[][] = columns.map(() => [])
  let rows = 0
  let characters = 0
  const flush = async () => {
    if (rows === 0) return
    await writer.write({
      columnData: columns.map(({ name }, i) => ({ name, data: data[i] ?? [] })),
      rowGroupSize: rows
    })
    for (const values of data) values.length = 0
    rows = 0
    characters = 0
  }
  return {
    add(row: Row) {
      row.forEach((value, i) => {
        data[i]?.push(value)
        characters += sizeOf(value)
      })
      rows++
    },
    isFull: () => rows >= GROUP_ROWS || characters >= GROUP_CHARACTERS,
    flush,
    async finish() {
      await flush()
      await writer.finish()
    }
  }
}

/** What a manifest says, inside the file. */
function aboutFile({ query, words, timeZone, conversations, appVersion }: ExportHead) {
  return { query, queryInWords: words, timeZone, conversations, app: `Chatlog Desk ${appVersion}` }
}

/** Characters of text in a value. */
function sizeOf(value: ParquetValue): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  let size = 0
  for (const part of Array.isArray(value) ? value : Object.values(value)) size += sizeOf(part)
  return size
}

/** The library writes into memory; what a group of rows came to is handed on and let go of. */
class HandedOn extends ByteWriter {
  readonly #out: Out

  constructor(out: Out) {
    super(1 << 20)
    this.#out = out
  }

  /** Called by the library after each group of rows. */
  async flush(): Promise<void> {
    const written = this.getBytes().slice()
    this.index = 0
    await this.#out.write(written)
  }

  override async finish(): Promise<void> {
    await this.flush()
  }
}
