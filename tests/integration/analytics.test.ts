// The numbers of Analytics equal plain SQL over the same workspace for any query, and each is what its own filter finds.
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { openReadable, type ReadableDatabase } from '../../electron/database/open'
import { idList } from '../../electron/database/sql'
import { comparisonOf } from '../../electron/insights/compare'
import { coverageOf } from '../../electron/insights/coverage'
import { keyWordsOf } from '../../electron/insights/key-words'
import { conversationsOf, overviewOf } from '../../electron/insights/overview'
import { reliabilityOf } from '../../electron/insights/reliability'
import { waitsOf } from '../../electron/insights/waits'
import { compileContext } from '../../electron/search/compile-context'
import { compileQuery } from '../../electron/search/compile-query'
import { createSearch, type Search } from '../../electron/search/result-sets'
import { COVERAGE_LANES, RELIABILITY_SIGNALS, SHARE_KEYS, SHARES, type Tally, TIME_UNITS } from '../../shared/analytics'
import { DEFAULT_BAND_LIMITS } from '../../shared/domain'
import { EVERYTHING, type Filter, type Query } from '../../shared/query/query'
import { queries } from '../support/query-arbitraries'
import { seedConversations } from '../support/seed-workspace'
import { tempWorkspace } from '../support/temp-workspace'
import { writeSeed } from '../support/write-seed'

const asker = { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 4, 20, 11), reviewer: 'Ada', bands: DEFAULT_BAND_LIMITS }

function workspace(): { readonly database: ReadableDatabase; readonly search: Search } {
  const { database, file } = tempWorkspace()
  writeSeed(database, seedConversations(250, 11))
  const reader = openReadable(file)
  onTestFinished(() => reader.close())
  return { database: reader, search: createSearch(reader) }
}

const narrowed = (query: Query, ...by: readonly Filter[]): Query => ({
  ...query,
  filter: { kind: 'all', of: [query.filter, ...by] }
})

/** Counts what a filter finds inside a query, as the list would. */
const finder = (search: Search, query: Query) => async (by: Filter) =>
  (await search.open(narrowed(query, by), asker)).total

/** The totals by SQL that shares nothing with the code under test but the ids of the query. */
function totalsBySql(database: ReadableDatabase, query: Query) {
  const ids = JSON.stringify(idsOf(database, query))
  return database
    .prepare(
      `SELECT count(*) AS conversations,
        count(*) FILTER (WHERE status IS NOT NULL OR has_human) AS resolvedOf,
        count(*) FILTER (WHERE status IS NOT NULL AND status <> 'escalated' AND NOT has_human) AS resolved,
        count(*) FILTER (WHERE up_count + down_count > 0) AS positiveOf,
        count(*) FILTER (WHERE up_count > 0 AND down_count = 0) AS positive,
        count(confidence) AS lowOf, count(*) FILTER (WHERE confidence < 0.5) AS low,
        count(*) FILTER (WHERE citation_count > 0 OR unanswered_count > 0) AS unansweredOf,
        count(*) FILTER (WHERE unanswered_count > 0) AS unanswered,
        count(sentiment) AS negativeOf, count(*) FILTER (WHERE sentiment = 'negative') AS negative,
        coalesce(avg(message_count), 0) AS messages, coalesce(avg(confidence), 0) AS confidence,
        (SELECT message_count FROM conversation WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY message_count
          LIMIT 1 OFFSET (SELECT (count(*) - 1) / 2 FROM json_each(?1))) AS medianMessages
       FROM conversation WHERE id IN (SELECT value FROM json_each(?1))`
    )
    .get(ids)
}

const flat = (tally: Tally) => ({
  conversations: tally.conversations,
  ...Object.fromEntries(
    SHARE_KEYS.flatMap((key) => [
      [key, tally.shares[key].hits],
      [`${key}Of`, tally.shares[key].of]
    ])
  ),
  messages: expect.closeTo(tally.messages.mean, 9),
  confidence: expect.closeTo(tally.confidence.mean, 9)
})

