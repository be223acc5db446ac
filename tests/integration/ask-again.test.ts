// Asking again against the development platform: answers beside those of then, no question put twice, none lost sight of.
import { expect, test } from 'vitest'
import { answerBefore, askedAbout, askedSummaries } from '../../electron/database/asked-again'
import { addConnection, connectionOf, listConnections } from '../../electron/database/connections'
import { redo, undo } from '../../electron/review/history'
import { judgeAsked } from '../../electron/review/judge-asked'
import { deletePairs, savePair, setPairState } from '../../electron/review/qa-pairs'
import { askAgain } from '../../electron/sync/ask-again'
import { synchronize } from '../../electron/sync/synchronize'
import type { Fault } from '../../scripts/platform-server/faults'
import type { PlatformOptions } from '../../scripts/platform-server/server'
import { PLATFORM_MODES, type PlatformMode } from '../../scripts/platform-server/store'
import type { AskSubject } from '../../shared/ask-again'
import { testConnector, testPlatform } from '../support/platform'
import { tempWorkspace } from '../support/temp-workspace'

const ACTOR = { reviewer: 'Ann', now: 1 }
const QUESTIONS = ['Can I return sale shoes?', 'How long can I return sale items?', 'Return window for the sale?']

async function setup(mode: PlatformMode, options: Partial<PlatformOptions> = {}) {
  const server = await testPlatform(mode, options)
  const { database } = tempWorkspace()
  const agents = server.store.agents.map(({ id, name }) => ({ id: String(id), name }))
  const agentId = agents[0]!.id
  const { id } = addConnection(database, { platform: mode, name: 'Shop', baseUrl: server.baseUrl, agents }, 1)
  const connector = testConnector(server, mode)
  const call = (signal = new AbortController().signal) => ({ signal, progress: () => {} })
  const draft = { name: '', questions: QUESTIONS, answer: '14 days.', isPinned: false, agentId: null }
  const pair = savePair(
    database,
    null,
    { ...draft, conversationId: null, messageKey: null, replaces: '30 days.' },
    ACTOR
  )
  const about: AskSubject = { pairId: pair.id, conversationId: null, messageKey: null }
  return {
    ...{ server, database, id, about, pairId: pair.id },
    sync: () => synchronize(database, connectionOf(database, id), connector, { full: false }, call()),
    ask: (questions: readonly string[] = QUESTIONS, subject = about, signal?: AbortSignal) =>
      askAgain(
        database,
        connectionOf(database, id),
        connector,
        { connectionId: id, agentId, about: subject, questions: [...questions] },
        call(signal)
      ),
    asked: (subject = about) => askedAbout(database, subject).asked,
    chats: () => server.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/chat')).length
  }
}

test.each(PLATFORM_MODES)(
  '%s: all variants are asked, each answer with what the platform tells of it',
  async (mode) => {
    const shop = await setup(mode)
    if (mode !== 'bookbag')
      shop.server.store.createSource('agent-support', { name: 'Sale', questions: QUESTIONS, answer: '14 days.' })
    expect(await shop.ask()).toEqual({ answered: 3, refused: 0, unclear: 0, notAsked: 0, stopped: null })
    expect(shop.server.log.filter(({ path }) => path.endsWith('/chat')).map(({ body }) => body)).toEqual(
      QUESTIONS.map((message) => ({ message, stream: false, userId: 'chatlog-desk' }))
    )
    const [newest] = shop.asked()
    expect(newest).toMatchObject({
      question: QUESTIONS[2],
      agent: 'Northwind Support · Shop',
      outcome: 'answered',
      before: { text: '30 days.', confidence: null, citations: null },
      credits: 1,
      words: null
    })
    expect(newest?.now?.confidence).toBe(mode === 'bookbag' ? 0.34 : 0.97)
    expect(newest?.now?.citations?.[0]?.title).toBe(mode === 'generic' ? 'Q&A: Sale' : undefined)
    if (mode !== 'bookbag') expect(newest?.now?.text).toBe('14 days.')
  }
)

