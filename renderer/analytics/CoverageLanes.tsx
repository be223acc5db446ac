// The calendar as lanes of cells: the darker, the more conversations; each cell opens its own. Arrow keys go from cell to cell.
import { useRef, useState } from 'react'
import type { DataCoverage, Lane } from '../../shared/analytics'
import type { Format } from '../components/format'
import shared from './analytics.module.css'
import { both, countFigure, type OpenFigure } from './chart-data'
import classes from './coverage.module.css'
import { FigureLink } from './FigureTable'
import { timeLabel } from './overview-data'

interface CoverageLanesProps {
  readonly coverage: DataCoverage
  /** What the lanes are: the first column's head. */
  readonly laneName: string
  nameOf(lane: Lane): string
  readonly format: Format
  readonly onOpen: OpenFigure
}

export function CoverageLanes({ coverage, laneName, nameOf, format, onOpen }: CoverageLanesProps) {
  const { starts, filters, unit, all, lanes } = coverage
  const table = useRef<HTMLTableElement>(null)
  const [current, setCurrent] = useState({ row: 0, column: 0 })
  const rows = lanes.length > 1 ? [all, ...lanes] : lanes
  const labels = filters.map((_, i) => timeLabel({ from: starts[i] ?? 0, to: starts[i + 1] ?? 0 }, unit, format))
  const move = (row: number, column: number) => {
    const next = {
      row: Math.max(0, Math.min(row, rows.length - 1)),
      column: Math.max(0, Math.min(column, labels.length - 1))
    }
    setCurrent(next)
    table.current?.querySelector<HTMLButtonElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const { row, column } = current
    if (event.key === 'ArrowRight') move(row, column + 1)
    else if (event.key === 'ArrowLeft') move(row, column - 1)
    else if (event.key === 'ArrowDown') move(row + 1, column)
    else if (event.key === 'ArrowUp') move(row - 1, column)
    else return
    event.preventDefault()
  }
  return (
    <div className={classes.lanes}>
      <table ref={table} aria-label="Coverage" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">{laneName}</th>
            <th scope="col" className={shared.number}>
              Conversations
            </th>
            <th scope="col">
              {labels[0]} – {labels.at(-1)}, by {unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((lane, row) => {
            const name = lane === all ? 'All together' : nameOf(lane)
            const most = Math.max(1, ...lane.counts)
            const isHole = (column: number) =>
              lane.holes.some(({ from, to }) => from < (starts[column + 1] ?? 0) && to > (starts[column] ?? 0))
            return (
              <tr key={lane === all ? '' : lane.value}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td className={shared.number}>
                  <FigureLink figure={countFigure(lane.total, lane.filter, format)} what={name} onOpen={onOpen} />
                </td>
                <td>
                  <div className={classes.cells}>
                    {lane.counts.map((count, column) => {
                      const words = `${name}, ${labels[column] ?? ''}: ${format.number(count)}${isHole(column) ? ', hole' : ''}`
                      const filter = filters[column]
                      return (
                        <button
                          key={labels[column]}
                          type="button"
                          className={classes.cell}
                          data-cell={`${row} ${column}`}
                          data-level={count === 0 ? 0 : Math.ceil((count / most) * 4)}
                          data-hole={isHole(column) || undefined}
                          aria-label={words}
                          title={words}
                          tabIndex={current.row === row && current.column === column ? 0 : -1}
                          onFocus={() => setCurrent({ row, column })}
                          onClick={() => filter && count > 0 && onOpen(both(lane.filter, filter))}
                        />
                      )
                    })}
                  </div>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className={shared.note}>
        Stronger: more, by the lane’s own fullest {unit}. Outlined in red: holes in it, found day by day. A day that is
        empty by habit, such as a Sunday, is none.
      </p>
    </div>
  )
}
