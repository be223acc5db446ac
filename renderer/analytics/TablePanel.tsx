// A table of numbers with its title and a way to save it.
import { ActionIcon } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import classes from './analytics.module.css'
import { type ChartData, csvOf, type OpenFigure } from './chart-data'
import { FigureTable } from './FigureTable'
import { saveText } from './save-chart'

export function TablePanel({ data, onOpen }: { readonly data: ChartData; readonly onOpen: OpenFigure }) {
  return (
    <section className={classes.panel} aria-label={data.title}>
      <header className={classes.panelHead}>
        <h3>{data.title}</h3>
        <span className={classes.gap} />
        <ActionIcon
          size="sm"
          aria-label={`Save ${data.title} as CSV`}
          title="Save as CSV"
          onClick={() => void saveText(data.title, 'csv', csvOf(data))}
        >
          <IconDownload size={15} />
        </ActionIcon>
      </header>
      <FigureTable data={data} onOpen={onOpen} />
    </section>
  )
}
