// The command line with a platform: sync, outbox, suggestions; keys from the environment and from standard input, never an argument.
import path from 'node:path'
import { expect, test } from 'vitest'
import { listConnections } from '../../electron/database/connections'
import { openWritable } from '../../electron/database/open'
import { listOutbox } from '../../electron/database/outbox'
import { sendPairs } from '../../electron/outbox/enqueue'
import { savePair, setPairState } from '../../electron/review/qa-pairs'
import { findSecret, holdsSecret } from '../support/find-secret'
import { testPlatform } from '../support/platform'
import { type Given, runCommand } from '../support/run-command'
import { tempFolder } from '../support/temp-workspace'

const KEY = 'oc_test_command-line-9aQ4'
const ACTOR = { reviewer: 'Ann', now: 1 }

async function setup() {
  const server = await testPlatform('chatbase', { key: KEY })
  const folder = tempFolder()
  const run = (line: string, given: Given = { environment: { CHATLOG_DESK_KEY: KEY } }) =>
    runCommand(folder, [...line.split(' '), '--workspace', 'w'], given)
  return { server, folder, run, connect: `sync --connect chatbase --base-url ${server.baseUrl} --connection Shop` }
}

/** Puts a ready pair into the outbox, as the window does. */
function enqueue(folder: string, answer: string): void {
  const database = openWritable(path.join(folder, 'w'))
  const draft = { name: '', questions: ['When?'], answer, isPinned: false, agentId: null }
  const { id } = savePair(database, null, { ...draft, conversationId: null, messageKey: null, replaces: null }, ACTOR)
  setPairState(database, [id], 'ready', ACTOR)
  const connectionId = listConnections(database)[0]!.id
  sendPairs(database, [id], { connectionId, agentId: 'agent-support' }, Date.now())
  database.close()
}

test('connects, reads everything, then only what changed', async () => {
  const { server, run, connect } = await setup()
  expect(await run(connect)).toEqual({ code: 0, err: '', out: 'Shop: 90 added, 0 updated, 0 unchanged, 0 rejected\n' })
  server.store.touch(server.store.conversations[0]!.id, 'And now?')
  const again = await run('sync --json')
  expect(JSON.parse(again.out)).toMatchObject([{ connection: 'Shop', added: 0, updated: 1, problem: null }])
  expect((await run('query --count')).out).toBe('90\n')
})

test('the key comes from the environment or standard input, by name where there are several, and never from an argument', async () => {
  const { run, connect, folder } = await setup()
  expect(await run(connect, { input: `${KEY}\n` })).toMatchObject({
    code: 1,
    err: expect.stringContaining('CHATLOG_DESK_KEY')
  })
  expect(await run(`${connect} --key-stdin`, { input: `${KEY}\n` })).toMatchObject({ code: 0 })
  expect(await run(`${connect.replace('Shop', 'Shop-2')} --key-stdin`, { input: KEY })).toMatchObject({ code: 0 })
  // A key without a name is for one connection: it is shown to no other platform.
  expect(await run('sync')).toMatchObject({ code: 1, err: expect.stringContaining('CHATLOG_DESK_KEY_SHOP_2') })
  expect(
    await run('sync', { environment: { CHATLOG_DESK_KEY_SHOP: KEY, CHATLOG_DESK_KEY_SHOP_2: KEY } })
  ).toMatchObject({ code: 0 })
  expect(await run('sync --connection Shop-2')).toMatchObject({ code: 0 })
  for (const argument of [`--key ${KEY}`, `--key=${KEY}`, `--api-key ${KEY}`]) {
    const refused = await run(`sync ${argument}`)
    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/^A key is never an argument/) })
    expect(holdsSecret(refused.err + refused.out, KEY)).toBe(false)
  }
  expect((await findSecret([folder], KEY)).found).toEqual([])
})

test('what is wrong is said in a sentence, and what came in is kept', async () => {
  const { server, run, connect } = await setup()
  expect(await run(connect, { environment: { CHATLOG_DESK_KEY: 'wrong' } })).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^The platform does not accept the API key\./)
  })
  expect(await run('sync')).toMatchObject({ code: 1, err: expect.stringContaining('no connection') })
  await run(connect)
  expect(await run('sync --connection Nobody')).toMatchObject({
    code: 1,
    err: 'There is no connection “Nobody”. Connections: Shop.\n'
  })
  expect(await run('sync --connect moon')).toMatchObject({ code: 2, err: expect.stringContaining('Platforms: ') })
  server.faults.add({ kind: 'html', on: '/search', times: 9 })
  expect(await run('sync')).toMatchObject({
    code: 1,
    out: 'Shop: not synchronised\n',
    err: expect.stringMatching(/^Shop: The server answered with a page instead of data/)
  })
  expect((await run('query --count')).out).toBe('90\n')
})

test('the outbox is listed, sent, tried again and given up', async () => {
  const { server, folder, run, connect } = await setup()
  await run(connect)
  expect(await run('outbox')).toEqual({ code: 0, out: 'Nothing waits.\n', err: '' })
  enqueue(folder, '14 days.')
  server.faults.add({ kind: 'status', status: 422, message: 'Too large', on: 'POST', times: 2 })
  const refused = await run('outbox send')
  expect(refused).toMatchObject({ code: 1, err: '1 change is not delivered yet; all are kept.\n' })
  expect(refused.out).toMatch(
    /^1 {2}refused {2}pair {2}When\? {2}\(Shop, 1 attempt\)\n {4}.*“Too large” \(request req_/
  )
  expect((await run('outbox retry 1')).out).toMatch(/^1 {2}waiting/)
  await run('outbox send')
  expect(await run('outbox discard 1 77')).toMatchObject({ code: 1, err: expect.stringContaining('“77”') })
  expect((await run('outbox discard 1')).out).toBe('Nothing waits.\n')
  enqueue(folder, '30 days.')
  expect(await run('outbox send --wait 5')).toEqual({ code: 0, out: 'Nothing waits.\n', err: '' })
  expect(server.store.sources).toMatchObject([{ answer: '30 days.' }])
  const all = await run('outbox list --all --json')
  expect(JSON.parse(all.out).map(({ state }: { state: string }) => state)).toEqual(['delivered', 'discarded'])
  await server.close()
  enqueue(folder, '60 days.')
  expect(await run('outbox send --wait 0')).toMatchObject({
    code: 1,
    err: expect.stringContaining('1 change is not delivered')
  })
  const database = openWritable(path.join(folder, 'w'))
  expect(listOutbox(database)[0]).toMatchObject({
    state: 'waiting',
    words: expect.stringMatching(/cannot be reached|broke off/)
  })
  database.close()
  expect(await run('outbox flush')).toMatchObject({ code: 2 })
})

test('suggestions are those of the window, in each format', async () => {
  const { run, connect } = await setup()
  await run(connect)
  const json = JSON.parse((await run('suggestions --threshold cautious --json')).out)
  expect(json.length).toBeGreaterThan(3)
  expect(json[0]).toMatchObject({
    question: expect.any(String),
    conversations: expect.any(Number),
    trend: expect.any(String)
  })
  const csv = (await run('suggestions --threshold cautious --format csv --limit 2')).out.split('\r\n')
  expect(csv[0]).toMatch(/^question,topic,conversations,/)
  expect(csv).toHaveLength(4)
  expect(await run('suggestions --threshold lax')).toMatchObject({
    code: 2,
    err: expect.stringContaining('strict, balanced, cautious')
  })
  expect(await run('suggestions --similarity 3')).toMatchObject({ code: 2 })
  expect(await run('suggestions --agent Nobody')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Northwind Support')
  })
})
