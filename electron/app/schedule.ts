// Synchronises by itself where the workspace says so: when it is opened, every so many minutes, when the network is back. Knows no Electron.
import type { Connection, SyncSchedule } from '../../shared/connections'
import { AppError } from '../../shared/errors'
import type { Log } from './log'

export interface ScheduleOptions {
  readonly schedule: () => Promise<SyncSchedule>
  readonly connections: () => Promise<readonly Connection[]>
  /** Whether its key is known: a run without one would only fail. */
  readonly hasKey: (connection: Connection) => boolean
  /** A sync runs that someone else began. */
  readonly isBusy: () => boolean
  /** Rejects with what went wrong, which is shown on the page of sources. */
  readonly sync: (connection: Connection) => Promise<unknown>
  /** The system's word, which is not to be relied on: a platform may be on this computer. */
  readonly isOnline: () => boolean
  readonly now: () => number
  readonly log: Log
}

export interface Schedule {
  /** A workspace was opened. */
  opened(): Promise<void>
  /** Looks whether something is due; called a few times a minute. Resolves when what was due is done. */
  look(): Promise<void>
}

const MINUTE_MS = 60_000
/** A platform that was not reached is tried again after this, then later and later: a network can be back without the system's word. */
const FIRST_PROBE_MS = 15_000
const LONGEST_PROBE_MS = 15 * MINUTE_MS

export function createSchedule(options: ScheduleOptions): Schedule {
  const { isOnline, now, log } = options
  /** When each connection was last begun with, by its uid. */
  const tried = new Map<string, number>()
  /** Connections that were not reached, with when to try them next. */
  const away = new Map<string, { readonly at: number; readonly waited: number }>()
  let isRunning = false
  let wantsStart = false
  let wasOnline = true

  async function look(): Promise<void> {
    const isBack = isOnline() && !wasOnline
    wasOnline = isOnline()
    if (isRunning || options.isBusy()) {
      // That the network came back is not lost: it is looked at again.
      if (isBack) wasOnline = false
      return
    }
    isRunning = true
    try {
      const plan = await options.schedule()
      const starting = wantsStart && plan.onStart
      wantsStart = false
      for (const connection of await options.connections()) {
        if (connection.paused !== null || !options.hasKey(connection)) continue
        const isWanted = starting || (plan.onReconnect && (isBack || isDueAgain(connection))) || isDue(connection, plan)
        // Who cancels one of a row wants none of them now.
        if (isWanted && (await run(connection)) === 'cancelled') break
      }
    } catch (thrown) {
      // Between two workspaces there is nothing to look at.
      if (!(thrown instanceof AppError && thrown.code === 'workspace-missing'))
        log('the schedule could not be kept', thrown)
    } finally {
      isRunning = false
    }
  }

  function isDue({ uid, agents }: Connection, { everyMinutes }: SyncSchedule): boolean {
    if (everyMinutes === null) return false
    const last = Math.max(tried.get(uid) ?? 0, Math.min(...agents.map(({ lastAt }) => lastAt ?? 0)))
    return now() - last >= everyMinutes * MINUTE_MS
  }

  function isDueAgain({ uid }: Connection): boolean {
    const next = away.get(uid)
    return next !== undefined && now() >= next.at
  }

  async function run(connection: Connection): Promise<'done' | 'cancelled'> {
    const { uid } = connection
    // Someone may have begun one while the connection before this was read.
    if (options.isBusy()) return 'done'
    tried.set(uid, now())
    try {
      await options.sync(connection)
      away.delete(uid)
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'offline') {
        const before = away.get(uid)?.waited
        const waited = before === undefined ? FIRST_PROBE_MS : Math.min(LONGEST_PROBE_MS, before * 2)
        away.set(uid, { at: now() + waited, waited })
      } else away.delete(uid)
      if (thrown instanceof AppError && thrown.code === 'cancelled') return 'cancelled'
    }
    return 'done'
  }

  return {
    async opened() {
      tried.clear()
      away.clear()
      wantsStart = true
      await look()
    },
    look
  }
}
