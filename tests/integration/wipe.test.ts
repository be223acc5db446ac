// Wiping an agent: everything of it goes, nothing of anyone else, and no word of it is left in any file of the workspace.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addAsking } from '../../electron/database/asked-again'
import { openReadable, type WritableDatabase } from '../../electron/database/open'
import { previewWipe, wipeAgent } from '../../electron/database/wipe'
import { carryOut } from '../../electron/review/acts'
import { listHistory, undo } from '../../electron/review/history'
import { savePair } from '../../electron/review/qa-pairs'
import { ensureDefaultScorecard } from '../../electron/review/scorecards'
import { giveThumbAct, handOffAct } from '../../electron/review/sending'
import { wipeAct } from '../../electron/review/wipe-act'
import { checkWhole, conversation, conversationsWith, importAll } from '../support/import-records'
import { ANN, HAND_OFF, syncedShop } from '../support/synced-shop'
import { tempWorkspace } from '../support/temp-workspace'

/** Words that stand nowhere but in what is wiped, one for each place where words are kept. */
const SECRETS = [
  ...['zanzibarmessage', 'zanzibarcustomer', 'zanzibartitle', 'zanzibarcitation', 'zanzibarcomment', 'zanzibarraw'],
  ...['zanzibarnote', 'zanzibarreason', 'zanzibarquestion', 'zanzibaranswer', 'zanzibarreplaces', 'zanzibarrejected'],
  ...['zanzibaroldnote', 'zanzibarverdict', 'zanzibarasked', 'zanzibarthen']
] as const

async function workspace() {
  const { database, file } = tempWorkspace()
  const secret = (id: string) =>
    conversation(id, ['zanzibarmessage please', 'An answer'], {
      ...{ agent: { id: 'a1', name: 'Ada' }, title: 'zanzibartitle', raw: '{"kept":"zanzibarraw"}' },
      customer: { name: 'zanzibarcustomer' },
      citations: [{ title: 'zanzibarcitation' }],
      feedback: [{ value: 'BAD', comment: 'zanzibarcomment' }]
    })
  const other = conversation('other', ['keepme', 'Another answer'], { agent: { id: 'b1', name: 'Bob' } })
  const bad = { kind: 'rejection', row: 9, bytesRead: 0, code: 'bad', reason: 'Bad.', raw: 'zanzibarrejected' } as const
  await importAll(database, [...Array.from({ length: 450 }, (_, i) => secret(`s${i}`)), other, bad])
  const agentId = database.prepare("SELECT id FROM agent WHERE name = 'Ada'").get<{ id: number }>()!.id
  const id = database.prepare("SELECT id FROM conversation WHERE external_id = 's7'").get<{ id: number }>()!.id
  const otherId = database.prepare("SELECT id FROM conversation WHERE external_id = 'other'").get<{ id: number }>()!.id
  annotate(database, id, otherId)
  return { database, file, agentId, id, otherId }
}

