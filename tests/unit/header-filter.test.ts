// Filters in the header edit the clauses that the search box shows, and nothing else.
import { describe, expect, it } from 'vitest'
import { headerText, isFiltered, partChoice, setHeaderText, setPart } from '../../renderer/conversations/header-filter'
import { parseQuery } from '../../shared/query/parse-query'
import type { Filter } from '../../shared/query/query'
import { EVERYTHING } from '../../shared/query/query'
import { queryText } from '../../shared/query/query-text'

const filter = (text: string): Filter => parseQuery(text).query.filter
const words = (of: Filter): string => queryText({ ...EVERYTHING, filter: of })
const customer = { kind: 'text', field: 'customer', op: 'substring' } as const

describe('the filter of a header', () => {
  it('writes, changes and removes its own text and leaves other clauses where they are', () => {
    const typed = setHeaderText(filter('channel:email is:unreviewed'), customer, ' bauer ')
    expect(headerText(typed, customer)).toBe('bauer')
    expect(words(setHeaderText(typed, customer, ''))).toBe('channel:email is:unreviewed')
    expect(parseQuery(words(typed)).query.filter).toEqual(typed)
  })

  it('asks for a part, for its absence, or for neither', () => {
    const has = setPart(filter('refund'), 'note', 'has')
    expect([words(has), partChoice(has, 'note')]).toEqual(['refund has:note', 'has'])
    const no = setPart(has, 'note', 'no')
    expect([words(no), partChoice(no, 'note')]).toEqual(['refund no:note', 'no'])
    expect(words(setPart(no, 'note', null))).toBe('refund')
  })

  it.each([
    ['channel:email', true],
    ['-channel:email', true],
    ['refund', false],
    ['status:open', false]
  ])('of Channel is marked for “%s”: %s', (text, expected) => {
    expect(isFiltered(filter(text), { kind: 'values', field: 'channel' })).toBe(expected)
  })

  it('is not marked for a clause that is switched off', () => {
    const off: Filter = {
      kind: 'all',
      of: [{ kind: 'condition', field: 'channel', op: 'is', values: ['email'], off: true }]
    }
    expect(isFiltered(off, { kind: 'values', field: 'channel' })).toBe(false)
  })
})
