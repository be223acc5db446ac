// The mapping proposed for a file from its head, worked out once however many adapters ask, and who speaks in it by a mapping.
import type { Role } from '../../shared/domain'
import type { Mapping, Speaker } from '../../shared/import-plan'
import { sniffCsv } from './csv-sniff'
import { jsonRow } from './json-cells'
import { type MappingProposal, proposeMapping } from './mapping'
import type { Table } from './mapping-evidence'
import { columnRole } from './mapping-speakers'
import { parseTranscript } from './mapping-transcript'
import type { FileHead } from './source-adapter'

const proposals = new WeakMap<FileHead, MappingProposal>()
const tables = new WeakMap<FileHead, Table>()

/** Looks at every row in the head of a table, or at the records of a JSON file with their nested keys as paths. */
export function proposeFor(head: FileHead): MappingProposal {
  const known = proposals.get(head)
  if (known) return known
  const rows = rowsOf(head)
  const header = head.kind === 'csv' ? head.header : [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const proposal = proposeMapping(header, rows)
  proposals.set(head, proposal)
  return proposal
}

function rowsOf(head: FileHead): Table {
  const known = tables.get(head)
  if (known) return known
  const rows = head.kind === 'csv' ? tableRows(head) : head.records.map(jsonRow)
  tables.set(head, rows)
  return rows
}

function tableRows(head: FileHead): Table {
  const { rows } = sniffCsv(head.text, { delimiter: head.delimiter, encoding: head.encoding })
  return rows.length >= head.rows.length ? rows : head.rows
}

/** More speakers than a person would go through are names, and names are the customers' or a team's. */
const MOST_SPEAKERS = 20
/** Transcripts read for their labels. */
const MOST_TRANSCRIPTS = 20

/** Who speaks in the first rows, as the import will take it: the mapping's own words first. */
export function speakersOf(head: FileHead, mapping: Mapping): readonly Speaker[] {
  const labels = new Map<string, Role | null>()
  const note = (word: string, role: Role | null) => {
    if (word.length > 200 || labels.has(word)) return
    labels.set(word, (mapping.roles && Object.hasOwn(mapping.roles, word) ? mapping.roles[word] : undefined) ?? role)
  }
  const target = mapping.rows === 'conversation' ? 'conversation.transcript' : 'message.role'
  const column = Object.keys(mapping.columns).find((name) => mapping.columns[name] === target)
  if (column === undefined || mapping.rows === 'pair') return []
  const cells = rowsOf(head)
    .map((row) => (Object.hasOwn(row, column) ? (row[column] ?? '') : ''))
    .filter((cell) => cell.trim() !== '')
  if (mapping.rows === 'message') for (const cell of cells) note(cell, columnRole(cell))
  else
    for (const { author, role } of cells.slice(0, MOST_TRANSCRIPTS).flatMap((cell) => parseTranscript(cell) ?? [])) {
      const label = author ?? role
      if (label) note(label, columnRole(role ?? label))
    }
  const speakers = [...labels].map(([word, role]) => ({ word, role }))
  return [...speakers.filter(({ role }) => role === null), ...speakers.filter(({ role }) => role !== null)].slice(
    0,
    MOST_SPEAKERS
  )
}
