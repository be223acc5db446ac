// Imports: one row per imported file with what became of it, and the rows that could not be read or were passed over.
import type { ImportCounts, ImportReason, ImportState, ImportSummary, RejectedRow } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import type { ReadableDatabase, Row, Value, WritableDatabase } from './open'

export interface NewImport {
  readonly sourceId: number
  readonly agentName: string
  readonly fileName: string
  /** Bytes. */
  readonly fileSize: number
  /** The format's name for people. */
  readonly formatLabel: string
  /** JSON, where a person or the detector made one. */
  readonly mapping?: string | null
  /** IANA zone given to times that had none. */
  readonly timeZone?: string | null
}

export interface ImportResult {
  readonly state: Exclude<ImportState, 'running' | 'removed'>
  readonly counts: ImportCounts
  readonly firstAt: number | null
  readonly lastAt: number | null
  /** One sentence, when the state is failed, interrupted or cancelled. */
  readonly note?: string | null
}

/** Begins an import: state `running` until `finishImport`. Returns its id. */
export function startImport(database: WritableDatabase, what: NewImport): number {
  return database
    .prepare(
      `INSERT INTO import_batch (source_id, agent_name, file_name, file_size, format_label, mapping, time_zone, state, started_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?)`
    )
    .run(
      what.sourceId,
      what.agentName,
      what.fileName,
      what.fileSize,
      what.formatLabel,
      what.mapping ?? null,
      what.timeZone ?? null,
      Date.now()
    ).lastInsertRowid
}

/** Keeps the counts of a running import, in the transaction of the batch they count. */
export function saveImportCounts(database: WritableDatabase, importId: number, counts: ImportCounts): void {
  database
    .prepare(
      'UPDATE import_batch SET added = ?, updated = ?, unchanged = ?, skipped = ?, rejected = ?, messages = ? WHERE id = ?'
    )
    .run(counts.added, counts.updated, counts.unchanged, counts.skipped, counts.rejected, counts.messages, importId)
}

/** Ends an import. On the disk before it returns: the report that a person sees is true after a crash. */
export function finishImport(database: WritableDatabase, importId: number, result: ImportResult): void {
  database.transaction(
    () => {
      saveImportCounts(database, importId, result.counts)
      database
        .prepare('UPDATE import_batch SET state = ?, finished_at = ?, first_at = ?, last_at = ?, note = ? WHERE id = ?')
        .run(result.state, Date.now(), result.firstAt, result.lastAt, result.note ?? null, importId)
    },
    { durable: true }
  )
}

/** Forgets an import that changed nothing, inside the caller's transaction. */
export function dropImport(database: WritableDatabase, importId: number): void {
  database.prepare('DELETE FROM import_conversation WHERE import_id = ?').run(importId)
  database.prepare('DELETE FROM import_batch WHERE id = ?').run(importId)
}

/** Called once when the writer opens a workspace: an import that was running then was cut off. Returns how many were. */
export function markInterrupted(database: WritableDatabase): number {
  return database
    .prepare(
      `UPDATE import_batch SET state = 'interrupted', finished_at = ?,
         note = CASE (SELECT kind FROM source WHERE source.id = source_id) WHEN 'connection' THEN ? ELSE ? END
       WHERE state = 'running'`
    )
    .run(
      Date.now(),
      'The app was closed while this sync ran. What came in until then is here; the next sync goes on from there.',
      'The app was closed while this import ran. What came in until then is here; import the file again to complete it.'
    ).changes
}

const SUMMARY = `SELECT id, file_name AS fileName, file_size AS fileSize, format_label AS format, agent_name AS agent, state,
  started_at AS startedAt, finished_at AS finishedAt, first_at AS firstAt, last_at AS lastAt, note,
  added, updated, unchanged, skipped, rejected, messages FROM import_batch`

/** All imports, the newest first. */
export function listImports(database: ReadableDatabase): ImportSummary[] {
  return database.prepare(`${SUMMARY} ORDER BY id DESC`).all<ImportSummary>()
}

/** One import. Throws `not-found`. */
export function importSummary(database: ReadableDatabase, importId: number): ImportSummary {
  const found = database.prepare(`${SUMMARY} WHERE id = ?`).get<ImportSummary>(importId)
  if (!found) throw new AppError('not-found', 'This import is not in the workspace any more.')
  return found
}

export interface RejectedRowsRequest {
  readonly importId: number
  readonly start: number
  /** Exclusive. */
  readonly end: number
  /** Only rows with this code, rejected or skipped. Absent: all rejected rows, and no skipped ones. */
  readonly code?: string | undefined
}

/** A window of the rows that were not imported, in the order of the file, and how many there are. */
export function rejectedRows(
  database: ReadableDatabase,
  { importId, start, end, code }: RejectedRowsRequest
): { readonly total: number; readonly rows: readonly RejectedRow[] } {
  const where = `WHERE import_id = ? AND ${code === undefined ? "kind = 'rejected'" : 'code = ?'}`
  const which: Value[] = code === undefined ? [importId] : [importId, code]
  const total = database.prepare(`SELECT count(*) AS n FROM rejected_row ${where}`).get<{ n: number }>(...which)?.n ?? 0
  const rows = database
    .prepare(`SELECT row, code, reason, raw FROM rejected_row ${where} ORDER BY number LIMIT ? OFFSET ?`)
    .all<Row & RejectedRow>(...which, Math.max(0, end - start), start)
  return { total, rows }
}

/** Why rows of an import were rejected or skipped, the most frequent first: the head of its report. */
export function importReasons(database: ReadableDatabase, importId: number): ImportReason[] {
  return database
    .prepare(
      `SELECT kind, code, reason, count(*) AS count, min(number) AS first FROM rejected_row
       WHERE import_id = ? GROUP BY kind, code ORDER BY count DESC, first`
    )
    .all<ImportReason & { first: number }>(importId)
    .map(({ kind, code, reason, count }) => ({ kind, code, reason, count }))
}

/** Characters of a row that are kept word for word; what is beyond is told by its length. */
const MOST_RAW = 1_000_000

/** Notes a row that was not imported. `number` runs from 1 inside the import. */
export function addRejectedRow(
  database: WritableDatabase,
  importId: number,
  number: number,
  kind: 'rejected' | 'skipped',
  { row, code, reason, raw }: RejectedRow
): void {
  const kept = raw.length > MOST_RAW ? `${raw.slice(0, MOST_RAW)}… (${raw.length - MOST_RAW} more characters)` : raw
  database
    .prepare('INSERT INTO rejected_row (import_id, number, kind, row, code, reason, raw) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(importId, number, kind, row, code, reason, kept)
}
