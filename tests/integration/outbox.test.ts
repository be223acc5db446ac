// The outbox against the development platform: whatever the network does, each change arrives exactly once and its state is true.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addConnection, listConnections, pauseConnection } from '../../electron/database/connections'
import { listOutbox } from '../../electron/database/outbox'
import { listQaPairs } from '../../electron/database/qa-pairs'
import { discardEntry, retryEntry, sendFeedback, sendPairs, withdrawPairs } from '../../electron/outbox/enqueue'
import { savePair, setPairState } from '../../electron/review/qa-pairs'
import { deliver } from '../../electron/sync/deliver'
import type { Fault } from '../../scripts/platform-server/faults'
import { testConnector, testPlatform } from '../support/platform'
import { tempWorkspace } from '../support/temp-workspace'

const ACTOR = { reviewer: 'Ann', now: 1 }
const SIGNAL = new AbortController().signal

async function setup(options: { readonly trainingMs?: number } = {}) {
  const server = await testPlatform('chatbase', options)
  const { database, file } = tempWorkspace()
  const connector = testConnector(server, 'chatbase')
  const agents = [{ id: 'agent-support', name: 'Northwind Support' }]
  const { id } = addConnection(database, { platform: 'chatbase', name: 'Shop', baseUrl: server.baseUrl, agents }, 1)
  const to = { connectionId: id, agentId: 'agent-support' }
  let time = Date.now()
  const write = (pairId: number | null, answer: string) => {
    const draft = { name: '', questions: ['When?', 'How long?'], answer, isPinned: false, agentId: null }
    const more = { conversationId: null, messageKey: null, replaces: null }
    const saved = savePair(database, pairId, { ...draft, ...more }, ACTOR).id
    setPairState(database, [saved], 'ready', ACTOR)
    return saved
  }
  return {
    ...{ server, database, file, to, write },
    send: (pairId: number) => sendPairs(database, [pairId], to, time),
    state: (pairId: number) => listQaPairs(database, [pairId])[0]?.state,
    once: () => deliver(database, { connectorOf: () => connector, signal: SIGNAL, now: () => time }),
    /** Delivers until nothing waits, as time passes. */
    async all() {
      for (let i = 0; i < 40; i++) {
        const { nextAt } = await deliver(database, { connectorOf: () => connector, signal: SIGNAL, now: () => time })
        if (nextAt === null) return
        time = Math.max(time, nextAt)
      }
      throw new Error('the outbox does not come to an end')
    }
  }
}

const FAULTS: readonly Fault[] = [
  { kind: 'rate-limit-seconds', seconds: 30 },
  { kind: 'rate-limit-date' },
  { kind: 'rate-limit-reset-ms' },
  { kind: 'rate-limit-reset-seconds' },
  { kind: 'status', status: 500, times: 3 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503, times: 4 },
  { kind: 'timeout' },
  { kind: 'html' },
  { kind: 'slow-body' },
  { kind: 'reset-body' },
  { kind: 'truncated-json' },
  { kind: 'apply-then-drop' }
]
test.each(FAULTS)('a pair is made exactly once although $kind $status happens ($times)', async (fault) => {
  const shop = await setup()
  const pair = shop.write(null, '14 days.')
  shop.send(pair)
  shop.server.faults.add({ ...fault, on: 'POST' })
  await shop.all()
  expect(shop.server.store.sources).toMatchObject([{ answer: '14 days.', questions: ['When?', 'How long?'] }])
  expect(shop.server.store.sources[0]?.name).toMatch(/^When\? \[cd-[0-9a-f]{10}\]$/)
  expect(shop.state(pair)).toBe('live')
  expect(listOutbox(shop.database)).toMatchObject([{ state: 'delivered', nextAt: null }])
})

