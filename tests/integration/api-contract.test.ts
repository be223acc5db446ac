// What our connectors ask and what the development platform answers, held against the API's description, over whole runs.
import { expect, test } from 'vitest'
import { addConnection, connectionOf } from '../../electron/database/connections'
import { retryEntry, sendFeedback, sendPairs, withdrawPairs } from '../../electron/outbox/enqueue'
import { savePair, setPairState } from '../../electron/review/qa-pairs'
import { askAgain } from '../../electron/sync/ask-again'
import { deliver } from '../../electron/sync/deliver'
import { synchronize } from '../../electron/sync/synchronize'
import { PLATFORM_MODES, type PlatformMode } from '../../scripts/platform-server/store'
import { checkExchange, OPERATIONS } from '../support/api-contract'
import { testConnector, testPlatform } from '../support/platform'
import { type Exchange, recordingProxy } from '../support/recording-proxy'
import { tempWorkspace } from '../support/temp-workspace'

const SIGNAL = new AbortController().signal
const CALL = { signal: SIGNAL, progress: () => {} }
const ACTOR = { reviewer: 'Ann', now: 1 }

/** Everything the app does with a platform, and every refusal it has to understand. */
async function wholeRun(mode: PlatformMode): Promise<readonly Exchange[]> {
  const server = await testPlatform(mode, { credits: 2 })
  const proxy = await recordingProxy(server.origin)
  const baseUrl = `${proxy.origin}/api/v2`
  const at = { baseUrl, key: server.key }
  const connector = testConnector(at, mode)
  const { database } = tempWorkspace()
  const agents = (await connector.listAgents(SIGNAL)) ?? []
  const { id } = addConnection(database, { platform: mode, name: 'Shop', baseUrl, agents: [...agents] }, 1)
  const to = { connectionId: id, agentId: agents[0]!.id }
  const sync = (full: boolean) => synchronize(database, connectionOf(database, id), connector, { full }, CALL)
  const deliverAll = async () => {
    for (let time = Date.now(), turn = 0; turn < 20; turn++) {
      const { nextAt } = await deliver(database, { connectorOf: () => connector, signal: SIGNAL, now: () => time })
      if (nextAt === null) return
      time = Math.max(time, nextAt)
    }
  }

  await sync(true)
  server.store.touch(server.store.conversations[0]!.id, 'And now?')
  await sync(false)

  const conversation = server.store.conversations[0]!
  const [question, answer] = ['user', 'assistant'].map(
    (role) => conversation.messages.find((one) => one['role'] === role)!
  )
  for (const message of [answer!, question!]) {
    const body = { conversationId: String(conversation.id), messageId: String(message['id']), thumb: -1 as const }
    sendFeedback(database, to, body, 'Thumb', 1)
  }
  await deliverAll()

  if (mode !== 'bookbag') {
    const words = { name: '', questions: ['When?', 'How long?'], isPinned: false, agentId: null, conversationId: null }
    const save = (pairId: number | null, text: string) =>
      savePair(database, pairId, { ...words, messageKey: null, replaces: null, answer: text }, ACTOR).id
    const pairId = save(null, '14 days.')
    const send = () => {
      setPairState(database, [pairId], 'ready', ACTOR)
      sendPairs(database, [pairId], to, Date.now())
    }
    send()
    // An unclear outcome is looked up before it is repeated.
    server.faults.add({ kind: 'status', status: 500, on: 'POST' })
    await deliverAll()
    setPairState(database, [pairId], 'draft', ACTOR)
    save(pairId, '30 days.')
    send()
    await deliverAll()
    await askAgain(database, connectionOf(database, id), connector, { ...to, about: ABOUT, questions: ['When?'] }, CALL)
    withdrawPairs(database, [pairId], Date.now())
    await deliverAll()
    // Twice: the second finds it gone.
    database.exec("UPDATE outbox SET state = 'refused' WHERE kind = 'withdrawal'")
    database.prepare("INSERT INTO qa_remote VALUES (?, ?, ?, 'gone')").run(pairId, id, to.agentId)
    retryEntry(database, Number(database.prepare('SELECT max(id) AS id FROM outbox').get()?.['id']), Date.now())
    await deliverAll()
  }
  // The last credits, and one question more.
  const questions = ['One?', 'Two?', 'Three?']
  await askAgain(database, connectionOf(database, id), connector, { ...to, about: ABOUT, questions }, CALL)

  const refusals = [
    testConnector({ ...at, key: 'wrong' }, mode).listAgents(SIGNAL),
    testConnector({ ...at, key: 'expired' }, mode).listAgents(SIGNAL),
    connector.training('nobody', 'nothing', SIGNAL)
  ]
  await Promise.allSettled(refusals)
  server.faults.add({ kind: 'rate-limit-seconds' }, { kind: 'status', status: 503, code: 'SERVICE_UNDER_MAINTENANCE' })
  await connector.listAgents(SIGNAL)
  await fetch(`${baseUrl}/health`)
  return proxy.exchanges
}

