// Opens a workspace file: the only import of the SQLite engine. Everything else sees the two small interfaces below, so that
// the engine can be replaced (node:sqlite and better-sqlite3 have the same shape) without touching a caller.
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite'
import { AppError } from '../../shared/errors'
import { EXPORT_FUNCTIONS } from './export-functions'
import { SEARCH_FUNCTIONS } from './search-functions'

/** What a parameter may be and a cell may hold. */
export type Value = string | number | bigint | null | Uint8Array
export type Row = Readonly<Record<string, Value>>

export interface Statement {
  run(...values: readonly Value[]): { readonly changes: number; readonly lastInsertRowid: number }
  get<R = Row>(...values: readonly Value[]): R | undefined
  all<R = Row>(...values: readonly Value[]): R[]
  iterate<R = Row>(...values: readonly Value[]): IterableIterator<R>
  /** The same statement with rows as arrays: no keys made, for millions of rows. */
  columns(...values: readonly Value[]): Value[][]
}

declare const readable: unique symbol
declare const writable: unique symbol

export interface ReadableDatabase {
  readonly [readable]: true
  readonly path: string
  /** Prepared once per text, then kept. */
  prepare(sql: string): Statement
  close(): void
}

/** The writing connection; there is one per workspace. A read function cannot be handed a write by mistake. */
export interface WritableDatabase extends ReadableDatabase {
  readonly [writable]: true
  exec(sql: string): void
  /** All or nothing, also when `work` throws. `durable`: on the disk before this returns (what a person did). */
  transaction<T>(work: () => T, how?: { readonly durable?: boolean }): T
}

/** A pure SQL function; it is asked for the same values again and must answer the same. */
export type SqlFunction = (...values: never[]) => Value

/** `application_id` of a workspace file: "CLDk". */
export const APPLICATION_ID = 0x434c446b

/**
 * Pages of the cache of a connection, in KiB. What is not in it is in the system's cache, which all share. Measured: imports of 50,000
 * conversations are no faster with four times as much, searches of 100,000 not with twice as much.
 */
const WRITING_CACHE_KIB = 16_384
const READING_CACHE_KIB = 8_192
/** The same of a database in memory, whose pages are there anyway. */
const STAGE_CACHE_KIB = 256
const BUSY_TIMEOUT_MS = 5_000

const KEPT_STATEMENTS = 500

interface OpenOptions {
  readonly functions?: Readonly<Record<string, SqlFunction>>
}

/** Opens for reading, with the functions that queries and exports call. Throws `workspace-missing`, `workspace-damaged`. */
export function openReadable(path: string, options: OpenOptions = {}): ReadableDatabase {
  const engine = openEngine(path, true)
  engine.exec(`PRAGMA query_only = ON; PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA cache_size = -${READING_CACHE_KIB};
    PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0`)
  return wrap(engine, path, { functions: { ...SEARCH_FUNCTIONS, ...EXPORT_FUNCTIONS, ...options.functions } })
}

/** One SELECT that a person wrote: the names of its columns, and its rows as they are asked for. */
export interface Select {
  readonly names: readonly string[]
  /** Whole numbers beyond 2^53 are bigint. */
  rows(): IterableIterator<readonly Value[]>
}

// Action codes of the authorizer (https://sqlite.org/c3ref/c_alter_table.html): what a SELECT does, and what full text reads inside.
const READING = new Set([20 /* READ */, 21 /* SELECT */, 31 /* FUNCTION */, 33 /* RECURSIVE */])
const PRAGMA = 19
const [ALLOW, DENY] = [0, 1]

/** Opens for what people write: nothing but reading passes, whatever the text says. Throws as `openReadable`. */
export function openForSelects(path: string): { select(sql: string): Select; close(): void } {
  const engine = openEngine(path, true)
  engine.exec(`PRAGMA query_only = ON; PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA temp_store = MEMORY`)
  for (const [name, implementation] of Object.entries(SEARCH_FUNCTIONS))
    engine.function(name, { deterministic: true, varargs: true }, implementation)
  engine.setAuthorizer((action, name) =>
    READING.has(action) || (action === PRAGMA && name === 'data_version') ? ALLOW : DENY
  )
  return {
    select(sql) {
      const statement = engine.prepare(sql, { returnArrays: true })
      statement.setReadBigInts(true)
      return { names: statement.columns().map(({ name }) => name), rows: () => statement.iterate() }
    },
    close: () => engine.close()
  }
}

