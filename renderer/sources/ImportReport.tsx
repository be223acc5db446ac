// What became of each file of an import. Region "Import report".
import { Alert, Table } from '@mantine/core'
import type { ImportState, ImportSummary } from '../../shared/domain'
import { useFormat } from '../components/format'
import { useShown } from '../shown-words'
import { RejectedRows } from './RejectedRows'
import classes from './sources.module.css'

export const IMPORT_STATE_WORDS: Readonly<Record<ImportState, string>> = {
  running: 'Running',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
  interrupted: 'Interrupted',
  removed: 'Removed'
}

export function StateBadge({ state }: { readonly state: ImportState }) {
  return (
    <span className={classes.state} data-state={state}>
      {IMPORT_STATE_WORDS[state]}
    </span>
  )
}

export function ImportReport({ imports }: { readonly imports: readonly ImportSummary[] }) {
  const format = useFormat()
  const shown = useShown()
  if (imports.length === 0) {
    return (
      <section aria-label="Import report">
        <p>Nothing was imported.</p>
      </section>
    )
  }
  return (
    <section aria-label="Import report">
      <p className={classes.sum}>{reportSentence(imports, format.number)}</p>
      <Table.ScrollContainer minWidth={560}>
        <Table className={classes.table} verticalSpacing={4} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              {COUNTS.map(({ key, label, hint }) => (
                <Table.Th key={key} className={classes.number} title={hint}>
                  {label}
                </Table.Th>
              ))}
              <Table.Th>State</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {imports.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td className={classes.columnName}>
                  <bdi>{shown(one.fileName)}</bdi>
                  <div className={classes.sub}>{one.format}</div>
                </Table.Td>
                {COUNTS.map(({ key }) => (
                  <Table.Td key={key} className={classes.number}>
                    {format.number(one[key])}
                  </Table.Td>
                ))}
                <Table.Td>
                  <StateBadge state={one.state} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {imports.map((one) => (
        <FileReport key={one.id} summary={one} named={imports.length > 1} />
      ))}
    </section>
  )
}

const COUNTS = [
  { key: 'added', label: 'Added', hint: 'Conversations that were not in the workspace' },
  { key: 'updated', label: 'Updated', hint: 'Conversations that were there and changed' },
  { key: 'unchanged', label: 'Unchanged', hint: 'Conversations that were there, just so' },
  { key: 'skipped', label: 'Skipped', hint: 'Records that are no conversation or hold nothing to read' },
  { key: 'rejected', label: 'Rejected', hint: 'Rows that could not be read' },
  { key: 'messages', label: 'Messages', hint: 'Messages of the added and updated conversations' }
] as const satisfies readonly { key: keyof ImportSummary; label: string; hint: string }[]

function FileReport({ summary, named }: { readonly summary: ImportSummary; readonly named: boolean }) {
  const shown = useShown()
  return (
    <>
      {summary.note !== null && (
        <Alert
          color={summary.state === 'failed' || summary.state === 'interrupted' ? 'red' : 'gray'}
          role="status"
          p="xs"
          mt="xs"
        >
          {named && <strong>{shown(summary.fileName)}: </strong>}
          {shown(summary.note)}
        </Alert>
      )}
      {summary.rejected + summary.skipped > 0 && <RejectedRows summary={summary} named={named} />}
    </>
  )
}

/** "1,204 conversations added, 3 updated, 2 rows rejected." */
export function reportSentence(imports: readonly ImportSummary[], number: (value: number) => string): string {
  const sum = (key: (typeof COUNTS)[number]['key']) => imports.reduce((total, one) => total + one[key], 0)
  const added = sum('added')
  const updated = sum('updated')
  const unchanged = sum('unchanged')
  const rejected = sum('rejected')
  const parts = [
    `${number(added)} ${added === 1 ? 'conversation' : 'conversations'} added`,
    ...(updated > 0 ? [`${number(updated)} updated`] : []),
    ...(unchanged > 0 ? [`${number(unchanged)} already there, unchanged`] : []),
    ...(rejected > 0 ? [`${number(rejected)} ${rejected === 1 ? 'row' : 'rows'} could not be read`] : [])
  ]
  return `${parts.join(', ')}.`
}
