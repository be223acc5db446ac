// Whether changing, deleting and bringing back conversations takes as long in a large workspace as in a small one: what is done with a
// thousand conversations must not look at the hundred thousand others.
//   npm run bench -- change        BENCH_CONVERSATIONS=1000000 for the large run
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openWorkspace } from '../../electron/database/open-workspace'
import { importFiles } from '../../electron/import/import-files'
import { carryOut } from '../../electron/review/acts'
import { redo, undo } from '../../electron/review/history'
import { type Measurement, report, size, timed } from './support/report'
import { writeSample } from './support/sample'

const conversations = size('BENCH_CONVERSATIONS', 100_000)
/** How many are changed; the small workspace has twice as many. */
const CHANGED = 1_000
const folder = process.env['BENCH_FOLDER'] ?? mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-bench-'))
const ada = { reviewer: 'Ada', now: Date.now() }

/** Samples of other sizes have the same ids at other times: the small one holds newer versions of what the others hold. */
const newer = await writeSample(folder, 'platform', CHANGED)

/** Milliseconds of each. */
async function changesOf(count: number): Promise<Readonly<Record<'import' | 'delete' | 'undo' | 'redo', number>>> {
  const workspace = path.join(folder, `change-${count}.chatlogdesk`)
  for (const suffix of ['', '-wal', '-shm', '-lock']) rmSync(workspace + suffix, { force: true })
  const { database, close } = openWorkspace(workspace, { create: true })
  const bring = (file: string) =>
    importFiles(
      database,
      { files: [{ path: file }] },
      { signal: new AbortController().signal, progress: () => undefined },
      { preparer: path.resolve('out/main/preparer.js') }
    )
  await bring(await writeSample(folder, 'platform', count))
  const { ms, value } = await timed(() => bring(newer))
  if (value[0]?.updated !== CHANGED) throw new Error(`${value[0]?.updated} of ${CHANGED} were updated`)
  const ids = database
    .prepare('SELECT id FROM conversation ORDER BY id DESC LIMIT ?')
    .columns(CHANGED)
    .map(([id]) => Number(id))
  const act = { kind: 'delete', conversations: ids, keepAnnotated: false } as const
  const deleted = await timed(() => carryOut(database, act, ada))
  const undone = await timed(() => undo(database))
  const redone = await timed(() => redo(database))
  close()
  for (const suffix of ['', '-lock']) rmSync(workspace + suffix, { force: true })
  return { import: ms, delete: deleted.ms, undo: undone.ms, redo: redone.ms }
}

const small = await changesOf(CHANGED * 2)
const large = await changesOf(conversations)
const row = (what: string, kind: keyof typeof small): Measurement => ({
  what: `${what} ${CHANGED.toLocaleString('en')} of ${conversations.toLocaleString('en')} conversations`,
  value: large[kind],
  unit: 'ms',
  peer: small[kind],
  peerName: `of ${(CHANGED * 2).toLocaleString('en')}`,
  goal: '<= 3 x',
  met: large[kind] / small[kind] <= 3
})
report('Changes in a large workspace', [
  row('import newer versions of', 'import'),
  row('delete', 'delete'),
  row('undo deleting', 'undo'),
  row('redo deleting', 'redo')
])
if (!process.env['BENCH_FOLDER']) rmSync(folder, { recursive: true, force: true })
