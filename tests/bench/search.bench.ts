// How fast the list opens, pages, filters and searches, against the same questions to the sqlite3 command line and
// to DuckDB. Ours must count what they count, or it ends with the difference.
//   npm run bench -- search        BENCH_CONVERSATIONS=1000000 for the large run
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openReadable } from '../../electron/database/open'
import { openWorkspace } from '../../electron/database/open-workspace'
import { importFiles } from '../../electron/import/import-files'
import { createSearch } from '../../electron/search/result-sets'
import { parseQuery } from '../../shared/query/parse-query'
import { commandLineTimes } from './support/command-line'
import { duckdbOf, duckdbTime, facetRows } from './support/facet-peers'
import { makeReadyFile, runFloor } from './support/floor'
import { type Measurement, percentile, report, size, timed } from './support/report'
import { writeSample } from './support/sample'

const conversations = size('BENCH_CONVERSATIONS', 100_000)
const folder = process.env['BENCH_FOLDER'] ?? mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-bench-'))
const workspace = path.join(folder, `platform-${conversations}.chatlogdesk`)
const floor = path.join(folder, `floor-${conversations}.db`)
const RUNS = 7

if (!existsSync(workspace)) {
  const file = await writeSample(folder, 'platform', conversations)
  const opened = openWorkspace(workspace, { create: true })
  await importFiles(
    opened.database,
    { files: [{ path: file }] },
    { signal: new AbortController().signal, progress: () => undefined }
  )
  opened.close()
}
if (!existsSync(floor)) {
  const ready = path.join(folder, 'ready.db')
  makeReadyFile(workspace, ready)
  runFloor(ready, floor)
  rmSync(ready)
}

const order = 'ORDER BY started_at DESC, id DESC'
const match = (expression: string) =>
  `SELECT id FROM conversation WHERE id IN (SELECT rowid >> 20 FROM message_fts WHERE message_fts MATCH '{customer agent human system} : (${expression})') ${order}`
/** What a person does, the text they would type, and the same question in SQL. */
const questions: readonly (readonly [what: string, text: string, sql: string])[] = [
  ['everything', '', `SELECT id FROM conversation ${order}`],
  ['low confidence', 'confidence:low', `SELECT id FROM conversation WHERE confidence < 0.5 ${order}`],
  ['thumbs down', 'feedback:down', `SELECT id FROM conversation WHERE down_count > 0 ${order}`],
  [
    'channel and sentiment',
    'channel:email,whatsapp sentiment:negative',
    `SELECT id FROM conversation WHERE channel IN ('email', 'whatsapp') AND sentiment = 'negative' ${order}`
  ],
  [
    'sorted by confidence',
    'sort:confidence',
    'SELECT id FROM conversation ORDER BY confidence IS NULL, confidence, id'
  ],
  ['search, rare: an order number', '#48213', match('"48213"')],
  ['search, common word', 'return', match('"return"')],
  ['search, phrase', '"track of the parcel" OR "back in stock"', match('"track of the parcel" OR "back in stock"')],
  ['search, prefix', 'refun*', match('"refun"*')],
  [
    'search, two words',
    'zip broke',
    `SELECT id FROM conversation WHERE id IN (SELECT rowid >> 20 FROM message_fts WHERE message_fts MATCH '{customer agent human system} : "zip"') AND id IN (SELECT rowid >> 20 FROM message_fts WHERE message_fts MATCH '{customer agent human system} : "broke"') ${order}`
  ],
  [
    'search in a role under a filter',
    'user:refund confidence:low',
    `SELECT id FROM conversation WHERE confidence < 0.5 AND id IN (SELECT rowid >> 20 FROM message_fts WHERE message_fts MATCH '{customer} : "refund"') ${order}`
  ]
]

const database = openReadable(workspace)
const search = createSearch(database)
const context = { timeZone: 'UTC', now: Date.UTC(2026, 10, 1) }
const peers = commandLineTimes(
  floor,
  questions.map(([, , sql]) => sql)
)
const rows: Measurement[] = []
const everything = parseQuery('').query
const firstList = await timed(async () => {
  const set = await search.open(everything, context)
  search.page(set.id, 0, 100)
  return set
})
rows.push({
  what: 'everything, the first list after opening',
  value: firstList.ms,
  unit: 'ms',
  note: 'by SQL, once; the columns are read behind it'
})
const warmUp = await timed(() => search.warm())
rows.push({ what: 'columns into memory, in the background', value: warmUp.ms, unit: 'ms' })
const duckdb = await duckdbOf(floor)
for (const [i, [what, text, statement]] of questions.entries()) {
  const { query, problems } = parseQuery(text)
  if (problems.length > 0) throw new Error(`“${text}”: ${JSON.stringify(problems)}`)
  const times: number[] = []
  let total = 0
  for (let run = 0; run <= RUNS; run++) {
    const { ms, value } = await timed(async () => {
      const set = await search.open(query, context)
      search.page(set.id, 0, 100)
      return set
    })
    total = value.total
    if (run > 0) times.push(ms)
  }
  const theirs = Number(execFileSync('sqlite3', [floor, `SELECT count(*) FROM (${statement})`], { encoding: 'utf8' }))
  if (theirs !== total) throw new Error(`“${text}”: ours ${total}, the command line ${theirs}`)
  const ours = percentile(times, 0.5)
  const peer = Math.max(1, peers[i] ?? Number.NaN)
  rows.push({
    what,
    value: ours,
    unit: 'ms',
    peer,
    peerName: 'sqlite3 CLI, ids only',
    goal: '<= 1.3 x, or <= 100 ms',
    met: ours <= peer * 1.3 || ours <= 100,
    note: `${total.toLocaleString('en')} found; ours with exact count and the first 100 rows`
  })
  if (statement.includes('MATCH')) continue
  const duck = await duckdbTime(duckdb, [statement])
  if (duck.rows[0]?.length !== total) throw new Error(`“${text}”: ours ${total}, DuckDB ${duck.rows[0]?.length}`)
  rows.push({ what, value: ours, unit: 'ms', peer: duck.ms, peerName: 'DuckDB in memory, ids only' })
}
rows.push(...(await facetRows(search, floor, duckdb)))

const all = await search.open(everything, context)
const pages = Array.from({ length: 200 }, (_, i) => Math.floor((all.total * ((i * 7919) % 200)) / 200))
const pageTimes: number[] = []
for (const start of pages) pageTimes.push((await timed(() => search.page(all.id, start, start + 100))).ms)
rows.push({
  what: 'page of 100 rows at any depth, 95 %',
  value: percentile(pageTimes, 0.95),
  unit: 'ms',
  goal: '<= 16 ms',
  met: percentile(pageTimes, 0.95) <= 16
})
report(`List and search, ${conversations.toLocaleString('en')} conversations`, rows)
search.close()
duckdb.closeSync()
database.close()
if (!process.env['BENCH_FOLDER']) rmSync(folder, { recursive: true, force: true })
