// Draws a seeded, stratified sample of conversations: the same seed, size and population always give the same sample.

export interface Stratified {
  readonly id: number
  readonly stratum: string
}

export interface Drawn {
  readonly id: number
  /** How many conversations of the population this one stands for. */
  readonly weight: number
}

/**
 * `size` conversations (or all, when there are fewer), each stratum in proportion to its share but at least one, in the order of
 * the population. Deterministic: the draw depends on ids and seed alone.
 */
export function stratifiedSample(population: readonly Stratified[], size: number, seed: number): Drawn[] {
  if (population.length <= size) return population.map(({ id }) => ({ id, weight: 1 }))
  const strata = new Map<string, number[]>()
  for (const { id, stratum } of population) {
    const ids = strata.get(stratum)
    if (ids) ids.push(id)
    else strata.set(stratum, [id])
  }
  const shares = allocate(
    [...strata].map(([name, ids]) => ({ name, count: ids.length })),
    size
  )
  const weights = new Map<number, number>()
  for (const [name, ids] of strata) {
    const take = shares.get(name) ?? 0
    const chosen = ids
      .map((id) => ({ id, rank: hash(seed, id) }))
      .sort((a, b) => a.rank - b.rank || a.id - b.id)
      .slice(0, take)
    for (const { id } of chosen) weights.set(id, ids.length / take)
  }
  return population.flatMap(({ id }) => {
    const weight = weights.get(id)
    return weight === undefined ? [] : [{ id, weight }]
  })
}

/**
 * Places in proportion to the counts: one for each stratum (where there are fewer places than strata, for the largest of them), every
 * further one to the stratum that lacks most of its share.
 */
function allocate(
  strata: readonly { readonly name: string; readonly count: number }[],
  size: number
): Map<string, number> {
  const total = strata.reduce((sum, s) => sum + s.count, 0)
  const bySize = strata.toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name))
  const places = bySize.map((s, i) => ({ ...s, quota: (s.count * size) / total, taken: i < size ? 1 : 0 }))
  for (let given = Math.min(size, places.length); given < size; given++) {
    let most: (typeof places)[number] | undefined
    for (const s of places) if (s.taken < s.count && (!most || s.quota - s.taken > most.quota - most.taken)) most = s
    if (most) most.taken++
  }
  return new Map(places.map(({ name, taken }) => [name, taken]))
}

/** 32 mixed bits of seed and id (the finalizer of MurmurHash3). */
function hash(seed: number, id: number): number {
  let h = (seed ^ Math.imul(id | 0, 0x9e3779b1) ^ Math.floor(id / 4_294_967_296)) >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0
  return (h ^ (h >>> 16)) >>> 0
}
