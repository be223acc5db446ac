// Lists, facets, transcripts and their text: what a person finds, page by page, while the data changes.
import { describe, expect, it, onTestFinished } from 'vitest'
import { openReadable, type WritableDatabase } from '../../electron/database/open'
import { all, sql } from '../../electron/database/sql'
import { compileContext } from '../../electron/search/compile-context'
import { compileQuery } from '../../electron/search/compile-query'
import { createSearch, type Search } from '../../electron/search/result-sets'
import { openTranscript, rawRecord, transcriptHits, transcriptMessages } from '../../electron/search/transcript'
import { workspaceInfo } from '../../electron/search/workspace-info'
import { AppError } from '../../shared/errors'
import { COUNTED_FIELDS } from '../../shared/query/facets'
import { parseQuery } from '../../shared/query/parse-query'
import type { Condition, Query } from '../../shared/query/query'
import {
  random,
  type SeedConversation,
  seedConversations,
  writeConversation,
  writeSeed
} from '../support/seed-workspace'
import { tempWorkspace } from '../support/temp-workspace'

const asked = { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 4, 20, 11), reviewer: 'Ada' }

function query(text: string): Query {
  const { query, problems } = parseQuery(text)
  expect(problems).toEqual([])
  return query
}

function workspace(conversations: readonly SeedConversation[] = seedConversations(300, 11)) {
  const { database, file } = tempWorkspace()
  writeSeed(database, conversations)
  const reader = openReadable(file)
  onTestFinished(() => reader.close())
  return { database, reader, search: createSearch(reader), conversations }
}

async function found(search: Search, text: string): Promise<number[]> {
  return [...search.ids((await search.open(query(text), asked)).id)]
}

/** A conversation of these texts, by customer and agent in turn. */
function said(id: number, ...texts: readonly string[]): SeedConversation {
  const [one] = seedConversations(1, id)
  const messages = texts.map((text, i) => ({
    seq: i + 1,
    key: `k${i + 1}`,
    role: i % 2 === 0 ? ('customer' as const) : ('agent' as const),
    sentAt: 1_000 * i,
    text,
    confidence: null,
    thumb: null,
    citations: null
  }))
  return {
    ...one!,
    id,
    externalId: `said-${id}`,
    startedAt: id,
    lastAt: id,
    messages,
    notes: [],
    tags: [],
    flags: [],
    issues: [],
    verdicts: [],
    pairs: [],
    wholeCitations: [],
    citationCount: 0
  }
}

const write = (database: WritableDatabase, c: SeedConversation) =>
  writeConversation((text, ...values) => database.prepare(text).run(...values), c)

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

