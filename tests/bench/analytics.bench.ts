// How fast the numbers of Analytics are there, against the same totals and weeks asked of the sqlite3 command line. Ours must count
// what it counts, or it ends with the difference.
//   npm run bench -- analytics     BENCH_CONVERSATIONS=1000000 for the large run
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openReadable } from '../../electron/database/open'
import { openWorkspace } from '../../electron/database/open-workspace'
import { importFiles } from '../../electron/import/import-files'
import { comparisonOf } from '../../electron/insights/compare'
import { coverageOf } from '../../electron/insights/coverage'
import { keyWordsOf } from '../../electron/insights/key-words'
import { conversationsOf, overviewOf } from '../../electron/insights/overview'
import { reliabilityOf } from '../../electron/insights/reliability'
import { waitsOf } from '../../electron/insights/waits'
import { createSearch } from '../../electron/search/result-sets'
import { parseQuery } from '../../shared/query/parse-query'
import { type Measurement, percentile, report, size, timed } from './support/report'
import { writeSample } from './support/sample'

const conversations = size('BENCH_CONVERSATIONS', 100_000)
const folder = process.env['BENCH_FOLDER'] ?? mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-bench-'))
const workspace = path.join(folder, `platform-${conversations}.chatlogdesk`)
const RUNS = 7
/** What quality.md asks of a million conversations. */
const GOAL_MS = 500

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

/** The totals, the weeks and the breakdowns of the overview, each a pass of its own. */
const PEER = [
  `SELECT count(*), sum(status IS NOT NULL AND status <> 'escalated' AND NOT has_human), sum(down_count > 0), sum(confidence < 0.5),
     sum(unanswered_count > 0), sum(sentiment = 'negative'), avg(message_count), avg(confidence) FROM conversation`,
  `SELECT strftime('%Y-%W', started_at / 1000, 'unixepoch') AS week, count(*), sum(status = 'escalated'), sum(down_count > 0),
     avg(confidence) FROM conversation GROUP BY week`,
  ...['channel', 'status', 'topic', 'sentiment', 'agent_id', 'source_id'].map(
    (column) => `SELECT ${column}, count(*), sum(down_count > 0), avg(confidence) FROM conversation GROUP BY ${column}`
  )
]

function commandLine(): number {
  const began = performance.now()
  execFileSync('sqlite3', ['-readonly', workspace, PEER.join(';')], { maxBuffer: 1e8 })
  return performance.now() - began
}

const database = openReadable(workspace)
const search = createSearch(database)
const asked = { timeZone: 'Europe/Berlin' }
const everything = parseQuery('').query
const started = await timed(() => search.moment(everything, asked))
const rows: Measurement[] = [
  { what: 'reading the columns, once after opening', value: started.ms, unit: 'ms', note: 'in the background' }
]

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < RUNS; i++) times.push((await timed(work)).ms)
  return percentile(times, 0.5)
}
const peers = Array.from({ length: 3 }, commandLine)
const peer = percentile(peers, 0.5)

for (const text of ['', 'channel:email,whatsapp sentiment:negative', 'refund']) {
  const { query } = parseQuery(text)
  const ms = await median(async () => overviewOf(await search.moment(query, asked), query, 'week'))
  rows.push({
    what: `overview of ${text || 'everything'}`,
    value: ms,
    unit: 'ms',
    ...(text === '' ? { peer, peerName: 'sqlite3' } : {}),
    goal: `<= ${GOAL_MS} ms`,
    met: ms <= GOAL_MS
  })
}
const before = parseQuery('started:<2026-06-01').query
const after = parseQuery('started:>=2026-06-01').query
const moment = await search.moment(everything, asked)
const one = async (what: string, work: () => Promise<unknown>, note = '') =>
  rows.push({ what, value: (await timed(work)).ms, unit: 'ms', note })
await one('two periods compared', () => comparisonOf(moment, before, after))
await one('reliability of confidence', () => reliabilityOf(moment, everything, 'feedback'))
await one('coverage by channel', () => coverageOf(moment, everything, 'channel'))
await one('words that tell two periods apart', () => keyWordsOf(moment, before, after), 'shown when it is there')
const ids = await conversationsOf(moment, everything)
await one('waits, the first time', () => waitsOf(moment, ids), 'every message read; shown when it is there')
await one('waits, from then on', () => waitsOf(moment, ids))

const { total } = await overviewOf(moment, everything, 'week')
const counted = execFileSync('sqlite3', ['-readonly', '-csv', workspace, PEER[0] ?? ''])
  .toString()
  .split(',')
  .map(Number)
const ours = [total.conversations, total.shares.resolved.hits]
if (counted[0] !== ours[0] || counted[1] !== ours[1])
  throw new Error(`ours counts ${ours.join(', ')}, SQL ${counted.slice(0, 2).join(', ')}`)
database.close()
report(`Analytics of ${conversations.toLocaleString('en')} conversations`, rows)
if (!process.env['BENCH_FOLDER']) rmSync(folder, { recursive: true })
