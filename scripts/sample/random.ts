// Seeded randomness for the sample generator: the same seed gives the same bytes on every machine.

export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** An integer in [0, below). */
  below(below: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** An index with probability falling as 1 / (rank + shift) (Zipf-Mandelbrot), in [0, size). */
  zipf(size: number): number
  /** Around `mean`, at least 1, long-tailed (geometric). */
  length(mean: number): number
}

/** mulberry32: 32 bits of state, good enough for test data, identical everywhere because it is integer arithmetic only. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    // The inverse of the integral of 1 / (x + shift): one number, no table.
    zipf: (size) => {
      const shift = 2.7
      return Math.min(size - 1, Math.floor(shift * ((size / shift + 1) ** next() - 1)))
    },
    length: (mean) => 1 + Math.floor(Math.log(1 - next()) / Math.log(1 - 1 / mean))
  }
}

/** A seed for part `n` of a run, so that part 7 is the same however many parts there are. */
export function partSeed(seed: number, n: number): number {
  let h = (seed ^ 0x9e3779b9) >>> 0
  h = Math.imul(h ^ (n & 0xffff), 0x85ebca6b) >>> 0
  h = Math.imul((h ^ (h >>> 13) ^ (n >>> 16)) >>> 0, 0xc2b2ae35) >>> 0
  return (h ^ (h >>> 16)) >>> 0
}
