// What the panel and the strip show: counts under the query that is on screen.
import { useMemo, useState } from 'react'
import type { CountedField, Facet } from '../../shared/query/facets'
import type { Flag } from '../../shared/query/fields'
import type { Query } from '../../shared/query/query'
import { useContract } from '../api'
import { dayIn } from '../components/formatters'
import { facetChoices } from '../filter-edit'
import { useNavigation } from '../navigation'
import { useTimeZone } from '../use-settings'
import type { DateBar } from './DateStrip'

/** The fields of the panel, in its order. */
export const PANEL_FIELDS = [
  'feedback',
  'confidence',
  'channel',
  'status',
  'sentiment',
  'topic',
  'review',
  'tag',
  'has',
  'is',
  'verdict',
  'issue',
  'by',
  'agent',
  'origin',
  'lang',
  'country',
  'cites'
] as const satisfies readonly CountedField[]

type Searches = Readonly<Partial<Record<CountedField, string>>>

export const READS = ['conversation', 'review'] as const

/** Null while nothing is counted yet. A field without any value in the data is left out. */
export function useFacets(query: Query): {
  readonly facets: readonly Facet[] | null
  readonly searches: Searches
  search(field: CountedField, text: string): void
} {
  const timeZone = useTimeZone()
  const enabled = useNavigation().page === 'conversations'
  const [searches, setSearches] = useState<Searches>({})
  const fields = PANEL_FIELDS.map((field) => {
    const search = searches[field]
    return search ? { field, search } : { field }
  })
  const { data } = useContract(
    'conversations.facets',
    { query, timeZone, fields },
    { keepPrevious: true, tables: READS, enabled }
  )
  const facets = useMemo(
    () => data?.map(withoutStates).filter((facet) => isWorthShowing(facet, query, searches)) ?? null,
    [data, query, searches]
  )
  return { facets, searches, search: (field, text) => setSearches((old) => ({ ...old, [field]: text })) }
}

const STATES: ReadonlySet<string> = new Set<Flag>(['reviewed', 'unreviewed', 'in-review', 'skipped', 'declined'])

/** What the group of review states counts already is not counted twice. */
function withoutStates(facet: Facet): Facet {
  return facet.field === 'is' ? { ...facet, values: facet.values.filter(({ value }) => !STATES.has(value)) } : facet
}

function isWorthShowing(facet: Facet, query: Query, searches: Searches): boolean {
  const { include, exclude } = facetChoices(query.filter, facet.field)
  if (searches[facet.field] || include.length > 0 || exclude.length > 0) return true
  return facet.values.some(({ value, count }) => value !== 'none' && count > 0)
}

/** The bars of the strip, as days of the workspace's time zone. */
export function useDateBars(query: Query): readonly DateBar[] {
  const timeZone = useTimeZone()
  // Nobody sees them on another page: they are counted when the list is shown again.
  const enabled = useNavigation().page === 'conversations'
  const { data } = useContract(
    'conversations.dates',
    { query, timeZone },
    { keepPrevious: true, tables: READS, enabled }
  )
  return useMemo(() => {
    return (data?.buckets ?? []).map(({ from, to, count }) => ({
      from: dayIn(timeZone, from),
      to: dayIn(timeZone, to - 1),
      count
    }))
  }, [data, timeZone])
}

/** One field's values, also where the data has none; null until they are counted. */
export function useFacet(query: Query, field: CountedField, search: string): Facet | null {
  const timeZone = useTimeZone()
  const request = search ? { field, search } : { field }
  const { data } = useContract(
    'conversations.facets',
    { query, timeZone, fields: [request] },
    { keepPrevious: true, tables: READS }
  )
  return data?.find((facet) => facet.field === field) ?? null
}
