// How fast an export becomes searchable, against the sqlite3 command line writing the same rows without parsing anything.
//   npm run bench -- import        BENCH_CONVERSATIONS=1000000 for the large run, BENCH_FORMAT=platform-pretty for another format alone
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openWorkspace } from '../../electron/database/open-workspace'
import { importFiles } from '../../electron/import/import-files'
import { makeReadyFile, runFloor } from './support/floor'
import { type Measurement, report, size, timed } from './support/report'
import { writeSample } from './support/sample'
import { watchThreads } from './support/thread-times'

const conversations = size('BENCH_CONVERSATIONS', 100_000)
const folder = process.env['BENCH_FOLDER'] ?? mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-bench-'))
const rows: Measurement[] = []
const only = process.env['BENCH_FORMAT']

// Read as the app does: beside the writer, by the thread as it was built.
const preparer = path.resolve('out/main/preparer.js')

for (const format of only ? [only] : ['platform', 'csv-messages']) {
  const file = await writeSample(folder, format, conversations)
  const workspace = path.join(folder, `${format}-${conversations}.chatlogdesk`)
  for (const suffix of ['', '-wal', '-shm', '-lock']) rmSync(workspace + suffix, { force: true })
  const opened = openWorkspace(workspace, { create: true })
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 200)
  const threads = watchThreads()
  const { ms, value } = await timed(() =>
    importFiles(
      opened.database,
      { files: [{ path: file }] },
      { signal: new AbortController().signal, progress: () => undefined },
      { preparer }
    )
  )
  const busiest = threads.end()
  clearInterval(watch)
  opened.close()
  const summary = value[0]
  if (summary?.state !== 'done' || summary.added !== conversations)
    throw new Error(`the import of ${file} brought ${summary?.added} of ${conversations}: ${summary?.note}`)

  const ready = path.join(folder, 'ready.db')
  makeReadyFile(workspace, ready)
  const floor = path.join(folder, 'floor.db')
  const floorSeconds = Math.min(runFloor(ready, floor), runFloor(ready, floor))
  const seconds = ms / 1_000
  rows.push({
    what: `import ${format}, ${conversations.toLocaleString('en')} conversations, ${summary.messages.toLocaleString('en')} messages`,
    value: seconds,
    unit: 's',
    peer: floorSeconds,
    peerName: 'sqlite3 CLI, no parsing',
    goal: '<= 1.5 x',
    met: seconds / floorSeconds <= 1.5,
    note: `${Math.round(statSync(file).size / 1e6)} MB file, ${Math.round(statSync(workspace).size / 1e6)} MB workspace`
  })
  if (busiest !== null)
    rows.push({
      what: `the same, processor time of its busiest thread: where each has a core of its own`,
      value: busiest,
      unit: 's',
      peer: floorSeconds,
      peerName: 'sqlite3 CLI, no parsing',
      goal: '<= 1.5 x',
      met: busiest / floorSeconds <= 1.5,
      note: `${os.availableParallelism()} cores here`
    })
  rows.push({
    what: `peak memory, import ${format}`,
    value: peak / 2 ** 20,
    unit: 'MB',
    goal: '<= 600 MB',
    met: peak <= 600 * 2 ** 20
  })
  rmSync(ready, { force: true })
}
report('Import', rows)
if (!process.env['BENCH_FOLDER'] && existsSync(folder)) rmSync(folder, { recursive: true, force: true })
