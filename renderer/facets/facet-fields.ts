// Which fields the panel offers, in its order.
import type { FieldName } from '../../shared/query/fields'

export const FACET_FIELDS = [
  'channel',
  'status',
  'feedback',
  'confidence',
  'sentiment',
  'topic',
  'review',
  'tag',
  'agent',
  'origin',
  'lang',
  'country',
  'cites'
] as const satisfies readonly FieldName[]

/** One value with how many conversations have it under the other active filters. */
export interface FacetValue {
  readonly value: string
  readonly count: number
}

export interface Facet {
  readonly field: FieldName
  /** Most frequent first, at most fifty. */
  readonly values: readonly FacetValue[]
  /** Distinct values that are not listed. */
  readonly more: number
}
