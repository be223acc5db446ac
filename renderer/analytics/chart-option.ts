// What the chart library is told: bars, lines or lying bars of a chart's data in the colours of the theme.
import type { ChartData } from './chart-data'

export type ChartKind = 'bars' | 'line' | 'rows'

export interface ChartColours {
  readonly text: string
  readonly muted: string
  readonly border: string
  readonly surface: string
  /** One a series, in order. */
  readonly series: readonly string[]
}

/** The theme's colours as they are on screen now. */
export function themeColours(): ChartColours {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  return {
    text: colour('--mantine-color-text'),
    muted: colour('--app-muted'),
    border: colour('--app-border-soft'),
    surface: colour('--app-surface'),
    series: [colour('--mantine-primary-color-filled'), colour('--app-fair')]
  }
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif'

const axisNumber = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 })
const axisShare = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

/** `titled`: with its title, for a picture that stands alone. */
export function chartOption(data: ChartData, kind: ChartKind, colours: ChartColours, titled = false) {
  const { title, series, points, isShare } = data
  const drawn = series.flatMap(({ name, drawn }, at) => (drawn ? [{ name, at }] : []))
  const category = {
    type: 'category' as const,
    data: points.map(({ label }) => label),
    inverse: kind === 'rows',
    axisLabel: {
      color: colours.muted,
      hideOverlap: true,
      // A long name of a value. Times are short, but the first and the last must not reach over the edges.
      ...(kind === 'rows'
        ? { width: 150, overflow: 'truncate' as const }
        : { alignMinLabel: 'left' as const, alignMaxLabel: 'right' as const })
    },
    axisLine: { lineStyle: { color: colours.border } },
    axisTick: { show: false }
  }
  const value = {
    type: 'value' as const,
    min: 0,
    axisLabel: {
      color: colours.muted,
      hideOverlap: true,
      formatter: (number: number) => (isShare ? axisShare : axisNumber).format(number)
    },
    splitLine: { lineStyle: { color: colours.border } }
  }
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: colours.text },
    ...(titled
      ? { backgroundColor: colours.surface, title: { text: title, textStyle: { color: colours.text, fontSize: 14 } } }
      : {}),
    grid: { left: 6, right: 16, top: (titled ? 34 : 10) + (drawn.length > 1 ? 24 : 0), bottom: 18 },
    ...(drawn.length > 1 ? { legend: { top: titled ? 26 : 0, right: 0, textStyle: { color: colours.text } } } : {}),
    tooltip: {
      trigger: 'axis' as const,
      // HTML would be written with style attributes, which the content security policy refuses.
      renderMode: 'richText' as const,
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.border,
      textStyle: { color: colours.text, fontFamily: FONT, fontSize: 12 },
      formatter: (items: unknown) => tooltipText(data, items)
    },
    xAxis: kind === 'rows' ? value : category,
    yAxis: kind === 'rows' ? category : value,
    series: drawn.map(({ name, at }, i) => ({
      name,
      type: kind === 'line' ? ('line' as const) : ('bar' as const),
      data: points.map(({ figures }) => figures[at]?.value ?? null),
      color: colours.series[i % colours.series.length] ?? colours.text,
      cursor: 'pointer',
      barMaxWidth: 34,
      showSymbol: points.length < 80,
      symbolSize: 6,
      connectNulls: false
    }))
  }
}

/** Label and every series of the point under the pointer, as the table says them. */
function tooltipText(data: ChartData, items: unknown): string {
  const [first] = Array.isArray(items) ? items : [items]
  const index =
    typeof first === 'object' && first !== null && 'dataIndex' in first && typeof first.dataIndex === 'number'
      ? first.dataIndex
      : -1
  return pointWords(data, index, '\n')
}

/** `2 Mar: Conversations 120, ...` */
export function pointWords({ series, points }: ChartData, index: number, separator = ', '): string {
  const point = points[index]
  if (!point) return ''
  const figures = series.map(({ name }, i) => `${name}: ${point.figures[i]?.text ?? ''}`)
  return `${point.label}${separator === '\n' ? '\n' : ': '}${figures.join(separator)}`
}
