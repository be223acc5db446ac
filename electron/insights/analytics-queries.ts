// The reader's answers about many conversations at once: what the Analytics page asks.
import type { BandLimits } from '../../shared/domain'
import type { Query } from '../../shared/query/query'
import type { Handlers } from '../rpc'
import type { Search } from '../search/result-sets'
import { comparisonOf } from './compare'
import { coverageOf } from './coverage'
import { keyWordsOf } from './key-words'
import { conversationsOf, overviewOf } from './overview'
import { reliabilityOf } from './reliability'
import { waitsOf } from './waits'

type AnalyticsQuery =
  | 'analytics.overview'
  | 'analytics.waits'
  | 'analytics.compare'
  | 'analytics.keyWords'
  | 'analytics.reliability'
  | 'analytics.coverage'

interface OpenAnalytics {
  readonly search: Search
  readonly bands: BandLimits
  readonly reviewer: string
}

export function analyticsQueries(open: () => OpenAnalytics): Pick<Handlers<'reader'>, AnalyticsQuery> {
  const moment = (signal: AbortSignal, query: Query, timeZone: string) => {
    const { search, bands, reviewer } = open()
    return search.moment(query, { timeZone, now: Date.now(), bands, reviewer, signal })
  }
  return {
    'analytics.overview': async ({ signal }, { query, timeZone, unit }) =>
      overviewOf(await moment(signal, query, timeZone), query, unit),
    'analytics.waits': async ({ signal }, { query, timeZone }) => {
      const now = await moment(signal, query, timeZone)
      return waitsOf(now, await conversationsOf(now, query))
    },
    'analytics.compare': async ({ signal }, { a, b, timeZone }) => {
      const now = await moment(signal, a, timeZone)
      return comparisonOf(now, a, b)
    },
    'analytics.keyWords': async ({ signal }, { a, b, timeZone }) => keyWordsOf(await moment(signal, a, timeZone), a, b),
    'analytics.reliability': async ({ signal }, { query, timeZone, signal: wrongBy }) =>
      reliabilityOf(await moment(signal, query, timeZone), query, wrongBy),
    'analytics.coverage': async ({ signal }, { query, timeZone, by }) =>
      coverageOf(await moment(signal, query, timeZone), query, by)
  }
}
