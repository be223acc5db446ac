// Where the person is on the Analytics page: kept while other pages are shown, for as long as the window is open.
import { useSyncExternalStore } from 'react'
import type { TimeUnit } from '../../shared/analytics'
import type { Query } from '../../shared/query/query'
import type { Reach } from './compare-sides'

export const TABS = ['overview', 'compare', 'confidence', 'coverage', 'sql'] as const
export type Tab = (typeof TABS)[number]

/** Days of the workspace's zone, both included, written `2026-03-01`. */
export interface Period {
  readonly from: string
  readonly to: string
}

export interface AnalyticsPlace {
  readonly tab: Tab
  /** Null: all of the query. */
  readonly period: Period | null
  /** Conversations of playgrounds and of asking again count too. */
  readonly withTests: boolean
  /** Null: whichever can be read. */
  readonly unit: TimeUnit | null
  /** The day that comparing splits at. */
  readonly splitAt: string | null
  readonly compareMode: 'periods' | 'queries'
  readonly reach: Reach
  /** The query that the list's is compared with. */
  readonly otherText: string
  /** What stands in the SQL editor. */
  readonly sql: string
  /** The list's query before a number was opened, and what opening it made of it. */
  readonly opened: { readonly before: Query; readonly made: Query } | null
}

let place: AnalyticsPlace = {
  tab: 'overview',
  period: null,
  withTests: false,
  unit: null,
  splitAt: null,
  compareMode: 'periods',
  reach: null,
  otherText: '',
  sql: 'SELECT channel, count(*) AS conversations FROM v_conversation GROUP BY channel ORDER BY conversations DESC',
  opened: null
}
const watchers = new Set<() => void>()

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Changes what is given and leaves the rest. */
export function changePlace(change: Partial<AnalyticsPlace>): void {
  place = { ...place, ...change }
  for (const watcher of watchers) watcher()
}

export function usePlace(): AnalyticsPlace {
  return useSyncExternalStore(subscribe, () => place)
}
