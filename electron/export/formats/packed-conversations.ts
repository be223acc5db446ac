// Rows of conversations for CSV, some hundred at a time as one text of the engine, taken apart here: a cell that the engine hands over by
// itself costs more than all that is done with it.
import { type BandLimits, bandOf } from '../../../shared/domain'
import type { ConversationColumn } from '../../../shared/export-columns'
import { type Annotations, createAnnotationReader } from '../../database/conversation-annotations'
import { createFullReader, type FullConversation } from '../../database/full-conversations'
import type { ReadableDatabase } from '../../database/open'
import { textField } from '../../database/text-field'
import { type AnnotationColumn, annotationCell, type Cell } from './cells'
import type { WrittenReader } from './export-format'
import { ALL, OF_ALL, WANTED } from './written-reader'

/** Between the cells of a row, and between rows. A text that holds one makes a row of another length, which is noticed. */
const [CELL, ROW] = ['\u001f', '\u001e']

/** What is read of every conversation before its columns. */
const HEAD = ['c.id', 'c.customer_fields', 'c.customer']
interface Row {
  /** JSON; empty where nothing is known of the customer but the name that the list shows. */
  readonly fields: string
  /** `fields` can be searched as text. */
  readonly isPlain: boolean
  readonly customer: string
  readonly annotations: Annotations
}

/** What the engine reads of a column, and the cell that it makes. `known`: cells as they stand in the file, of a column of few words. */
interface Packed {
  readonly sql: string
  readonly known?: Map<string, string>
  cell(piece: string, row: Row): Cell
}

const text = (sql: string): Packed => ({ sql, cell: (piece) => piece })
/** Text that comes again and again. */
const word = (sql: string): Packed => ({ ...text(sql), known: new Map() })
const MOST_KNOWN = 1_000
const number = (sql: string): Packed => ({ sql, cell: (piece) => (piece === '' ? null : Number(piece)) })
/** `isUnknown`: a condition under which the time is none. */
const time = (column: string, isUnknown = '0'): Packed => ({
  sql: `iif(${isUnknown}, NULL, ${column})`,
  cell: (piece) => (piece === '' ? null : { at: Number(piece) })
})
const field = (name: string): Packed => ({ sql: "''", cell: (_, row) => fieldIn(row, name) })
const added = (name: AnnotationColumn): Packed => ({
  sql: "''",
  cell: (_, { annotations }) => annotationCell(name, annotations)
})

/** Null: it takes more than the conversation's own row. */
function packedColumns(bands: BandLimits): Readonly<Record<ConversationColumn, Packed | null>> {
  return {
    'Conversation ID': text('c.external_id'),
    Preview: text('c.preview'),
    Started: time('c.started_at', 'c.time_is_estimated'),
    Channel: word('ifnull(c.channel_raw, c.channel)'),
    Status: word('ifnull(c.status_raw, c.status)'),
    Sentiment: word('c.sentiment'),
    Topic: word('c.topic'),
    Customer: { sql: "''", cell: (_, row) => (row.fields === '' ? row.customer : fieldIn(row, 'name')) },
    'Customer e-mail': field('email'),
    'Customer phone': field('phone'),
    'Customer ID': field('id'),
    Agent: word('a.name'),
    Title: text('c.title'),
    Language: word('c.language'),
    Country: word('c.country'),
    URL: text('c.url'),
    Summary: text('c.summary'),
    Updated: time('c.source_updated_at'),
    Source: word('s.name'),
    'Last activity': time('c.last_at'),
    Messages: number('c.message_count'),
    'Thumbs up': number('c.up_count'),
    'Thumbs down': number('c.down_count'),
    'Lowest confidence': number('c.confidence'),
    'Mean confidence': number('c.confidence_mean'),
    'Confidence band': { sql: 'c.confidence', cell: (piece) => bandOf(piece === '' ? null : Number(piece), bands) },
    'Review state': word('c.review_state'),
    Tags: added('Tags'),
    Notes: added('Notes'),
    Drafts: added('Drafts'),
    Verdicts: added('Verdicts'),
    Issues: added('Issues'),
    Transcript: null
  }
}

export interface RowWriter {
  /** A cell as it stands in the file, what stands between two, and at the end of a row. */
  cell(value: Cell): string
  readonly delimiter: string
  readonly end: string
  /** The row of a conversation that was read whole. */
  conversation(conversation: FullConversation): string
}

/** The reader of one export; null where a column is among them that takes more than a row of the table. */
export function packedReader(
  columns: readonly ConversationColumn[],
  bands: BandLimits,
  writer: RowWriter
): ((database: ReadableDatabase) => WrittenReader) | null {
  const all = packedColumns(bands)
  const packed = columns.flatMap((name) => all[name] ?? [])
  if (packed.length < columns.length) return null
  const cells = [...HEAD, ...packed.map(({ sql }) => sql)].join(', char(31), ')
  const sql = `SELECT ${ALL}, group_concat(line, char(30))
    FROM (SELECT ${OF_ALL}, concat(${cells}) AS line ${WANTED} ORDER BY wanted.key)`
  const written = (column: Packed, piece: string, row: Row): string => {
    const known = column.known?.get(piece)
    if (known !== undefined) return known
    const cell = writer.cell(column.cell(piece, row))
    if (column.known && column.known.size < MOST_KNOWN) column.known.set(piece, cell)
    return cell
  }
  /** Null where a text holds what stands between cells. */
  const rowsOf = (lines: string, annotationsOf: (id: number) => Annotations): string | null => {
    let rows = ''
    for (const line of lines.split(ROW)) {
      const pieces = line.split(CELL)
      if (pieces.length !== HEAD.length + packed.length) return null
      const [id, fields = '', customer = ''] = pieces
      const row = { fields, isPlain: isPlain(fields), customer, annotations: annotationsOf(Number(id)) }
      for (let i = 0; i < packed.length; i++) {
        const column = packed[i]
        if (column) rows += (i === 0 ? '' : writer.delimiter) + written(column, pieces[HEAD.length + i] ?? '', row)
      }
      rows += writer.end
    }
    return rows
  }
  return (database) => {
    const full = createFullReader(database, { withMessages: false, withRaw: false })
    const readAnnotations = createAnnotationReader(database)
    const lines = database.prepare(sql)
    return {
      read(ids) {
        const wanted = JSON.stringify(ids)
        const [found] = lines.columns(wanted)
        const [, conversations, messages, firstAt, lastAt, packedLines] = found as unknown as PackedCells
        if (packedLines === null) return []
        const text = rowsOf(packedLines, readAnnotations(wanted)) ?? full.read(ids).map(writer.conversation).join('')
        return [{ conversations, messages, firstAt, lastAt, text }]
      }
    }
  }
}

type PackedCells = readonly [0, number, number, number | null, number | null, lines: string | null]

/** Without escapes a quote can only begin or end a key or a text, and without a second bracket every key is the object's own. */
const isPlain = (fields: string) => !/\\|\[|.\{/.test(fields)

/** Text under a name of the customer's fields; null where there is none. */
function fieldIn({ fields, isPlain }: Row, name: string): string | null {
  if (fields === '') return null
  if (!isPlain) return textField(JSON.parse(fields), name)
  const key = `"${name}":"`
  const at = fields.indexOf(key)
  return at < 0 ? null : fields.slice(at + key.length, fields.indexOf('"', at + key.length))
}