test.each(PLATFORM_MODES)('%s: what the app asked comes in as a test, and is in no statistics', async (mode) => {
  const shop = await setup(mode)
  await shop.sync()
  await shop.ask(QUESTIONS.slice(0, 2))
  // Chatbase finds what changed by search, Bookbag by its list: both bring the app's own conversations.
  expect(await shop.sync()).toMatchObject({ added: 2 })
  const tests = shop.database.prepare(
    "SELECT count(*) AS n FROM conversation WHERE is_test = 1 AND customer = 'chatlog-desk'"
  )
  expect(tests.get()).toEqual({ n: 2 })
})

test('an answer of the workspace is compared as it was, with its confidence and its citations', async () => {
  const shop = await setup('generic')
  await shop.sync()
  const answer = shop.database
    .prepare(
      `SELECT id >> 20 AS conversation, key, text, confidence FROM message WHERE role = 'agent' AND citation_count > 0
       AND confidence IS NOT NULL LIMIT 1`
    )
    .get<{ conversation: number; key: string; text: string; confidence: number }>()!
  const about = { pairId: null, conversationId: answer.conversation, messageKey: answer.key }
  expect(answerBefore(shop.database, about)?.citations?.length).toBeGreaterThan(0)
  await shop.ask(['And now?'], about)
  expect(shop.asked(about)).toMatchObject([{ before: { text: answer.text, confidence: answer.confidence } }])
  // It holds words of the conversation: where that is deleted, none of them may stay.
  shop.database.prepare('DELETE FROM conversation WHERE id = ?').run(answer.conversation)
  expect(shop.database.prepare('SELECT count(*) AS n FROM asked_again').get()).toEqual({ n: 0 })
})

const UNCLEAR: readonly Fault[] = [
  { kind: 'timeout' },
  { kind: 'apply-then-drop' },
  { kind: 'status', status: 500 },
  { kind: 'html' },
  { kind: 'truncated-json' },
  { kind: 'reset-body' }
]
test.each(UNCLEAR)(
  'after $kind $status nothing is asked twice, and it says that it may have been asked',
  async (fault) => {
    const shop = await setup('chatbase')
    shop.server.faults.add({ ...fault, on: '/chat', after: 1 })
    expect(await shop.ask()).toMatchObject({
      answered: 1,
      unclear: 1,
      notAsked: 1,
      stopped: expect.stringMatching(/\w/)
    })
    expect(shop.chats()).toBe(2)
    expect(shop.asked()[0]).toMatchObject({
      outcome: 'unclear',
      now: null,
      words: expect.stringMatching(/^No answer came; it may have been asked\. ./)
    })
  }
)

const NOT_DONE: readonly Fault[] = [
  { kind: 'rate-limit-seconds', times: 2 },
  { kind: 'status', status: 503, times: 2 }
]
test.each(NOT_DONE)('$kind $status says that nothing was asked: it is asked again', async (fault) => {
  const shop = await setup('chatbase')
  shop.server.faults.add({ ...fault, on: '/chat' })
  expect(await shop.ask()).toMatchObject({ answered: 3, notAsked: 0, stopped: null })
  expect(shop.server.store.conversations.filter(({ body }) => body['userId'] === 'chatlog-desk')).toHaveLength(3)
})

test('credits that run out stop asking, not reading', async () => {
  const shop = await setup('chatbase', { credits: 1 })
  const stopped = expect.stringContaining('no credits left')
  expect(await shop.ask()).toEqual({ answered: 1, refused: 0, unclear: 0, notAsked: 2, stopped })
  expect(shop.chats()).toBe(2)
  expect(shop.asked()).toHaveLength(1)
  expect(listConnections(shop.database)[0]?.paused).toBeNull()
  await shop.sync()
})