function annotate(database: WritableDatabase, id: number, otherId: number): void {
  const messageKey = null
  const note = carryOut(database, { kind: 'add-note', conversation: id, messageKey, body: 'zanzibaroldnote' }, ANN).id
  carryOut(database, { kind: 'edit-note', note: note!, body: 'zanzibarnote' }, ANN)
  carryOut(database, { kind: 'add-note', conversation: otherId, messageKey, body: 'Kept note' }, ANN)
  carryOut(database, { kind: 'tag', conversations: [id, otherId], messageKey, tag: 'both' }, ANN)
  carryOut(database, { kind: 'set-state', conversations: [id], state: 'declined', reason: 'zanzibarreason' }, ANN)
  ensureDefaultScorecard(database, 1)
  const judged = { kind: 'judge', conversation: id, messageKey, scorecardId: 1, criterion: 'verdict' } as const
  carryOut(database, { ...judged, value: 'wrong', comment: 'zanzibarverdict', reviewSetId: null }, ANN)
  const pair = { name: '', isPinned: false, agentId: null, messageKey, replaces: 'zanzibarreplaces' }
  const words = { questions: ['zanzibarquestion?'], answer: 'zanzibaranswer' }
  const draft = savePair(database, null, { ...pair, ...words, conversationId: id }, ANN)
  const asking = { agent: 'Ada', before: null, words: '' }
  const ofPair = { pairId: draft.id, conversationId: null, messageKey }
  addAsking(database, { ...asking, about: ofPair, question: 'zanzibarasked?' }, 1)
  const ofAnswer = { pairId: null, conversationId: id, messageKey: 'm1' }
  const before = { text: 'zanzibarthen', confidence: null, citations: null }
  addAsking(database, { ...asking, about: ofAnswer, question: 'zanzibarasked?', before }, 1)
  savePair(
    database,
    null,
    { ...pair, questions: ['Loose?'], answer: 'Kept', replaces: null, conversationId: null },
    ANN
  )
}

/** Words that are found in any file of the workspace's folder, as bytes in either encoding. */
function found(file: string): string[] {
  const folder = path.dirname(file)
  return readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(path.join(folder, name))
    return SECRETS.filter((word) => bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le'))).map(
      (word) => `${name}: ${word}`
    )
  })
}

test('says what will go', async () => {
  const { database, agentId } = await workspace()
  writeFileSync(`${database.path}.backup-v5`, 'old')
  expect(previewWipe(database, agentId)).toMatchObject({
    ...{
      agent: 'Ada',
      conversations: 450,
      messages: 900,
      notes: 1,
      tags: 1,
      verdicts: 1,
      drafts: 1,
      sentPairs: 0,
      waiting: 0
    },
    backups: [{ name: 'test.chatlogdesk.backup-v5', size: 3 }],
    places: []
  })
})

