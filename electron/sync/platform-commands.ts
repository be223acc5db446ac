// What the writer answers about platforms: connections, sync, the outbox. Keys come with a call and are kept nowhere.
import type { Connection } from '../../shared/connections'
import type { Method, Table } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import { readBaseUrl } from '../connectors/base-url'
import { connect } from '../connectors/connect'
import type { Connector } from '../connectors/connector'
import { addConnection, connectionOf, pauseConnection, removeConnection } from '../database/connections'
import type { WritableDatabase } from '../database/open'
import { waitsForDeletion } from '../database/outbox'
import { discardEntry, retryEntry } from '../outbox/enqueue'
import type { Handlers } from '../rpc'
import { askAgain } from './ask-again'
import { deliver } from './deliver'
import { synchronize } from './synchronize'

type PlatformCommand = Extract<Method, `platform.${string}` | 'outbox.retry' | 'outbox.discard'>

interface PlatformParts {
  open(): WritableDatabase
  /** Runs work that changes tables and tells the windows of it. */
  changing<T>(tables: readonly Table[], work: (database: WritableDatabase) => T | Promise<T>): Promise<T>
  /** After imports and other syncs. */
  queue<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>
}

const ON_THE_WAY = ['outbox', 'improve', 'connection'] as const
/** A thumb that is given up changes what a conversation says, and a line of History. */
const GIVEN_UP = [...ON_THE_WAY, 'conversation', 'review'] as const
const SYNCED = ['conversation', 'import', 'connection'] as const

export function platformCommands({ open, changing, queue }: PlatformParts): Pick<Handlers<'writer'>, PlatformCommand> {
  const now = () => Date.now()
  return {
    'platform.test': async ({ signal }, { platform, baseUrl, key }) => {
      const agents = await connect({ platform, baseUrl, key }).listAgents(signal)
      return { agents: agents ?? [], mustNameAgents: agents === null }
    },
    'platform.connect': (_call, draft) =>
      changing(['connection'], (database) =>
        addConnection(database, { ...draft, baseUrl: readBaseUrl(draft.baseUrl) }, now())
      ),
    'platform.resume': (_call, { id }) =>
      changing(['connection', 'outbox'], (database) => database.transaction(() => pauseConnection(database, id, null))),
    'platform.forget': (_call, { id }) =>
      changing(['connection', 'outbox'], (database) => removeConnection(database, id)),
    'platform.sync': (call, { connectionId, full, key }) =>
      queue(call.signal, () =>
        changing(SYNCED, (database) => {
          const connection = connectionOf(database, connectionId)
          if (waitsForDeletion(database, connectionId))
            throw new AppError(
              'refused',
              'Conversations of this connection wait in the outbox to be deleted on the platform: a sync would bring them back. Let it be delivered, or discard it.'
            )
          return synchronize(database, connection, connectorOf(connection, key), { full }, call)
        })
      ),
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

function connectorOf({ platform, baseUrl }: Connection, key: string): Connector {
  return connect({ platform, baseUrl, key })
}
