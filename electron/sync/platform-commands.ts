// What the writer answers about platforms: connections, sync, the outbox. Keys come with a call and are kept nowhere.
import type { Connection } from '../../shared/connections'
import type { Method, Table } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import { readBaseUrl } from '../connectors/base-url'
import { connect } from '../connectors/connect'
import type { Connector } from '../connectors/connector'
import { rememberWay } from '../connectors/proxies'
import {
  addConnection,
  connectionOf,
  pauseConnection,
  removeConnection,
  saveConnectionSettings
} from '../database/connections'
import type { WritableDatabase } from '../database/open'
import { waitsForDeletion } from '../database/outbox'
import { saveSyncSchedule } from '../database/sync-schedule'
import { discardEntry, retryEntry } from '../outbox/enqueue'
import type { Handlers } from '../rpc'
import { askAgain } from './ask-again'
import { deliver } from './deliver'
import { synchronize } from './synchronize'

type PlatformCommand = Extract<
  Method,
  `platform.${string}` | 'connections.configure' | 'connections.setSchedule' | 'outbox.retry' | 'outbox.discard'
>

interface PlatformParts {
  open(): WritableDatabase
  /** Runs work that changes tables and tells the windows of it. */
  changing<T>(tables: readonly Table[], work: (database: WritableDatabase) => T | Promise<T>): Promise<T>
  /** Tells the windows of a change on the way. */
  announce(tables: readonly Table[]): void
  /** After imports and other syncs. */
  queue<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>
}

const ON_THE_WAY = ['outbox', 'improve', 'connection'] as const
/** A thumb that is given up changes what a conversation says, and a line of History. */
const GIVEN_UP = [...ON_THE_WAY, 'conversation', 'review'] as const
/** What every sync changes; conversations only where it found something. */
const SYNCED = ['import', 'connection'] as const

export function platformCommands({
  open,
  changing,
  announce,
  queue
}: PlatformParts): Pick<Handlers<'writer'>, PlatformCommand> {
  const now = () => Date.now()
  return {
    'platform.test': async ({ signal }, { platform, baseUrl, key }) => {
      const agents = await connect({ platform, baseUrl, key }).listAgents(signal)
      return { agents: agents ?? [], mustNameAgents: agents === null }
    },
    'platform.connect': (_call, draft) =>
      changing(['connection'], (database) =>
        addConnection(database, { ...draft, baseUrl: readBaseUrl(draft.baseUrl, draft.platform) }, now())
      ),
    'platform.resume': (_call, { id }) =>
      changing(['connection', 'outbox'], (database) => database.transaction(() => pauseConnection(database, id, null))),
    'platform.forget': (_call, { id }) =>
      changing(['connection', 'outbox'], (database) => removeConnection(database, id)),
    'connections.configure': (_call, { id, settings }) =>
      changing(['connection'], (database) => saveConnectionSettings(database, id, settings)),
    'connections.setSchedule': (_call, schedule) =>
      changing(['connection'], (database) => saveSyncSchedule(database, schedule)),
    'platform.sync': (call, { connectionId, key, ...options }) =>
      queue(call.signal, () =>
        changing(SYNCED, (database) => {
          const connection = connectionOf(database, connectionId)
          if (waitsForDeletion(database, connectionId))
            throw new AppError(
              'refused',
              'Conversations of this connection wait in the outbox to be deleted on the platform: a sync would bring them back. Let it be delivered, or discard it.'
            )
          return synchronize(database, connection, connectorOf(connection, key), options, {
            signal: call.signal,
            progress: call.progress,
            wrote: () => announce(['conversation'])
          })
        })
      ),
    'platform.useWays': (_call, ways) => {
      for (const { origin, way } of ways) rememberWay(origin, way)
    },
    'platform.deliver': ({ signal }, { keys }) => {
      const connectors = new Map<number, Connector>()
      for (const { connectionId, key } of keys)
        connectors.set(connectionId, connectorOf(connectionOf(open(), connectionId), key))
      return changing(ON_THE_WAY, (database) =>
        deliver(database, { connectorOf: (id) => connectors.get(id) ?? null, signal })
      )
    },
    'platform.ask': (call, { key, ...request }) =>
      changing(['improve'], (database) => {
        const connection = connectionOf(database, request.connectionId)
        return askAgain(database, connection, connectorOf(connection, key), request, call)
      }),
    'outbox.retry': (_call, { id }) => changing(ON_THE_WAY, (database) => retryEntry(database, id, now())),
    'outbox.discard': (_call, { id }) => changing(GIVEN_UP, (database) => discardEntry(database, id, now()))
  }
}

function connectorOf({ platform, baseUrl, settings }: Connection, key: string): Connector {
  return connect({ platform, baseUrl, key, settings })
}
