// CSV exports of agent platforms (Bookbag, Chatbase and their like), whose columns nobody publishes: one row per message, per
// question and answer, or per conversation, recognised where every column that matters is named clearly and holds what its name says.

import { proposeFor } from '../mapping-proposal'
import type { SourceAdapter } from '../source-adapter'
import { genericTable } from './generic-table'

const CLEAR = 0.9

export const platformCsv: SourceAdapter = {
  ...genericTable,
  id: 'platform-csv',
  label: 'Chat export (CSV)',
  recognise: (head) => {
    if (head.kind !== 'csv' || head.header.length < 2) return null
    const { certainty, reason } = proposeFor(head)
    return certainty >= CLEAR ? { certainty, reason: `The columns are named clearly. ${reason}` } : null
  }
}
