// From a query to the marks of the transcript.
import { expect, test } from 'vitest'
import { hitFinders, isQuick } from '../../../renderer/transcript/hit-finder'
import { parseQuery } from '../../../shared/query/parse-query'

const marked = (query: string, place: 'customer' | 'agent' | 'citation', text: string) =>
  hitFinders(parseQuery(query).query)
    ?.[place]?.(text)
    .map(({ start, end }) => text.slice(start, end)) ?? []

test('words are marked in what everyone said', () => {
  expect(marked('refund', 'customer', 'A Refund, please')).toEqual(['Refund'])
  expect(marked('refund', 'agent', 'no refund')).toEqual(['refund'])
})

test('words said by one role are marked there only', () => {
  expect(marked('user:refund', 'customer', 'refund')).toEqual(['refund'])
  expect(marked('user:refund', 'agent', 'refund')).toEqual([])
})

test('what must not be there is not marked', () => {
  expect(hitFinders(parseQuery('-refund').query)).toBeNull()
  expect(hitFinders(parseQuery('channel:email').query)).toBeNull()
})

test('patterns that may take for ever are not tried', () => {
  expect(['(a+)+$', '(a|aa)+b', '(.*)*x', '((a)+)+', 'a*a*a*a*b', '(\\d{2,}x)*'].filter(isQuick)).toEqual([])
  expect(['order \\d+', 'ref(und|unds)', '^a.*b$', '[*+]+', '\\(a\\+\\)'].filter((p) => !isQuick(p))).toEqual([])
})
