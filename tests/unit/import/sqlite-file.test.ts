// Other programs' databases: only what is safe and small enough is opened, and numbers stay exact.
import { truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { openWritable } from '../../../electron/database/open'
import { readFileHead } from '../../../electron/import/file-head'
import { MAX_SQLITE_BYTES, openSqlite } from '../../../electron/import/sqlite-file'
import { tempFolder } from '../../support/temp-workspace'

/** A database in WAL mode, as servers leave theirs. */
function databaseOf(sql: string): string {
  const file = path.join(tempFolder(), 'some.db')
  const database = openWritable(file)
  database.exec(sql)
  database.close()
  return file
}

it('says clearly that a database is too big, without reading it', async () => {
  const file = path.join(tempFolder(), 'huge.db')
  writeFileSync(file, 'SQLite format 3\0')
  truncateSync(file, MAX_SQLITE_BYTES + 1)
  expect((await readFileHead(file)).problem).toMatch(/1,024 MB can be read/)
})

it('lists tables and leaves views and virtual tables alone, whose reading could run for ever', async () => {
  const file = databaseOf(
    `CREATE TABLE "odd "" name" ("a b", c); CREATE TABLE plain (id);
     CREATE VIEW chat AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;`
  )
  const { tables, problem } = await readFileHead(file)
  expect({ tables, problem }).toEqual({ tables: { 'odd " name': ['a b', 'c'], plain: ['id'] }, problem: null })
})

it('gives whole numbers beyond 2^53 as text', async () => {
  const file = databaseOf('CREATE TABLE t (a, b, c, d); INSERT INTO t VALUES (9007199254740993, 7, 0.5, NULL)')
  const database = await openSqlite(file)
  expect([...database.rows('SELECT * FROM t')]).toEqual([{ a: '9007199254740993', b: 7, c: 0.5, d: null }])
  database.close()
})

it('says so when a database is damaged', async () => {
  const file = databaseOf('CREATE TABLE t (a)')
  truncateSync(file, 1_000)
  expect((await readFileHead(file)).problem).toMatch(/damaged/)
})

it('warns of changes that are still in the log beside the database', async () => {
  const file = databaseOf('CREATE TABLE t (a)')
  expect((await readFileHead(file)).warning).toBeUndefined()
  writeFileSync(`${file}-wal`, 'changes')
  expect((await readFileHead(file)).warning).toMatch(/latest changes/)
})
