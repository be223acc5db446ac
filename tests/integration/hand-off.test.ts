// Hand-offs against the development platform: a ticket is made once whatever the network does, and only what is missing is repeated.
import { expect, test } from 'vitest'
import { planHandOffs } from '../../electron/database/hand-off-plan'
import { conversationOutbox } from '../../electron/database/outbox-lists'
import { discardEntry, retryEntry } from '../../electron/outbox/enqueue'
import { editHandOff } from '../../electron/outbox/hand-off'
import { listHistory, undo } from '../../electron/review/history'
import { counterAct, handOffAct, handOffManyAct } from '../../electron/review/sending'
import type { Fault } from '../../scripts/platform-server/faults'
import { ANN, HAND_OFF, syncedShop } from '../support/synced-shop'

const FAULTS: readonly Fault[] = [
  { kind: 'rate-limit-seconds', seconds: 30 },
  { kind: 'status', status: 500, times: 2 },
  { kind: 'status', status: 503, times: 3 },
  { kind: 'timeout' },
  { kind: 'html' },
  { kind: 'reset-body' },
  { kind: 'truncated-json' },
  { kind: 'apply-then-drop' }
]

test.each(FAULTS)('a ticket is made once and the agent paused although $kind $status happens', async (fault) => {
  const shop = await syncedShop('chatbase')
  const { id, conversation } = shop.first()
  handOffAct(shop.database, id, HAND_OFF, ANN)
  shop.server.faults.add({ ...fault, on: 'POST' }, { ...fault, on: 'PATCH' })
  await shop.all()
  expect(shop.server.store.tickets).toMatchObject([
    { subject: 'Wrong return window', email: 'sam@example.test', name: 'Sam', priority: 'high' }
  ])
  expect(shop.server.store.tickets[0]?.description).toMatch(/30 days\.\n\nConversation .+ \[cd-[0-9a-f]{10}\]$/)
  expect(conversation.body['status']).toBe('paused')
  expect(shop.outbox()).toMatchObject([{ kind: 'hand-off', state: 'delivered', done: 'Ticket 318 is made.' }])
})

test.each(FAULTS)('a conversation is escalated once although $kind $status happens', async (fault) => {
  const shop = await syncedShop('generic')
  const { id, conversation } = shop.first()
  handOffAct(shop.database, id, { ...HAND_OFF, email: null }, ANN)
  shop.server.faults.add({ ...fault, on: 'POST' })
  await shop.all()
  expect(shop.server.store.tickets).toMatchObject([{ conversationId: conversation.id, subject: 'Wrong return window' }])
  expect(conversation.body['status']).toBe('escalated')
  expect(shop.outbox()[0]).toMatchObject({ state: 'delivered' })
})

test('after a ticket without its pause only the pause is repeated, and giving up says what is there', async () => {
  const shop = await syncedShop('chatbase')
  const { id, conversation } = shop.first()
  handOffAct(shop.database, id, HAND_OFF, ANN)
  const no = { kind: 'status', status: 403, code: 'AUTH_INSUFFICIENT_PERMISSIONS', on: 'PATCH', times: 2 } as const
  shop.server.faults.add(no)
  await shop.all()
  const [entry] = shop.outbox()
  expect(entry).toMatchObject({ state: 'refused', done: 'Ticket 318 is made.' })
  expect(entry?.words).toMatch(
    /^Ticket 318 is made\. What is missing: the pause of the agent\. The key may not do this/
  )
  expect(entry?.requestId).toMatch(/^req_/)
  expect(() => editHandOff(shop.database, entry!.id, HAND_OFF, 1)).toThrow(/cannot be changed/)
  retryEntry(shop.database, entry!.id, Date.now())
  await shop.all()
  expect(shop.outbox()[0]?.state).toBe('refused')
  retryEntry(shop.database, entry!.id, Date.now())
  await shop.all()
  expect(shop.outbox()[0]?.state).toBe('delivered')
  expect(conversation.body['status']).toBe('paused')
  expect(shop.posts()).toHaveLength(1)

  handOffAct(shop.database, id, { ...HAND_OFF, subject: 'Again' }, ANN)
  shop.server.faults.add(no)
  await shop.all()
  discardEntry(shop.database, shop.outbox()[0]!.id, Date.now())
  expect(shop.outbox()[0]).toMatchObject({ state: 'discarded', words: expect.stringContaining('ticket 319 was made') })
})

test('a ticket that was found again leaves no doubt, also when its pause is then refused', async () => {
  const shop = await syncedShop('chatbase')
  handOffAct(shop.database, shop.first().id, HAND_OFF, ANN)
  shop.server.faults.add({ kind: 'apply-then-drop', on: 'POST' }, { kind: 'status', status: 403, on: 'PATCH' })
  await shop.all()
  expect(shop.outbox()[0]).toMatchObject({ state: 'refused', done: 'Ticket 318 is made.' })
  expect(shop.posts()).toHaveLength(1)
  const doubt = shop.database.prepare("SELECT is_unclear FROM outbox WHERE kind = 'hand-off'").get()
  expect(doubt).toEqual({ is_unclear: 0 })
})

test('what is refused is changed and sent again under the same mark', async () => {
  const shop = await syncedShop('chatbase')
  const { id } = shop.first()
  handOffAct(shop.database, id, HAND_OFF, ANN)
  shop.server.faults.add({ kind: 'status', status: 422, message: 'No such customer', on: 'POST' })
  await shop.all()
  const [entry] = shop.outbox()
  expect(entry).toMatchObject({ state: 'refused', words: expect.stringContaining('No such customer') })
  editHandOff(shop.database, entry!.id, { ...HAND_OFF, email: 'sam.rivera@example.test' }, Date.now())
  expect(shop.outbox()[0]).toMatchObject({ state: 'waiting', words: null })
  await shop.all()
  expect(shop.server.store.tickets).toMatchObject([{ email: 'sam.rivera@example.test' }])
})

