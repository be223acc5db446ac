// The order of cited sources: a share is only as bad as its interval is sure of.
import { expect, it } from 'vitest'
import { sortSources } from '../../../renderer/suggestions/source-order'
import type { CitedSource, Found } from '../../../shared/answers'

const found = (count: number): Found => ({ count, filter: { kind: 'all', of: [] } })
const source = (name: string, all: number, down: number): CitedSource => ({
  ...{ name, url: null, lastAt: all, lastIn: null, answers: all },
  ...{ all: found(all), down: found(down), handedOff: found(0), wrong: found(0) }
})
const SOURCES = [source('Once', 1, 1), source('Often', 40, 30), source('Never', 500, 0)]
const names = (by: Parameters<typeof sortSources>[1]['by'], descending = true) =>
  sortSources(SOURCES, { by, descending }).map(({ name }) => name)

it('puts thirty of forty before one of one', () => {
  expect(names('down')).toEqual(['Often', 'Once', 'Never'])
})

it('sorts by how often, by name and by time', () => {
  expect(names('all')).toEqual(['Never', 'Often', 'Once'])
  expect(names('name', false)).toEqual(['Never', 'Often', 'Once'])
  expect(names('lastAt', false)).toEqual(['Once', 'Often', 'Never'])
})

it('leaves sources that tie in the order of how often they are cited', () => {
  expect(names('wrong')).toEqual(['Never', 'Often', 'Once'])
})
