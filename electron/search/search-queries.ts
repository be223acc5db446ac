// The reader's answers about counts and views: what the facet panel, the strip, the completion and an empty list ask.
import type { BandLimits } from '../../shared/domain'
import type { ReadableDatabase } from '../database/open'
import { listViews } from '../database/saved-views'
import type { Handlers } from '../rpc'
import type { Search } from './result-sets'

type SearchQuery =
  | 'conversations.facets'
  | 'conversations.dates'
  | 'conversations.lengths'
  | 'conversations.explainEmpty'
  | 'views.list'

/** What the reader has open: the workspace and who asks. */
export interface OpenSearch {
  readonly database: ReadableDatabase
  readonly search: Search
  readonly bands: BandLimits
  readonly reviewer: string
}

export function searchQueries(open: () => OpenSearch): Pick<Handlers<'reader'>, SearchQuery> {
  const asked = (signal: AbortSignal, timeZone: string) => {
    const { bands, reviewer } = open()
    return { timeZone, now: Date.now(), bands, reviewer, signal }
  }
  return {
    'conversations.facets': ({ signal }, { query, timeZone, fields }) =>
      open().search.facets(query, fields, asked(signal, timeZone)),
    'conversations.dates': ({ signal }, { query, timeZone }) =>
      open().search.dateHistogram(query, asked(signal, timeZone)),
    'conversations.lengths': ({ signal }, { query, timeZone }) =>
      open().search.countHistogram(query, asked(signal, timeZone)),
    'conversations.explainEmpty': ({ signal }, { query, timeZone }) =>
      open().search.explainEmpty(query, asked(signal, timeZone)),
    'views.list': () => listViews(open().database)
  }
}
