// Sentiment and topic on platforms whose reads do not return them: their search filters by each, so that one pass for each value tells.
import type { JsonObject } from '../../shared/json'
import { agentPath, idOf, isoTime, updatedAt } from './agent-rows'
import type { FoundLabel, LabelSearches } from './connector'
import type { Pager } from './pages'

/** The platform's own limit of a page. */
const SEARCH_PAGE = 25
/** The values of the filter; `unspecified` says nothing. */
const SENTIMENTS = ['positive', 'neutral', 'negative'] as const

export function labelSearches(pages: Pager): LabelSearches {
  return {
    searches: (topics) => [
      ...SENTIMENTS.map((value) => ({ label: 'sentiment', value }) as const),
      // A comma would ask for two topics at once.
      ...topics.filter((topic) => !topic.includes(',')).map((value) => ({ label: 'topic', value }) as const)
    ],
    async *search(agentId, { label, value }, { since, cursor: from }, signal) {
      const query = { [label]: value, ...(since === null ? {} : { updatedAfter: isoTime(since) }), limit: SEARCH_PAGE }
      for await (const { rows, cursor } of pages(`${agentPath(agentId)}/conversations/search`, query, from, signal))
        yield { found: rows.map(foundOf), cursor }
    }
  }
}

function foundOf(row: JsonObject): FoundLabel {
  const at = updatedAt(row)
  return { id: idOf(row), updatedAt: Number.isFinite(at) ? at : null }
}
