// Flowise by its API: what a real server answered, read page by page; changes, late thumbs, ratings from here; one conversation by any way.
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../electron/connectors/connect'
import { addConnection, connectionOf, listConnections } from '../../electron/database/connections'
import { listImports } from '../../electron/database/imports'
import type { WritableDatabase } from '../../electron/database/open'
import { importFiles } from '../../electron/import/import-files'
import { synchronize } from '../../electron/sync/synchronize'
import {
  FLOWISE_FIXTURES,
  type FlowiseServer,
  recordedFlowise,
  recordedRows,
  startFlowise
} from '../support/flowise-server'
import { testCall, writeTo } from '../support/import-call'
import { QUICK } from '../support/platform'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const SIGNAL = new AbortController().signal

async function setup() {
  const server = await startFlowise()
  onTestFinished(() => server.close())
  const { database } = tempWorkspace()
  const agents = [{ id: server.agentId, name: 'Northwind help' }]
  const { id } = addConnection(database, { platform: 'flowise', name: 'Flowise', baseUrl: server.baseUrl, agents }, 1)
  const sync = (full = false) =>
    synchronize(database, connectionOf(database, id), connectorTo(server), { full }, { signal: SIGNAL, progress() {} })
  return { server, database, sync, id }
}

function connectorTo({ baseUrl, key }: Pick<FlowiseServer, 'baseUrl' | 'key'>) {
  return connect({ platform: 'flowise', baseUrl, key }, QUICK)
}

interface Stored {
  readonly id: number
  readonly externalId: string
  readonly channel: string
  readonly messages: number
  readonly citations: number
  readonly up: number
  readonly down: number
}

function stored(database: WritableDatabase): Stored[] {
  return database
    .prepare(
      `SELECT id, external_id AS externalId, channel, message_count AS messages, citation_count AS citations, up_count AS up,
         down_count AS down FROM conversation ORDER BY id`
    )
    .all<Stored & Record<string, string | number>>()
}

test('the test server answers as the real one did', async () => {
  const server = await startFlowise()
  onTestFinished(() => server.close())
  const reads = recordedFlowise().answers.filter(({ method, path }) => method === 'GET' && !path.includes('messageId'))
  expect(reads.length).toBeGreaterThan(6)
  for (const { path, status, body } of reads) {
    const authorization = `Bearer ${status === 401 ? 'wrong' : server.key}`
    const answered = await fetch(`${server.origin}${path}`, { headers: { authorization } })
    expect(answered.status, path).toBe(status)
    expect(sorted(await answered.json()), path).toEqual(sorted(body))
  }
})

/** Rows of the same second stand in any order on a real server. */
function sorted(body: unknown): unknown {
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
  return Array.isArray(body) ? [...body].sort(byId) : body
}

test('chatflows are agents; a wrong key is told in the server’s words', async () => {
  const { server } = await setup()
  expect(await connectorTo(server).listAgents(SIGNAL)).toEqual([
    { id: server.agentId, name: 'Northwind help' },
    { id: expect.any(String), name: 'Northwind sales' }
  ])
  const wrong = connectorTo({ baseUrl: server.baseUrl, key: 'wrong' }).listAgents(SIGNAL)
  await expect(wrong).rejects.toThrow(/does not accept the API key.*“Unauthorized Access”/)
  const bare = connectorTo({ baseUrl: server.origin, key: server.key })
  expect(await bare.listAgents(SIGNAL)).toHaveLength(2)
})

test('every recorded conversation comes in with its feedback, sources, tools and customer', async () => {
  const { server, database, sync } = await setup()
  expect(await sync()).toEqual({ added: 25, updated: 0, unchanged: 0, rejected: 0 })
  const all = stored(database)
  const rows = recordedRows()
  expect(all.map(({ messages }) => messages).reduce((sum, n) => sum + n)).toBe(rows.length)
  expect(all.filter(({ down }) => down > 0)).toHaveLength(5)
  expect(all.filter(({ up }) => up > 0)).toHaveLength(1)
  expect(all.filter(({ citations }) => citations > 0)).toHaveLength(20)
  expect(all.map(({ externalId }) => externalId)).toContainEqual(expect.stringMatching(/_Buffer Memory_customer-8821$/))
  expect(all.filter(({ channel }) => channel === 'playground')).toHaveLength(1)
  expect(database.prepare("SELECT comment FROM feedback WHERE comment <> ''").all()).toEqual([{ comment: 'Too vague' }])
  expect(database.prepare("SELECT count(*) AS n FROM message WHERE parts LIKE '%order_lookup%'").get()).toEqual({
    n: 5
  })
  expect(database.prepare("SELECT count(*) AS n FROM conversation WHERE customer LIKE 'ann@%'").get()).toEqual({ n: 1 })
  expect(server.log.filter((line) => line.includes('/chatmessage/'))).toHaveLength(2)
  const wrongOrder = `SELECT count(*) AS n FROM message a JOIN message b ON b.id = a.id + 1 WHERE a.role = 'agent' AND b.role = 'customer'
    AND a.sent_at = b.sent_at`
  expect(database.prepare(wrongOrder).get()).toEqual({ n: 0 })
})