test('leaves no word of what it deletes in the file, the journal and the backups, and all of the rest', async () => {
  const { database, file, agentId, otherId } = await workspace()
  database.prepare('VACUUM INTO ?').run(`${file}.backup-v6`)
  // A reader that has the workspace open beside, as the window has.
  const reader = openReadable(file)
  reader.prepare('SELECT count(*) FROM conversation').get()
  expect(new Set(found(file).map((line) => line.split(': ')[1]))).toEqual(new Set(SECRETS))

  const phases = new Set<string>()
  const result = await wipeAgent(database, agentId, { withBackups: true, progress: (phase) => phases.add(phase) })
  expect(result).toEqual({
    ...{ conversations: 450, messages: 900, drafts: 1, left: [] },
    backups: ['test.chatlogdesk.backup-v6']
  })
  expect([...phases]).toEqual(['Deleting', 'Clearing the search index', 'Rewriting the file'])
  expect(found(file)).toEqual([])
  expect(existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`).length : 0).toBe(0)
  // Words of the index are shortened where they begin like their neighbours: asked of the index itself.
  database.exec("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, 'message_fts', 'row')")
  expect(database.prepare("SELECT term FROM temp.words WHERE term LIKE 'zanz%'").all()).toEqual([])

  expect(conversationsWith(database, 'keepme')).toEqual(['other'])
  expect(reader.prepare('SELECT id FROM conversation').all()).toEqual([{ id: otherId }])
  expect(database.prepare('SELECT body FROM note').all()).toEqual([{ body: 'Kept note' }])
  expect(database.prepare('SELECT answer FROM qa_pair').all()).toEqual([{ answer: 'Kept' }])
  checkWhole(database)
  reader.close()
})

test('History keeps what it says of others, and undoes only that', async () => {
  const { database, agentId } = await workspace()
  await wipeAgent(database, agentId, { withBackups: true })
  expect(listHistory(database).map(({ label, state }) => `${label}: ${state}`)).toEqual([
    'Drafted Q&A pair “Loose?”: done',
    'Drafted Q&A pair “…” (wiped): dropped',
    'Judged verdict: wrong: dropped',
    'Marked declined: dropped',
    'Tagged “…” (wiped): done',
    'Added a note: done',
    'Changed a note: dropped',
    'Added a note: dropped'
  ])
  for (let i = 0; i < 3; i++) undo(database)
  expect(database.prepare('SELECT * FROM note').all()).toEqual([])
  expect(database.prepare('SELECT * FROM conversation_tag').all()).toEqual([])
})

test('a cancel says what went; wiping again goes on', async () => {
  const { database, file, agentId } = await workspace()
  const abort = new AbortController()
  const options = { withBackups: true, signal: abort.signal, progress: () => abort.abort() }
  await expect(wipeAgent(database, agentId, options)).rejects.toThrow(
    /200 conversations were deleted, the other 250 are/
  )
  checkWhole(database)
  expect(await wipeAgent(database, agentId, { withBackups: true })).toMatchObject({ conversations: 250, left: [] })
  expect(found(file)).toEqual([])
})

test('on the platform as well: through the outbox, newer activity survives, a wrong name does nothing', async () => {
  const shop = await syncedShop('generic', { conversations: 30 })
  const { database, file, server } = shop
  const agentId = database.prepare("SELECT id FROM agent WHERE name = 'Northwind Support'").get<{ id: number }>()!.id
  const { id, messageKey, conversation: first } = shop.first()
  giveThumbAct(database, { conversationId: id, messageKey, thumb: 1 }, ANN)
  handOffAct(database, id, { ...HAND_OFF, summary: 'zanzibarmessage' }, ANN)
  const before = server.store.conversations.length
  const wipe = { agentId, name: 'Northwind', onPlatform: true, withBackups: false, reviewer: 'Ann' }
  await expect(wipeAct(database, wipe, {})).rejects.toThrow(/type the agent’s name exactly/)
  expect(server.store.conversations).toHaveLength(before)

  server.store.touch(first.id, 'I write again.')
  server.faults.add({ kind: 'apply-then-drop', on: 'DELETE' })
  const result = await wipeAct(database, { ...wipe, name: ' Northwind Support ' }, {})
  expect(result).toMatchObject({ conversations: 20, sent: 1 })
  expect(found(file)).toEqual([])
  await shop.all()
  expect(server.store.conversations.filter(({ agentId: own }) => own === 'agent-support')).toMatchObject([
    { id: first.id }
  ])
  expect(server.store.conversations).toHaveLength(11)
  expect(shop.outbox()).toMatchObject([{ kind: 'deletion', state: 'delivered' }])
  expect(server.store.tickets).toEqual([])
  expect(listHistory(database)[0]).toMatchObject({
    label: 'Wiped 20 conversations of Northwind Support, also at Shop',
    delivery: { state: 'reached', counter: null }
  })
  expect(() => undo(database)).toThrow(/undo cannot take it back/)
})

test('where the platform cannot delete, asking for it deletes nothing at all', async () => {
  const shop = await syncedShop('chatbase', { conversations: 6 })
  const agentId = shop.database
    .prepare("SELECT id FROM agent WHERE name = 'Northwind Support'")
    .get<{ id: number }>()!.id
  const wipe = { agentId, name: 'Northwind Support', withBackups: false, reviewer: 'Ann' }
  await expect(wipeAct(shop.database, { ...wipe, onPlatform: true }, {})).rejects.toThrow(/No platform of this agent/)
  expect(previewWipe(shop.database, agentId)).toMatchObject({ conversations: 4, places: [{ canDelete: false }] })
  expect(await wipeAct(shop.database, { ...wipe, onPlatform: false }, {})).toMatchObject({ conversations: 4, sent: 0 })
  expect(shop.outbox()).toEqual([])
  expect(listHistory(shop.database)[0]).toMatchObject({ isFinal: true })
})
