// A workspace that was synchronised with a development platform: what tests of thumbs, hand-offs and wipes begin with.

import { addConnection, connectionOf } from '../../electron/database/connections'
import { listOutbox } from '../../electron/database/outbox-lists'
import { deliver } from '../../electron/sync/deliver'
import { synchronize } from '../../electron/sync/synchronize'
import type { PlatformMode } from '../../scripts/platform-server/store'
import type { HandOff } from '../../shared/hand-off'
import { testConnector, testPlatform } from './platform'
import { tempWorkspace } from './temp-workspace'

const SIGNAL = new AbortController().signal
export const ANN = { reviewer: 'Ann', now: 1_000 }

export const HAND_OFF: HandOff = {
  ...{ subject: 'Wrong return window', summary: 'The agent promised 30 days.', priority: 'high' },
  ...{ email: 'sam@example.test', name: 'Sam', pause: true }
}

export async function syncedShop(mode: PlatformMode, { conversations = 12 } = {}) {
  const server = await testPlatform(mode, { conversations })
  const { database, file } = tempWorkspace()
  const connector = testConnector(server, mode)
  const agents = server.store.agents.map(({ id, name }) => ({ id: String(id), name }))
  const { id: connectionId } = addConnection(
    database,
    { platform: mode, name: 'Shop', baseUrl: server.baseUrl, agents },
    1
  )
  let time = Date.now()
  const sync = (full = false) =>
    synchronize(
      database,
      connectionOf(database, connectionId),
      connector,
      { full },
      { signal: SIGNAL, progress: () => undefined }
    )
  await sync()
  const first = () => {
    const conversation = server.store.conversations.find(({ messages }) =>
      messages.some(({ role }) => role === 'assistant')
    )!
    const answer = conversation.messages.find(({ role }) => role === 'assistant')!
    const id = database
      .prepare('SELECT id FROM conversation WHERE external_id = ?')
      .get<{ id: number }>(String(conversation.id))!.id
    return { conversation, answer, id, messageKey: String(answer['id']) }
  }
  return {
    ...{ server, database, file, connectionId, sync, first },
    once: () => deliver(database, { connectorOf: () => connector, signal: SIGNAL, now: () => time }),
    /** Delivers until nothing waits, as time passes. */
    async all() {
      for (let i = 0; i < 40; i++) {
        const { nextAt } = await deliver(database, { connectorOf: () => connector, signal: SIGNAL, now: () => time })
        if (nextAt === null) return
        time = Math.max(time, nextAt)
      }
      throw new Error('the outbox does not come to an end')
    },
    outbox: () => listOutbox(database),
    posts: () => server.log.filter(({ method, fault, status }) => method === 'POST' && (fault === null || status < 400))
  }
}
