// The two sides of a comparison: before and after a day, or two queries, each with its name.
import type { Condition, Query } from '../../shared/query/query'
import { dayWords } from '../components/formatters'
import { plusDays } from './days'
import { narrowed, periodClause } from './use-scope'

export interface Side {
  readonly name: string
  readonly query: Query
}

export interface Sides {
  readonly a: Side
  readonly b: Side
}

/** Days looked at on each side of the day; null: all there are. */
export type Reach = 30 | 90 | 365 | null

/** What began before the day, and what began on it or later. */
export function sidesAt(query: Query, day: string, reach: Reach, locale: string | undefined): Sides {
  const began = (op: 'lt' | 'gte'): Condition => ({ kind: 'condition', field: 'started', op, values: [day] })
  const words = dayWords(day, locale)
  if (reach === null)
    return {
      a: { name: `Before ${words}`, query: narrowed(query, began('lt')) },
      b: { name: `From ${words}`, query: narrowed(query, began('gte')) }
    }
  const before = periodClause({ from: plusDays(day, -reach), to: plusDays(day, -1) })
  const after = periodClause({ from: day, to: plusDays(day, reach - 1) })
  return {
    a: { name: `${reach} days before ${words}`, query: narrowed(query, before) },
    b: { name: `${reach} days from ${words}`, query: narrowed(query, after) }
  }
}
