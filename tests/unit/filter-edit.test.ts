// Chips, facets and the date strip edit one filter; these are the rules of those edits.
import { describe, expect, test } from 'vitest'
import {
  chooseValue,
  clausesOf,
  facetChoices,
  filterOf,
  invertClause,
  removeClause,
  setDates,
  switchClause
} from '../../renderer/filter-edit'
import type { Filter } from '../../shared/query/query'

const low: Filter = { kind: 'condition', field: 'confidence', op: 'is', values: ['low'] }
const email: Filter = { kind: 'condition', field: 'channel', op: 'is', values: ['email'] }
const refund: Filter = { kind: 'condition', field: 'text', op: 'contains', values: ['refund'] }
const three = filterOf([low, email, refund])

describe('a chip', () => {
  test('that is removed leaves the others as they were', () => {
    expect(removeClause(three, 1)).toEqual(filterOf([low, refund]))
  })

  test('switched off and on again is as before', () => {
    const off = switchClause(three, 0)
    expect(clausesOf(off)[0]).toEqual({ ...low, off: true })
    expect(switchClause(off, 0)).toEqual(three)
  })

  test('inverted twice is as before', () => {
    const inverted = invertClause(three, 2)
    expect(clausesOf(inverted)[2]).toEqual({ kind: 'not', of: refund })
    expect(invertClause(inverted, 2)).toEqual(three)
  })

  test('inverted while it is off stays off', () => {
    expect(clausesOf(invertClause(switchClause(three, 0), 0))[0]).toEqual({ kind: 'not', of: low, off: true })
  })

  test('stands for the whole filter when that is not a list of clauses', () => {
    const either: Filter = { kind: 'any', of: [low, email] }
    expect(clausesOf(either)).toEqual([either])
    expect(removeClause(either, 0)).toEqual(filterOf([]))
  })
})

describe('a facet', () => {
  test('gathers the values of a field in one clause', () => {
    const filter = chooseValue(three, 'channel', 'whatsapp', 'include')
    expect(clausesOf(filter)).toHaveLength(3)
    expect(clausesOf(filter)[1]).toEqual({ ...email, values: ['email', 'whatsapp'] })
  })

  test('moves a value from included to excluded', () => {
    const filter = chooseValue(three, 'channel', 'email', 'exclude')
    expect(facetChoices(filter, 'channel')).toEqual({ include: [], exclude: ['email'] })
  })

  test('without any choice leaves no clause behind', () => {
    expect(chooseValue(three, 'channel', 'email', null)).toEqual(filterOf([low, refund]))
  })

  test('does not touch a clause that is switched off', () => {
    const off = switchClause(three, 1)
    const filter = chooseValue(off, 'channel', 'slack', 'include')
    expect(clausesOf(filter)).toEqual([low, { ...email, off: true }, refund, { ...email, values: ['slack'] }])
  })
})

describe('the date strip', () => {
  test('narrows, narrows again in the same place, and is taken away', () => {
    const first = setDates(three, { from: '2026-03-01', to: '2026-03-31' })
    const second = setDates(first, { from: '2026-03-05', to: '2026-03-05' })
    expect(clausesOf(second)).toHaveLength(4)
    expect(clausesOf(second)[3]).toEqual({
      kind: 'condition',
      field: 'date',
      op: 'between',
      values: ['2026-03-05', '2026-03-05']
    })
    expect(setDates(second, null)).toEqual(three)
  })
})
