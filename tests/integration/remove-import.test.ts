// An import can be taken back: what it alone brought goes, what others hold and what people worked on stays.
import { describe, expect, it } from 'vitest'
import { importSummary } from '../../electron/database/imports'
import type { WritableDatabase } from '../../electron/database/open'
import { annotatedInImport, removeImport } from '../../electron/database/remove-import'
import { beginImport, checkWhole, conversation, conversationsWith, importAll } from '../support/import-records'
import { tempWorkspace } from '../support/temp-workspace'

const ids = (database: WritableDatabase) =>
  database
    .prepare('SELECT external_id AS id FROM conversation ORDER BY conversation.id')
    .all<{ id: string }>()
    .map((row) => row.id)

const left = (database: WritableDatabase) =>
  database
    .prepare(
      `SELECT (SELECT count(*) FROM message) AS messages, (SELECT count(*) FROM message_fts) AS words,
        (SELECT count(*) FROM citation) AS citations, (SELECT count(*) FROM feedback) AS feedback,
        (SELECT count(*) FROM raw_record) AS raw, (SELECT count(*) FROM import_conversation) AS held`
    )
    .get()

const rated = (id: string, words: string) =>
  conversation(id, [words], {
    feedback: [{ value: 'BAD' }],
    citations: [{ title: 'guide' }],
    title: `About ${id}`,
    raw: words
  })

describe('removing an import', () => {
  it('leaves nothing of what it alone brought, and can be followed by importing again', async () => {
    const { database } = tempWorkspace()
    const records = Array.from({ length: 1_200 }, (_, i) => rated(`c${i}`, `unique${i} common`))
    const { importId } = await importAll(database, records)
    const steps: number[] = []
    expect(
      await removeImport(database, importId, { keepAnnotated: true, progress: (done) => steps.push(done) })
    ).toEqual({ removed: 1_200, kept: 0, shared: 0 })
    expect(steps).toEqual([500, 1_000, 1_200])
    expect(left(database)).toEqual({ messages: 0, words: 0, citations: 0, feedback: 0, raw: 0, held: 0 })
    expect(conversationsWith(database, 'common')).toEqual([])
    expect(importSummary(database, importId)).toMatchObject({ state: 'removed', added: 1_200 })
    expect(await importAll(database, records)).toMatchObject({ added: 1_200 })
    expect(conversationsWith(database, 'unique7')).toEqual(['c7'])
    checkWhole(database)
  })

  it('keeps conversations that another import holds too, changed by it or not', async () => {
    const { database } = tempWorkspace()
    const first = await importAll(database, [rated('a', 'x'), rated('b', 'x'), rated('c', 'x')])
    const second = await importAll(database, [rated('b', 'x'), conversation('c', ['x', 'longer'])])
    expect(await removeImport(database, first.importId, { keepAnnotated: true })).toEqual({
      removed: 1,
      kept: 0,
      shared: 2
    })
    expect(ids(database)).toEqual(['b', 'c'])
    expect(await removeImport(database, second.importId, { keepAnnotated: true })).toMatchObject({ removed: 2 })
    expect(ids(database)).toEqual([])
    checkWhole(database)
  })

  it('names what people worked on and keeps it unless they say otherwise', async () => {
    const { database } = tempWorkspace()
    const { importId } = await importAll(database, [
      rated('noted', 'x'),
      rated('reviewed', 'x'),
      rated('drafted', 'x'),
      rated('plain', 'x')
    ])
    database.exec(`INSERT INTO note (conversation_id, body, reviewer, created_at, updated_at) VALUES (1, 'n', 'me', 0, 0);
      UPDATE conversation SET review_state = 'done' WHERE id = 2;
      INSERT INTO qa_pair (conversation_id, answer, created_at, updated_at) VALUES (3, 'better', 0, 0)`)
    expect(annotatedInImport(database, importId)).toEqual({
      total: 3,
      names: ['About noted', 'About reviewed', 'About drafted']
    })
    expect(await removeImport(database, importId, { keepAnnotated: true })).toEqual({ removed: 1, kept: 3, shared: 0 })
    expect(ids(database)).toEqual(['noted', 'reviewed', 'drafted'])
    expect(importSummary(database, importId).note).toBe(
      'Removed with 1 conversation. 3 with reviews, notes or drafts were kept.'
    )
    expect(await removeImport(database, importId, { keepAnnotated: false })).toEqual({ removed: 3, kept: 0, shared: 0 })
    expect(database.prepare('SELECT conversation_id, answer FROM qa_pair').all()).toEqual([
      { conversation_id: null, answer: 'better' }
    ])
    expect(database.prepare('SELECT count(*) AS n FROM note').get()).toEqual({ n: 0 })
    checkWhole(database)
  })

  it('is refused while it runs, stops when cancelled, and is not found twice', async () => {
    const { database } = tempWorkspace()
    const running = beginImport(database)
    await expect(removeImport(database, running.importId, { keepAnnotated: true })).rejects.toMatchObject({
      code: 'refused'
    })
    await expect(removeImport(database, 99, { keepAnnotated: true })).rejects.toMatchObject({ code: 'not-found' })
    const { importId } = await importAll(database, [rated('a', 'x')])
    await expect(
      removeImport(database, importId, { keepAnnotated: true, signal: AbortSignal.abort() })
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(ids(database)).toEqual(['a'])
  })
})