test('the next sync reads what was said since, and once a day what was rated since; nothing new leaves no import', async () => {
  const { server, database, sync, id } = await setup()
  await sync()
  const imports = listImports(database).length
  expect(await sync()).toMatchObject({ added: 0, updated: 0 })
  expect(listImports(database)).toHaveLength(imports)
  const chats = [...new Set(server.rows.map(({ chatId }) => chatId))]
  server.say(chats.at(-1)!, 'And to Norway?', 'Yes.', new Date('2026-11-05T08:00:00Z'))
  expect(await sync()).toMatchObject({ added: 0, updated: 1 })
  const rated = server.rows.find((row) => row.role === 'apiMessage' && row.feedback === null)!
  rated.feedback = {
    id: 'late',
    chatId: rated.chatId,
    rating: 'THUMBS_DOWN',
    content: '',
    createdDate: '2026-11-05T09:00:00.000Z'
  }
  expect(await sync()).toMatchObject({ updated: 0 })
  database.exec('UPDATE sync_state SET rechecked_at = 0')
  expect(await sync()).toMatchObject({ updated: 1 })
  expect(stored(database).filter(({ down }) => down > 0)).toHaveLength(6)
  expect(listConnections(database).find((one) => one.id === id)?.agents[0]).toMatchObject({
    conversations: 25,
    gone: 0
  })
})

test('a sync that is cut off goes on from its page', async () => {
  const { server, database, sync } = await setup()
  const controller = new AbortController()
  const [connection] = listConnections(database)
  const first = synchronize(
    database,
    connection!,
    connectorTo(server),
    { full: false },
    {
      signal: controller.signal,
      progress: ({ done }) => done >= 20 && controller.abort()
    }
  )
  await expect(first).rejects.toThrow()
  expect(stored(database)).toHaveLength(20)
  expect(listConnections(database)[0]?.agents[0]).toMatchObject({ isUnfinished: true, problem: null })
  expect(await sync()).toMatchObject({ added: 5, unchanged: 0 })
})

test('a thumb is given and turned, and what cannot be taken away is refused', async () => {
  const { server } = await setup()
  const connector = connectorTo(server)
  const row = server.rows.find((one) => one.role === 'apiMessage' && one.feedback === null)!
  const rate = (thumb: 1 | -1 | null) =>
    connector.push(
      { kind: 'feedback', agentId: server.agentId, conversationId: row.chatId, messageId: row.id, thumb },
      SIGNAL
    )
  await rate(null)
  expect(row.feedback).toBeNull()
  await rate(-1)
  expect(row.feedback).toMatchObject({ rating: 'THUMBS_DOWN', chatId: row.chatId })
  await rate(1)
  expect(row.feedback).toMatchObject({ rating: 'THUMBS_UP' })
  await expect(rate(null)).rejects.toThrow(/cannot take a thumb away/)
})

const FILES: readonly (readonly [string, (folder: string) => string])[] = [
  ['the messages of the API saved as a file', (folder) => writeTo(folder, 'messages.json', recordedRows())],
  ['the export of Flowise’s window', () => path.join(FLOWISE_FIXTURES, 'window-export.json')]
]
test.each(FILES)('%s and the API are the same conversations, whichever comes first', async (_what, fileIn) => {
  const file = fileIn(tempFolder())
  const request = { files: [{ path: file, agentName: 'Northwind help' }] }
  const after = await setup()
  await after.sync()
  const before = stored(after.database)
  await importFiles(after.database, request, testCall())
  expect(stored(after.database)).toEqual(before)

  const first = await setup()
  await importFiles(first.database, request, testCall())
  const ids = new Map(stored(first.database).map(({ externalId, id }) => [externalId, id]))
  expect(ids.size).toBe(25)
  expect(await first.sync()).toMatchObject({ added: 0, rejected: 0 })
  const now = stored(first.database)
  expect(new Map(now.map(({ externalId, id }) => [externalId, id]))).toEqual(ids)
  expect(sums(now)).toEqual(sums(before))
})

function sums(all: readonly Stored[]) {
  const sum = (name: 'messages' | 'citations' | 'up' | 'down') => all.reduce((total, one) => total + one[name], 0)
  return [all.length, sum('messages'), sum('citations'), sum('up'), sum('down')]
}
