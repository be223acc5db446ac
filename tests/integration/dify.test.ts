// Dify by its service API: named end users, messages walked backwards, ratings with comments, changes, and one conversation by any way.
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../electron/connectors/connect'
import {
  addConnection,
  connectionOf,
  listConnections,
  saveConnectionSettings
} from '../../electron/database/connections'
import type { WritableDatabase } from '../../electron/database/open'
import { syncStateOf } from '../../electron/database/sync-state'
import { importFiles } from '../../electron/import/import-files'
import { synchronize } from '../../electron/sync/synchronize'
import { DEFAULT_CONNECTION_SETTINGS } from '../../shared/connections'
import { type DifyServer, startDify } from '../support/dify-server'
import { testCall, writeTo } from '../support/import-call'
import { QUICK } from '../support/platform'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const SIGNAL = new AbortController().signal
const USERS = ['ann', 'bob']

async function setup(users: readonly string[] = USERS, perUser = 6) {
  const server = await startDify(USERS, perUser)
  onTestFinished(() => server.close())
  const { database } = tempWorkspace()
  const agents = [{ id: 'Help bot', name: 'Help bot' }]
  const settings = { users: [...users] }
  const draft = { platform: 'dify', name: 'Dify', baseUrl: server.baseUrl, agents, settings } as const
  const { id } = addConnection(database, { ...draft, agents: [...agents] }, 1)
  const sync = (signal = SIGNAL, full = false) => {
    const connection = connectionOf(database, id)
    return synchronize(
      database,
      connection,
      connectorTo(server, connection.settings.users),
      { full },
      { signal, progress() {} }
    )
  }
  return { server, database, id, sync }
}

function connectorTo({ baseUrl, key }: DifyServer, users: string[]) {
  return connect({ platform: 'dify', baseUrl, key, settings: { users } }, QUICK)
}

function stored(database: WritableDatabase) {
  return database
    .prepare(
      `SELECT id, external_id AS externalId, title, customer, message_count AS messages, citation_count AS citations,
         down_count AS down FROM conversation ORDER BY external_id`
    )
    .all<{ id: number; externalId: string; messages: number; down: number; citations: number }>()
}

test('a key is one app, named as Dify names it; a wrong key is told', async () => {
  const { server } = await setup()
  expect(await connectorTo(server, []).listAgents(SIGNAL)).toEqual([{ id: 'Help bot', name: 'Help bot' }])
  const wrong = connect({ platform: 'dify', baseUrl: server.origin, key: 'wrong' }, QUICK)
  await expect(wrong.listAgents(SIGNAL)).rejects.toThrow(/does not accept the API key.*“Access token is invalid”/)
})

test('conversations of the named users come in whole, in order, with ratings, comments and passages', async () => {
  const { server, database, id, sync } = await setup()
  const rated = server.conversations[0]!.messages[0]!
  rated.feedback = { rating: 'dislike' }
  server.comments.set(rated.id, 'Too vague')
  expect(await sync()).toMatchObject({ added: 12, rejected: 0 })
  const all = stored(database)
  const there = new Map(server.conversations.map((one) => [one.id, one.messages.length * 2]))
  expect(new Map(all.map(({ externalId, messages }) => [externalId, messages]))).toEqual(there)
  expect(all.filter(({ down }) => down > 0)).toMatchObject([{ externalId: rated.conversation_id, customer: 'ann' }])
  expect(database.prepare('SELECT comment FROM feedback').all()).toEqual([{ comment: 'Too vague' }])
  expect(database.prepare('SELECT count(*) AS n FROM citation WHERE score = 0.61').get()).toMatchObject({
    n: all.reduce((sum, { citations }) => sum + citations, 0)
  })
  const backwards = 'SELECT count(*) AS n FROM message a JOIN message b ON b.id = a.id + 1 WHERE a.sent_at > b.sent_at'
  expect(database.prepare(backwards).get()).toEqual({ n: 0 })
  expect(listConnections(database)[0]?.agents).toMatchObject([{ name: 'Help bot', conversations: 12, gone: 0 }])
  expect(syncStateOf(database, id, 'Help bot').watermark).toBe(
    Math.max(...server.conversations.map(({ updated_at }) => updated_at)) * 1_000
  )
})

test('the next sync reads only what was active since, of every user, also of one who is added', async () => {
  const { server, database, id, sync } = await setup(['ann'])
  await sync()
  expect(stored(database)).toHaveLength(6)
  saveConnectionSettings(database, id, { ...DEFAULT_CONNECTION_SETTINGS, users: USERS })
  expect(await sync()).toMatchObject({ added: 6 })
  const newest = Math.max(...server.conversations.map(({ updated_at }) => updated_at))
  server.say(server.conversations[2]!.id, 'Still there?', newest + 60)
  const before = server.log.length
  expect(await sync()).toMatchObject({ updated: 1 })
  expect(server.log.slice(before).filter((line) => line.includes('/messages?')).length).toBeLessThan(8)
  expect(stored(database)).toHaveLength(12)
})

test('a sync that is cut off goes on with the user it was at', async () => {
  const { server, database, sync } = await setup()
  const controller = new AbortController()
  const stop = setInterval(() => {
    if (server.log.some((line) => line.includes('user=bob') && line.includes('/messages'))) controller.abort()
  }, 1)
  await expect(sync(controller.signal)).rejects.toThrow()
  clearInterval(stop)
  expect(stored(database)).toHaveLength(6)
  const before = server.log.length
  expect(await sync()).toMatchObject({ added: 6, unchanged: 0 })
  expect(server.log.slice(before).some((line) => line.includes('user=ann'))).toBe(false)
})

test('a thumb is given as the end user whose conversation it is, turned and taken away', async () => {
  const { server } = await setup()
  const connector = connectorTo(server, USERS)
  const one = server.conversations.at(-1)!
  const rate = (thumb: 1 | -1 | null) =>
    connector.push(
      { kind: 'feedback', agentId: 'Help bot', conversationId: one.id, messageId: `${one.messages[0]!.id}:a`, thumb },
      SIGNAL
    )
  await rate(-1)
  expect(one.messages[0]?.feedback).toEqual({ rating: 'dislike' })
  await rate(1)
  expect(one.messages[0]?.feedback).toEqual({ rating: 'like' })
  await rate(null)
  expect(one.messages[0]?.feedback).toBeNull()
  const stranger = connectorTo(server, ['ann']).push(
    { kind: 'feedback', agentId: 'Help bot', conversationId: one.id, messageId: 'x:a', thumb: 1 },
    SIGNAL
  )
  await expect(stranger).rejects.toThrow(/None of the end users/)
})

test('the messages of the API saved as a file and the API are the same conversations, whichever comes first', async () => {
  const rows = (server: DifyServer) => server.conversations.flatMap(({ messages }) => messages)
  const after = await setup()
  after.server.conversations[3]!.messages[0]!.feedback = { rating: 'dislike' }
  await after.sync()
  const before = stored(after.database)
  const file = writeTo(tempFolder(), 'messages.json', { limit: 100, has_more: false, data: rows(after.server) })
  const request = { files: [{ path: file, agentName: 'Help bot' }] }
  await importFiles(after.database, request, testCall())
  expect(stored(after.database)).toEqual(before)

  const first = await setup()
  await importFiles(first.database, request, testCall())
  const ids = new Map(stored(first.database).map(({ externalId, id }) => [externalId, id]))
  expect(ids.size).toBe(12)
  expect(await first.sync()).toMatchObject({ added: 0, rejected: 0 })
  expect(new Map(stored(first.database).map(({ externalId, id }) => [externalId, id]))).toEqual(ids)
})
