// Text in every script, the twelve example queries, and transcripts of any length.
import { describe, expect, it } from 'vitest'
import { openTranscript, rawRecord, transcriptHits, transcriptMessages } from '../../electron/search/transcript'
import { workspaceInfo } from '../../electron/search/workspace-info'
import { asked, found, query, said, workspace } from '../support/search-workspace'
import { seedConversations } from '../support/seed-workspace'

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

  it('finds what stands in folded parts: words, letters, patterns, in their role, with a hit and a snippet', async () => {
    const [plain, tool] = [said(1, 'where is it', 'on its way'), said(2, 'where is it', 'let me look')]
    const part = { name: 'order_lookup', body: '{"carrier":"Velomax","number":"ZX-48213"}' }
    const messages = tool.messages.map((m, i) => (i === 1 ? { ...m, part } : m))
    const { search, reader } = workspace([plain, { ...tool, messages }])
    for (const text of [
      'velomax',
      'velom*',
      '*eloma*',
      'bot:velomax',
      'order_lookup',
      '/zx-\\d+/i',
      'msg(velomax look)'
    ]) {
      expect({ text, found: await found(search, text) }).toEqual({ text, found: [2] })
      expect({ text, hits: transcriptHits(reader, 2, query(text)) }).toEqual({ text, hits: [1] })
      const { id } = await search.open(query(text), asked)
      expect(search.page(id, 0, 1)[0]?.snippet?.hits).not.toEqual([])
    }
    expect(await found(search, 'user:velomax')).toEqual([])
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
