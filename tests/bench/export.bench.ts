// How fast everything is exported, and with how much memory, against the sqlite3 command line writing the same rows.
//   npm run bench -- export        BENCH_CONVERSATIONS=1000000 for the large run; BENCH_WORKSPACE names one that exists
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openReadable } from '../../electron/database/open'
import { openWorkspace } from '../../electron/database/open-workspace'
import { exportConversations, partOf } from '../../electron/export/export-conversations'
import { importFiles } from '../../electron/import/import-files'
import { type ExportFormatId, exportOptionsSchema } from '../../shared/export'
import { EVERYTHING } from '../../shared/query/query'
import { type Measurement, report, size, timed } from './support/report'
import { writeSample } from './support/sample'

const conversations = size('BENCH_CONVERSATIONS', 100_000)
const folder = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-bench-'))
const call = { signal: new AbortController().signal, progress: () => undefined }

/** What the command line writes: the same conversations, messages, citations, feedback and raw records; ours are nested as well. */
const ALL_TABLES = `SELECT c.*, a.name AS agent, s.name AS source FROM conversation c JOIN agent a ON a.id = c.agent_id
    JOIN source s ON s.id = c.source_id ORDER BY c.started_at DESC, c.id DESC;
  SELECT id, key, role, author, sent_at, text, format, confidence, parts FROM message;
  SELECT message_id, title, url, excerpt, score, external_id, kind FROM citation;
  SELECT message_id, rater, thumb, stars, comment, raw FROM feedback;
  SELECT conversation_id, CAST(body AS TEXT) AS body FROM raw_record;`
const CONVERSATIONS = `SELECT c.external_id, c.preview, c.started_at, c.channel_raw, c.status_raw, c.sentiment, c.topic,
    c.customer_fields ->> 'name', c.customer_fields ->> 'email', a.name, s.name, c.last_at, c.message_count, c.up_count, c.down_count,
    c.confidence, c.confidence_mean, c.review_state,
    (SELECT group_concat(t.name) FROM conversation_tag x JOIN tag t ON t.id = x.tag_id WHERE x.conversation_id = c.id),
    (SELECT group_concat(body) FROM note WHERE conversation_id = c.id),
    (SELECT count(*) FROM qa_pair WHERE conversation_id = c.id)
  FROM conversation c JOIN agent a ON a.id = c.agent_id JOIN source s ON s.id = c.source_id ORDER BY c.started_at DESC, c.id DESC;`
const MESSAGES = `SELECT c.external_id, m.key, m.id & 1048575, m.role, m.author, m.sent_at, m.text, m.confidence, m.thumb,
    (SELECT group_concat(comment) FROM feedback WHERE message_id = m.id),
    (SELECT json_group_array(json_object('title', title, 'url', url, 'excerpt', excerpt, 'score', score)) FROM citation WHERE message_id = m.id),
    c.started_at, c.channel_raw, c.status_raw, c.sentiment, c.topic, c.customer_fields ->> 'name', c.customer_fields ->> 'email', a.name, s.name
  FROM conversation c JOIN agent a ON a.id = c.agent_id JOIN source s ON s.id = c.source_id
  CROSS JOIN message m ON m.id BETWEEN (c.id << 20) + 1 AND (c.id << 20) + 1048575 ORDER BY c.started_at DESC, c.id DESC, m.id;`

const PEERS: Readonly<Partial<Record<ExportFormatId, { readonly mode: string; readonly sql: string }>>> = {
  jsonl: { mode: '-json', sql: ALL_TABLES },
  'csv-messages': { mode: '-csv', sql: MESSAGES },
  csv: { mode: '-csv', sql: CONVERSATIONS },
  // The command line cannot write these; its CSV of the same rows is the yardstick. They are compressed, and typed.
  'parquet-messages': { mode: '-csv', sql: MESSAGES },
  parquet: { mode: '-csv', sql: CONVERSATIONS },
  xlsx: { mode: '-csv', sql: CONVERSATIONS }
}
/** Formats that the command line writes too are held to the goal; of the others it is told how they compare. */
const HELD: ReadonlySet<ExportFormatId> = new Set(['jsonl', 'csv-messages', 'csv'])

const workspace = process.env['BENCH_WORKSPACE'] ?? (await makeWorkspace())
const rows: Measurement[] = []
for (const format of ['jsonl', 'csv-messages', 'csv', 'parquet-messages', 'parquet', 'xlsx'] as const) {
  const file = path.join(folder, `out.${format}`)
  const database = openReadable(workspace)
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  const { ms, value } = await timed(() =>
    exportConversations(
      database,
      { query: EVERYTHING, ids: null, reviewSet: null, timeZone: 'UTC' },
      exportOptionsSchema.parse({ format }),
      { path: file, part: partOf(file, '0123abcd') },
      call,
      { appVersion: '' }
    )
  )
  clearInterval(watch)
  database.close()
  if (value.kind !== 'done') throw new Error('nothing was exported')
  const peer = PEERS[format]
  const peerSeconds = peer ? commandLine(peer.mode, peer.sql) : Number.NaN
  const seconds = ms / 1_000
  rows.push({
    what: `export ${format}, ${value.conversations.toLocaleString('en')} conversations, ${value.messages.toLocaleString('en')} messages`,
    value: seconds,
    unit: 's',
    peer: peerSeconds,
    peerName: `sqlite3 ${peer?.mode}`,
    ...(HELD.has(format) ? { goal: '<= 1.5 x', met: seconds / peerSeconds <= 1.5 } : {}),
    note: `${Math.round(statSync(file).size / 1e6)} MB`
  })
  rows.push({
    what: `memory that export ${format} adds`,
    value: (peak - before) / 2 ** 20,
    unit: 'MB',
    goal: '<= 300 MB, whatever the size',
    met: peak - before <= 300 * 2 ** 20
  })
  rmSync(file)
}
report('Export', rows)
rmSync(folder, { recursive: true, force: true })

async function makeWorkspace(): Promise<string> {
  const source = await writeSample(folder, 'platform', conversations)
  const file = path.join(folder, 'bench.chatlogdesk')
  const opened = openWorkspace(file, { create: true })
  const [summary] = await importFiles(opened.database, { files: [{ path: source }] }, call)
  opened.close()
  if (summary?.state !== 'done') throw new Error(`the sample was not imported: ${summary?.note}`)
  return file
}

/** Seconds; the better of two runs, to a file on the same disk. */
function commandLine(mode: string, sql: string): number {
  const times = [0, 1].map(() => {
    const file = path.join(folder, 'peer.out')
    const out = openSync(file, 'w')
    const start = performance.now()
    execFileSync('sqlite3', ['-batch', '-readonly', mode, workspace], { input: sql, stdio: ['pipe', out, 'inherit'] })
    closeSync(out)
    rmSync(file)
    return (performance.now() - start) / 1_000
  })
  return Math.min(...times)
}