const ABOUT = { pairId: null, conversationId: null, messageKey: null }

/** What each platform's run must have used: a check over nothing would pass. */
const USED: Readonly<Record<PlatformMode, readonly string[]>> = {
  bookbag: ['exportConversations', 'listConversations', 'getConversation'],
  chatbase: ['exportConversations', 'searchConversations', 'createQnaSource', 'updateQnaSource', 'deleteSource'],
  generic: ['exportConversations', 'searchConversations', 'createQnaSource', 'updateQnaSource', 'deleteSource']
}

test.each(PLATFORM_MODES)(
  '%s: every request and every answer of a whole run is as the description says',
  async (mode) => {
    const checked = (await wholeRun(mode)).map(checkExchange)
    expect([...new Set(checked.flatMap(({ problems }) => problems))]).toEqual([])
    const used = new Set(checked.map(({ operation }) => operation))
    const always = ['getHealth', 'listAgents', 'setMessageFeedback', 'askAgent', 'listMessages']
    // An answer that tells all needs no second read.
    const expected = [...always, ...USED[mode]].filter((one) => mode !== 'generic' || one !== 'listMessages')
    expect([...used]).toEqual(expect.arrayContaining(expected))
    expect(OPERATIONS).toEqual(expect.arrayContaining([...used]))
    const statuses = new Set(checked.map(({ status }) => status))
    expect([...statuses]).toEqual(expect.arrayContaining([200, 401, 402, 404, 422, 429, 503]))
  }
)

test('the check finds what is wrong', () => {
  const answerHeaders = new Headers({ 'x-request-id': 'r' })
  const exchange = {
    method: 'GET',
    path: '/api/v2/agents?limit=500&colour=red',
    headers: {},
    body: undefined,
    status: 200,
    answerHeaders,
    answer: { data: [{ id: 1 }] }
  }
  expect(checkExchange(exchange).problems).toEqual([
    'listAgents: parameter limit whole must be <= 100',
    'listAgents: there is no parameter colour',
    'listAgents: answer 200 has no header X-RateLimit-Limit',
    'listAgents: answer 200 has no header X-RateLimit-Remaining',
    'listAgents: answer 200 has no header X-RateLimit-Reset',
    "listAgents: answer 200 whole must have required property 'pagination'",
    "listAgents: answer 200 /data/0 must have required property 'name'",
    'listAgents: the key is missing'
  ])
  const write = {
    ...exchange,
    method: 'POST',
    path: '/api/v2/agents/a/chat',
    body: { message: '', stream: true, mood: 'kind' },
    status: 418
  }
  expect(checkExchange(write).problems).toEqual([
    "askAgent: the body's mood is not in the document",
    'askAgent: body /message must NOT have fewer than 1 characters',
    'askAgent: body /stream must be equal to constant',
    'askAgent: answers 418, which it does not name',
    'askAgent: the key is missing'
  ])
  expect(checkExchange({ ...exchange, path: '/api/v2/secrets' }).problems).toEqual([
    'GET /api/v2/secrets is no operation'
  ])
})
