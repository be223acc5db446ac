// What a sync asks beside the conversations: labels by searching, late thumbs, citations of weak answers; and what it does when refused.
import { expect, test } from 'vitest'
import {
  addConnection,
  connectionOf,
  listConnections,
  saveConnectionSettings
} from '../../electron/database/connections'
import { listImports } from '../../electron/database/imports'
import type { WritableDatabase } from '../../electron/database/open'
import { syncStateOf } from '../../electron/database/sync-state'
import { citationsByMessage } from '../../electron/sync/learn'
import { synchronize } from '../../electron/sync/synchronize'
import type { PlatformServer } from '../../scripts/platform-server/server'
import type { PlatformMode } from '../../scripts/platform-server/store'
import { DEFAULT_CONNECTION_SETTINGS } from '../../shared/connections'
import { testConnector, testPlatform } from '../support/platform'
import { tempWorkspace } from '../support/temp-workspace'

async function setup(mode: PlatformMode) {
  const server = await testPlatform(mode)
  const { database } = tempWorkspace()
  const agents = server.store.agents.map(({ id, name }) => ({ id: String(id), name }))
  const { id } = addConnection(database, { platform: mode, name: 'Shop', baseUrl: server.baseUrl, agents }, 1)
  const sync = async (full = false) => {
    const call = { signal: new AbortController().signal, progress() {} }
    return await synchronize(database, connectionOf(database, id), testConnector(server, mode), { full }, call)
  }
  return { server, database, id, sync }
}

/** Conversations of the workspace with one value of each. */
function here(database: WritableDatabase, column: 'sentiment' | 'topic'): Map<string, unknown> {
  const rows = database.prepare(`SELECT external_id AS id, ${column} AS value FROM conversation`)
  return new Map(rows.all<{ id: string; value: string | null }>().map(({ id, value }) => [id, value]))
}

function there({ store }: PlatformServer, name: 'sentiment' | 'topic'): Map<string, unknown> {
  return new Map(
    store.conversations.map(({ id, body }) => [
      String(id),
      (body['insights'] as Record<string, unknown>)[name] as string | null
    ])
  )
}

/** The platform's records say nothing of these, so that what is here was found by searching. */
test('sentiment of every conversation and the topics that are listed are learned, and stay', async () => {
  const { server, database, id, sync } = await setup('chatbase')
  const topics = [...new Set(there(server, 'topic').values())].filter((topic) => typeof topic === 'string')
  saveConnectionSettings(database, id, { ...DEFAULT_CONNECTION_SETTINGS, topics: topics.slice(0, 2) })
  expect(await sync()).toMatchObject({ added: 90, updated: 0 })
  expect(here(database, 'sentiment')).toEqual(there(server, 'sentiment'))
  const known = new Map(
    [...there(server, 'topic')].map(([id, topic]) => [id, topics.indexOf(topic as string) < 2 ? topic : null])
  )
  expect(here(database, 'topic')).toEqual(known)
  expect(await sync(true)).toMatchObject({ added: 0, updated: 0, unchanged: 90 })
  expect(here(database, 'sentiment')).toEqual(there(server, 'sentiment'))

  saveConnectionSettings(database, id, { ...DEFAULT_CONNECTION_SETTINGS, topics })
  await sync()
  expect(here(database, 'topic')).toEqual(there(server, 'topic'))
})

test('a label that the platform gives later reaches a conversation that did not change', async () => {
  const { server, database, sync } = await setup('chatbase')
  const newest = server.store.conversations.reduce((a, b) => (a.updatedAt > b.updatedAt ? a : b))
  const insights = newest.body['insights'] as Record<string, unknown>
  const later = insights['sentiment'] === 'negative' ? 'positive' : 'negative'
  insights['sentiment'] = null
  await sync()
  expect(here(database, 'sentiment').get(String(newest.id))).toBeNull()
  insights['sentiment'] = later
  await sync()
  expect(here(database, 'sentiment').get(String(newest.id))).toBe(later)
})

test('searching for labels goes on where it was cut off', async () => {
  const { server, database, sync } = await setup('chatbase')
  const searches = () => server.log.filter(({ path }) => path.includes('sentiment='))
  const agent = String(server.store.agents[0]?.id)
  for (let n = 0; n < 3; n++) {
    const before = searches().length
    // One page passes, the next one is refused.
    server.faults.add({ kind: 'status', status: 422, on: 'sentiment=', after: 1 })
    await expect(sync()).rejects.toMatchObject({ kind: 'refused' })
    expect(searches().length - before).toBe(2)
    expect(syncStateOf(database, 1, agent).labelling).not.toBeNull()
    expect(listImports(database)).toEqual([])
  }
  await sync()
  expect(here(database, 'sentiment')).toEqual(there(server, 'sentiment'))
  const passed = searches()
    .filter(({ fault }) => fault === null)
    .map(({ path }) => path)
  expect(new Set(passed).size).toBe(passed.length)
})

