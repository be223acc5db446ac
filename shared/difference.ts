// Differences between two groups with their intervals, so that "3 points better" says how sure it is.
import type { Difference, Spread } from './analytics'
import { wilson } from './wilson'

/** The 97.5th percentile of the normal distribution: a 95 % interval. */
const Z = 1.959963984540054

interface Counted {
  readonly hits: number
  readonly of: number
}

/**
 * Share of B less share of A, with the 95 % interval from the two Wilson intervals: method 10 of R. G. Newcombe, "Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17, 1998. Null where one side is empty.
 */
export function differenceOfShares(a: Counted, b: Counted): Difference | null {
  if (a.of === 0 || b.of === 0) return null
  const first = wilson(b.hits, b.of)
  const second = wilson(a.hits, a.of)
  const difference = first.share - second.share
  const below = Math.hypot(first.share - first.low, second.high - second.share)
  const above = Math.hypot(first.high - first.share, second.share - second.low)
  return { difference, low: difference - below, high: difference + above }
}

/** Mean of B less mean of A, with Welch's interval at the normal percentile, for groups of more than a few. Null below two each. */
export function differenceOfMeans(a: Spread, b: Spread): Difference | null {
  if (a.n < 2 || b.n < 2) return null
  const difference = b.mean - a.mean
  const half = Z * Math.sqrt(a.variance / a.n + b.variance / b.n)
  return { difference, low: difference - half, high: difference + half }
}

/**
 * Log-likelihood ratio of a word in two groups: how much better two shares explain the counts than one (T. Dunning, "Accurate
 * methods for the statistics of surprise and coincidence", Computational Linguistics 19, 1993). Not below 0.
 */
export function logLikelihood(a: Counted, b: Counted): number {
  const both = { hits: a.hits + b.hits, of: a.of + b.of }
  const expected = both.hits / both.of
  return Math.max(0, 2 * (likelihood(a) - likelihood(a, expected) + likelihood(b) - likelihood(b, expected)))
}

/** Logarithm of the likelihood of so many hits at a share. 0 log 0 is 0. */
function likelihood({ hits, of }: Counted, share = hits / of): number {
  const part = (count: number, probability: number) => (count === 0 ? 0 : count * Math.log(probability))
  return part(hits, share) + part(of - hits, 1 - share)
}
