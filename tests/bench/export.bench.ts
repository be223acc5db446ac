// How fast everything is exported, and with how much memory, against the sqlite3 command line writing the same rows.
//   npm run bench -- export        BENCH_CONVERSATIONS=1000000 for the large run; BENCH_WORKSPACE names one that exists
import { execFileSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openReadable } from '../../electron/database/open'
import { openWorkspace } from '../../electron/database/open-workspace'
import { exportConversations, partOf } from '../../electron/export/export-conversations'
import { importFiles } from '../../electron/import/import-files'
import { type ExportFormatId, exportOptionsSchema } from '../../shared/export'
import { EVERYTHING } from '../../shared/query/query'
import { checkSameCells, PEERS, type Peer } from './support/export-peers'
import { type Measurement, report, size, timed } from './support/report'
import { writeSample } from './support/sample'

const conversations = size('BENCH_CONVERSATIONS', 100_000)
const folder = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-bench-'))
const call = { signal: new AbortController().signal, progress: () => undefined }

/** Of what the command line cannot write, its CSV of the same rows is the yardstick. They are compressed, and typed. */
const PEER_OF: Readonly<Record<string, Peer>> = {
  ...PEERS,
  'parquet-messages': PEERS['csv-messages'],
  parquet: PEERS.csv,
  xlsx: PEERS.csv
}
/** Formats that the command line writes too are held to the goal; of the others it is told how they compare. */
const HELD: ReadonlySet<ExportFormatId> = new Set(['jsonl', 'csv-messages', 'csv'])

const workspace = process.env['BENCH_WORKSPACE'] ?? (await makeWorkspace())
const rows: Measurement[] = []
for (const format of ['jsonl', 'csv-messages', 'csv', 'parquet-messages', 'parquet', 'xlsx'] as const) {
  const file = path.join(folder, `out.${format}`)
  const peerFile = path.join(folder, 'peer.out')
  const database = openReadable(workspace)
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  const run = () =>
    timed(() =>
      exportConversations(
        database,
        { query: EVERYTHING, ids: null, reviewSet: null, timeZone: 'UTC' },
        exportOptionsSchema.parse({ format }),
        { path: file, part: partOf(file, '0123abcd') },
        call,
        { appVersion: '' }
      )
    )
  // Of both the better of two runs.
  const [first, second] = [await run(), await run()]
  const { value } = first
  clearInterval(watch)
  database.close()
  if (value.kind !== 'done') throw new Error('nothing was exported')
  const peer = PEER_OF[format]
  const peerSeconds = peer ? commandLine(peer, peerFile) : Number.NaN
  const seconds = Math.min(first.ms, second.ms) / 1_000
  if (format.startsWith('csv')) checkSameCells(file, peerFile)
  rows.push({
    what: `export ${format}, ${value.conversations.toLocaleString('en')} conversations, ${value.messages.toLocaleString('en')} messages`,
    value: seconds,
    unit: 's',
    peer: peerSeconds,
    peerName: `sqlite3 ${peer?.mode}`,
    ...(HELD.has(format) ? { goal: '<= 1.5 x', met: seconds / peerSeconds <= 1.5 } : {}),
    note: `${megabytes(file)} MB; the command line wrote ${megabytes(peerFile)} MB`
  })
  rows.push({
    what: `memory that export ${format} adds`,
    value: (peak - before) / 2 ** 20,
    unit: 'MB',
    goal: '<= 300 MB, whatever the size',
    met: peak - before <= 300 * 2 ** 20
  })
  rmSync(file)
  rmSync(peerFile)
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

function megabytes(file: string): number {
  return Math.round(statSync(file).size / 1e6)
}

/** Seconds; the better of two runs, to a file on the same disk, and put there as ours is: an export is done when it survives a power cut. */
function commandLine({ mode, sql }: Peer, file: string): number {
  const times = [0, 1].map(() => {
    const out = openSync(file, 'w')
    const start = performance.now()
    execFileSync('sqlite3', ['-batch', '-readonly', mode, workspace], { input: sql, stdio: ['pipe', out, 'inherit'] })
    fsyncSync(out)
    closeSync(out)
    return (performance.now() - start) / 1_000
  })
  return Math.min(...times)
}
