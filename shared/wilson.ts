// Intervals for shares, so that "14 % wrong" says how sure it is.

export interface Share {
  readonly share: number
  readonly low: number
  readonly high: number
  readonly n: number
}

/** The 97.5th percentile of the normal distribution: a 95 % interval. */
const Z = 1.959963984540054

/**
 * Wilson score interval, 95 %, without continuity correction (E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22, 1927). `hits` of `n`; with n = 0 it says nothing: 0 to 1.
 */
export function wilson(hits: number, n: number): Share {
  if (n === 0) return { share: 0, low: 0, high: 1, n }
  const p = hits / n
  const z2 = Z * Z
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return { share: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half), n }
}

/**
 * A share of a weighted sample, with Wilson's interval at the effective sample size (sum w)^2 / sum w^2 (L. Kish, "Survey
 * Sampling", 1965). Equal weights give plain `wilson`.
 */
export function weightedShare(items: readonly { readonly hit: boolean; readonly weight: number }[]): Share {
  let sum = 0
  let squares = 0
  let hits = 0
  for (const { hit, weight } of items) {
    sum += weight
    squares += weight * weight
    if (hit) hits += weight
  }
  if (sum === 0) return wilson(0, 0)
  const effective = (sum * sum) / squares
  return { ...wilson((hits / sum) * effective, effective), n: items.length }
}
