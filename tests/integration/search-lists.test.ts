// Lists: every row once, in order, up to date, cancelled, refused; and the plans of the queries people feel.
import { describe, expect, it, onTestFinished } from 'vitest'
import { openReadable } from '../../electron/database/open'
import { all, sql } from '../../electron/database/sql'
import { compileContext } from '../../electron/search/compile-context'
import { compileQuery } from '../../electron/search/compile-query'
import { createSearch } from '../../electron/search/result-sets'
import { AppError } from '../../shared/errors'
import type { Condition } from '../../shared/query/query'
import { asked, found, query, said, workspace, write } from '../support/search-workspace'
import { random } from '../support/seed-workspace'

describe('a list', () => {
  it('gives every row once, whatever the pages, and knows where each stands', async () => {
    const { search, conversations } = workspace()
    const { id, total, of } = await search.open(query('sort:-confidence'), asked)
    expect([total, of]).toEqual([conversations.length, conversations.length])
    const rows = Array.from({ length: Math.ceil(total / 37) }, (_, i) => search.page(id, i * 37, (i + 1) * 37)).flat()
    expect(rows.map((row) => row.id)).toEqual([...search.ids(id)])
    for (const index of [0, 1, 150, total - 1]) {
      const conversation = search.at(id, index)
      expect(search.position(id, conversation!)).toBe(index)
    }
    expect(search.at(id, total)).toBeNull()
    expect(search.position(id, 99_999)).toBeNull()
  })

  it('shows tags, notes, drafts and source', async () => {
    const { search, conversations } = workspace()
    const { id } = await search.open(query('has:tag has:note sort:-messages'), asked)
    const [row] = search.page(id, 0, 1)
    const c = conversations.find((one) => one.id === row!.id)!
    expect(row).toMatchObject({
      tags: [...new Set(c.tags.map((t) => t.name))].sort(),
      noteCount: c.notes.length,
      draftCount: c.pairs.filter((p) => p.state === 'draft' || p.state === 'ready').length
    })
  })

  it('is opened again when it is out of date, and says so', async () => {
    const { search } = workspace()
    const first = await search.open(query(''), asked)
    for (let i = 0; i < 10; i++) await search.open(query('channel:email'), asked)
    expect(() => search.page(first.id, 0, 10)).toThrow(expect.objectContaining({ code: 'result-set-expired' }))
  })

  it('stops when nobody waits for it any more', async () => {
    const { search } = workspace()
    await search.warm()
    const cancelled = AbortSignal.abort()
    await expect(search.open(query('refund -order'), { ...asked, signal: cancelled })).rejects.toMatchObject({
      code: 'cancelled'
    })
  })

  it('refuses what cannot be run, in a sentence', async () => {
    const { search } = workspace()
    const wrong: Condition = { kind: 'condition', field: 'messages', op: 'is', values: ['many'] }
    await expect(search.open({ ...query(''), filter: wrong }, asked)).rejects.toEqual(
      new AppError('invalid-query', '“many” is not a number.')
    )
    await expect(search.open(query(''), { ...asked, timeZone: 'Mars/Base' })).rejects.toMatchObject({
      code: 'invalid-query'
    })
  })

  it('is ordered by relevance only when asked', async () => {
    const { database, search } = workspace([
      said(1, 'refund refund refund'),
      said(2, 'a refund of quite another order, said in very many words')
    ])
    write(database, said(3, 'nothing'))
    expect(await found(search, 'refund')).toEqual([2, 1])
    expect(await found(search, 'refund sort:relevance')).toEqual([1, 2])
  })
})

it('keeps up with what is imported, reviewed and removed', async () => {
  const { database, search } = workspace()
  await search.warm()
  const next = random(1)
  for (let round = 0; round < 12; round++) {
    const before = await found(search, 'refund')
    const added = said(1_000 + round, 'a refund')
    write(database, added)
    expect(await found(search, 'refund')).toEqual(expect.arrayContaining([added.id]))
    const victim = before[Math.floor(next() * before.length)]!
    database.prepare("UPDATE conversation SET review_state = 'done', topic = 'Fresh' WHERE id = ?").run(victim)
    expect(await found(search, 'topic:fresh review:done')).toContain(victim)
    const gone = before[0]!
    if (gone !== victim) {
      database.exec('PRAGMA foreign_keys = OFF')
      database
        .prepare('DELETE FROM message_fts WHERE rowid BETWEEN ? AND ?')
        .run(gone * 2 ** 20, (gone + 1) * 2 ** 20 - 1)
      database.prepare('DELETE FROM conversation WHERE id = ?').run(gone)
      expect(await found(search, 'refund')).not.toContain(gone)
      expect(await found(search, '')).not.toContain(gone)
    }
    const fresh = createSearch(search === undefined ? database : openAgain(database.path))
    for (const text of ['', 'channel:email', 'topic:fresh sort:topic', '-refund'])
      expect(await found(search, text)).toEqual(await found(fresh, text))
  }
})

function openAgain(path: string) {
  const reader = openReadable(path)
  onTestFinished(() => reader.close())
  return reader
}

describe('hot queries are answered by an index', () => {
  const plan = (reader: ReturnType<typeof workspace>['reader'], select: ReturnType<typeof compileQuery>) =>
    all<{ detail: string }>(reader, sql`EXPLAIN QUERY PLAN ${select}`).map((row) => row.detail)

  it('the whole list, a page, a transcript, a word, a word in a conversation', () => {
    const { reader } = workspace()
    const context = compileContext(reader, asked)
    expect(
      plan(
        reader,
        sql`SELECT id FROM conversation WHERE started_at IS NOT NULL ORDER BY started_at DESC, id DESC`
      ).join()
    ).toMatch(/^SEARCH conversation USING COVERING INDEX conversation_started_at/)
    expect(
      plan(reader, sql`SELECT c.preview FROM json_each('[1]') w JOIN conversation c ON c.id = w.value`).at(-1)
    ).toBe('SEARCH c USING INTEGER PRIMARY KEY (rowid=?)')
    expect(plan(reader, sql`SELECT text FROM message WHERE id BETWEEN ${1} AND ${2} ORDER BY id`)).toEqual([
      'SEARCH message USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)'
    ])
    const word = plan(reader, compileQuery(query('refund'), context)).join()
    expect(word).toContain('SCAN message_fts VIRTUAL TABLE INDEX')
    expect(word).not.toContain('SCAN c')
    expect(
      plan(reader, sql`SELECT rowid FROM message_fts WHERE message_fts MATCH ${'x'} AND rowid BETWEEN ${1} AND ${2}`)[0]
    ).toMatch(/VIRTUAL TABLE INDEX \d+:.*[<>]/)
  })
})
