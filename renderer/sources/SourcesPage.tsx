// The page of sources: every import with what became of it, its report, and the way to take it back.
import { Alert, Button, Modal, Table } from '@mantine/core'
import { IconDatabaseImport, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import type { ImportSummary } from '../../shared/domain'
import { useContract } from '../api'
import { type Format, useFormat } from '../components/format'
import { ConnectionsSection } from '../connections/ConnectionsSection'
import { useNavigation } from '../navigation'
import { bytes } from './bytes'
import { ImportReport, StateBadge } from './ImportReport'
import { RemoveImportDialog } from './RemoveImportDialog'
import classes from './sources.module.css'

export function SourcesPage() {
  const { openImport } = useNavigation()
  const imports = useContract('imports.list', undefined, { tables: ['import'] })
  const [shown, setShown] = useState<number | null>(null)
  const [removing, setRemoving] = useState<number | null>(null)
  const all = imports.data ?? []
  const report = all.find((one) => one.id === shown)
  const toRemove = all.find((one) => one.id === removing)
  return (
    <div className={classes.page}>
      <header className={classes.pageHead}>
        <h1>Sources</h1>
        <Button leftSection={<IconFileImport size={16} />} onClick={() => openImport()}>
          Import
        </Button>
      </header>
      <ConnectionsSection />
      {imports.error && (
        <Alert color="red" role="alert">
          {imports.error.message}
        </Alert>
      )}
      {imports.isSuccess && all.length === 0 && <NoImports />}
      {all.length > 0 && (
        <ImportTable imports={all} onReport={(one) => setShown(one.id)} onRemove={(one) => setRemoving(one.id)} />
      )}
      <Modal
        opened={report !== undefined}
        onClose={() => setShown(null)}
        title="Import report"
        size="xl"
        classNames={{ title: classes.title }}
      >
        {report && <ImportReport imports={[report]} />}
      </Modal>
      {toRemove && <RemoveImportDialog summary={toRemove} onClose={() => setRemoving(null)} />}
    </div>
  )
}

function NoImports() {
  return (
    <div className={classes.empty}>
      <IconDatabaseImport size={30} stroke={1.3} aria-hidden />
      <p>Nothing has been imported yet.</p>
      <p className="muted">
        Import an export of your agent’s conversations, or drop its files anywhere on this window. Importing the same
        file twice changes nothing.
      </p>
    </div>
  )
}

function ImportTable({
  imports,
  onReport,
  onRemove
}: {
  readonly imports: readonly ImportSummary[]
  onReport(one: ImportSummary): void
  onRemove(one: ImportSummary): void
}) {
  const format = useFormat()
  return (
    <Table.ScrollContainer minWidth={780}>
      <Table className={classes.table} verticalSpacing={6} horizontalSpacing="sm" highlightOnHover aria-label="Imports">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>File</Table.Th>
            <Table.Th>Agent</Table.Th>
            <Table.Th>Imported</Table.Th>
            <Table.Th className={classes.number}>Added</Table.Th>
            <Table.Th className={classes.number}>Updated</Table.Th>
            <Table.Th className={classes.number}>Unchanged</Table.Th>
            <Table.Th className={classes.number}>Rejected</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>
              <span className={classes.heard}>Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {imports.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td className={classes.columnName}>
                <bdi>{one.fileName}</bdi>
                <div className={classes.sub}>{fileWords(one, format)}</div>
              </Table.Td>
              <Table.Td>
                <bdi>{one.agent}</bdi>
              </Table.Td>
              <Table.Td title={format.long(one.startedAt)} className={classes.when}>
                {format.short(one.startedAt)}
              </Table.Td>
              <Table.Td className={classes.number}>{format.number(one.added)}</Table.Td>
              <Table.Td className={classes.number}>{format.number(one.updated)}</Table.Td>
              <Table.Td className={classes.number}>{format.number(one.unchanged)}</Table.Td>
              <Table.Td className={classes.number}>{format.number(one.rejected)}</Table.Td>
              <Table.Td>
                <StateBadge state={one.state} />
              </Table.Td>
              <Table.Td>
                <div className={classes.rowActions}>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={`Report of ${one.fileName}`}
                    onClick={() => onReport(one)}
                  >
                    Report
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="red"
                    aria-label={`Remove ${one.fileName}`}
                    disabled={one.state === 'running' || one.state === 'removed'}
                    onClick={() => onRemove(one)}
                  >
                    Remove
                  </Button>
                </div>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function fileWords({ format: name, fileSize, firstAt, lastAt }: ImportSummary, format: Format): string {
  const range = firstAt === null ? [] : [`${format.day(firstAt)} – ${format.day(lastAt ?? firstAt)}`]
  // A sync has no file.
  const size = fileSize === 0 ? [] : [bytes(fileSize)]
  return [name, ...size, ...range].join(', ')
}
