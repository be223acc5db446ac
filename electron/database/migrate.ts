// Brings a workspace to the newest schema: numbered SQL files, all pending ones in one transaction, after a backup. A file from a
// newer app is refused, never changed; nothing is ever rolled down or deleted.
import { AppError } from '../../shared/errors'
import { backUp } from './back-up'
import { APPLICATION_ID, type ReadableDatabase, type WritableDatabase } from './open'

// The file name is the registry: NNNN-what.sql.
const FILES = import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true })

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

export const MIGRATIONS: readonly Migration[] = Object.entries(FILES)
  .map(([path, sql]) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    return { version: Number.parseInt(name, 10), name, sql }
  })
  .sort((a, b) => a.version - b.version)

export const SCHEMA_VERSION = MIGRATIONS.at(-1)?.version ?? 0

/** The schema version of a file. Throws `workspace-damaged` for a SQLite file of another program, `workspace-too-new`. */
export function checkVersion(database: ReadableDatabase): number {
  const version = number(database, 'PRAGMA user_version', 'user_version')
  const application = number(database, 'PRAGMA application_id', 'application_id')
  const tables = number(database, "SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'", 'n')
  if (application !== APPLICATION_ID && (application !== 0 || tables > 0)) {
    throw new AppError(
      'workspace-damaged',
      `“${database.path}” is a database of another program, not a workspace. It was not changed. To read conversations from it, import it.`
    )
  }
  if (version > SCHEMA_VERSION) {
    throw new AppError(
      'workspace-too-new',
      `This workspace was saved by a newer version of the app (${version}, this app knows ${SCHEMA_VERSION}). It was not changed. Update the app to open it.`
    )
  }
  return version
}

/**
 * Migrates to the newest schema, or to `target` (tests).
 * Returns the version it had before, or null when nothing was to do. The backup is `<path>.backup-v<N>`, made once per version. Throws what `backUp` throws.
 */
export function migrate(database: WritableDatabase, target = SCHEMA_VERSION): number | null {
  const from = checkVersion(database)
  const pending = MIGRATIONS.filter((m) => m.version > from && m.version <= target)
  if (pending.length === 0) return null
  if (from > 0) backUp(database, `${database.path}.backup-v${from}`)
  database.transaction(
    () => {
      if (from === 0) database.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
      for (const migration of pending) database.exec(migration.sql)
      database.exec(`PRAGMA user_version = ${pending.at(-1)?.version ?? from}`)
    },
    { durable: true }
  )
  database.exec('PRAGMA optimize')
  return from
}

function number(database: ReadableDatabase, sql: string, column: string): number {
  return Number(database.prepare(sql).get()?.[column] ?? 0)
}
