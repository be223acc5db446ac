// The scorecard to review with: a review set's own version, else the workspace's first card.
import type { Scorecard } from '../../shared/review'
import { useContract } from '../api'

/** `id` null: outside of a review set. Undefined until it is read. */
export function useCard(id: number | null): Scorecard | undefined {
  const cards = useContract('scorecards.list', undefined, { tables: ['review'], enabled: id === null })
  const one = useContract('scorecards.get', { id: id ?? 0 }, { tables: [], enabled: id !== null })
  if (id !== null) return one.data ?? undefined
  return cards.data?.find((card) => card.key === 'default') ?? cards.data?.[0]
}
