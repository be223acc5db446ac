// A chart with its title, the table of its numbers behind a switch, and ways to save both.
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconChartBar, IconDownload, IconTable } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from './analytics.module.css'
import { Chart } from './Chart'
import type { ChartData, OpenFigure } from './chart-data'
import type { ChartKind } from './chart-option'
import { FigureTable } from './FigureTable'
import { saveChart } from './save-chart'

interface ChartPanelProps {
  readonly data: ChartData
  readonly kind: ChartKind
  readonly height?: number
  /** Beside the title: what is drawn. */
  readonly controls?: ReactNode
  /** Under the title: what is counted, and what is not. */
  readonly note?: ReactNode
  readonly onOpen: OpenFigure
}

export function ChartPanel({ data, kind, height = 220, controls, note, onOpen }: ChartPanelProps) {
  const [asTable, setAsTable] = useState(false)
  const tall = kind === 'rows' ? Math.max(90, 36 + data.points.length * 24) : height
  const save = (format: 'png' | 'svg' | 'csv') => void saveChart(data, kind, tall, format)
  const isEmpty = data.points.length === 0
  return (
    <section className={classes.panel} aria-label={data.title}>
      <header className={classes.panelHead}>
        <h3>{data.title}</h3>
        {controls}
        <span className={classes.gap} />
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-pressed={asTable}
          leftSection={asTable ? <IconChartBar size={14} /> : <IconTable size={14} />}
          aria-label={`${asTable ? 'Chart' : 'Table'} of ${data.title}`}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Chart' : 'Table'}
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size="sm" aria-label={`Save ${data.title}`} title="Save" disabled={isEmpty}>
              <IconDownload size={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => save('png')}>Picture (PNG)</Menu.Item>
            <Menu.Item onClick={() => save('svg')}>Drawing (SVG)</Menu.Item>
            <Menu.Item onClick={() => save('csv')}>Numbers (CSV)</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </header>
      {note && <p className={classes.note}>{note}</p>}
      {isEmpty ? (
        <p className={classes.nothing}>Nothing to show for this query and period.</p>
      ) : asTable ? (
        <FigureTable data={data} onOpen={onOpen} />
      ) : (
        <Chart data={data} kind={kind} height={tall} onOpen={onOpen} />
      )}
    </section>
  )
}
