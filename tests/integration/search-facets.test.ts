// Counts of values: what asking for each value finds, and sums that are the list's.
import { describe, expect, it } from 'vitest'
import { COUNTED_FIELDS } from '../../shared/query/facets'
import type { Condition, Query } from '../../shared/query/query'
import { asked, found, query, workspace } from '../support/search-workspace'
import { seedConversations } from '../support/seed-workspace'

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
