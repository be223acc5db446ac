// The same counts and lists from the sqlite3 command line and from DuckDB: peers in time, and judges of ours. Any difference throws.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Search } from '../../../electron/search/result-sets'
import type { CountedField, Facet } from '../../../shared/query/facets'
import { parseQuery } from '../../../shared/query/parse-query'
import { commandLineTimes } from './command-line'
import { type Measurement, percentile, timed } from './report'

/** What is counted: the panel's field and the same in SQL, one row a value with its count. */
const COUNTED = {
  channel: `coalesce(channel, lower(channel_raw))`,
  status: `coalesce(status, lower(status_raw))`,
  sentiment: 'sentiment',
  topic: 'lower(topic)',
  agent: 'agent_id',
  origin: 'source_id',
  lang: 'lower(language)',
  country: 'lower(country)',
  review: 'review_state',
  last: 'last_role',
  confidence: `CASE WHEN confidence IS NULL THEN 'none' WHEN confidence < 0.5 THEN 'low' WHEN confidence < 0.8 THEN 'medium' ELSE 'high' END`
} as const satisfies Partial<Record<CountedField, string>>
const FIELDS = [
  'channel',
  'status',
  'sentiment',
  'topic',
  'agent',
  'origin',
  'lang',
  'country',
  'review',
  'last',
  'confidence'
] as const
const groupBy = (field: (typeof FIELDS)[number], where: string) =>
  `SELECT ${COUNTED[field]} AS v, count(*) AS n FROM conversation WHERE ${where} GROUP BY 1`
const CITES = `SELECT coalesce(title, url) AS v, count(DISTINCT message_id >> 20) AS n FROM citation WHERE coalesce(title, url) IS NOT NULL GROUP BY 1`

const MEDIAN_OF = 5
const asked = { timeZone: 'UTC', now: Date.UTC(2026, 10, 1) }

/** Counts of each statement's rows, largest first, as the command line gives them. */
function commandLineCounts(floor: string, statement: string): number[] {
  const text = execFileSync('sqlite3', ['-batch', floor, `SELECT n FROM (${statement})`], {
    encoding: 'utf8',
    maxBuffer: 1 << 28
  })
  return descending(text.split('\n').filter(Boolean).map(Number))
}

const descending = (counts: readonly number[]) => [...counts].sort((a, b) => b - a)

function mustEqual(what: string, ours: readonly number[], theirs: readonly number[]): void {
  if (ours.length !== theirs.length || ours.some((n, i) => n !== theirs[i]))
    throw new Error(
      `${what}: ours ${ours.slice(0, 10)} (${ours.length}), theirs ${theirs.slice(0, 10)} (${theirs.length})`
    )
}

/** DuckDB in memory with the conversations and citations of the floor's file; two threads, as many as this machine has. */
export async function duckdbOf(floor: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const tables = {
    conversation:
      'id, agent_id, source_id, channel, channel_raw, status, status_raw, started_at, confidence, message_count, down_count, up_count, sentiment, topic, language, country, review_state, last_role',
    citation: 'message_id, title, url'
  }
  for (const [table, columns] of Object.entries(tables)) {
    const file = path.join(os.tmpdir(), `chatlog-desk-${process.pid}-${table}.csv`)
    execFileSync('sqlite3', ['-batch', '-header', '-csv', floor, `.once ${file}`, `SELECT ${columns} FROM ${table}`])
    await connection.run(
      `CREATE TABLE ${table} AS SELECT * FROM read_csv('${file}', header = true, sample_size = 200000, nullstr = '')`
    )
    rmSync(file)
  }
  return connection
}

/** Median milliseconds of a statement, and its last column as numbers. */
export async function duckdbTime(
  connection: DuckDBConnection,
  statements: readonly string[]
): Promise<{ readonly ms: number; readonly rows: readonly (readonly unknown[])[][] }> {
  const times: number[] = []
  let rows: (readonly unknown[])[][] = []
  for (let run = 0; run <= MEDIAN_OF; run++) {
    const { ms, value } = await timed(async () => {
      const answers = []
      for (const statement of statements) answers.push((await connection.runAndReadAll(statement)).getRows())
      return answers
    })
    rows = value
    if (run > 0) times.push(ms)
  }
  return { ms: percentile(times, 0.5), rows }
}

/** Ours against both peers: every facet at once, without a filter and under one, and the cited sources. */
export async function facetRows(search: Search, floor: string, duckdb: DuckDBConnection): Promise<Measurement[]> {
  const cases = [
    { what: 'all facets with counts', text: '', where: 'TRUE', fields: FIELDS },
    { what: 'all facets under a filter', text: 'messages:>=6', where: 'message_count >= 6', fields: FIELDS }
  ] as const
  const rows: Measurement[] = []
  for (const { what, text, where, fields } of cases) {
    const statements = fields.map((field) => groupBy(field, where))
    rows.push(...(await against(search, floor, duckdb, { what, text, fields, statements })))
  }
  rows.push(
    ...(await against(search, floor, duckdb, {
      what: 'cited sources with counts',
      text: '',
      fields: ['cites'],
      statements: [CITES]
    }))
  )
  return rows
}

interface Counting {
  readonly what: string
  readonly text: string
  readonly fields: readonly CountedField[]
  /** One a field. */
  readonly statements: readonly string[]
}

async function against(
  search: Search,
  floor: string,
  duckdb: DuckDBConnection,
  { what, text, fields, statements }: Counting
): Promise<Measurement[]> {
  const { query } = parseQuery(text)
  const requests = fields.map((field) => ({ field }))
  const times: number[] = []
  const first = await timed(() => search.facets(query, requests, asked))
  let ours: readonly Facet[] = first.value
  for (let run = 0; run < MEDIAN_OF; run++) {
    const { ms, value } = await timed(() => search.facets(query, requests, asked))
    ours = value
    times.push(ms)
  }
  const duck = await duckdbTime(duckdb, statements)
  for (const [i, facet] of ours.entries()) {
    const listed = descending(facet.values.map(({ count }) => count))
    const cli = commandLineCounts(floor, statements[i] ?? '')
    mustEqual(`${what}, ${facet.field}, number of values`, [listed.length + facet.more], [cli.length])
    mustEqual(`${what}, ${facet.field}`, listed, cli.slice(0, listed.length))
    mustEqual(`${what}, ${facet.field}, DuckDB`, descending((duck.rows[i] ?? []).map((row) => Number(row[1]))), cli)
  }
  const value = percentile(times, 0.5)
  const cli = commandLineTimes(floor, statements).reduce((sum, ms) => sum + ms, 0)
  const common = { what, value, unit: 'ms', goal: 'faster than both' } as const
  const note = `equal counts; the first time ${Math.round(first.ms)} ms`
  return [
    { ...common, peer: Math.max(1, cli), peerName: 'sqlite3 CLI', met: value < Math.max(1, cli), note },
    { ...common, peer: duck.ms, peerName: 'DuckDB in memory', met: value < duck.ms, note }
  ]
}
