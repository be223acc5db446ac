// Sentiment and topic on platforms whose reads do not return them: their search filters by each, so that one pass for each value tells.
import { agentPath, idOf, isoTime, updatedAt } from './agent-rows'
import type { Connector, FoundLabel } from './connector'
import type { Pager } from './pages'

/** The platform's own limit of a page. */
const SEARCH_PAGE = 25
/** The values of the filter; `unspecified` says nothing. */
const SENTIMENTS = ['positive', 'neutral', 'negative'] as const

export function labelSearch(pages: Pager): NonNullable<Connector['labels']> {
  return async function* labels(agentId, { since, topics }, signal) {
    const asked = [
      ...SENTIMENTS.map((value) => ({ label: 'sentiment', value }) as const),
      // A comma would ask for two topics at once.
      ...topics.filter((topic) => !topic.includes(',')).map((value) => ({ label: 'topic', value }) as const)
    ]
    const path = `${agentPath(agentId)}/conversations/search`
    for (const { label, value } of asked) {
      const query = { [label]: value, ...(since === null ? {} : { updatedAfter: isoTime(since) }), limit: SEARCH_PAGE }
      for await (const { rows } of pages(path, query, null, signal))
        yield rows.map((row): FoundLabel => {
          const at = updatedAt(row)
          return { id: idOf(row), label, value, updatedAt: Number.isFinite(at) ? at : null }
        })
    }
  }
}
