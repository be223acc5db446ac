// Any JSON or JSON Lines objects by a mapping that a person makes or confirms; nested keys are columns with a path (`user.email`).
import type { Rejection } from '../../ingest/raw'
import { jsonRow } from '../json-cells'
import { readJsonRecords } from '../json-records'
import { applyMapping, type MappedRow } from '../mapping-apply'
import { proposeFor } from '../mapping-proposal'
import type { ReadOptions, SourceAdapter } from '../source-adapter'
import { mappingOf } from './table-adapter'

/** Never certain: adapters that know their format go first. */
const MOST_CERTAIN = 0.85

export const genericJson: SourceAdapter = {
  id: 'generic-json',
  label: 'Objects (JSON)',
  recognise: (head) => {
    if ((head.kind !== 'json' && head.kind !== 'json-lines') || head.records.length === 0) return null
    const { certainty, reason } = proposeFor(head)
    return {
      certainty: Math.min(certainty, MOST_CERTAIN),
      reason: reason.replaceAll('row', 'record').replaceAll('column', 'key')
    }
  },
  propose: proposeFor,
  read: (file, options) => applyMapping<never>(rowsOf(file, options), mappingOf(options))
}

async function* rowsOf(file: string, options: ReadOptions): AsyncGenerator<readonly (MappedRow | Rejection)[]> {
  for await (const record of readJsonRecords(file, options)) {
    if (record.kind === 'rejection') yield [record]
    else {
      const { row, bytesRead, text: raw } = record
      yield [{ kind: 'row', row, bytesRead, cells: jsonRow(record.value), raw }]
    }
  }
}