describe('text', () => {
  const texts = [
    'Where is my order #10482?',
    'mail anna.b@example.com or https://shop.example/r?id=7&x=1',
    '我想退款,订单在哪里',
    'パスワードを忘れました',
    'ขอคืนเงินสำหรับสินค้า',
    'thanks 😀👍🏽',
    'Übergröße naïve CAFÉ',
    'SKU_77-AB/9',
    'to be or not',
    'مرحباً بكم',
    'ΟΔΟΣ',
    'Привет, Ёлка',
    '비밀번호를 잊었어요',
    'iPhone保証',
    'is it ok?'
  ]
  it.each([
    ['10482', 0],
    ['"#10482"', 0],
    ['"order 10482"', 0],
    ['anna.b@example.com', 1],
    ['https://shop.example/r?id=7&x=1', 1],
    ['example.com', 1],
    ['退款', 2],
    ['订单', 2],
    ['パスワード', 3],
    ['忘れ', 3],
    ['คืนเงิน', 4],
    ['สินค้า', 4],
    ['😀', 5],
    ['👍', 5],
    ['ubergroße', 6],
    ['cafe', 6],
    ['naive', 6],
    ['SKU_77-AB/9', 7],
    ['sku_77', 7],
    ['"to be"', 8],
    ['مرحبا', 9],
    ['οδος', 10],
    ['елка', 11],
    ['비밀번호', 12],
    ['保証', 13],
    ['iphone', 13],
    ['ok', 14],
    ['pass*', -1],
    ['wher*', 0],
    ['*derw*', -1],
    ['*mple.co*', 1],
    ['/#\\d{5}/', 0]
  ])('%s is found', async (typed, index) => {
    const { search, reader } = workspace(texts.map((text, i) => said(i + 1, text)))
    expect(await found(search, typed)).toEqual(index < 0 ? [] : [index + 1])
    if (index < 0) return
    expect(transcriptHits(reader, index + 1, query(typed))).toEqual([0])
    const { id } = await search.open(query(typed), asked)
    const { snippet } = search.page(id, 0, 1)[0]!
    expect(snippet!.hits.length).toBeGreaterThan(0)
    for (const { start, end } of snippet!.hits) expect(snippet!.text.slice(start, end).trim()).not.toBe('')
  })

  it('finds words anywhere in the conversation, phrases and msg(...) in one message', async () => {
    const { search } = workspace([
      said(1, 'I want a refund', 'for which order?'),
      said(2, 'refund my order'),
      said(3, 'order refund')
    ])
    expect(await found(search, 'refund order')).toEqual([3, 2, 1])
    expect(await found(search, '"refund my order"')).toEqual([2])
    expect(await found(search, 'msg(refund order)')).toEqual([3, 2])
    expect(await found(search, 'msg(user:refund) then msg(bot:order) within:1')).toEqual([1])
    expect(await found(search, 'user:refund bot:order')).toEqual([1])
  })

  it('stops a regular expression that runs away, with a sentence', async () => {
    const { search } = workspace([said(1, `${'a'.repeat(40)}!`)])
    await expect(found(search, '/(a+)+$/')).rejects.toMatchObject({
      code: 'invalid-query',
      message: expect.stringContaining('takes too long')
    })
    expect(await found(search, '/a{40}!/')).toEqual([1])
  })
})

describe('the twelve examples', () => {
  it.each([
    'confidence:low',
    'feedback:down channel:email,whatsapp',
    'topic:returns -is:reviewed newer_than:7d',
    '"order #10482"',
    'user:/\\b[A-Z]{2}\\d{9}\\b/',
    'refund NOT exchange',
    '(sentiment:negative OR feedback:down) turns:>6',
    'msg(bot:"I\'m sorry" confidence:high)',
    'no:citation has:feedback',
    'score.accuracy:<=2 by:@me',
    'date:2026-03-01..2026-03-31 hour:22..6',
    'msg(user:cancel) then msg(bot:"how can I help") within:1'
  ])('%s is answered, and some of the data satisfies it', async (text) => {
    const base = seedConversations(900, 3)
    const extra = said(901, 'please cancel AB123456789, order #10482', 'how can I help')
    const sorry = {
      ...said(902, 'x', "I'm sorry"),
      channel: 'email',
      topic: 'Returns',
      reviewState: 'unreviewed',
      startedAt: asked.now - 1_000,
      lastAt: asked.now,
      down: 1
    }
    const { search } = workspace([
      ...base,
      extra,
      { ...sorry, messages: sorry.messages.map((m) => ({ ...m, confidence: 0.9 })) }
    ])
    expect((await found(search, text)).length).toBeGreaterThan(0)
  })
})