test('a place among the searches that leads nowhere is given up, once it was tried again', async () => {
  const { server, database, sync } = await setup('chatbase')
  const place = () => syncStateOf(database, 1, String(server.store.agents[0]?.id)).labelling
  server.faults.add({ kind: 'status', status: 422, code: 'INVALID_CURSOR', on: 'cursor=', times: 2 })
  for (const isKept of [true, false]) {
    await expect(sync()).rejects.toMatchObject({ kind: 'refused' })
    expect(place()?.cursor !== null).toBe(isKept)
  }
  await sync()
  expect(place()).toBeNull()
  expect(here(database, 'sentiment')).toEqual(there(server, 'sentiment'))
})

test('a search that leads in circles does not lose the place among the conversations', async () => {
  const { server, database, sync } = await setup('chatbase')
  const state = () => syncStateOf(database, 1, String(server.store.agents[0]?.id))
  server.faults.add({ kind: 'status', status: 422, on: '/export', after: 1 })
  await expect(sync()).rejects.toMatchObject({ kind: 'refused' })
  const { cursor } = state()
  expect(cursor).not.toBeNull()
  // A topic that is asked for now is searched for before the sync goes on.
  saveConnectionSettings(database, 1, { ...DEFAULT_CONNECTION_SETTINGS, topics: ['Returns'] })
  for (let n = 0; n < 3; n++) {
    server.faults.add({ kind: 'repeated-cursor', on: '/search', times: 2 })
    await expect(sync()).rejects.toMatchObject({ kind: 'bad-paging' })
    server.faults.clear()
    expect(state().cursor).toBe(cursor)
  }
  await sync()
  const ofAgent = server.store.conversations.filter(({ agentId }) => agentId === server.store.agents[0]?.id)
  expect(listConnections(database)[0]?.agents[0]?.conversations).toBe(ofAgent.length)
})

test('a place from where pages repeat is given up when two syncs met it there, and not before', async () => {
  const { server, database, sync } = await setup('chatbase')
  const place = () => syncStateOf(database, 1, String(server.store.agents[0]?.id)).cursor
  server.faults.add({ kind: 'status', status: 422, on: '/export', after: 1 })
  await expect(sync()).rejects.toMatchObject({ kind: 'refused' })
  const reached = place()
  expect(reached).not.toBeNull()
  for (const left of [reached, null]) {
    server.faults.add({ kind: 'repeated-cursor', on: '/export' })
    await expect(sync()).rejects.toMatchObject({ kind: 'bad-paging' })
    expect(place()).toBe(left)
  }
  expect(await sync()).toMatchObject({ updated: 0 })
  const { n } = database.prepare('SELECT count(*) AS n FROM conversation').get<{ n: number }>() ?? { n: 0 }
  expect(n).toBe(server.store.conversations.length)
})

test('an agent whose sync was cut off comes first the next time', async () => {
  const { server, sync } = await setup('chatbase')
  const [first, second] = server.store.agents.map(({ id }) => String(id))
  server.faults.add({ kind: 'status', status: 422, on: `${second}/conversations/export` })
  await expect(sync()).rejects.toMatchObject({ kind: 'refused' })
  const before = server.log.length
  await sync()
  const asked = server.log.slice(before).map(({ path }) => [first, second].find((agent) => path.includes(`${agent}/`)))
  expect([asked[0], asked.at(-1)]).toEqual([second, first])
})

test('of two agents that were cut off, the one that was never read in full comes first', async () => {
  const { server, database, id, sync } = await setup('chatbase')
  await sync()
  const [first, second] = server.store.agents.map(({ id }) => String(id))
  const sweep = database.prepare(
    'UPDATE sync_state SET sweep = ?, cursor = NULL WHERE connection_id = ? AND agent_id = ?'
  )
  sweep.run('changes', id, String(first))
  sweep.run('full', id, String(second))
  const before = server.log.length
  await sync()
  const asked = server.log.slice(before).map(({ path }) => [first, second].find((agent) => path.includes(`${agent}/`)))
  expect([asked[0], asked.at(-1)]).toEqual([second, first])
})

test('where the search is refused, changes are found by summaries, and what is missing is said', async () => {
  const { server, database, id, sync } = await setup('chatbase')
  await sync()
  server.store.touch(server.store.conversations[0]!.id, 'And now?')
  const refusal = {
    kind: 'status',
    status: 403,
    code: 'CONVERSATION_SEARCH_UNAVAILABLE',
    on: '/search',
    times: 99
  } as const
  server.faults.add(refusal)
  const before = server.log.length
  expect(await sync()).toMatchObject({ updated: 1 })
  const asked = server.log.slice(before).map(({ path }) => path)
  expect(asked.some((path) => path.includes('include=summary'))).toBe(true)
  expect(asked.filter((path) => path.includes('conversationId=')).length).toBeLessThan(8)
  const [agent] = listConnections(database).find((one) => one.id === id)?.agents ?? []
  expect(agent?.notes).toEqual([expect.stringMatching(/does not let this key search/)])
  server.faults.clear()
  await sync()
  expect(listConnections(database)[0]?.agents[0]?.notes).toEqual([])
})

