// Connectors against the development platform: what they read, what they write, and every way in which a network fails them.
import { expect, test } from 'vitest'
import { connect } from '../../electron/connectors/connect'
import type { Connector, PullFrom } from '../../electron/connectors/connector'
import type { Fault } from '../../scripts/platform-server/faults'
import { PLATFORM_MODES } from '../../scripts/platform-server/store'
import { QUICK, testConnector, testPlatform } from '../support/platform'

const SIGNAL = new AbortController().signal
const FULL: PullFrom = { sweep: 'full', cursor: null, since: null, recheck: null }

async function idsOf(connector: Connector, agentId: string, from: PullFrom = FULL): Promise<string[]> {
  const ids: string[] = []
  for await (const { records } of connector.pull(agentId, from, SIGNAL))
    for (const record of records) ids.push(String(JSON.parse(record).id))
  return ids
}

test.each(PLATFORM_MODES)('%s: agents are listed, and all of an agent is read once', async (mode) => {
  const server = await testPlatform(mode)
  const connector = testConnector(server, mode)
  const agents = await connector.listAgents(SIGNAL)
  expect(agents?.map(({ name }) => name)).toEqual(['Northwind Support', 'Northwind Sales'])
  const ids = await idsOf(connector, agents?.[0]?.id ?? '')
  const there = server.store.conversations.filter(({ agentId }) => agentId === server.store.agents[0]?.id)
  expect(ids).toHaveLength(there.length)
  expect(new Set(ids)).toEqual(new Set(there.map(({ id }) => String(id))))
})

test.each(PLATFORM_MODES)('%s: only what was active since is read again', async (mode) => {
  const server = await testPlatform(mode)
  const { store } = server
  const agent = store.agents[0]!
  const newest = Math.max(...store.conversations.map(({ updatedAt }) => updatedAt))
  const old = store.conversations.find(({ agentId }) => agentId === agent.id)!
  store.touch(old.id, 'One more thing')
  const from: PullFrom = { sweep: 'changes', cursor: null, since: (newest + 1) * 1_000, recheck: null }
  expect(await idsOf(testConnector(server, mode), String(agent.id), from)).toEqual([String(old.id)])
})

const PASSING: readonly Fault[] = [
  { kind: 'rate-limit-seconds', times: 2 },
  { kind: 'rate-limit-date', times: 2 },
  { kind: 'rate-limit-reset-seconds', times: 2 },
  { kind: 'rate-limit-reset-ms', times: 2 },
  { kind: 'status', status: 500, times: 3 },
  { kind: 'status', status: 502, times: 3 },
  { kind: 'status', status: 503, times: 3 },
  { kind: 'timeout' },
  { kind: 'slow-body' },
  { kind: 'reset-body' },
  { kind: 'truncated-json' },
  { kind: 'empty-page' },
  { kind: 'reordered', times: 9 },
  { kind: 'apply-then-drop' }
]
test.each(PASSING)('a read goes on after $kind $status', async (fault) => {
  const server = await testPlatform('chatbase')
  server.faults.add({ ...fault, on: '/export', after: 1 })
  const ids = await idsOf(testConnector(server, 'chatbase'), 'agent-support')
  expect(new Set(ids).size).toBe(60)
  expect(ids).toHaveLength(60)
  expect(server.faults.waiting).toBe(fault.kind === 'reordered' ? 1 : 0)
})

