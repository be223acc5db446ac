// The numbers of a chart as a table: every number opens the conversations it counts.
import { Table } from '@mantine/core'
import classes from './analytics.module.css'
import type { ChartData, Figure, OpenFigure } from './chart-data'

export function FigureTable({ data, onOpen }: { readonly data: ChartData; readonly onOpen: OpenFigure }) {
  return (
    <Table.ScrollContainer minWidth={320} maxHeight={360}>
      <Table className={classes.table} aria-label={data.title} verticalSpacing={3} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{data.pointName}</Table.Th>
            {data.series.map(({ name }) => (
              <Table.Th key={name} scope="col" className={classes.number}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.points.map(({ label, figures }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" className={classes.rowHead}>
                <bdi>{label}</bdi>
              </Table.Th>
              {figures.map((figure, i) => (
                <Table.Td key={data.series[i]?.name} className={classes.number}>
                  <FigureLink figure={figure} what={`${label}, ${data.series[i]?.name ?? ''}`} onOpen={onOpen} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

interface FigureLinkProps {
  readonly figure: Figure
  /** What it counts, for whoever does not see where it stands. */
  readonly what: string
  readonly onOpen: OpenFigure
}

/** A number that opens its conversations; plain text where there are none. */
export function FigureLink({ figure: { text, filter, within }, what, onOpen }: FigureLinkProps) {
  if (!filter) return <>{text}</>
  return (
    <button
      type="button"
      className={classes.figure}
      aria-label={`${what}: ${text}`}
      title="Open these conversations"
      onClick={() => onOpen(filter, within)}
    >
      {text}
    </button>
  )
}