test('a key that is not accepted stops and pauses; a platform that is not there was asked nothing', async () => {
  const shop = await setup('chatbase')
  shop.server.faults.add({ kind: 'status', status: 401, code: 'AUTH_EXPIRED_API_KEY', on: '/chat' })
  expect(await shop.ask()).toMatchObject({ notAsked: 3, stopped: expect.stringContaining('expired') })
  expect(listConnections(shop.database)[0]?.paused).toMatch(/expired/)
  await shop.server.close()
  expect(await shop.ask()).toMatchObject({ notAsked: 3, stopped: expect.stringContaining('cannot be reached') })
  expect(shop.asked()).toEqual([])
})

test('a question that is refused is kept with the server’s words, and the others are asked', async () => {
  const shop = await setup('chatbase')
  shop.server.faults.add({ kind: 'status', status: 422, message: 'Too long', on: '/chat' })
  expect(await shop.ask()).toMatchObject({ answered: 2, refused: 1, notAsked: 0, stopped: null })
  expect(shop.asked().at(-1)).toMatchObject({ outcome: 'refused', words: expect.stringContaining('“Too long”') })
})

test('an answer is kept when its confidence cannot be read', async () => {
  const shop = await setup('chatbase')
  shop.server.faults.add({ kind: 'status', status: 403, on: '/messages' })
  expect(await shop.ask(['Why?'])).toMatchObject({ answered: 1, unclear: 0 })
  expect(shop.asked()[0]).toMatchObject({
    outcome: 'answered',
    now: { confidence: null },
    words: expect.stringContaining('could not be read')
  })
})

test('a cancel leaves the rest unasked, and what was on its way unclear', async () => {
  const shop = await setup('chatbase')
  const controller = new AbortController()
  shop.server.faults.add({ kind: 'timeout', on: '/chat', after: 1 })
  const asking = shop.ask(QUESTIONS, shop.about, controller.signal)
  await expect.poll(shop.chats).toBe(2)
  controller.abort()
  expect(await asking).toMatchObject({ answered: 1, unclear: 1, notAsked: 1, stopped: 'Cancelled.' })
  expect(shop.asked().map(({ outcome }) => outcome)).toEqual(['unclear', 'answered'])
})

test('a process that dies while it asks leaves behind that it may have been asked', async () => {
  const shop = await setup('chatbase')
  const controller = new AbortController()
  shop.server.faults.add({ kind: 'timeout', on: '/chat' })
  const asking = shop.ask(['Why?'], shop.about, controller.signal)
  await expect.poll(shop.chats).toBe(1)
  // What a kill would leave: the row as it is while the question is on its way.
  expect(shop.asked()).toMatchObject([{ outcome: 'unclear', words: 'No answer came; it may have been asked.' }])
  controller.abort()
  await asking
})

test('a judgement can be changed, taken back and undone; deleting its pair leaves it to nobody', async () => {
  const shop = await setup('chatbase')
  await shop.ask(['Why?'])
  const { id } = shop.asked()[0]!
  const verdict = () => shop.asked()[0]?.verdict
  judgeAsked(shop.database, id, 'not fixed', ACTOR)
  expect(judgeAsked(shop.database, id, 'fixed', ACTOR)?.label).toBe('Judged an answer fixed')
  expect(judgeAsked(shop.database, id, 'fixed', ACTOR)).toBeNull()
  expect(askedSummaries(shop.database)).toEqual([{ pairId: shop.pairId, asked: 1, fixed: 1, notFixed: 0 }])
  undo(shop.database)
  expect(verdict()).toBe('not fixed')
  redo(shop.database)
  expect(verdict()).toBe('fixed')
  judgeAsked(shop.database, id, null, ACTOR)
  expect(shop.asked()[0]).toMatchObject({ verdict: null, judgedBy: null })
  setPairState(shop.database, [shop.pairId], 'withdrawn', ACTOR)
  deletePairs(shop.database, [shop.pairId], ACTOR)
  expect(shop.asked()).toEqual([])
  undo(shop.database)
  expect(shop.asked()).toHaveLength(1)
})
