// History of what was sent: undo takes back what waits, never what arrived, and passes over it when asked; the counter-act goes there.
import { expect, test } from 'vitest'
import { setPairProgress } from '../../electron/database/outbox'
import { listQaPairs } from '../../electron/database/qa-pairs'
import { discardEntry } from '../../electron/outbox/enqueue'
import { carryOut } from '../../electron/review/acts'
import { listHistory, redo, undo } from '../../electron/review/history'
import { savePair, setPairState } from '../../electron/review/qa-pairs'
import { counterAct, giveThumbAct, sendPairsAct } from '../../electron/review/sending'
import { ANN, syncedShop } from '../support/synced-shop'

async function pairs() {
  const shop = await syncedShop('chatbase', { conversations: 6 })
  const { database } = shop
  const to = { connectionId: shop.connectionId, agentId: 'agent-support' }
  const draft = { name: '', isPinned: false, agentId: null, conversationId: null, messageKey: null, replaces: null }
  const { id } = savePair(database, null, { ...draft, questions: ['When?'], answer: '14 days.' }, ANN)
  setPairState(database, [id], 'ready', ANN)
  return {
    ...{ ...shop, id },
    send: () => sendPairsAct(database, [id], to, ANN),
    state: () => listQaPairs(database, [id])[0]?.state,
    lines: () => listHistory(database).map(({ label, state, delivery }) => [label, state, delivery?.state ?? null])
  }
}

test('a pair that waits is taken out of the outbox by undo, and its line cannot be redone', async () => {
  const shop = await pairs()
  shop.send()
  expect(shop.lines()[0]).toEqual(['Sent Q&A pair “When?” to Shop', 'done', 'waiting'])
  undo(shop.database)
  expect(shop.state()).toBe('ready')
  expect(shop.outbox()).toMatchObject([{ state: 'discarded', words: 'Undone before it was sent.' }])
  expect(() => redo(shop.database)).toThrow(/nothing to redo/)
  await shop.all()
  expect(shop.server.store.sources).toEqual([])
  // The lines before it are as they were.
  undo(shop.database)
  expect(shop.state()).toBe('draft')
})

test('what arrived holds back what led to it; withdrawing is offered, and sent', async () => {
  const shop = await pairs()
  shop.send()
  await shop.all()
  expect(shop.state()).toBe('live')
  expect(shop.lines()).toEqual([
    ['Sent Q&A pair “When?” to Shop', 'done', 'reached'],
    ['Marked a Q&A pair ready', 'done', 'reached'],
    ['Drafted Q&A pair “When?”', 'done', 'reached']
  ])
  expect(() => undo(shop.database)).toThrow(/has reached Shop/)
  expect(() => undo(shop.database, undefined, { past: true })).toThrow(/nothing to undo/)
  expect(shop.state()).toBe('live')
  const sent = listHistory(shop.database)[0]!
  expect(sent.delivery?.counter).toBe('withdraw')
  counterAct(shop.database, sent.id, ANN)
  await shop.all()
  expect([shop.state(), shop.server.store.sources]).toEqual(['withdrawn', []])
  expect(() => counterAct(shop.database, sent.id, ANN)).toThrow(/Nothing takes this back/)
})

test('an edit after a pair is live is undone; undo passes over what arrived to what was done before', async () => {
  const shop = await pairs()
  const { database } = shop
  const { id: conversation, messageKey } = shop.first()
  carryOut(database, { kind: 'flag', conversations: [conversation], messageKey: null }, ANN)
  giveThumbAct(database, { conversationId: conversation, messageKey, thumb: 1 }, ANN)
  await shop.all()
  expect(() => undo(database)).toThrow(/undo cannot take it back/)
  expect(undo(database, undefined, { past: true }).map(({ label }) => label)).toEqual(['Flagged'])

  shop.send()
  await shop.all()
  setPairState(database, [shop.id], 'draft', { ...ANN, now: Date.now() + 1_000 })
  expect(undo(database).map(({ label }) => label)).toEqual(['Marked a Q&A pair draft'])
  expect(shop.state()).toBe('live')
})

test('a pair that was given up while it was unclear is looked for before it is made again', async () => {
  const shop = await pairs()
  shop.send()
  shop.server.faults.add({ kind: 'apply-then-drop', on: 'POST' })
  await shop.once()
  expect(shop.outbox()[0]).toMatchObject({ state: 'waiting', isUnclear: true })
  discardEntry(shop.database, shop.outbox()[0]!.id, 2_000)
  setPairProgress(shop.database, shop.id, 'ready', null, 2_000)
  shop.send()
  await shop.all()
  expect(shop.server.store.sources).toHaveLength(1)
  expect(shop.posts()).toHaveLength(1)
})
