// The rows of a SELECT. A conversation's number in a column named conversation_id opens it in the list.
import { Table } from '@mantine/core'
import type { SqlResult } from '../../shared/analytics'
import { EVERYTHING } from '../../shared/query/query'
import { useShown } from '../shown-words'
import classes from './analytics.module.css'
import type { OpenFigure } from './chart-data'
import { FigureLink } from './FigureTable'
import sqlClasses from './sql.module.css'

export function SqlResultTable({ result, onOpen }: { readonly result: SqlResult; readonly onOpen: OpenFigure }) {
  const shown = useShown()
  // Nothing tells two equal columns or rows apart but their places.
  const columns = result.columns.map((name, at) => ({ name, key: `${at} ${name}` }))
  const rows = result.rows.map((cells, at) => ({ cells, key: String(at) }))
  return (
    <Table.ScrollContainer minWidth={320} maxHeight={520}>
      <Table className={classes.table} aria-label="SQL result" verticalSpacing={3} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ name, key }) => (
              <Table.Th key={key} scope="col">
                {shown(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ cells, key }) => (
            <Table.Tr key={key}>
              {cells.map((cell, at) => (
                <Table.Td
                  key={columns[at]?.key}
                  className={typeof cell === 'number' ? classes.number : sqlClasses.cell}
                >
                  <Cell cell={cell} name={columns[at]?.name ?? ''} onOpen={onOpen} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

interface CellProps {
  readonly cell: string | number | null
  readonly name: string
  readonly onOpen: OpenFigure
}

function Cell({ cell, name, onOpen }: CellProps) {
  const shown = useShown()
  if (cell === null) return <span className="muted">null</span>
  if (name !== 'conversation_id' || typeof cell !== 'number') return <bdi>{shown(String(cell))}</bdi>
  const filter = { kind: 'condition', field: 'id', op: 'is', values: [`#${cell}`] } as const
  return (
    <FigureLink
      figure={{ value: cell, text: String(cell), filter, within: EVERYTHING }}
      what="Conversation"
      onOpen={onOpen}
    />
  )
}
