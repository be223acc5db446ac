import { expect, it } from 'vitest'
import { guessableFields, valueGuesses } from '../../renderer/conversations/value-guesses'
import type { CountedField } from '../../shared/query/facets'
import { parseQuery } from '../../shared/query/parse-query'
import { filterText } from '../../shared/query/query-text'

const filterOf = (text: string) => parseQuery(text).query.filter
const facet = (field: CountedField, ...values: string[]) => ({
  field,
  values: values.map((value) => ({ value, count: 1 })),
  more: 0
})
const facets = [facet('channel', 'email', 'whatsapp'), facet('topic', 'Returns', 'Order status')]

it.each<[string, readonly string[]]>([
  ['channel:emial', ['channel:email']],
  ['channel:whatsapp,emial', ['channel:whatsapp,email']],
  ['refund topic:retruns', ['topic:Returns']],
  ['topic:"order staus"', ['topic:"Order status"']],
  // In the data, in any case; far from everything; switched off; asked for by its beginning.
  ['channel:EMAIL', []],
  ['channel:carrierpigeon', []],
  ['off(channel:emial)', []],
  ['channel:emia*', []]
])('%s', (text, clauses) => {
  expect(valueGuesses(filterOf(text), facets).map(({ clause }) => filterText(clause))).toEqual(clauses)
})

it('asks for the fields that are worth it', () => {
  expect(guessableFields(filterOf('topic:x refund channel:y confidence:low -tag:z'))).toEqual(['channel', 'topic'])
})
