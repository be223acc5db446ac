// Any table (CSV, TSV and the like) by a mapping that a person makes or confirms.
import { readCsv } from '../csv-reader'
import { applyMapping } from '../mapping-apply'
import { proposeFor } from '../mapping-proposal'
import type { SourceAdapter } from '../source-adapter'

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
  read: (file, { mapping, head, signal }) => {
    const used = mapping ?? proposeFor(head).mapping
    const delimiter = used.delimiter ?? head.delimiter
    return applyMapping(readCsv(file, { delimiter, encoding: used.encoding ?? head.encoding, signal }), used)
  }
}