test.each(['chatbase', 'bookbag', 'generic'] as const)('%s: a thumb given later is found, once a day', async (mode) => {
  const { server, database, sync } = await setup(mode)
  await sync()
  await sync()
  const newest = Math.max(...server.store.conversations.map(({ updatedAt }) => updatedAt))
  const recent = server.store.conversations.find(
    ({ updatedAt, messages }) =>
      updatedAt < newest - 2 * 86_400 &&
      updatedAt > newest - 10 * 86_400 &&
      messages.some(({ role, feedback }) => role === 'assistant' && feedback == null)
  )!
  recent.messages.find(({ role, feedback }) => role === 'assistant' && feedback == null)!['feedback'] = 'negative'
  expect(await sync()).toMatchObject({ updated: 0 })
  database.exec('UPDATE sync_state SET rechecked_at = 0')
  // On Bookbag it is weak now and written once more when its citations are read: that is one conversation that changed.
  expect(await sync()).toMatchObject({ updated: 1 })
  const down = database.prepare('SELECT down_count AS n FROM conversation WHERE external_id = ?')
  expect(down.get<{ n: number }>(String(recent.id))?.n).toBeGreaterThan(0)
})

test('citations of weak answers are read from the older API, once, and survive another full sync', async () => {
  const { server, database, id, sync } = await setup('bookbag')
  saveConnectionSettings(database, id, { ...DEFAULT_CONNECTION_SETTINGS, grounds: false })
  await sync()
  const count = () => database.prepare('SELECT count(*) AS n FROM citation').get<{ n: number }>()?.n
  expect(count()).toBe(0)
  const weak = database
    .prepare('SELECT external_id AS id FROM conversation WHERE confidence < 0.5 OR down_count > 0')
    .all<{ id: string }>()
  expect(weak.length).toBeGreaterThan(5)
  saveConnectionSettings(database, id, DEFAULT_CONNECTION_SETTINGS)
  await sync()
  const older = () => server.log.filter(({ path }) => path.startsWith('/api/v1/conversations/')).length
  expect(older()).toBe(weak.length)
  expect(count()).toBeGreaterThan(5)
  const cited = count()
  const weakIds = new Set(weak.map(({ id }) => id))
  const known = server.store.conversations
    .filter(({ id }) => weakIds.has(String(id)))
    .flatMap(({ messages }) => messages)
    .flatMap(({ metadata }) => (metadata as { citations?: unknown[] } | undefined)?.citations ?? [])
  expect(cited).toBe(known.length)
  await sync()
  expect(await sync(true)).toMatchObject({ added: 0, updated: 0 })
  expect(count()).toBe(cited)
  expect(older()).toBe(weak.length)
  const one = weak[0]!
  server.store.touch(Number(one.id), 'And?')
  await sync()
  expect(older()).toBe(weak.length + 1)
  expect(count()).toBe(cited)
})

test('a key that may not read transcripts syncs all the same, and says what is missing', async () => {
  const { server, database, sync } = await setup('bookbag')
  server.faults.add({ kind: 'status', status: 403, on: '/api/v1/', times: 99 })
  expect(await sync()).toMatchObject({ added: 90 })
  const [agent] = listConnections(database)[0]?.agents ?? []
  expect(agent).toMatchObject({ problem: null, notes: [expect.stringMatching(/Citations of weak answers/)] })
})

test('why a sync failed is kept for people until one comes to its end', async () => {
  const { server, database, id, sync } = await setup('generic')
  server.faults.add({ kind: 'status', status: 403, message: 'Not your agent', on: '/export' })
  await expect(sync()).rejects.toThrow(/Not your agent/)
  expect(syncStateOf(database, id, 'agent-support').problem).toMatch(/“Not your agent”/)
  await sync()
  expect(syncStateOf(database, id, 'agent-support').problem).toBeNull()
})

test('citations go to the answer with the same id, the same number, or the same place in the same talk', () => {
  const known = [
    { id: 'msg_1', role: 'user' },
    { id: 'msg_2', role: 'assistant' }
  ]
  const cites = [{ title: 'Shipping' }]
  const told = (id: unknown, more = {}) => [
    { id: 'a', role: 'user' },
    { id, role: 'assistant', citations: cites, ...more }
  ]
  expect(citationsByMessage(known, told('msg_2'))).toEqual({ msg_2: cites })
  expect(citationsByMessage(known, told(2))).toEqual({ msg_2: cites })
  expect(citationsByMessage(known, told('x'))).toEqual({ msg_2: cites })
  expect(citationsByMessage(known, [...told('x'), { id: 'b', role: 'user' }])).toEqual({})
  expect(citationsByMessage(known, told('x', { role: 'user' }))).toEqual({})
  expect(citationsByMessage(known, told(2, { citations: undefined, metadata: { sources: [] } }))).toEqual({ msg_2: [] })
})
