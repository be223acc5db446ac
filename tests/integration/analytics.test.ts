// Each number of Analytics is what its own filter finds; comparing, key words, reliability and coverage count as the list does.
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { openReadable } from '../../electron/database/open'
import { comparisonOf } from '../../electron/insights/compare'
import { coverageOf } from '../../electron/insights/coverage'
import { keyWordsOf } from '../../electron/insights/key-words'
import { conversationsOf, overviewOf } from '../../electron/insights/overview'
import { reliabilityOf } from '../../electron/insights/reliability'
import { waitsOf } from '../../electron/insights/waits'
import { createSearch, type Search } from '../../electron/search/result-sets'
import { COVERAGE_LANES, RELIABILITY_SIGNALS, SHARE_KEYS, SHARES, TIME_UNITS } from '../../shared/analytics'
import { EVERYTHING, type Filter, type Query } from '../../shared/query/query'
import { asker, analyticsWorkspace as workspace } from '../support/analytics-workspace'
import { queries } from '../support/query-arbitraries'
import { seedConversations } from '../support/seed-workspace'
import { tempWorkspace } from '../support/temp-workspace'
import { writeSeed } from '../support/write-seed'

const narrowed = (query: Query, ...by: readonly Filter[]): Query => ({
  ...query,
  filter: { kind: 'all', of: [query.filter, ...by] }
})

/** Counts what a filter finds inside a query, as the list would. */
const finder = (search: Search, query: Query) => async (by: Filter) =>
  (await search.open(narrowed(query, by), asker)).total

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
