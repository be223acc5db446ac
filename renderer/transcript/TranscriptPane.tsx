// The right pane: one conversation, turn by turn. Region "Transcript".
import type { ResultSet } from '../../shared/domain'
import type { Query } from '../../shared/query/query'

export interface TranscriptPaneProps {
  readonly conversationId: number | null
  /** The list it was opened from, for next and previous. */
  readonly resultSet: ResultSet | null
  readonly query: Query
}

export function TranscriptPane(_props: TranscriptPaneProps) {
  return <section aria-label="Transcript" />
}