it('gives the totals that SQL gives, for any query', async () => {
  const { database, search } = workspace()
  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      const { total, medianMessages } = await overviewOf(await search.moment(query, asker), query, null)
      expect(totalsBySql(database, query)).toEqual({ ...flat(total), medianMessages })
    }),
    { numRuns: 300 }
  )
})

const idsOf = (database: ReadableDatabase, query: Query) => [
  ...idList(database, compileQuery(query, compileContext(database, asker)))
]

/** Conversations, escalated ones, thumbs down and the mean of the lowest confidence, by a column of the table. */
function groupsBySql(database: ReadableDatabase, ids: readonly number[], column: string) {
  const rows = database
    .prepare(
      `SELECT coalesce(${column}, 'none') AS value, count(*) AS n, count(*) FILTER (WHERE sentiment = 'negative') AS negative,
         count(*) FILTER (WHERE up_count > 0 AND down_count = 0) AS positive, avg(confidence) AS confidence
       FROM conversation c JOIN agent ON agent.id = c.agent_id JOIN source ON source.id = c.source_id
       WHERE c.id IN (SELECT value FROM json_each(?)) GROUP BY ${column}`
    )
    .all<{ value: string; n: number; negative: number; positive: number; confidence: number | null }>(
      JSON.stringify(ids)
    )
  return new Map(rows.map(({ value, ...counted }) => [value, counted]))
}

const counted = ({ conversations, shares, confidence }: Tally) => ({
  n: conversations,
  negative: shares.negative.hits,
  positive: shares.positive.hits,
  confidence: confidence.n === 0 ? null : expect.closeTo(confidence.mean, 9)
})

it('groups by value, by month and by size as SQL does, for any query', async () => {
  const { database, search } = workspace()
  const month = new Intl.DateTimeFormat('sv-SE', { timeZone: asker.timeZone, year: 'numeric', month: '2-digit' })
  const one = <T>(text: string, ids: readonly number[], ...more: readonly number[]) =>
    database.prepare(text).get<{ n: T }>(JSON.stringify(ids), ...more)?.n
  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      const ids = idsOf(database, query)
      const { breakdowns, series, confidence, lengths } = await overviewOf(
        await search.moment(query, asker),
        query,
        'month'
      )
      for (const [field, column] of [
        ['sentiment', 'sentiment'],
        ['agent', 'agent.name'],
        ['origin', 'source.name']
      ] as const) {
        const groups = breakdowns.find((breakdown) => breakdown.field === field)?.groups ?? []
        const found = new Map(groups.map(({ value, tally }) => [value, counted(tally)]))
        expect(groupsBySql(database, ids, column)).toEqual(found)
      }
      const months = new Map<string, number>()
      const started = database
        .prepare(
          'SELECT started_at AS at FROM conversation WHERE started_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))'
        )
        .all<{ at: number }>(JSON.stringify(ids))
      for (const { at } of started) months.set(month.format(at), (months.get(month.format(at)) ?? 0) + 1)
      const filled = series.filter(({ tally }) => tally.conversations > 0)
      expect(new Map(filled.map(({ from, tally }) => [month.format(from), tally.conversations]))).toEqual(months)
      const among = 'FROM conversation WHERE id IN (SELECT value FROM json_each(?))'
      for (const { from, to, count } of confidence)
        expect(
          one(`SELECT count(*) AS n ${among} AND confidence >= ? AND (confidence < ? OR ? >= 1)`, ids, from, to, to)
        ).toBe(count)
      for (const { from, to, count } of lengths)
        expect(one(`SELECT count(*) AS n ${among} AND message_count BETWEEN ? AND ?`, ids, from, to)).toBe(count)
    }),
    { numRuns: 100 }
  )
}, 120_000)

