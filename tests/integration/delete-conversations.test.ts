// Deleting conversations by hand: all of them goes, undo brings back the very same rows and words, and nothing else takes their place.
import { expect, it } from 'vitest'
import { deletedOf } from '../../electron/database/deleted-conversations'
import type { WritableDatabase } from '../../electron/database/open'
import { annotatedAmong } from '../../electron/database/remove-import'
import { wipeAgent } from '../../electron/database/wipe'
import { carryOut } from '../../electron/review/acts'
import { listHistory, redo, undo } from '../../electron/review/history'
import { previewBulk } from '../../electron/review/preview'
import { actSchema } from '../../shared/review'
import { annotatedWorkspace } from '../support/annotated-workspace'
import { checkWhole, conversation, conversationsWith, importAll } from '../support/import-records'
import { tempWorkspace } from '../support/temp-workspace'

/** What an act leaves behind by its nature. */
const OWN = ['history', 'deleted_conversation', 'conversation_change', 'sqlite_sequence']

/** Every row of every table, whatever tables there will be. */
function everything(database: WritableDatabase): Record<string, unknown[]> {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'message_fts%' ORDER BY name")
    .all<{ name: string }>()
    .map(({ name }) => name)
    .filter((name) => !OWN.includes(name))
  return Object.fromEntries(
    tables.map((name) => [
      name,
      database
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map((row) => JSON.stringify(row))
        .sort((a, b) => (a < b ? -1 : 1))
    ])
  )
}

const ids = (database: WritableDatabase) =>
  database
    .prepare('SELECT id FROM conversation ORDER BY id')
    .all<{ id: number }>()
    .map(({ id }) => id)

const words = (database: WritableDatabase, word: string) =>
  database
    .prepare('SELECT rowid AS id FROM message_fts WHERE message_fts MATCH ? ORDER BY rowid')
    .all<{ id: number }>(word)
    .map(({ id }) => id)

let now = 1_790_000_000_000
function remove(database: WritableDatabase, conversations: readonly number[], keepAnnotated = false) {
  const act = actSchema.parse({ kind: 'delete', conversations, keepAnnotated })
  return carryOut(database, act, { reviewer: 'Ada', now: now++ })
}

it('deletes everything of them, and undo, redo and undo again leave every table as it was', async () => {
  const { database } = await annotatedWorkspace()
  const before = everything(database)
  const found = words(database, 'the')
  const all = ids(database)
  const chosen = all.filter((_, at) => at % 2 === 0)
  const { entry } = remove(database, chosen)
  expect(entry).toMatchObject({ label: 'Deleted conversations', conversations: chosen.length, state: 'done' })
  expect(ids(database)).toEqual(all.filter((id) => !chosen.includes(id)))
  expect(
    words(database, 'the')
      .map((id) => Math.floor(id / 2 ** 20))
      .filter((id) => chosen.includes(id))
  ).toEqual([])
  for (const table of ['note', 'verdict', 'flag', 'conversation_tag', 'issue_conversation', 'review_item'])
    expect(
      database.prepare(`SELECT count(*) AS n FROM ${table} WHERE conversation_id IN (${chosen.join(',')})`).get(),
      table
    ).toEqual({ n: 0 })
  checkWhole(database)

  const deleted = everything(database)
  expect(undo(database)).toMatchObject([{ label: 'Deleted conversations', state: 'undone' }])
  expect(everything(database)).toEqual(before)
  expect(words(database, 'the')).toEqual(found)
  checkWhole(database)
  redo(database)
  expect(everything(database)).toEqual(deleted)
  undo(database)
  expect(everything(database)).toEqual(before)
  // What was done before the deletion is undone after it, as if it had never been.
  undo(database)
  expect(
    listHistory(database)
      .slice(0, 2)
      .map(({ state }) => state)
  ).toEqual(['undone', 'undone'])
})

it('says how many go, names those people worked on, and leaves them where that is wanted', async () => {
  const { database } = await annotatedWorkspace()
  const all = ids(database)
  const { total, names } = annotatedAmong(database, all)
  expect(total).toBe(3)
  expect(names).toHaveLength(3)
  expect(previewBulk(database, { kind: 'delete', keepAnnotated: false }, all)).toBe(all.length)
  expect(previewBulk(database, { kind: 'delete', keepAnnotated: true }, all)).toBe(all.length - 3)
  expect(remove(database, all, true).entry?.conversations).toBe(all.length - 3)
  expect(ids(database)).toHaveLength(3)
  expect(remove(database, ids(database), true).entry).toBeNull()
})

it('keeps the numbers of what was deleted free, and does not put a conversation beside itself', async () => {
  const { database } = tempWorkspace()
  await importAll(database, [conversation('a', ['alpha']), conversation('b', ['beta'])])
  const [a = 0, b = 0] = ids(database)
  remove(database, [a, b])
  await importAll(database, [conversation('c', ['gamma'])])
  expect(ids(database)).toEqual([b + 1])
  undo(database)
  expect(ids(database)).toEqual([a, b, b + 1])
  expect(conversationsWith(database, 'beta')).toEqual(['b'])

  remove(database, [a])
  carryOut(database, actSchema.parse({ kind: 'tag', conversations: [b], tag: 'x' }), { reviewer: 'Ada', now: now++ })
  await importAll(database, [conversation('a', ['alpha', 'longer'])])
  undo(database)
  expect(() => undo(database)).toThrow(/One of its conversations has come in again/)
  expect(() => undo(database, undefined, { past: true })).toThrow(/nothing to undo/)
  checkWhole(database)
})

it('a wipe takes the copies and their lines, too', async () => {
  const { database } = tempWorkspace()
  await importAll(database, [conversation('a', ['secretword']), conversation('b', ['beta'])])
  const [a = 0] = ids(database)
  const agent = database.prepare('SELECT id FROM agent').get<{ id: number }>()?.id ?? 0
  remove(database, [a])
  expect(deletedOf(database, agent)).toEqual([a])
  await wipeAgent(database, agent, { withBackups: false })
  expect(deletedOf(database, agent)).toEqual([])
  expect(() => undo(database)).toThrow(/nothing to undo/)
  expect(listHistory(database)).toMatchObject([{ state: 'dropped' }])
})
