// Platforms as the main process sees them: gives each call its key, and drives the outbox whenever something is due. Knows no Electron.
import { randomUUID } from 'node:crypto'
import type { Connection } from '../../shared/connections'
import type { Method, Output } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import type { Settings } from '../../shared/settings'
import type { ShellHandlers } from './gate'
import type { Log } from './log'
import type { Secrets } from './secrets'
import type { Workers } from './workers'

export type PlatformMethod = Extract<
  Method,
  | 'connections.test'
  | 'connections.add'
  | 'connections.setKey'
  | 'connections.remove'
  | 'connections.sync'
  | 'connections.ask'
  | 'outbox.status'
  | 'outbox.pause'
>

export interface Platforms {
  readonly handlers: Pick<ShellHandlers, PlatformMethod>
  /** Something may be due in the outbox now. */
  wake(): void
  stop(): void
}

interface PlatformsOptions {
  readonly workers: Pick<Workers, 'call'>
  readonly secrets: Secrets
  /** As the person set them now. */
  readonly settings: () => Pick<Settings, 'bands'>
  /** How the system says to go to an address, in the words of proxy auto-config files. */
  readonly wayTo: (url: string) => Promise<string>
  /** The outbox was paused or resumed, or went offline or online. */
  readonly onChange: () => void
  readonly log: Log
}

/** Milliseconds. The system does not say when the network comes back, so that an entry is looked at this often at least. */
const LONGEST_SLEEP_MS = 60_000
const SHORTEST_SLEEP_MS = 100

export function createPlatforms({ workers, secrets, settings, wayTo, onChange, log }: PlatformsOptions): Platforms {
  let timer: NodeJS.Timeout | undefined
  let isRunning = false
  let isAskedAgain = false
  let isStopped = false
  let status = { isPaused: false, isOffline: false }

  function change(next: Partial<typeof status>): void {
    const before = status
    status = { ...status, ...next }
    if (status.isPaused !== before.isPaused || status.isOffline !== before.isOffline) onChange()
  }

  // Handlers are checked against the contract; only the type is lost on the way.
  const list = async () => (await workers.call('reader', 'connections.list', undefined, {})) as readonly Connection[]

  async function find(id: number): Promise<Connection> {
    const connection = (await list()).find((one) => one.id === id)
    if (!connection) throw new AppError('not-found', 'This connection is not in the workspace any more.')
    return connection
  }

  /** Throws `unauthorized` where it is not known. */
  async function keyOf(id: number): Promise<string> {
    const key = secrets.get((await find(id)).uid)
    if (key !== null) return key
    const words = 'The API key of this connection is not known here. Enter it again with “Change key”.'
    throw new AppError('unauthorized', words)
  }

  /** Asks the system anew each time: networks and their proxies change while the app runs. */
  async function tellWays(baseUrls: readonly string[]): Promise<void> {
    const origins = [...new Set(baseUrls.filter((url) => URL.canParse(url)).map((url) => new URL(url).origin))]
    const ways = await Promise.all(origins.map(async (origin) => ({ origin, way: await wayTo(`${origin}/`) })))
    if (ways.length > 0) await workers.call('writer', 'platform.useWays', ways, {})
  }

  async function run(): Promise<void> {
    if (isRunning || isStopped || status.isPaused) {
      isAskedAgain = isRunning
      return
    }
    clearTimeout(timer)
    isRunning = true
    isAskedAgain = false
    try {
      const connections = await list()
      await tellWays(connections.map(({ baseUrl }) => baseUrl))
      const keys = connections.flatMap(({ id, uid, paused }) => {
        const key = paused === null ? secrets.get(uid) : null
        return key === null ? [] : [{ connectionId: id, key }]
      })
      if (keys.length > 0) {
        const told = (await workers.call('writer', 'platform.deliver', { keys }, {})) as Output<'platform.deliver'>
        change({ isOffline: told.isOffline })
        if (told.nextAt !== null) sleepUntil(told.nextAt)
      }
    } catch (thrown) {
      // No workspace yet, or one that is closing; what waits is looked at again.
      if (!(thrown instanceof AppError && thrown.code === 'workspace-missing'))
        log('the outbox could not be delivered', thrown)
      sleepUntil(Date.now() + LONGEST_SLEEP_MS)
    } finally {
      isRunning = false
      if (isAskedAgain) sleepUntil(0)
    }
  }

  function sleepUntil(at: number): void {
    clearTimeout(timer)
    if (isStopped) return
    timer = setTimeout(run, Math.min(LONGEST_SLEEP_MS, Math.max(SHORTEST_SLEEP_MS, at - Date.now())))
  }

  return {
    wake: () => void run(),
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
    handlers: {
      'connections.test': async ({ signal }, given) => {
        await tellWays([given.baseUrl])
        return (await workers.call('writer', 'platform.test', given, { signal })) as Output<'platform.test'>
      },
      'connections.add': async (_call, { connection, key }) => {
        // Asked before anything is written: without a place for its key a connection is none.
        const trial = randomUUID()
        if (!(await secrets.set(trial, key))) return null
        await secrets.remove(trial)
        const made = (await workers.call('writer', 'platform.connect', connection, {})) as Connection
        await secrets.set(made.uid, key)
        void run()
        return made
      },
      'connections.setKey': async (_call, { id, key }) => {
        const { uid } = await find(id)
        if (!(await secrets.set(uid, key))) return false
        await workers.call('writer', 'platform.resume', { id }, {})
        return true
      },
      'connections.remove': async (_call, { id }) => {
        const { uid } = await find(id)
        await workers.call('writer', 'platform.forget', { id }, {})
        await secrets.remove(uid)
      },
      'connections.sync': async ({ signal, progress }, { id, full }) => {
        const key = await keyOf(id)
        await tellWays([(await find(id)).baseUrl])
        const options = { signal, onProgress: progress }
        const asked = { connectionId: id, full, weakBelow: settings().bands.medium, key }
        return (await workers.call('writer', 'platform.sync', asked, options)) as Output<'platform.sync'>
      },
      'connections.ask': async ({ signal, progress }, request) => {
        const given = { ...request, key: await keyOf(request.connectionId) }
        await tellWays([(await find(request.connectionId)).baseUrl])
        const options = { signal, onProgress: progress }
        return (await workers.call('writer', 'platform.ask', given, options)) as Output<'platform.ask'>
      },
      'outbox.status': () => status,
      'outbox.pause': (_call, { isPaused }) => {
        change({ isPaused })
        if (!isPaused) void run()
      }
    }
  }
}