/** Opens for writing, in WAL mode. Does not migrate. Throws `workspace-damaged`, `disk-full`, `workspace-missing`. */
export function openWritable(path: string, options: OpenOptions = {}): WritableDatabase {
  const engine = openEngine(path, false)
  engine.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    PRAGMA foreign_keys = ON; PRAGMA cache_size = -${WRITING_CACHE_KIB}; PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864`)
  return wrap(engine, path, options)
}

/** Where all connections of this process find the database in memory that has this name. */
const inMemory = (name: string) => `file:/${name}?vfs=memdb`

/** Opens a database in memory that other threads of this process can attach by its name. It is gone with its last connection. */
export function openStage(name: string): WritableDatabase {
  const engine = new DatabaseSync(inMemory(name))
  engine.exec(
    `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -${STAGE_CACHE_KIB}`
  )
  return wrap(engine, name, {})
}

/** Runs `work` while the tables of the stage can be read as `stage.<table>`. Outside of transactions; `work` may make one. */
export function withStage<T>(database: WritableDatabase, name: string, work: () => T): T {
  database.exec(`ATTACH '${inMemory(name)}&mode=ro' AS stage`)
  try {
    return work()
  } finally {
    database.exec('DETACH stage')
  }
}

function openEngine(path: string, readOnly: boolean): DatabaseSyncInstance {
  try {
    const engine = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS })
    // The header is read lazily: without a first look a PDF opens without complaint.
    engine.prepare('PRAGMA schema_version').get()
    return engine
  } catch (thrown) {
    throw asWorkspaceError(thrown, path)
  }
}

function wrap(engine: DatabaseSyncInstance, path: string, options: OpenOptions): WritableDatabase {
  for (const [name, implementation] of Object.entries(options.functions ?? {})) {
    engine.function(name, { deterministic: true, varargs: true }, implementation)
  }
  const statements = new Map<string, Statement>()
  const prepare = (sql: string): Statement => {
    let statement = statements.get(sql)
    if (!statement) {
      // Queries of people differ without end; what is dropped here is prepared again when it comes back.
      const [oldest] = statements.keys()
      if (statements.size >= KEPT_STATEMENTS && oldest !== undefined) statements.delete(oldest)
      statement = wrapStatement(engine, sql)
      statements.set(sql, statement)
    }
    return statement
  }
  const database: Omit<WritableDatabase, typeof readable | typeof writable> = {
    path,
    prepare,
    exec: (sql) => engine.exec(sql),
    close: () => {
      statements.clear()
      if (engine.isOpen) engine.close()
    },
    transaction: (work, how) => {
      if (engine.isTransaction) return nested(engine, work)
      if (how?.durable) engine.exec('PRAGMA synchronous = FULL')
      engine.exec('BEGIN IMMEDIATE')
      try {
        const value = work()
        engine.exec('COMMIT')
        return value
      } catch (thrown) {
        if (engine.isTransaction) engine.exec('ROLLBACK')
        throw asWorkspaceError(thrown, path)
      } finally {
        if (how?.durable) engine.exec('PRAGMA synchronous = NORMAL')
      }
    }
  }
  return database as WritableDatabase
}

/** A transaction inside another: what fails in it is taken back, the outer one goes on. */
function nested<T>(engine: DatabaseSyncInstance, work: () => T): T {
  engine.exec('SAVEPOINT inner_work')
  try {
    const value = work()
    engine.exec('RELEASE inner_work')
    return value
  } catch (thrown) {
    if (engine.isTransaction) engine.exec('ROLLBACK TO inner_work; RELEASE inner_work')
    throw thrown
  }
}

function wrapStatement(engine: DatabaseSyncInstance, sql: string): Statement {
  const statement: StatementSyncInstance = engine.prepare(sql)
  let writing: StatementSyncInstance | undefined
  let arrays: StatementSyncInstance | undefined
  return {
    run: (...values) => {
      if (writing === undefined) {
        writing = engine.prepare(sql)
        // A removal from the full-text index leaves one of its own row ids, beyond 2^53, as the last inserted one: read as a
        // number, every change after it would end in a RangeError.
        writing.setReadBigInts(true)
      }
      const { changes, lastInsertRowid } = writing.run(...values)
      return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) }
    },
    get: (...values) => statement.get(...values) ?? undefined,
    all: (...values) => statement.all(...values),
    iterate: (...values) => statement.iterate(...values),
    columns: (...values) => {
      arrays ??= engine.prepare(sql, { returnArrays: true })
      return arrays.all(...values)
    }
  }
}

/** What an error of the engine means to a person; any other error is handed back as it is. */
export function asWorkspaceError(thrown: unknown, path: string): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown
  const text = `${thrown.message} ${String((thrown as { code?: unknown }).code ?? '')}`
  if (/disk is full|database or disk is full|SQLITE_FULL|ENOSPC/i.test(text))
    return new AppError(
      'disk-full',
      'The disk is full. Nothing was lost: what was saved before is kept. Free some space, then try again.',
      text
    )
  if (/malformed|not a database|SQLITE_CORRUPT|SQLITE_NOTADB|file is encrypted/i.test(text))
    return new AppError(
      'workspace-damaged',
      `“${path}” is not a workspace, or it is damaged. The file was not changed. Open another workspace, or a backup of this one.`,
      text
    )
  if (/unable to open|SQLITE_CANTOPEN|ENOENT/i.test(text))
    return new AppError(
      'workspace-missing',
      `“${path}” cannot be opened. Check that the folder exists and that you may use it.`,
      text
    )
  if (/readonly|read-only|SQLITE_READONLY|EACCES|EROFS/i.test(text))
    return new AppError(
      'workspace-missing',
      `“${path}” cannot be written. Copy it to a folder where you may save files.`,
      text
    )
  if (/database is locked|SQLITE_BUSY/i.test(text))
    return new AppError(
      'workspace-in-use',
      `“${path}” is in use by another program. Close it there, then try again.`,
      text
    )
  return thrown
}
