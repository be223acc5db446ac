// Sampling and intervals: seeded, in proportion, and equal to published values.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stratifiedSample } from '../../electron/review/sample'
import { weightedShare, wilson } from '../../shared/wilson'

const population = fc
  .uniqueArray(fc.integer({ min: 1, max: 1e9 }), { maxLength: 400 })
  .chain((ids) =>
    fc
      .array(fc.constantFrom('low', 'medium', 'high', 'none'), { minLength: ids.length, maxLength: ids.length })
      .map((strata) => ids.map((id, i) => ({ id, stratum: strata[i]! })))
  )

it('draws the asked number, the same for the same seed, in the order of the population, with weights that add up to it', () => {
  fc.assert(
    fc.property(population, fc.integer({ min: 1, max: 500 }), fc.integer(), (all, size, seed) => {
      const drawn = stratifiedSample(all, size, seed)
      expect(drawn).toHaveLength(Math.min(size, all.length))
      expect(stratifiedSample(all, size, seed)).toEqual(drawn)
      const order = new Map(all.map((c, i) => [c.id, i]))
      const places = drawn.map((d) => order.get(d.id)!)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      if (new Set(all.map((c) => c.stratum)).size <= size && all.length > 0)
        expect(drawn.reduce((sum, d) => sum + d.weight, 0)).toBeCloseTo(all.length, 6)
    }),
    { numRuns: 500 }
  )
})

it('leaves no stratum out while there is a place for each, however small it is', () => {
  const strata = ['low', 'low', 'low', 'low', 'medium', 'low', 'low', 'none', 'low']
  const all = strata.map((stratum, i) => ({ id: i + 1, stratum }))
  const drawn = stratifiedSample(all, 3, 0)
  expect(new Set(drawn.map(({ id }) => strata[id - 1]))).toEqual(new Set(['low', 'medium', 'none']))
  expect(drawn.map(({ weight }) => weight).toSorted((a, b) => a - b)).toEqual([1, 1, 7])
})

it('draws another sample for another seed', () => {
  const all = Array.from({ length: 1000 }, (_, i) => ({ id: i + 1, stratum: 'low' }))
  const ids = (seed: number) => stratifiedSample(all, 50, seed).map((d) => d.id)
  expect(ids(1)).not.toEqual(ids(2))
})

it('gives Wilson intervals as published', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
  for (const [hits, n, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718]
  ] as const) {
    const share = wilson(hits, n)
    expect(share.low).toBeCloseTo(low, 4)
    expect(share.high).toBeCloseTo(high, 4)
  }
})

it('gives a weighted share the plain interval when all weights are equal, and a wider one when they are not', () => {
  const items = Array.from({ length: 40 }, (_, i) => ({ hit: i < 10, weight: 3 }))
  const plain = wilson(10, 40)
  expect(weightedShare(items).low).toBeCloseTo(plain.low, 10)
  const uneven = weightedShare(items.map((item, i) => ({ ...item, weight: i % 2 ? 1 : 9 })))
  expect(uneven.high - uneven.low).toBeGreaterThan(plain.high - plain.low)
})
