// What all adapters of CSV formats with a known header share: an adapter says which columns it knows and what they mean.
import type { ImportQuestion, Mapping, MappingTarget, PlanColumn } from '../../../shared/import-plan'
import type { Rejection } from '../../ingest/raw'
import { type CsvOptions, readCsv } from '../csv-reader'
import type { CsvRow } from '../csv-table'
import { applyMapping, keyColumnOf, type RowTouches } from '../mapping-apply'
import { proposeFor } from '../mapping-proposal'
import type { FileHead, ReadOptions, SourceAdapter } from '../source-adapter'

export interface TableFormat {
  readonly id: string
  readonly label: string
  readonly certainty: number
  /** For people. */
  readonly reason: string
  /** Whether the columns are those of the format. */
  matches(header: readonly string[], head: FileHead): boolean
  readonly mapping: Omit<Mapping, 'version'>
  readonly touches?: RowTouches
}

/** An adapter for tables whose columns are known by heart. Its times without a zone are asked about, as everywhere. */
export function tableAdapter(format: TableFormat): SourceAdapter {
  return {
    id: format.id,
    label: format.label,
    recognise: (head) =>
      head.kind === 'csv' && format.matches(head.header, head)
        ? { certainty: format.certainty, reason: format.reason }
        : null,
    propose: (head) => {
      const columns = head.header.map((name) => [name, meaningOf(format, name)] as const)
      return proposalOf(head, { version: 1, ...format.mapping, columns: Object.fromEntries(columns) })
    },
    ...readsTable(format.touches)
  }
}

/** How a table is read by its mapping. */
export function readsTable(touches?: RowTouches): Required<Pick<SourceAdapter, 'read' | 'readTurns'>> {
  return {
    read: (file, options) => applyMapping<never>(readTable(file, options), mappingOf(options), { touches }),
    readTurns(file, options) {
      const { turns } = options
      const mapping = mappingOf(options)
      const shared = { turns, keyColumn: keyColumnOf(mapping) }
      return applyMapping(readCsv(file, { ...csvOptions(options), shared }), mapping, { touches, turns })
    }
  }
}

/** The rows of the file, read as the mapping says or as the file looks. */
export function readTable(file: string, options: ReadOptions): AsyncGenerator<readonly (CsvRow | Rejection)[]> {
  return readCsv(file, csvOptions(options))
}

function csvOptions({ mapping, head, signal }: ReadOptions): CsvOptions {
  const delimiter = mapping?.delimiter ?? head.delimiter
  return { delimiter, encoding: mapping?.encoding ?? head.encoding, signal }
}

/** Formats that propose a mapping are read by one: that, or a person's. */
export function mappingOf({ mapping }: ReadOptions): Mapping {
  if (!mapping) throw new Error('there is no mapping to read by')
  return mapping
}

function meaningOf(format: TableFormat, name: string): MappingTarget {
  return (Object.hasOwn(format.mapping.columns, name) ? format.mapping.columns[name] : undefined) ?? 'ignore'
}

function proposalOf(
  head: FileHead,
  mapping: Mapping
): {
  readonly mapping: Mapping
  readonly columns: readonly PlanColumn[]
  readonly questions: readonly ImportQuestion[]
} {
  const { columns, questions } = proposeFor(head)
  const isZoneKnown = mapping.timeZone !== undefined
  return {
    mapping,
    columns: columns.map((column) => {
      const proposed = mapping.columns[column.name] ?? 'ignore'
      return {
        ...column,
        proposed,
        reason: proposed === 'ignore' ? 'kept in the raw record only' : 'this format’s own column'
      }
    }),
    questions: questions.filter(({ kind }) => kind === 'time-zone' && !isZoneKnown)
  }
}
