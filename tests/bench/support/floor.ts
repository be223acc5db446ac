// The floor that an import is measured against: the sqlite3 command line writing the same rows into the same tables, indexes and
// full-text index from a ready file, with nothing to parse.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { MIGRATIONS } from '../../../electron/database/migrate'
import { openWritable } from '../../../electron/database/open'
import { SEARCH_FUNCTIONS } from '../../../electron/database/search-functions'
import { searchable } from '../../../shared/search-text'

const TABLES = [
  'agent',
  'source',
  'import_batch',
  'conversation',
  'import_conversation',
  'raw_record',
  'message',
  'citation',
  'feedback'
] as const

/** Copies what an import wrote into a file of plain tables, with the text of the index as it was handed to it. */
export function makeReadyFile(workspace: string, ready: string): void {
  rmSync(ready, { force: true })
  const database = openWritable(workspace, { functions: { searchable, said: SEARCH_FUNCTIONS.said } })
  database.exec(`ATTACH '${ready}' AS ready`)
  for (const table of TABLES) database.exec(`CREATE TABLE ready.${table} AS SELECT * FROM ${table}`)
  database.exec(`CREATE TABLE ready.indexed AS SELECT message.id AS rowid_,
      CASE WHEN role = 'customer' THEN searchable(said(text, parts)) END AS customer,
      CASE WHEN role = 'agent' THEN searchable(said(text, parts)) END AS agent,
      CASE WHEN role = 'human' THEN searchable(said(text, parts)) END AS human,
      CASE WHEN role = 'system' THEN searchable(said(text, parts)) END AS system,
      (SELECT searchable(group_concat(concat_ws(' ', title, excerpt, url), ' ')) FROM citation WHERE message_id = message.id) AS cited
    FROM message`)
  database.close()
}

/** Runs the floor; returns its seconds. The file it makes can be asked the same questions by the command line. */
export function runFloor(ready: string, floor: string): number {
  for (const suffix of ['', '-wal', '-shm']) rmSync(floor + suffix, { force: true })
  // Debian 12's command line is SQLite 3.40, which does not know contentless_delete yet; without deletes it changes nothing.
  const schema = MIGRATIONS[0]?.sql.replace('contentless_delete = 1, ', '') ?? ''
  const copies = TABLES.map((table) => `INSERT INTO main.${table} SELECT * FROM ready.${table};`).join('\n')
  const script = `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;
    ATTACH '${ready}' AS ready;
    ${schema}
    BEGIN;
    ${copies}
    INSERT INTO message_fts (rowid, customer, agent, human, system, cited) SELECT * FROM ready.indexed;
    COMMIT;`
  const start = performance.now()
  execFileSync('sqlite3', [floor], { input: script, stdio: ['pipe', 'ignore', 'inherit'] })
  return (performance.now() - start) / 1_000
}
