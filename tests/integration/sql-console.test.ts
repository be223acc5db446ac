// The SQL console reads the documented views, and nothing it is given changes anything.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openReadable } from '../../electron/database/open'
import { runSql } from '../../electron/insights/sql-console'
import { seedConversations } from '../support/seed-workspace'
import { tempWorkspace } from '../support/temp-workspace'
import { writeSeed } from '../support/write-seed'

const VIEWS = ['v_conversation', 'v_message', 'v_citation', 'v_feedback', 'v_verdict', 'v_tag', 'v_note'] as const

function workspace(): string {
  const { database, file } = tempWorkspace()
  writeSeed(database, seedConversations(60, 5))
  return file
}

const refusal = (file: string, sql: string) => {
  try {
    runSql(file, sql, 10)
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
  return 'no error'
}

it('has every view and column that is documented, and no other', () => {
  const file = workspace()
  const documented = readFileSync('docs/sql-views.md', 'utf8')
  for (const view of VIEWS) {
    const [, section = ''] = documented.split(`## ${view}\n`)
    const columns = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
    expect({ view, columns: runSql(file, `SELECT * FROM ${view}`, 1).columns }).toEqual({ view, columns })
  }
})

it('reads what the tables hold', () => {
  const file = workspace()
  const reader = openReadable(file)
  const count = (table: string) => reader.prepare(`SELECT count(*) AS n FROM ${table}`).get<{ n: number }>()?.n
  expect(runSql(file, 'SELECT count(*) FROM v_conversation', 10).rows).toEqual([[count('conversation')]])
  expect(runSql(file, 'SELECT count(*) FROM v_message', 10).rows).toEqual([[count('message')]])
  expect(runSql(file, 'SELECT count(*) FROM v_citation', 10).rows).toEqual([[count('citation')]])
  expect(runSql(file, 'SELECT count(*) FROM v_verdict', 10).rows).toEqual([[count('verdict')]])
  expect(runSql(file, 'SELECT count(*) FROM v_tag', 10).rows).toEqual([[count('conversation_tag')]])
  expect(runSql(file, 'SELECT count(*) FROM v_note', 10).rows).toEqual([[count('note')]])
  const searched = "SELECT count(*) FROM message_fts WHERE message_fts MATCH 'refund'"
  expect(Number(runSql(file, searched, 10).rows[0]?.[0])).toBeGreaterThan(0)
  reader.close()
})

it('stops at the number of rows that was asked for, and says so', () => {
  const file = workspace()
  expect(runSql(file, 'SELECT id FROM v_conversation ORDER BY id', 3)).toMatchObject({
    columns: ['id'],
    rows: [[1], [2], [3]],
    isCut: true
  })
  expect(runSql(file, 'SELECT id FROM v_conversation LIMIT 3', 3).isCut).toBe(false)
})

it('keeps whole numbers that JavaScript cannot hold, names that come twice, and odd cells', () => {
  const file = workspace()
  const found = runSql(file, "SELECT 9007199254740993 AS n, 1 AS n, x'0102' AS bytes, NULL AS empty, 'a;b' AS text;", 5)
  expect(found.columns).toEqual(['n', 'n', 'bytes', 'empty', 'text'])
  expect(found.rows).toEqual([['9007199254740993', 1, '2 bytes', null, 'a;b']])
})

it('refuses whatever is not one SELECT', () => {
  const file = workspace()
  for (const sql of [
    'DELETE FROM conversation',
    'SELECT 1; DELETE FROM conversation',
    'WITH x AS (SELECT 1) DELETE FROM conversation',
    "ATTACH 'other.db' AS other",
    'PRAGMA query_only = OFF',
    'SELECT * FROM pragma_database_list',
    "SELECT load_extension('x')",
    'CREATE TEMP TABLE t (a)',
    'VACUUM',
    '/* SELECT */ DROP VIEW v_note',
    'SELECT nonsense FROM nowhere'
  ])
    expect({ sql, code: refusal(file, sql) }).toEqual({ sql, code: 'invalid-query' })
  expect(runSql(file, 'SELECT count(*) FROM v_conversation', 1).rows).toEqual([[60]])
})
