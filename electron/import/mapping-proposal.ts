// The mapping proposed for a file from its head, worked out once however many adapters ask.
import { sniffCsv } from './csv-sniff'
import { jsonRow } from './json-cells'
import { type MappingProposal, proposeMapping } from './mapping'
import type { FileHead } from './source-adapter'

const proposals = new WeakMap<FileHead, MappingProposal>()

/** Looks at every row in the head of a table, or at the records of a JSON file with their nested keys as paths. */
export function proposeFor(head: FileHead): MappingProposal {
  const known = proposals.get(head)
  if (known) return known
  const proposal = head.kind === 'csv' ? proposeForTable(head) : proposeForRecords(head)
  proposals.set(head, proposal)
  return proposal
}

function proposeForTable(head: FileHead): MappingProposal {
  const { rows } = sniffCsv(head.text, { delimiter: head.delimiter, encoding: head.encoding })
  return proposeMapping(head.header, rows.length >= head.rows.length ? rows : head.rows)
}

function proposeForRecords(head: FileHead): MappingProposal {
  const rows = head.records.map(jsonRow)
  const header = new Set(rows.flatMap((row) => Object.keys(row)))
  return proposeMapping([...header], rows)
}
