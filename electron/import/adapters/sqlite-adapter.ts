// What all adapters of SQLite files share: an adapter says which tables make the format, what to ask them, and what a row means.
import { setImmediate as breathe } from 'node:timers/promises'
import { text } from '../../ingest/json-values'
import type { RawRecord } from '../../ingest/raw'
import type { SourceAdapter } from '../source-adapter'
import { openSqlite, type SqliteRow } from '../sqlite-file'
import type { Conversation } from './json-adapter'

/** Rows read between two turns of the event loop. */
const ROWS_A_TURN = 200

export interface SqliteQuery {
  /** Tables with the columns that the query needs; it is left out where one is missing. */
  readonly needs: Readonly<Record<string, readonly string[]>>
  readonly sql: string
  /** What a row says; a string is the reason why it is no conversation. */
  read(row: SqliteRow): Conversation | string | null
  /** Rows are single messages, put together by the id of their conversation. */
  readonly rowsAreMessages: boolean
}

export interface SqliteFormat {
  readonly id: string
  readonly label: string
  /** For people. */
  readonly reason: string
  /** The format is known by the first that the file can answer. Alternatives with fewer tables come later in the list. */
  readonly queries: readonly (readonly SqliteQuery[])[]
}

type Tables = Readonly<Record<string, readonly string[]>>

export function sqliteAdapter(format: SqliteFormat): SourceAdapter {
  const answerable = (tables: Tables) =>
    format.queries
      .map((alternatives) => alternatives.find((query) => canAnswer(query, tables)))
      .filter((query) => query !== undefined)
  return {
    id: format.id,
    label: format.label,
    recognise: ({ kind, tables }) =>
      kind === 'sqlite' && answerable(tables).length > 0 ? { certainty: 0.98, reason: format.reason } : null,
    async *read(file, { head, signal }) {
      const database = await openSqlite(file)
      try {
        let row = 0
        for (const query of answerable(database.tables)) {
          for (const record of database.rows(query.sql)) {
            row++
            if (row % ROWS_A_TURN === 0) await breathe()
            signal.throwIfAborted()
            yield toRecord(query, record, row, head.size)
          }
        }
      } finally {
        database.close()
      }
    }
  }
}

function canAnswer({ needs }: SqliteQuery, tables: Tables): boolean {
  return Object.entries(needs).every(([table, columns]) => columns.every((column) => tables[table]?.includes(column)))
}

function toRecord(query: SqliteQuery, record: SqliteRow, row: number, bytesRead: number): RawRecord {
  const raw = JSON.stringify(record, (_key, value: unknown) =>
    value instanceof Uint8Array ? `(${value.length} bytes)` : value
  )
  const read = query.read(record)
  if (typeof read === 'string') return { kind: 'skip', row, bytesRead, code: 'no-conversation', reason: read }
  if (read === null)
    return { kind: 'rejection', row, bytesRead, code: 'other-shape', reason: `Row ${row} cannot be read.`, raw }
  return { ...read, kind: 'conversation', row, bytesRead, raw, ...(query.rowsAreMessages ? { isPartial: true } : {}) }
}

/** SQLite's own way to write a time is UTC without saying so; numbers stay as they are. */
export function utc(value: unknown): string | number | undefined {
  if (typeof value === 'number') return value
  const written = text(value)
  if (written === null) return undefined
  return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(written) ? `${written.replace(' ', 'T')}Z` : written
}
