// The writer process: the only one that changes a workspace. It holds the workspace's lock as long as it has it open.
import path from 'node:path'
import type { Table } from '../shared/contract'
import { AppError } from '../shared/errors'
import { forgetMapping } from './database/mappings'
import type { WritableDatabase } from './database/open'
import { type OpenedWorkspace, openWorkspace } from './database/open-workspace'
import { removeImport } from './database/remove-import'
import { orderViews, removeView, renameView, restoreView, saveView } from './database/saved-views'
import { watchCommits } from './database/watch-commits'
import { improveCommands } from './review/improve-commands'
import { reviewCommands } from './review/review-commands'
import { ensureDefaultScorecard } from './review/scorecards'
import { sendingCommands } from './review/sending'
import { wipeAct } from './review/wipe-act'
import { type Handlers, serve } from './rpc'
import { platformCommands } from './sync/platform-commands'
import { createAnnouncer } from './worker/announcer'
import { parentPort } from './worker/process-port'
import { createQueue } from './worker/queue'

/** Every format the app reads, loaded with the first file: the start of the app does not wait for it. */
const importing = () => import('./import/import-files')

/** Built beside this file. */
const PREPARER = path.join(import.meta.dirname, 'preparer.js')

let current: OpenedWorkspace | null = null
/** What imports change. */
const TABLES = ['conversation', 'import'] as const
const WIPED = ['conversation', 'import', 'review', 'improve', 'outbox', 'connection'] as const
/** Imports wait for each other; commands come in between their batches. */
const imports = createQueue()
const announcer = createAnnouncer((tables) => server.emit('data.changed', { tables }))

function open(): WritableDatabase {
  if (!current) throw new AppError('workspace-missing', 'No workspace is open.')
  return current.database
}

function close(): void {
  current?.close()
  current = null
}

/** Runs work that changes `tables`: windows hear of each commit on the way, and at the end at once. */
async function changing<T>(tables: readonly Table[], work: (database: WritableDatabase) => T | Promise<T>): Promise<T> {
  try {
    return await work(watchCommits(open(), () => announcer.note(tables)))
  } finally {
    announcer.flush()
  }
}

const handlers = {
  ...reviewCommands(changing),
  ...improveCommands(changing),
  ...sendingCommands(changing),
  ...platformCommands({ open, changing, announce: announcer.note, queue: (signal, work) => imports.run(signal, work) }),
  'qa.importReference': async (_call, { path }) => {
    const { importQaList } = await import('./import/qa-list')
    return changing(['improve'], (database) => importQaList(database, path, Date.now()))
  },
  'workspace.attach': async (_call, { path, create }) => {
    if (current?.database.path === path) return { migratedFrom: null }
    const next = openWorkspace(path, { create })
    try {
      ensureDefaultScorecard(next.database, Date.now())
    } catch (thrown) {
      next.close()
      throw thrown
    }
    // The one before is closed when its jobs, which the shell has cancelled, have come to an end.
    await imports.idle()
    close()
    current = next
    return { migratedFrom: next.migratedFrom }
  },
  'views.save': (_call, view) => changing(['view'], (database) => saveView(database, view)),
  'views.rename': (_call, { id, name }) => changing(['view'], (database) => renameView(database, id, name)),
  'views.order': (_call, { ids }) => changing(['view'], (database) => orderViews(database, ids)),
  'views.remove': (_call, { id }) => changing(['view'], (database) => removeView(database, id)),
  'views.restore': (_call, view) => changing(['view'], (database) => restoreView(database, view)),
  'import.plan': async (call, request) => (await importing()).planImport(open(), request, call),
  'mappings.forget': (_call, { shape }) => changing(['import'], (database) => forgetMapping(database, shape)),
  'import.files': (call, request) =>
    imports.run(call.signal, async () => {
      const { importFiles } = await importing()
      return changing(TABLES, (database) =>
        importFiles(database, request, call, { preparer: PREPARER, besideWindow: true })
      )
    }),
  'wipe.run': (call, request) =>
    imports.run(call.signal, () =>
      changing(WIPED, (database) =>
        wipeAct(database, request, {
          signal: call.signal,
          progress: (phase, done, total) =>
            call.progress({ phase, done, unit: 'conversations', ...(total === null ? {} : { total }) })
        })
      )
    ),
  'import.remove': (call, { importId, keepAnnotated }) =>
    imports.run(call.signal, () =>
      changing(TABLES, (database) =>
        removeImport(database, importId, {
          keepAnnotated,
          signal: call.signal,
          progress: (done, total) => call.progress({ phase: 'Removing', done, total, unit: 'conversations' })
        })
      )
    )
} satisfies Handlers<'writer'>

const server = serve(parentPort(), handlers, () => {
  close()
  process.exit(0)
})
server.ready()