it('knows the longest wait of each conversation as reading its messages does, for any query', async () => {
  const { database, search } = workspace()
  const messages = database
    .prepare(
      'SELECT conversation_id AS id, seq, role, sent_at AS at FROM v_message WHERE NOT time_is_estimated AND sent_at IS NOT NULL ORDER BY id'
    )
    .all<{ id: number; seq: number; role: string; at: number }>()
  const longest = new Map<number, number>()
  for (const [i, { id, seq, role, at }] of messages.entries()) {
    const before = messages[i - 1]
    const isAnswer = (role === 'agent' || role === 'human') && before?.role === 'customer'
    if (!isAnswer || before.id !== id || before.seq !== seq - 1) continue
    longest.set(id, Math.max(longest.get(id) ?? Number.NEGATIVE_INFINITY, at - before.at))
  }
  expect(longest.size).toBeGreaterThan(50)
  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      const waits = idsOf(database, query).flatMap((id) => longest.get(id) ?? [])
      waits.sort((a, b) => a - b)
      const moment = await search.moment(query, asker)
      const found = await waitsOf(moment, await conversationsOf(moment, query))
      expect(found.n).toBe(waits.length)
      expect(found.median).toBe(waits.length === 0 ? null : waits[Math.ceil(waits.length / 2) - 1])
      expect(found.ninetieth).toBe(waits.length === 0 ? null : waits[Math.ceil(waits.length * 0.9) - 1])
    }),
    { numRuns: 100 }
  )
})

it('gives every number with a filter that finds just as many conversations', async () => {
  const { search } = workspace()
  await fc.assert(
    fc.asyncProperty(queries, fc.constantFrom(null, ...TIME_UNITS), async (query, unit) => {
      const found = finder(search, query)
      const moment = await search.moment(query, asker)
      const { total, series, undated, confidence, lengths, breakdowns } = await overviewOf(moment, query, unit)
      for (const key of SHARE_KEYS) {
        expect(await found(SHARES[key].of)).toBe(total.shares[key].of)
        expect(await found(SHARES[key].hits)).toBe(total.shares[key].hits)
      }
      const dated = series.reduce((sum, group) => sum + group.tally.conversations, 0)
      expect(dated + undated).toBe(total.conversations)
      for (const { filter, tally } of [...series, ...breakdowns.flatMap((b) => b.groups)]) {
        if (tally.conversations === 0) continue
        expect(await found(filter)).toBe(tally.conversations)
        expect(await found({ kind: 'all', of: [filter, SHARES.low.hits] })).toBe(tally.shares.low.hits)
      }
      for (const { filter, count } of [...confidence, ...lengths]) expect(await found(filter)).toBe(count)
      const waits = await waitsOf(moment, await conversationsOf(moment, query))
      for (const { filter, count } of waits.bins) expect(await found(filter)).toBe(count)
    }),
    { numRuns: 25 }
  )
}, 120_000)

it('groups by days of the person’s zone, also when clocks change', async () => {
  const { search, database } = workspace()
  const { series } = await overviewOf(await search.moment(EVERYTHING, asker), EVERYTHING, 'day')
  const longest = series.find(({ from }) => from === Date.UTC(2025, 9, 25, 22))
  expect(longest && longest.to - longest.from).toBe(25 * 3_600_000)
  const shortest = series.find(({ from }) => from === Date.UTC(2026, 2, 28, 23))
  expect(shortest && shortest.to - shortest.from).toBe(23 * 3_600_000)
  for (const { from, to, tally } of series) {
    const n = database
      .prepare('SELECT count(*) AS n FROM conversation WHERE started_at >= ? AND started_at < ?')
      .get(from, to)
    expect(n).toEqual({ n: tally.conversations })
  }
})

it('compares two queries value by value', async () => {
  const { search } = workspace()
  const before = narrowed(EVERYTHING, { kind: 'condition', field: 'started', op: 'lt', values: ['2026-03-01'] })
  const after = narrowed(EVERYTHING, { kind: 'condition', field: 'started', op: 'gte', values: ['2026-03-01'] })
  const found = await comparisonOf(await search.moment(before, asker), before, after)
  for (const { values } of found.breakdowns)
    for (const { filter, a, b } of values) {
      expect(await finder(search, before)(filter)).toBe(a)
      expect(await finder(search, after)(filter)).toBe(b)
    }
  const same = await comparisonOf(await search.moment(before, asker), before, before)
  for (const key of SHARE_KEYS) expect(same.shares[key]?.difference).toBe(0)
})

