// Intervals of differences and the word statistic against published values.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { differenceOfMeans, differenceOfShares, logLikelihood } from '../../shared/difference'

const published = <T>(name: string): { readonly rows: readonly T[] } =>
  JSON.parse(readFileSync(`tests/fixtures/statistics/${name}.json`, 'utf8'))
const shares = published<{ first: number[]; second: number[]; low: number; high: number }>('differences-of-shares')
const pairs = published<{ score: number; both: number; onlyFirst: number; onlySecond: number; neither: number }>(
  'log-likelihood'
)

it('gives the intervals of differences that Newcombe published', () => {
  for (const { first, second, low, high } of shares.rows) {
    const [hits = 0, of = 0] = first
    const [hitsA = 0, ofA = 0] = second
    const found = differenceOfShares({ hits: hitsA, of: ofA }, { hits, of })
    expect(found?.difference).toBeCloseTo(hits / of - hitsA / ofA, 12)
    expect(found?.low).toBeCloseTo(low, 4)
    expect(found?.high).toBeCloseTo(high, 4)
  }
})

it('scores pairs of words as Dunning published', () => {
  for (const { score, both, onlyFirst, onlySecond, neither } of pairs.rows)
    expect(
      logLikelihood({ hits: both, of: both + onlyFirst }, { hits: onlySecond, of: onlySecond + neither })
    ).toBeCloseTo(score, 1)
})

it('says nothing of a difference where one side is empty', () => {
  expect(differenceOfShares({ hits: 0, of: 0 }, { hits: 1, of: 2 })).toBeNull()
  expect(differenceOfMeans({ n: 1, mean: 3, variance: 0 }, { n: 9, mean: 1, variance: 1 })).toBeNull()
})

it('widens the interval of a difference of means with their spread', () => {
  const found = differenceOfMeans({ n: 100, mean: 5, variance: 4 }, { n: 400, mean: 6, variance: 16 })
  // Standard error: sqrt(4 / 100 + 16 / 400) = 0.2828
  expect(found?.difference).toBe(1)
  expect(found?.low).toBeCloseTo(1 - 1.959963984540054 * Math.sqrt(0.08), 12)
  expect(found?.high).toBeCloseTo(1 + 1.959963984540054 * Math.sqrt(0.08), 12)
})

it('scores a word that both sides use alike at nothing', () => {
  expect(logLikelihood({ hits: 10, of: 100 }, { hits: 20, of: 200 })).toBeCloseTo(0, 9)
  expect(logLikelihood({ hits: 0, of: 100 }, { hits: 0, of: 200 })).toBe(0)
})
