// Why a query finds nothing: what dropping each of its clauses would give.
import type { DroppedClause } from '../../shared/query/facets'
import type { Query } from '../../shared/query/query'
import { filterText } from '../../shared/query/query-text'
import { count } from './bits'
import { evaluateIn, type Moment, scopeBits } from './sets'

/** One answer per clause of the outermost group that is switched on, the one that would give most first. */
export async function explainEmpty(moment: Moment, query: Query): Promise<DroppedClause[]> {
  const clauses = query.filter.kind === 'all' && !query.filter.off ? query.filter.of : [query.filter]
  const scope = scopeBits(moment, query.agentId)
  const answers: DroppedClause[] = []
  for (const [index, clause] of clauses.entries()) {
    if (clause.off) continue
    const rest = clauses.filter((_, i) => i !== index)
    answers.push({
      index,
      text: filterText(clause),
      count: count(await evaluateIn(moment, { kind: 'all', of: rest }, scope))
    })
    await moment.pause()
  }
  return answers.sort((a, b) => b.count - a.count)
}