it('finds the words that set two sets apart, and counts them as the list does', async () => {
  const { search } = workspace()
  const refunds = narrowed(EVERYTHING, { kind: 'condition', field: 'user', op: 'contains', values: ['refund'] })
  const others = narrowed(EVERYTHING, { kind: 'not', of: refunds.filter })
  const { moreInA, moreInB } = await keyWordsOf(await search.moment(refunds, asker), refunds, others)
  expect(moreInA[0]?.word.toLowerCase()).toMatch(/^r[eé]fund$/)
  for (const { filter, a, b } of [...moreInA, ...moreInB]) {
    expect(await finder(search, refunds)(filter)).toBe(a)
    expect(await finder(search, others)(filter)).toBe(b)
  }
})

it('counts what went wrong by confidence, and finds the score below which nine tenths of it lie', async () => {
  const { search } = workspace()
  for (const signal of RELIABILITY_SIGNALS) {
    const found = finder(search, EVERYTHING)
    const { bands, tenths, threshold, judgedFilter, badFilter } = await reliabilityOf(
      await search.moment(EVERYTHING, asker),
      EVERYTHING,
      signal
    )
    for (const { filter, conversations, judged, bad } of [...bands, ...tenths]) {
      expect(await found(filter)).toBe(conversations)
      expect(await found({ kind: 'all', of: [filter, judgedFilter] })).toBe(judged)
      expect(await found({ kind: 'all', of: [filter, badFilter] })).toBe(bad)
    }
    if (!threshold) throw new Error('the made-up workspace has wrong answers')
    expect(await found(threshold.filter)).toBe(threshold.reading)
    expect(await found({ kind: 'all', of: [threshold.filter, badFilter] })).toBe(threshold.caught)
    expect(threshold.caught / threshold.bad).toBeGreaterThanOrEqual(0.9)
    const below: Filter = { kind: 'condition', field: 'confidence', op: 'lt', values: [String(threshold.score)] }
    expect(await found({ kind: 'all', of: [below, badFilter] })).toBeLessThan(0.9 * threshold.bad)
  }
})

it('shows what each channel, source, agent and import holds', async () => {
  const { search } = workspace()
  const found = finder(search, EVERYTHING)
  for (const by of COVERAGE_LANES) {
    const { all, lanes, undated, filters } = await coverageOf(await search.moment(EVERYTHING, asker), EVERYTHING, by)
    expect(all.total).toBe(250 - undated)
    expect(all.counts.reduce((a, b) => a + b, 0) + undated).toBe(250)
    for (const lane of lanes) expect(await found(lane.filter)).toBe(lane.total)
    const [lane] = lanes
    for (const [i, count] of (lane?.counts ?? []).entries())
      if (count > 0 && lane && filters[i])
        expect(await found({ kind: 'all', of: [lane.filter, filters[i]] })).toBe(count)
  }
})

it('tells an empty stretch from a quiet one', async () => {
  const { database, file } = tempWorkspace()
  const day = 86_400_000
  const first = Date.UTC(2026, 2, 2, 9)
  const [one] = seedConversations(1, 3)
  if (!one) throw new Error('no conversation')
  const daily = Array.from({ length: 60 }, (_, d) => d).filter((d) => d < 20 || d > 23)
  const rows = daily.flatMap((d) =>
    Array.from({ length: 10 }, () => ({
      ...one,
      channel: 'email',
      channelRaw: null,
      startedAt: first + d * day,
      lastAt: null
    }))
  )
  const rare = [0, 30, 59].map((d) => ({
    ...one,
    channel: 'sms',
    channelRaw: null,
    startedAt: first + d * day,
    lastAt: null
  }))
  writeSeed(
    database,
    [...rows, ...rare].map((c, i) => ({
      ...c,
      id: i + 1,
      externalId: `c${i}`,
      tags: [],
      notes: [],
      flags: [],
      issues: [],
      verdicts: [],
      pairs: []
    }))
  )
  const reader = openReadable(file)
  onTestFinished(() => reader.close())
  const { lanes } = await coverageOf(await createSearch(reader).moment(EVERYTHING, asker), EVERYTHING, 'channel')
  const holes = (value: string) => lanes.find((lane) => lane.value === value)?.holes
  expect(holes('email')).toMatchObject([{ days: 4, filter: { values: ['2026-03-22', '2026-03-25'] } }])
  expect(holes('sms')).toEqual([])
})
