// The rows of a file that were not imported: why, which, and word for word. Read in pages, saved as a file on request.
import { Button, Pagination, Select, Table } from '@mantine/core'
import { useState } from 'react'
import type { ImportSummary } from '../../shared/domain'
import { call, useContract } from '../api'
import { useFormat } from '../components/format'
import { showError, showMessage } from '../notify'
import { useShown } from '../shown-words'
import classes from './sources.module.css'

const PAGE = 20
const ALL = ''

export function RejectedRows({ summary, named }: { readonly summary: ImportSummary; readonly named: boolean }) {
  const format = useFormat()
  const name = useShown()(summary.fileName)
  const [chosen, setCode] = useState<string | null>(null)
  const [page, setPage] = useState(1)
  const importId = summary.id
  const reasons = useContract('imports.reasons', { importId }, { tables: ['import'] })
  // Without a reason the answer holds rejected rows only; where all were skipped, the first reason shows them.
  const code = chosen ?? (summary.rejected > 0 ? ALL : (reasons.data?.[0]?.code ?? ALL))
  const start = (page - 1) * PAGE
  const rows = useContract(
    'imports.rejected',
    { importId, start, end: start + PAGE, ...(code === ALL ? {} : { code }) },
    { keepPrevious: true, tables: ['import'] }
  )
  const total = rows.data?.total ?? 0
  const save = () => {
    call('dialogs.saveRejected', { importId }).then((saved) => {
      if (saved) showMessage(`Saved: ${saved.path}`)
    }, showError)
  }
  return (
    <section aria-label={`Rows not imported of ${name}`} className={classes.block}>
      <h4>{named ? `Not imported of ${name}` : 'Not imported'}</h4>
      <ul className={classes.reasons}>
        {(reasons.data ?? []).map((reason) => (
          <li key={`${reason.kind} ${reason.code}`}>
            <span className="numbers">{format.number(reason.count)}</span> {reason.kind}: <bdi>{reason.reason}</bdi>
          </li>
        ))}
      </ul>
      <div className={classes.tools}>
        <Select
          aria-label="Reason"
          data={[
            { value: ALL, label: 'All rejected rows' },
            ...(reasons.data ?? []).map((reason) => ({
              value: reason.code,
              label: `${reason.reason} (${format.number(reason.count)})`
            }))
          ]}
          value={code}
          allowDeselect={false}
          onChange={(value) => {
            setCode(value ?? ALL)
            setPage(1)
          }}
          className={classes.reasonSelect}
        />
        <Button variant="default" onClick={save}>
          Save these rows as a file
        </Button>
      </div>
      {total > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table className={classes.table} verticalSpacing={3} horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th className={classes.number}>Row</Table.Th>
                <Table.Th>Reason</Table.Th>
                <Table.Th>As it stands in the file</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {(rows.data?.rows ?? []).map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two bad records may stand in one row
                <Table.Tr key={`${row.row} ${index}`}>
                  <Table.Td className={classes.number}>{format.number(row.row)}</Table.Td>
                  <Table.Td className={classes.reasonCell}>{row.reason}</Table.Td>
                  <Table.Td>
                    <code className={classes.raw} dir="auto">
                      {row.raw.slice(0, 400)}
                    </code>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {total > PAGE && (
        <Pagination
          size="xs"
          total={Math.ceil(total / PAGE)}
          value={page}
          onChange={setPage}
          getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
        />
      )}
    </section>
  )
}