describe('facets', () => {
  const texts = [
    '',
    'refund',
    'confidence:low -channel:email',
    'tag:billing topic:returns,none',
    'feedback:down OR is:escalated',
    'review:done status:none,open date:2026'
  ]
  it.each(texts)('of “%s” count what asking for each value finds', async (text) => {
    const { search } = workspace(seedConversations(120, 5))
    const q = query(text)
    const facets = await search.facets(
      q,
      COUNTED_FIELDS.map((field) => ({ field })),
      asked
    )
    expect(facets.map((f) => f.field)).toEqual([...COUNTED_FIELDS])
    for (const { field, values } of facets) {
      const others = q.filter.kind === 'all' ? q.filter.of.filter((f) => !aboutOnly(f, field)) : []
      for (const { value, count } of values) {
        const own: Condition = { kind: 'condition', field, op: field === 'cites' ? 'exact' : 'is', values: [value] }
        const { total } = await search.open({ ...q, filter: { kind: 'all', of: [...others, own] } }, asked)
        expect({ field, value, count }).toEqual({ field, value, count: total })
      }
    }
  })

  it('of one value a conversation add up to the list', async () => {
    const { search } = workspace()
    const { total } = await search.open(query('refund'), asked)
    const facets = await search.facets(
      query('refund'),
      ['sentiment', 'confidence', 'review', 'topic', 'agent', 'origin', 'last'].map((field) => ({
        field: field as 'topic'
      })),
      asked
    )
    for (const { field, values } of facets)
      expect({ field, sum: values.reduce((sum, v) => sum + v.count, 0) }).toEqual({ field, sum: total })
  })

  it('are searched in any case', async () => {
    const { search } = workspace()
    const [topics] = await search.facets(query(''), [{ field: 'topic', search: 'UBER' }], asked)
    expect(topics!.values.map((v) => v.value)).toEqual(['Übergabe'])
  })

  it('strips count every conversation once', async () => {
    const { search, conversations } = workspace()
    const dates = await search.dateHistogram(query('date:2026-01'), asked)
    expect(dates.undated + dates.buckets.reduce((sum, b) => sum + b.count, 0)).toBe(conversations.length)
    expect(dates.buckets.every((b, i) => i === 0 || dates.buckets[i - 1]!.to === b.from)).toBe(true)
    const lengths = await search.countHistogram(query('messages:3'), asked)
    expect(lengths.buckets.reduce((sum, b) => sum + b.count, 0)).toBe(conversations.length)
  })

  it('say what dropping each clause of an empty query would give', async () => {
    const { search } = workspace()
    const empty = 'zzzz channel:email messages:>1'
    const answers = await search.explainEmpty(query(empty), asked)
    expect(answers.map((a) => a.text).sort()).toEqual(['channel:email', 'messages:>1', 'zzzz'])
    expect(answers[0]).toMatchObject({
      text: 'zzzz',
      index: 0,
      count: (await found(search, 'channel:email messages:>1')).length
    })
    expect(answers[1]!.count).toBe(0)
  })
})

function aboutOnly(filter: Query['filter'], field: string): boolean {
  return filter.kind === 'condition' ? filter.field === field : filter.kind === 'not' && aboutOnly(filter.of, field)
}

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

describe('a transcript', () => {
  it('of more than 4,095 messages is found and shown whole', async () => {
    const texts = Array.from({ length: 6_000 }, (_, i) => (i === 5_432 ? 'the needle in it' : `message ${i}`))
    const { search, reader } = workspace([said(1, ...texts), said(2, 'another')])
    expect(await found(search, 'needle')).toEqual([1])
    expect(transcriptHits(reader, 1, query('needle'))).toEqual([5_432])
    expect(transcriptHits(reader, 1, query('*eedl*'))).toEqual([5_432])
    const shown = transcriptMessages(reader, 1, 5_400, 5_500)
    expect(shown).toHaveLength(100)
    expect(shown[32]).toMatchObject({ seq: 5_433, text: 'the needle in it' })
    expect(transcriptMessages(reader, 1, 5_990, 9_000)).toHaveLength(10)
    const { id } = await search.open(query('needle'), asked)
    expect(search.page(id, 0, 1)[0]!.snippet!.text).toBe('the needle in it')
  })

  it('carries its citations and is told gone when it is', () => {
    const { reader, conversations } = workspace()
    const c = conversations.find((one) => one.messages.some((m) => (m.citations?.length ?? 0) > 0))!
    const messages = transcriptMessages(reader, c.id, 0, 100)
    expect(messages.map((m) => [m.key, m.role, m.text, m.citations.length, m.citationsKnown])).toEqual(
      c.messages.map((m) => [m.key, m.role, m.text, m.citations?.length ?? 0, m.citations !== null])
    )
    expect(openTranscript(reader, c.id)).toMatchObject({ externalId: c.externalId, hasRaw: false })
    expect(rawRecord(reader, c.id)).toBeNull()
    expect(() => openTranscript(reader, 12_345)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

it('counts what is in the workspace', () => {
  const { reader, conversations } = workspace()
  const info = workspaceInfo(reader)
  expect(info).toMatchObject({
    conversations: 300,
    messages: conversations.reduce((sum, c) => sum + c.messages.length, 0),
    hasSample: false
  })
  expect(info.agents.reduce((sum, a) => sum + a.conversations, 0)).toBe(300)
})

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
