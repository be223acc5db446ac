// Sources: where conversations came from, a file or a connection to a platform, as the Source column names it.
import type { WritableDatabase } from './open'

export interface SourceIdentity {
  readonly kind: 'file' | 'connection' | 'sample'
  /** The file's name or the connection's. */
  readonly name: string
  /** The adapter's or connector's id. */
  readonly format: string
}

/** The id of a source, made when it is new: the same file imported again is the same source. */
export function upsertSource(database: WritableDatabase, { kind, name, format }: SourceIdentity): number {
  const known = database
    .prepare('SELECT id FROM source WHERE kind = ? AND name = ? AND format = ?')
    .get<{ id: number }>(kind, name, format)
  if (known) return known.id
  return database
    .prepare('INSERT INTO source (kind, name, format, created_at) VALUES (?, ?, ?, ?)')
    .run(kind, name, format, Date.now()).lastInsertRowid
}
