// Other programs' SQLite files, read in a WebAssembly sandbox: a hostile file meets no native code, and the file is never written.
import { readFile, stat } from 'node:fs/promises'
import type { Database, SqlJsStatic } from 'sql.js'
import { AppError } from '../../shared/errors'
import type { FileHead } from './source-adapter'

/** The whole file is held in memory while it is read. */
export const MAX_SQLITE_BYTES = 1024 * 1024 * 1024
/** Bytes 18 and 19 of the header say that the file wants a write-ahead log, which the sandbox has not. 1: a rollback journal. */
const JOURNAL_BYTES = [18, 19] as const

export type SqliteRow = Readonly<Record<string, unknown>>

export interface SqliteFile {
  /** Ordinary tables (no views, which could run for ever) with their column names. */
  readonly tables: FileHead['tables']
  /** Rows of a query, one after another. Whole numbers beyond 2^53 are text. */
  rows(sql: string): Generator<SqliteRow>
  close(): void
}

let loading: Promise<SqlJsStatic> | undefined

function loadEngine(): Promise<SqlJsStatic> {
  loading ??= import('sql.js/dist/sql-wasm-inline.js').then((module) => module.default())
  return loading
}

/** Opens a file. Throws `unreadable-file` when it is too big or damaged. */
export async function openSqlite(file: string): Promise<SqliteFile> {
  const { size } = await stat(file)
  if (size > MAX_SQLITE_BYTES) throw new AppError('unreadable-file', tooBig(size))
  const engine = await loadEngine()
  const bytes = new OwnedBytes((await readFile(file)).buffer)
  for (const at of JOURNAL_BYTES) bytes[at] = 1
  const database = new engine.Database(bytes)
  try {
    return { tables: tablesOf(database), rows: (sql) => rowsOf(database, sql), close: () => database.close() }
  } catch (thrown) {
    database.close()
    throw new AppError('unreadable-file', 'The database is damaged or encrypted and cannot be read.', String(thrown))
  }
}

function tooBig(size: number): string {
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024).toLocaleString('en')
  return `The database has ${megabytes(size)} MB; databases up to ${megabytes(MAX_SQLITE_BYTES)} MB can be read. Export the conversations as JSON in the program it belongs to.`
}

/** sql.js copies what it is given by `slice`; these bytes are its own, so that a big file is in memory once. */
class OwnedBytes extends Uint8Array<ArrayBuffer> {
  override slice(): this {
    return this
  }
}

function tablesOf(database: Database): FileHead['tables'] {
  const names = [
    ...rowsOf(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
  ]
  return Object.fromEntries(
    names.map(({ name }) => [
      String(name),
      [...rowsOf(database, `PRAGMA table_info("${String(name).replaceAll('"', '""')}")`)].map((column) =>
        String(column['name'])
      )
    ])
  )
}

/** What sql.js offers and its types do not tell. */
interface ExactStatement {
  step(): boolean
  getAsObject(parameters: null, how: { readonly useBigInt: boolean }): Readonly<Record<string, unknown>>
  free(): boolean
}

function* rowsOf(database: Database, sql: string): Generator<SqliteRow> {
  const statement: ExactStatement = database.prepare(sql)
  try {
    while (statement.step()) yield plain(statement.getAsObject(null, { useBigInt: true }))
  } finally {
    statement.free()
  }
}

function plain(row: Readonly<Record<string, unknown>>): SqliteRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? exact(value) : value])
  )
}

function exact(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}
