// The views that every workspace has: the questions the tool exists for, one click away.
import { parseQuery } from '../../shared/query/parse-query'
import type { Query } from '../../shared/query/query'

export interface BuiltInView {
  readonly id: string
  readonly name: string
  /** The query as a person would type it. */
  readonly text: string
}

export const BUILT_IN_VIEWS: readonly BuiltInView[] = [
  { id: 'all', name: 'All', text: '' },
  { id: 'to-review', name: 'To review', text: 'is:unreviewed' },
  { id: 'low-confidence', name: 'Low confidence', text: 'confidence:low' },
  { id: 'thumbs-down', name: 'Thumbs down', text: 'feedback:down' },
  { id: 'unanswered', name: 'Unanswered', text: 'is:unanswered' },
  { id: 'handed-off', name: 'Handed off', text: 'is:escalated' },
  { id: 'customer-last', name: 'Ended on the customer’s message', text: 'last:customer' }
]

/** The view's query within one agent, or all of them. */
export function builtInQuery(view: BuiltInView, agentId: number | null): Query {
  return parseQuery(view.text, { agentId }).query
}