test.each(FAULTS)('a change and a withdrawal arrive although $kind $status happens', async (fault) => {
  const shop = await setup()
  const pair = shop.write(null, '14 days.')
  shop.send(pair)
  await shop.all()
  setPairState(shop.database, [pair], 'draft', ACTOR)
  shop.write(pair, '30 days.')
  shop.send(pair)
  shop.server.faults.add({ ...fault, on: 'PUT' }, { ...fault, on: 'DELETE' })
  await shop.all()
  expect(shop.server.store.sources).toMatchObject([{ answer: '30 days.' }])
  withdrawPairs(shop.database, [pair], Date.now())
  await shop.all()
  expect(shop.server.store.sources).toEqual([])
  expect(shop.state(pair)).toBe('withdrawn')
})

test('changes made offline are one change, and arrive when the network is there', async () => {
  const shop = await setup()
  const pair = shop.write(null, '14 days.')
  shop.send(pair)
  const entry = listOutbox(shop.database)[0]
  discardEntry(shop.database, entry?.id ?? 0, Date.now())
  shop.write(pair, '30 days.')
  shop.send(pair)
  shop.database.prepare("UPDATE qa_pair SET state = 'ready'").run()
  shop.send(pair)
  expect(listOutbox(shop.database).map(({ state }) => state)).toEqual(['waiting', 'discarded', 'discarded'])
  await shop.all()
  expect(shop.server.store.sources).toMatchObject([{ answer: '30 days.' }])
  expect(shop.server.log.filter(({ method }) => method === 'POST')).toHaveLength(1)
})

test('a killed process that was sending looks before it sends again', async () => {
  const shop = await setup()
  const pair = shop.write(null, '14 days.')
  shop.send(pair)
  shop.server.faults.add({ kind: 'apply-then-drop', on: 'POST' })
  await shop.once()
  shop.database.prepare("UPDATE outbox SET state = 'sending', is_unclear = 0").run()
  await shop.all()
  expect(shop.server.store.sources).toHaveLength(1)
  expect(shop.server.log.filter(({ method }) => method === 'POST')).toHaveLength(1)
})

test('a look-up that is refused settles nothing: tried again, it looks before it sends', async () => {
  const shop = await setup()
  const pair = shop.write(null, '14 days.')
  shop.send(pair)
  shop.server.faults.add({ kind: 'apply-then-drop', on: 'POST' }, { kind: 'status', status: 403, on: 'GET' })
  await shop.once()
  // As a killed process leaves it.
  shop.database.prepare("UPDATE outbox SET state = 'sending', is_unclear = 0").run()
  await shop.all()
  const [entry] = listOutbox(shop.database)
  expect(entry?.state).toBe('refused')
  retryEntry(shop.database, entry?.id ?? 0, Date.now())
  await shop.all()
  expect(shop.server.store.created).toHaveLength(1)
  expect(shop.state(pair)).toBe('live')
})

test('a pair taken out of the outbox and sent anew looks whether the platform got it before', async () => {
  const shop = await setup()
  const pair = shop.write(null, '14 days.')
  shop.send(pair)
  shop.server.faults.add({ kind: 'apply-then-drop', on: 'POST' })
  await shop.once()
  discardEntry(shop.database, listOutbox(shop.database)[0]?.id ?? 0, Date.now())
  shop.write(pair, '30 days.')
  shop.send(pair)
  await shop.all()
  expect(shop.server.store.created).toHaveLength(1)
  expect(shop.server.store.sources).toMatchObject([{ answer: '30 days.' }])
})

test('training is followed until it is live, or has failed', async () => {
  const shop = await setup({ trainingMs: 200 })
  const good = shop.write(null, '14 days.')
  const bad = shop.write(null, 'This [cannot be trained].')
  shop.send(good)
  shop.send(bad)
  await shop.once()
  expect([shop.state(good), shop.state(bad)]).toEqual(['sent', 'sent'])
  await new Promise((resolve) => setTimeout(resolve, 250))
  await shop.all()
  expect([shop.state(good), shop.state(bad)]).toEqual(['live', 'failed'])
  expect(listOutbox(shop.database)[0]).toMatchObject({ state: 'refused', words: expect.stringContaining('train') })
})

