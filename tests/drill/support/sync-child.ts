// The victim of the sync drill: synchronises and delivers as the app's writer does, at the same time, until both have come to their end
// or it is killed. What a person would do about a fault (a key entered again, a refused change tried again) it does at once.
import { connect } from '../../../electron/connectors/connect'
import { REAL_CLOCK } from '../../../electron/connectors/limiter'
import { listConnections, pauseConnection } from '../../../electron/database/connections'
import { openWorkspace } from '../../../electron/database/open-workspace'
import { listOutbox } from '../../../electron/database/outbox'
import { retryEntry } from '../../../electron/outbox/enqueue'
import { deliver } from '../../../electron/sync/deliver'
import { synchronize } from '../../../electron/sync/synchronize'
import { AppError } from '../../../shared/errors'

const [file = '', key = ''] = process.argv.slice(2)
const { database, close } = openWorkspace(file, { create: false })
const [connection] = listConnections(database)
if (!connection) throw new Error('the drill has made no connection')
const { id, platform, baseUrl } = connection
const signal = new AbortController().signal
/** Waits take a hundredth of their time. */
const clock = { ...REAL_CLOCK, sleep: (ms: number, given: AbortSignal) => REAL_CLOCK.sleep(ms / 100, given) }
const connector = connect({ platform, baseUrl, key }, { clock, timeoutMs: 400, retryMs: 10 })
/** The outbox's own time: it goes on to whatever is due next. */
let ahead = 0
const now = () => Date.now() + ahead

function goOn(thrown: unknown): void {
  // Anything that is not a person's business is a finding of the drill.
  if (!(thrown instanceof AppError) || thrown.code === 'internal') throw thrown
  pauseConnection(database, id, null)
}

async function syncToTheEnd(): Promise<void> {
  for (;;) {
    const [current] = listConnections(database)
    if (!current) throw new Error('the connection is gone')
    try {
      await synchronize(database, current, connector, { full: false }, { signal, progress: () => undefined })
      return
    } catch (thrown) {
      goOn(thrown)
    }
  }
}

async function deliverToTheEnd(): Promise<void> {
  for (;;) {
    const { nextAt } = await deliver(database, { connectorOf: () => connector, signal, now })
    if (listConnections(database)[0]?.paused !== null) {
      pauseConnection(database, id, null)
      continue
    }
    const refused = listOutbox(database).filter(({ state }) => state === 'refused')
    for (const entry of refused) retryEntry(database, entry.id, now())
    if (nextAt === null && refused.length === 0) return
    if (nextAt !== null) ahead = Math.max(ahead, nextAt - Date.now())
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

await Promise.all([syncToTheEnd(), deliverToTheEnd()])
close()
process.stdout.write('finished\n')
