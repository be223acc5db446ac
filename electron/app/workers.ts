// The processes behind the window: the writer, the reader, and one exporter per export; and the workspace they have open.
import path from 'node:path'
import { app, utilityProcess } from 'electron'
import type { EventName, Method, Owner } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import type { Settings } from '../../shared/settings'
import type { CallOptions } from '../rpc'
import { callOnce } from './call-once'
import { READER_HEAP } from './heaps'
import { type Child, supervise } from './supervise'

export interface Workers {
  /** Asks the process that owns the method. Rejects with an `AppError`. */
  call(owner: Exclude<Owner, 'shell'>, method: Method, input: unknown, options: CallOptions): Promise<unknown>
  /** Opens a workspace in all processes. When it cannot be opened, the one before stays open and this rejects. */
  attach(file: string, create: boolean): Promise<void>
  /** What queries depend on was changed in the settings: the reader counts anew with it. */
  applySettings(): Promise<void>
  /** Cancels what runs, closes the workspace, ends the processes; those that take longer than two seconds are killed. */
  close(): Promise<void>
}

export interface WorkersOptions {
  /** As the person set them now. */
  readonly settings: () => Pick<Settings, 'bands' | 'reviewer' | 'masked' | 'orderPattern'>
  readonly onEvent: (name: EventName, payload: unknown) => void
  /** A process died by itself; the message is for people. */
  readonly onCrash: (owner: Owner, message: string, code: number | null) => void
}

/** A query that ignores its cancel for this long costs the reader its process. */
const CANCEL_GRACE_MS = 250
const CLOSE_GRACE_MS = 2_000

const READER_DIED = 'Reading the workspace stopped unexpectedly. Nothing was changed. Please try again.'
const WRITER_DIED =
  'The part of the app that saves stopped unexpectedly and was started again. What was saved before is kept. Please try again.'
const EXPORTER_DIED = 'The export stopped unexpectedly. No file was written. Please try again.'

const SQL_DIED = 'The SQL stopped unexpectedly. Nothing was changed. Please try again, with a narrower WHERE.'
const SQL_LIMIT = {
  milliseconds: 30_000,
  message: 'The SQL was stopped after 30 seconds. Nothing was changed. Ask for less: a narrower WHERE, or a LIMIT.'
} as const

export function startWorkers({ settings, onEvent, onCrash }: WorkersOptions): Workers {
  let workspace: { readonly path: string; readonly create: boolean } | null = null

  const writer = supervise({
    fork: () => forkUtility('writer'),
    // Only the first opening may make the file: a process started again must not put an empty one in its place.
    prepare: async (client) => {
      if (!workspace) throw NO_WORKSPACE
      await client.call('workspace.attach', workspace)
      workspace = { path: workspace.path, create: false }
    },
    onDeath: 'fail',
    deathMessage: WRITER_DIED,
    onEvent,
    onCrash: (code) => {
      onCrash('writer', WRITER_DIED, code)
      // Where the reader was waiting for the writer to open the file, it waits for the new one. What the writer had saved until
      // then, and the import it marked as interrupted, is new to every window.
      reader.prepare().then(
        () => onEvent('data.changed', { tables: ['conversation', 'import'] }),
        () => undefined
      )
    }
  })
  const reader = supervise({
    fork: () => forkUtility('reader'),
    // After the writer, which brings the file to the newest schema.
    prepare: async (client) => {
      await writer.prepared
      if (!workspace) throw NO_WORKSPACE
      const { bands, reviewer, masked, orderPattern } = settings()
      await client.call('reader.attach', { path: workspace.path, bands, reviewer, masked, orderPattern })
    },
    onDeath: 'repeat',
    cancelGraceMs: CANCEL_GRACE_MS,
    deathMessage: READER_DIED,
    onEvent,
    onCrash: (code) => onCrash('reader', READER_DIED, code)
  })

  async function open(): Promise<void> {
    // Both at once, so that queries asked from now on wait for the new workspace.
    await Promise.all([writer.prepare(), reader.prepare()])
  }

  return {
    async call(owner, method, input, options) {
      switch (owner) {
        case 'reader':
          return await reader.call(method, input, options)
        case 'writer':
          return await writer.call(method, input, options)
        case 'exporter': {
          await writer.prepared
          if (!workspace) throw NO_WORKSPACE
          const { bands, reviewer } = settings()
          const args = [workspace.path, JSON.stringify({ bands, reviewer, appVersion: app.getVersion() })]
          const own =
            method === 'sql.run' ? { deathMessage: SQL_DIED, limit: SQL_LIMIT } : { deathMessage: EXPORTER_DIED }
          const once = { ...options, cancelGraceMs: CANCEL_GRACE_MS, ...own }
          return await callOnce(() => forkUtility('exporter', args), method, input, once)
        }
      }
    },
    async attach(file, create) {
      const before = workspace
      workspace = { path: file, create }
      try {
        await open()
      } catch (thrown) {
        if (before) {
          workspace = before
          await open().catch(() => undefined)
        }
        throw thrown
      }
    },
    applySettings: () => reader.prepare(),
    async close() {
      await Promise.all([writer.stop(CLOSE_GRACE_MS), reader.stop(0)])
    }
  }
}

const NO_WORKSPACE = new AppError('workspace-missing', 'No workspace is open. Open one with File, Open workspace.')

function forkUtility(entry: 'reader' | 'writer' | 'exporter', args: string[] = []): Child {
  const child = utilityProcess.fork(path.join(import.meta.dirname, `${entry}.js`), args, {
    serviceName: `chatlog-desk-${entry}`,
    execArgv: entry === 'reader' ? [`--js-flags=${READER_HEAP}`] : [],
    stdio: 'inherit'
  })
  let ended: { readonly code: number | null } | undefined
  child.once('exit', (code) => {
    ended = { code }
  })
  return {
    post: (message) => {
      if (!ended) child.postMessage(message)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      if (ended) listener(ended.code)
      else child.once('exit', listener)
    },
    kill: () => void child.kill()
  }
}
