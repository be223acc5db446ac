// Mappings that people made, remembered for files of the same shape (import/mapping.ts `shapeOf`).
import { type Mapping, mappingSchema } from '../../shared/import-plan'
import type { ReadableDatabase, WritableDatabase } from './open'

/** Remembers a mapping for all files of this shape, in place of an earlier one. `now` in ms. */
export function rememberMapping(database: WritableDatabase, shape: string, mapping: Mapping, now = Date.now()): void {
  database
    .prepare(
      `INSERT INTO remembered_mapping (shape, mapping, used_at) VALUES (?, ?, ?)
       ON CONFLICT (shape) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at`
    )
    .run(shape, JSON.stringify(mapping), now)
}

/** Files of this shape are looked at anew from now on. */
export function forgetMapping(database: WritableDatabase, shape: string): void {
  database.prepare('DELETE FROM remembered_mapping WHERE shape = ?').run(shape)
}

/** The mapping remembered for files of this shape; null when there is none, or none that this version can read. */
export function recallMapping(database: ReadableDatabase, shape: string): Mapping | null {
  const row = database
    .prepare('SELECT mapping FROM remembered_mapping WHERE shape = ?')
    .get<{ readonly mapping: string }>(shape)
  if (!row) return null
  try {
    return mappingSchema.parse(JSON.parse(row.mapping))
  } catch {
    return null
  }
}
