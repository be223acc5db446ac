// The numbers of Analytics equal plain SQL, or plain counting, over the same workspace for any query.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ReadableDatabase } from '../../electron/database/open'
import { idList } from '../../electron/database/sql'
import { conversationsOf, overviewOf } from '../../electron/insights/overview'
import { waitsOf } from '../../electron/insights/waits'
import { compileContext } from '../../electron/search/compile-context'
import { compileQuery } from '../../electron/search/compile-query'
import { SHARE_KEYS, type Tally } from '../../shared/analytics'
import type { Query } from '../../shared/query/query'
import { asker, analyticsWorkspace as workspace } from '../support/analytics-workspace'
import { queries } from '../support/query-arbitraries'

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
