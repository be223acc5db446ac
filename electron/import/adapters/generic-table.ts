// Any table (CSV, TSV and the like) by a mapping that a person makes or confirms.
import { proposeFor } from '../mapping-proposal'
import type { SourceAdapter } from '../source-adapter'
import { readsTable } from './table-adapter'

/** Less than certain, whatever the columns are called: tables that are clear are recognised by platform-csv. */
const MOST_CERTAIN = 0.85

export const genericTable: SourceAdapter = {
  id: 'generic-table',
  label: 'Table (CSV)',
  recognise: (head) => {
    if (head.kind !== 'csv' || head.header.length < 2) return null
    const { certainty, reason } = proposeFor(head)
    return { certainty: Math.min(certainty, MOST_CERTAIN), reason }
  },
  propose: proposeFor,
  ...readsTable()
}
