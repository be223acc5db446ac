// Thumbs on answers: here and in the outbox at once, kept while they wait, and taken back where they arrived.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WritableDatabase } from '../../electron/database/open'
import { discardEntry } from '../../electron/outbox/enqueue'
import { listHistory, undo } from '../../electron/review/history'
import { counterAct, giveThumbAct, restoreThumb } from '../../electron/review/sending'
import { ANN, syncedShop } from '../support/synced-shop'

/** All that says anything of ratings, and whether the counts of every conversation are those of its messages. */
function ratings(database: WritableDatabase) {
  const wrong = database
    .prepare(
      `SELECT count(*) AS n FROM conversation c WHERE up_count <> (SELECT count(*) FROM message m WHERE m.id >> 20 = c.id AND thumb = 1)
         OR down_count <> (SELECT count(*) FROM message m WHERE m.id >> 20 = c.id AND thumb = -1)`
    )
    .get<{ n: number }>()
  expect(wrong).toEqual({ n: 0 })
  return [
    database
      .prepare('SELECT message_id, rater, thumb, stars, comment, raw FROM feedback ORDER BY message_id, id')
      .all(),
    database.prepare('SELECT id, thumb FROM message ORDER BY id').all()
  ]
}

test('a thumb arrives, replaces the customer’s, and can be taken back there', async () => {
  const shop = await syncedShop('generic')
  const { database } = shop
  const { answer, id, messageKey } = shop.first()
  answer['feedback'] = 'positive'
  shop.server.store.touch(String(shop.first().conversation.id), 'And now?')
  await shop.sync()
  const before = ratings(database)
  giveThumbAct(database, { conversationId: id, messageKey, thumb: -1 }, ANN)
  expect(giveThumbAct(database, { conversationId: id, messageKey, thumb: -1 }, ANN)).toBeNull()
  ratings(database)
  await shop.all()
  expect(answer['feedback']).toBe('negative')
  const [line] = listHistory(database)
  expect(line).toMatchObject({
    label: 'Gave thumbs down to an answer',
    delivery: { state: 'reached', to: 'Shop', counter: 'restore-thumb' }
  })
  expect(() => undo(database)).toThrow(/has reached Shop/)
  counterAct(database, line!.id, ANN)
  expect(ratings(database)).toEqual(before)
  await shop.all()
  expect(answer['feedback']).toBe('positive')
  expect(listHistory(database).map(({ delivery }) => delivery?.counter)).toEqual(['restore-thumb', null])
})

test('a sync does not overwrite a thumb that waits, and giving it up shows what the platform says by then', async () => {
  const shop = await syncedShop('generic')
  const { database } = shop
  const { answer, conversation, id, messageKey } = shop.first()
  giveThumbAct(database, { conversationId: id, messageKey, thumb: 1 }, ANN)
  answer['feedback'] = 'negative'
  shop.server.store.touch(conversation.id, 'Hello?')
  await shop.sync()
  const thumb = () => database.prepare('SELECT thumb FROM message WHERE key = ?').get<{ thumb: number }>(messageKey)
  expect(thumb()).toEqual({ thumb: 1 })
  ratings(database)
  restoreThumb(database, shop.outbox()[0]!.id, ANN)
  expect(thumb()).toEqual({ thumb: -1 })
  ratings(database)
})

test('a refused thumb stands until a person discards it', async () => {
  const shop = await syncedShop('chatbase')
  const { id, messageKey } = shop.first()
  const before = ratings(shop.database)
  giveThumbAct(shop.database, { conversationId: id, messageKey, thumb: 1 }, ANN)
  shop.server.faults.add({ kind: 'status', status: 403, on: 'PATCH' })
  await shop.all()
  expect(shop.outbox()[0]).toMatchObject({ state: 'refused', conversationId: id })
  discardEntry(shop.database, shop.outbox()[0]!.id, 2_000)
  expect(ratings(shop.database)).toEqual(before)
})

test('a customer’s message gets no thumb, and nothing is left of the attempt', async () => {
  const shop = await syncedShop('chatbase')
  const { id, conversation } = shop.first()
  const asked = conversation.messages.find(({ role }) => role === 'user')!
  const given = { conversationId: id, messageKey: String(asked['id']), thumb: 1 } as const
  expect(() => giveThumbAct(shop.database, given, ANN)).toThrow(/Only answers/)
  expect([shop.outbox(), listHistory(shop.database)]).toEqual([[], []])
})

test('any row of thumbs that were never sent is undone to the first state, and only the last is sent', async () => {
  const shop = await syncedShop('chatbase', { conversations: 6 })
  const { database } = shop
  const { id, messageKey, answer } = shop.first()
  const before = ratings(database)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(-1 as const, 1 as const, null), { minLength: 1, maxLength: 5 }),
      async (thumbs) => {
        let lines = 0
        for (const thumb of thumbs) if (giveThumbAct(database, { conversationId: id, messageKey, thumb }, ANN)) lines++
        const open = shop.outbox().filter(({ state }) => state === 'waiting')
        expect(open.length).toBeLessThanOrEqual(1)
        if (lines > 0) restoreThumb(database, open[0]!.id, ANN)
        expect(ratings(database)).toEqual(before)
      }
    ),
    { numRuns: 30 }
  )
  giveThumbAct(database, { conversationId: id, messageKey, thumb: 1 }, ANN)
  giveThumbAct(database, { conversationId: id, messageKey, thumb: -1 }, ANN)
  await shop.all()
  expect(answer['feedback']).toBe('negative')
  expect(shop.server.log.filter(({ method }) => method === 'PATCH')).toHaveLength(1)
})
