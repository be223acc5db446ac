// Each measure of both sides with the difference; a difference that is unlikely to be chance is marked, in words too.
import { Table } from '@mantine/core'
import classes from './analytics.module.css'
import type { OpenFigure } from './chart-data'
import type { ComparedRow } from './compare-data'
import type { Sides } from './compare-sides'
import { FigureLink } from './FigureTable'

interface ComparedTableProps {
  readonly rows: readonly ComparedRow[]
  readonly sides: Sides
  readonly onOpen: OpenFigure
}

export function ComparedTable({ rows, sides, onOpen }: ComparedTableProps) {
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table className={classes.table} aria-label="Comparison" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Measure</Table.Th>
            <Table.Th scope="col" className={classes.number}>
              {sides.a.name}
            </Table.Th>
            <Table.Th scope="col" className={classes.number}>
              {sides.b.name}
            </Table.Th>
            <Table.Th scope="col">Difference (95% interval)</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ label, a, b, ofA, ofB, difference, isSure }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" className={classes.rowHead}>
                {label}
              </Table.Th>
              <Table.Td className={classes.number}>
                <FigureLink figure={a} what={`${label}, ${sides.a.name}`} onOpen={onOpen} />
                {ofA && <span className={classes.of}> {ofA}</span>}
              </Table.Td>
              <Table.Td className={classes.number}>
                <FigureLink figure={b} what={`${label}, ${sides.b.name}`} onOpen={onOpen} />
                {ofB && <span className={classes.of}> {ofB}</span>}
              </Table.Td>
              <Table.Td className={isSure ? classes.sure : classes.unsure}>
                {difference}
                {difference && !isSure && ' may be chance'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
