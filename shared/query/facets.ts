// What the facet panel, the date strip and the search box's completion are told: values seen in the data, with counts.
import type { FieldName } from './fields'

/** Fields whose values are counted. */
export const COUNTED_FIELDS = [
  'channel',
  'status',
  'feedback',
  'confidence',
  'sentiment',
  'topic',
  'review',
  'tag',
  'has',
  'is',
  'agent',
  'origin',
  'lang',
  'country',
  'last',
  'cites',
  'issue',
  'verdict',
  'by'
] as const satisfies readonly FieldName[]
export type CountedField = (typeof COUNTED_FIELDS)[number]

/** One value with how many conversations have it under the other active filters. `none`: no value. */
export interface FacetValue {
  readonly value: string
  readonly count: number
}

export interface Facet {
  readonly field: CountedField
  /** Most frequent first, at most fifty. Asking for a value (`exact` for a cited source, else `is`) finds as many conversations. */
  readonly values: readonly FacetValue[]
  /** Distinct values that are not listed. */
  readonly more: number
}

/** How many conversations started in a day, week (from Monday), month or year of the person's time zone. */
export interface DateHistogram {
  readonly unit: 'day' | 'week' | 'month' | 'year'
  /** In order without gaps: [from, to) in UTC milliseconds. */
  readonly buckets: readonly { readonly from: number; readonly to: number; readonly count: number }[]
  /** Conversations without a time. */
  readonly undated: number
}

/** How many conversations have so many messages: `from` to `to`, both included. */
export interface CountHistogram {
  readonly buckets: readonly { readonly from: number; readonly to: number; readonly count: number }[]
}

/** A clause of a query that finds nothing, and what would be found without it. */
export interface DroppedClause {
  /** The clause as text, as a chip shows it. */
  readonly text: string
  /** Its place among the clauses of the outermost group. */
  readonly index: number
  readonly count: number
}