test('what is refused waits with the server’s words, and can be tried again or discarded', async () => {
  const shop = await setup()
  const pair = shop.write(null, '14 days.')
  shop.send(pair)
  shop.server.faults.add({ kind: 'status', status: 422, message: 'Too large for your plan', on: 'POST', times: 2 })
  await shop.all()
  const [entry] = listOutbox(shop.database)
  expect(entry).toMatchObject({ state: 'refused', words: expect.stringContaining('Too large for your plan') })
  expect(entry?.requestId).toMatch(/^req_/)
  retryEntry(shop.database, entry?.id ?? 0, Date.now())
  await shop.all()
  discardEntry(shop.database, entry?.id ?? 0, Date.now())
  expect(listOutbox(shop.database)[0]?.state).toBe('discarded')
  expect(shop.state(pair)).toBe('ready')
  shop.send(pair)
  await shop.all()
  expect(shop.state(pair)).toBe('live')
})

test('a key that is not accepted stops everything and loses nothing', async () => {
  const shop = await setup()
  const pair = shop.write(null, '14 days.')
  shop.send(pair)
  shop.server.faults.add({ kind: 'status', status: 401, code: 'AUTH_EXPIRED_API_KEY' })
  await shop.all()
  expect(listConnections(shop.database)[0]?.paused).toMatch(/expired/)
  expect(listOutbox(shop.database)[0]?.state).toBe('waiting')
  expect(shop.server.log).toHaveLength(1)
  pauseConnection(shop.database, shop.to.connectionId, null)
  await shop.all()
  expect(shop.state(pair)).toBe('live')
})

test('a pair that someone deleted on the platform is made again when it is changed, once', async () => {
  const shop = await setup()
  const pair = shop.write(null, '14 days.')
  shop.send(pair)
  await shop.all()
  shop.server.store.sources.splice(0)
  setPairState(shop.database, [pair], 'draft', ACTOR)
  shop.write(pair, '30 days.')
  shop.send(pair)
  shop.server.faults.add({ kind: 'apply-then-drop', on: 'POST' })
  await shop.all()
  expect(shop.server.store.sources).toMatchObject([{ answer: '30 days.' }])
  expect(shop.server.store.created).toHaveLength(2)
  expect(shop.state(pair)).toBe('live')
})

test('a thumb on a conversation that vanished is refused in words, and holds up nothing', async () => {
  const shop = await setup()
  const [first, second] = shop.server.store.conversations
  const on = (conversation: typeof first) => ({
    conversationId: String(conversation!.id),
    messageId: String(conversation!.messages.find(({ role }) => role === 'assistant')!['id'])
  })
  sendFeedback(shop.database, shop.to, { ...on(first), thumb: 1 }, 'Thumb', 1)
  sendFeedback(shop.database, shop.to, { ...on(second), thumb: 1 }, 'Thumb', 1)
  shop.server.store.conversations.splice(0, 1)
  await shop.all()
  expect(listOutbox(shop.database)).toMatchObject([
    { state: 'delivered' },
    { state: 'refused', words: expect.stringContaining('does not have this') }
  ])
})

test('a thumb is set once it gets through', async () => {
  const shop = await setup()
  const conversation = shop.server.store.conversations[0]!
  const answer = conversation.messages.find(({ role }) => role === 'assistant')!
  const body = { conversationId: String(conversation.id), messageId: String(answer['id']) }
  sendFeedback(shop.database, shop.to, { ...body, thumb: 1 }, 'Thumb', 1)
  sendFeedback(shop.database, shop.to, { ...body, thumb: -1 }, 'Thumb', 1)
  shop.server.faults.add({ kind: 'apply-then-drop', on: 'PATCH' })
  await shop.all()
  expect(answer['feedback']).toBe('negative')
  expect(listOutbox(shop.database).map(({ state }) => state)).toEqual(['delivered', 'discarded'])
})

test('the key is in no file of the workspace after a whole run', async () => {
  const shop = await setup()
  for (const kind of ['html', 'status', 'apply-then-drop', 'timeout'] as const) {
    shop.server.faults.add({ kind, on: 'POST' })
    shop.send(shop.write(null, `Because of ${kind}.`))
  }
  await shop.all()
  const folder = path.dirname(shop.file)
  for (const name of readdirSync(folder))
    expect(readFileSync(path.join(folder, name)).includes(shop.server.key), name).toBe(false)
})
