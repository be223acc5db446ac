// The items of a new review set: all conversations of a list in its order, or a seeded sample of them by confidence band and channel.
import { type BandLimits, bandOf } from '../../shared/domain'
import type { ReadableDatabase } from '../database/open'
import { all, sql } from '../database/sql'
import { type Drawn, type Stratified, stratifiedSample } from './sample'

/** `size` null takes all. Strata are what mistakes depend on most and every source tells: confidence band x channel. */
export function drawItems(
  database: ReadableDatabase,
  ids: ArrayLike<number>,
  given: { readonly size: number | null; readonly seed: number; readonly bands: BandLimits }
): Drawn[] {
  const { size, seed, bands } = given
  if (size === null || size >= ids.length) return Array.from(ids, (id) => ({ id, weight: 1 }))
  const strata = new Map<number, string>()
  const rows = all<{ readonly id: number; readonly channel: string | null; readonly confidence: number | null }>(
    database,
    sql`SELECT id, channel, confidence FROM conversation`
  )
  for (const { id, channel, confidence } of rows) strata.set(id, `${bandOf(confidence, bands)} ${channel ?? ''}`)
  const population: Stratified[] = Array.from(ids, (id) => ({ id, stratum: strata.get(id) ?? '' }))
  return stratifiedSample(population, size, seed)
}