test('where tickets cannot be looked up the person decides, each time anew', async () => {
  const shop = await syncedShop('chatbase')
  const { id } = shop.first()
  handOffAct(shop.database, id, HAND_OFF, ANN)
  shop.server.faults.add(
    { kind: 'apply-then-drop', on: 'POST', times: 2 },
    { kind: 'status', status: 403, on: 'GET /api/v2/agents/agent-support/helpdesk', times: 2 }
  )
  await shop.all()
  expect(shop.outbox()[0]).toMatchObject({ state: 'refused', words: expect.stringContaining('Look there') })
  expect(shop.server.store.tickets).toHaveLength(1)
  retryEntry(shop.database, shop.outbox()[0]!.id, Date.now())
  await shop.all()
  // Sent once more because the person said so; that answer was lost as well.
  expect(shop.outbox()[0]?.state).toBe('refused')
  expect(shop.server.store.tickets).toHaveLength(2)
})

test('a ticket without an e-mail address is refused before it is sent; a file’s conversation has no platform', async () => {
  const shop = await syncedShop('chatbase')
  const { id } = shop.first()
  expect(() => handOffAct(shop.database, id, { ...HAND_OFF, email: null }, ANN)).toThrow(/e-mail/)
  expect(shop.outbox()).toEqual([])
  expect(listHistory(shop.database)).toEqual([])
  const bookbag = await syncedShop('bookbag')
  expect(() => handOffAct(bookbag.database, bookbag.first().id, HAND_OFF, ANN)).toThrow(/takes no hand-off/)
})

test('History takes back what waits, and offers to let the agent answer again once it arrived', async () => {
  const shop = await syncedShop('chatbase')
  const { id, conversation } = shop.first()
  handOffAct(shop.database, id, HAND_OFF, ANN)
  expect(listHistory(shop.database)[0]?.delivery).toEqual({ state: 'waiting', to: 'Shop', counter: null })
  undo(shop.database)
  expect(shop.outbox()[0]).toMatchObject({ state: 'discarded', words: 'Undone before it was sent.' })
  expect(listHistory(shop.database)[0]?.state).toBe('dropped')

  handOffAct(shop.database, id, HAND_OFF, ANN)
  await shop.all()
  const [line] = listHistory(shop.database)
  expect(line?.delivery).toEqual({ state: 'reached', to: 'Shop', counter: 'resume-agent' })
  expect(() => undo(shop.database)).toThrow(/has reached Shop: undo cannot take it back/)
  counterAct(shop.database, line!.id, ANN)
  await shop.all()
  expect(conversation.body['status']).toBe('ongoing')
  expect(conversationOutbox(shop.database, id).entries.map(({ state }) => state)).toEqual([
    'delivered',
    'delivered',
    'discarded'
  ])
  expect(listHistory(shop.database).map(({ delivery }) => delivery?.counter)).toEqual([null, null, undefined])
})

test('a plan says which of many can be handed off and why the others cannot; all go in one line, or none', async () => {
  const shop = await syncedShop('chatbase')
  const { database } = shop
  const ids = database
    .prepare('SELECT id FROM conversation ORDER BY id')
    .all<{ id: number }>()
    .map(({ id }) => id)
  const [first = 0, second = 0, third = 0] = ids
  const address = database.prepare('UPDATE conversation SET customer_fields = ? WHERE id = ?')
  for (const id of ids) address.run(null, id)
  for (const id of [first, second, third]) address.run(JSON.stringify({ email: 'sam@example.test' }), id)
  handOffAct(database, third, HAND_OFF, ANN)
  const { can, cannot } = planHandOffs(database, ids)
  expect(can).toMatchObject([{ way: 'ticket', conversations: [first, second] }])
  expect(Object.fromEntries(cannot.map(({ why, count }) => [why, count]))).toEqual({
    'were handed off already': 1,
    'have no e-mail address of the customer, which a ticket needs': ids.length - 3
  })

  const handOffs = [first, second].map((conversationId) => ({ conversationId, handOff: HAND_OFF }))
  const before = shop.outbox().length
  const without = { conversationId: ids[5] ?? 0, handOff: { ...HAND_OFF, email: null } }
  expect(() => handOffManyAct(database, [...handOffs, without], ANN)).toThrow(/needs the customer’s e-mail/)
  expect(shop.outbox()).toHaveLength(before)
  expect(handOffManyAct(database, handOffs, { ...ANN, now: 2_000 })).toMatchObject({ conversations: 2 })
  expect(shop.outbox().slice(0, 2)).toMatchObject([
    { kind: 'hand-off', state: 'waiting', conversationId: second },
    { kind: 'hand-off', state: 'waiting', conversationId: first }
  ])
  // As long as nothing was sent, one undo takes all of them out.
  undo(database)
  expect(shop.outbox().slice(0, 2)).toMatchObject([{ state: 'discarded' }, { state: 'discarded' }])

  const line = handOffManyAct(database, handOffs, { ...ANN, now: 3_000 })
  await shop.all()
  expect(listHistory(database)[0]?.delivery).toMatchObject({ state: 'reached', counter: 'resume-agent' })
  expect(counterAct(database, line.id, { ...ANN, now: 4_000 })).toMatchObject({ conversations: 2 })
})
