// One chart as data: the same points are drawn, listed in the table behind it, and saved as CSV.
import type { ShareCount } from '../../shared/analytics'
import type { Filter, Query } from '../../shared/query/query'
import type { Format } from '../components/format'
import { numberFormat } from '../components/formatters'

/** One number: what is drawn, what people read, and the filter that finds what it counts; null: nothing to open. */
export interface Figure {
  /** Null: not known, and not drawn. */
  readonly value: number | null
  readonly text: string
  readonly filter: Filter | null
  /** Of which query; absent: of the page's. */
  readonly within?: Query
}

/** Opens what a figure counts. */
export type OpenFigure = (filter: Filter, within?: Query) => void

export interface ChartPoint {
  readonly label: string
  /** One for each series. */
  readonly figures: readonly Figure[]
}

export interface ChartSeries {
  readonly name: string
  /** False: only in the table and the CSV. */
  readonly drawn: boolean
}

export interface ChartData {
  readonly title: string
  /** What the points are: the first column's head. */
  readonly pointName: string
  readonly series: readonly ChartSeries[]
  readonly points: readonly ChartPoint[]
  /** Values from 0 to 1, read as per cent. */
  readonly isShare: boolean
}

/** Both filters together. */
export function both(...filters: readonly Filter[]): Filter {
  return { kind: 'all', of: filters }
}

export function countFigure(count: number, filter: Filter | null, format: Format): Figure {
  return { value: count, text: format.number(count), filter: count > 0 ? filter : null }
}

export function shareFigure({ hits, of }: ShareCount, filter: Filter, format: Format): Figure {
  if (of === 0) return { value: null, text: '–', filter: null }
  return { value: hits / of, text: percent(hits / of, format), filter: hits > 0 ? filter : null }
}

/** `12.3%` in the person's way of writing. */
export function percent(share: number, { locale }: Format): string {
  return numberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share)
}

/** `4.25` with so many digits behind the point. */
export function decimal(value: number, { locale }: Format, digits = 1): string {
  return numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
}

/** RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. Numbers as they are, texts without formulas. */
export function csvOf({ pointName, series, points }: ChartData): string {
  const rows = [
    [pointName, ...series.map(({ name }) => name)],
    ...points.map(({ label, figures }) => [label, ...figures.map(({ value }) => (value === null ? '' : String(value)))])
  ]
  return csvText(rows)
}

/** Rows of cells as CSV. A text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return ''
  const text = String(cell)
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text))
  const guarded = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
