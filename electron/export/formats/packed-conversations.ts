// Rows of conversations for CSV, some hundred at a time as one text of the engine, taken apart here: a cell that the engine hands over by
// itself costs more than all that is done with it.
import { type BandLimits, bandOf } from '../../../shared/domain'
import type { ConversationColumn } from '../../../shared/export-columns'
import { type Annotations, createAnnotationReader } from '../../database/conversation-annotations'
import { createFullReader, type FullConversation } from '../../database/full-conversations'
import type { ReadableDatabase } from '../../database/open'
import { type ANNOTATION_COLUMNS, annotationCell, type Cell, fieldOf } from './cells'
import type { WrittenReader } from './export-format'
import { ALL, OF_ALL, WANTED } from './written-reader'

/** Between the cells of a row, and between rows. A text that holds one makes a row of another length, which is noticed. */
const [CELL, ROW] = ['\u001f', '\u001e']

/** What is read of every conversation before its columns. */
const HEAD = ['c.id', 'c.customer_fields', 'c.customer']
type Facts = Parameters<typeof fieldOf>[0]

interface Row {
  readonly facts: Facts | null
  readonly customer: string
  readonly annotations: Annotations
}

/** What the engine reads of a column, and the cell that it makes. */
interface Packed {
  readonly sql: string
  cell(piece: string, row: Row): Cell
}

const text = (sql: string): Packed => ({ sql, cell: (piece) => piece })
const number = (sql: string): Packed => ({ sql, cell: (piece) => (piece === '' ? null : Number(piece)) })
/** `isUnknown`: a condition under which the time is none. */
const time = (column: string, isUnknown = '0'): Packed => ({
  sql: `iif(${isUnknown}, NULL, ${column})`,
  cell: (piece) => (piece === '' ? null : { at: Number(piece) })
})
const field = (name: string): Packed => ({ sql: "''", cell: (_, { facts }) => (facts ? fieldOf(facts, name) : null) })
const added = (name: (typeof ANNOTATION_COLUMNS)[number]): Packed => ({
  sql: "''",
  cell: (_, { annotations }) => annotationCell(name, annotations)
})

/** Null: it takes more than the conversation's own row. */
function packedColumns(bands: BandLimits): Readonly<Record<ConversationColumn, Packed | null>> {
  return {
    'Conversation ID': text('c.external_id'),
    Preview: text('c.preview'),
    Started: time('c.started_at', 'c.time_is_estimated'),
    Channel: text('ifnull(c.channel_raw, c.channel)'),
    Status: text('ifnull(c.status_raw, c.status)'),
    Sentiment: text('c.sentiment'),
    Topic: text('c.topic'),
    Customer: { sql: "''", cell: (_, { facts, customer }) => (facts ? fieldOf(facts, 'name') : customer) },
    'Customer e-mail': field('email'),
    'Customer phone': field('phone'),
    'Customer ID': field('id'),
    Agent: text('a.name'),
    Title: text('c.title'),
    Language: text('c.language'),
    Country: text('c.country'),
    URL: text('c.url'),
    Summary: text('c.summary'),
    Updated: time('c.source_updated_at'),
    Source: text('s.name'),
    'Last activity': time('c.last_at'),
    Messages: number('c.message_count'),
    'Thumbs up': number('c.up_count'),
    'Thumbs down': number('c.down_count'),
    'Lowest confidence': number('c.confidence'),
    'Mean confidence': number('c.confidence_mean'),
    'Confidence band': { sql: 'c.confidence', cell: (piece) => bandOf(piece === '' ? null : Number(piece), bands) },
    'Review state': text('c.review_state'),
    Tags: added('Tags'),
    Notes: added('Notes'),
    Drafts: added('Drafts'),
    Verdicts: added('Verdicts'),
    Issues: added('Issues'),
    Transcript: null
  }
}

export interface RowWriter {
  /** A row of cells as it stands in the file. */
  row(cells: readonly Cell[]): string
  /** The same of a conversation that was read whole. */
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
  return (database) => {
    const full = createFullReader(database, { withMessages: false, withRaw: false })
    const readAnnotations = createAnnotationReader(database)
    const encoder = new TextEncoder()

    /** Null where a text holds what stands between cells. */
    function rowsOf(lines: string, annotationsOf: (id: number) => Annotations): string | null {
      let rows = ''
      for (const line of lines.split(ROW)) {
        const [id = '', fields = '', customer = '', ...pieces] = line.split(CELL)
        if (pieces.length !== packed.length) return null
        const facts = fields === '' ? null : factsIn(fields)
        const row = { facts, customer, annotations: annotationsOf(Number(id)) }
        rows += writer.row(packed.map(({ cell }, i) => cell(pieces[i] ?? '', row)))
      }
      return rows
    }

    return {
      read(ids) {
        const wanted = JSON.stringify(ids)
        const [found] = database.prepare(sql).columns(wanted)
        const [, conversations, messages, firstAt, lastAt, lines] = found as unknown as PackedCells
        if (lines === null) return []
        const rows = rowsOf(lines, readAnnotations(wanted)) ?? full.read(ids).map(writer.conversation).join('')
        return [{ conversations, messages, firstAt, lastAt, bytes: encoder.encode(rows) }]
      }
    }
  }
}

type PackedCells = readonly [0, number, number, number | null, number | null, lines: string | null]

function factsIn(fields: string): Facts {
  const value: unknown = JSON.parse(fields)
  return { fields: typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {} }
}