const TOLD: readonly (readonly [Fault, RegExp])[] = [
  [{ kind: 'status', status: 401, code: 'AUTH_EXPIRED_API_KEY' }, /expired/],
  [
    { kind: 'status', status: 401, code: 'AUTH_INVALID_API_KEY', message: 'No such key' },
    /does not accept.*“No such key”/
  ],
  [{ kind: 'status', status: 403, message: 'Not your agent' }, /may not do this.*“Not your agent”/],
  [{ kind: 'status', status: 404 }, /does not have this/],
  [{ kind: 'html' }, /a page instead of data/],
  [{ kind: 'html', status: 403 }, /may not do this/],
  [{ kind: 'repeated-cursor', times: 9 }, /without an end/],
  [{ kind: 'redirect', location: 'http://127.0.0.2:9/api/v2/agents' }, /key was not sent there/]
]
test.each(TOLD)('%o is told in plain words', async (fault, words) => {
  const server = await testPlatform('chatbase')
  server.faults.add({ ...fault, on: '/export' })
  const reading = idsOf(testConnector(server, 'chatbase'), 'agent-support')
  await expect(reading).rejects.toThrow(words)
  await reading.catch((error: Error) => expect(JSON.stringify([error, error.message])).not.toContain(server.key))
})

test('a server that repeats the key in its words gives it to nobody', async () => {
  const server = await testPlatform('chatbase')
  server.faults.add({ kind: 'status', status: 401, message: `The key ${server.key} is blocked` })
  await expect(testConnector(server, 'chatbase').listAgents(SIGNAL)).rejects.toThrow(/“The key \[key\] is blocked”/)
})

test('a wrong key, no server, and an address that is not safe are told in plain words', async () => {
  const server = await testPlatform('chatbase')
  const wrong = connect({ platform: 'chatbase', baseUrl: server.baseUrl, key: 'wrong' }, QUICK)
  await expect(wrong.listAgents(SIGNAL)).rejects.toThrow(/does not accept the API key/)
  await server.close()
  await expect(testConnector(server, 'chatbase').listAgents(SIGNAL)).rejects.toThrow(/cannot be reached/)
  const at = (baseUrl: string) => () => connect({ platform: 'chatbase', baseUrl, key: 'k' })
  expect(at('http://gateway.example/api/v2')).toThrow(/https/)
  expect(at('https://k:secret@gateway.example')).toThrow(/neither a key/)
})

test('a body with everything that breaks off is told, and not taken for whole', async () => {
  const server = await testPlatform('bookbag')
  for (const kind of ['truncated-json', 'reset-body'] as const) {
    server.faults.add({ kind, on: '/export' })
    await expect(idsOf(testConnector(server, 'bookbag'), '101')).rejects.toThrow(/ended in the middle|broke off/)
  }
  server.faults.add({ kind: 'html', on: '/export' })
  await expect(idsOf(testConnector(server, 'bookbag'), '101')).rejects.toThrow(/a page instead of data/)
})

test('what a platform does not write is not written, and writes are sent once', async () => {
  const server = await testPlatform('chatbase')
  const connector = testConnector(server, 'chatbase')
  const pair = { name: 'Sale [cd-000001]', questions: ['When?'], answer: '14 days' }
  server.faults.add({ kind: 'status', status: 500, on: 'POST' })
  await expect(connector.push({ kind: 'create', agentId: 'agent-support', pair }, SIGNAL)).rejects.toMatchObject({
    kind: 'server',
    mayBeDone: true
  })
  expect(server.log.filter(({ method }) => method === 'POST')).toHaveLength(1)
  const sourceId = await connector.push({ kind: 'create', agentId: 'agent-support', pair }, SIGNAL)
  expect(await connector.find('agent-support', '[cd-000001]', SIGNAL)).toBe(sourceId)
  expect(await connector.training('agent-support', sourceId ?? '', SIGNAL)).toBe('live')
  expect(server.log.every(({ path }) => !path.includes(server.key))).toBe(true)
})

test('a limit of few requests is kept without ever being told to stop', async () => {
  const server = await testPlatform('chatbase', { requestsPerWindow: 8, key: 'few' })
  const connector = testConnector(server, 'chatbase', { ...QUICK, clock: fastClock() })
  expect(await idsOf(connector, 'agent-support')).toHaveLength(60)
  expect(server.log.every(({ status }) => status === 200)).toBe(true)
})

/** Time that passes when someone waits. */
function fastClock() {
  let now = Date.now()
  return {
    now: () => now,
    random: () => 0.5,
    sleep: async (ms: number) => {
      now += ms
    }
  }
}
