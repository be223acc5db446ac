// Saves a chart as a picture or its numbers as CSV, where a person says.
import { call } from '../api'
import { showError, showMessage } from '../notify'
import { type ChartData, csvOf } from './chart-data'
import { init } from './chart-library'
import { type ChartKind, chartOption, themeColours } from './chart-option'

export type ChartFormat = 'png' | 'svg' | 'csv'

/** Size of a saved picture in pixels; a PNG has twice as many each way. */
const WIDTH = 960

export async function saveChart(data: ChartData, kind: ChartKind, height: number, format: ChartFormat): Promise<void> {
  await saveText(data.title, format, format === 'csv' ? csvOf(data) : pictureOf(data, kind, height + 40, format))
}

/** Asks where, and says where it went. */
export async function saveText(name: string, format: ChartFormat, content: string): Promise<void> {
  try {
    const saved = await call('dialogs.saveChart', { name, format, content })
    if (saved) showMessage(`Saved as ${saved.path}`)
  } catch (error) {
    showError(error)
  }
}

/** SVG as text, PNG as base64. */
function pictureOf(data: ChartData, kind: ChartKind, height: number, format: 'png' | 'svg'): string {
  const isSvg = format === 'svg'
  const size = { width: WIDTH, height }
  const chart = isSvg
    ? init(null, undefined, { renderer: 'svg', ssr: true, ...size })
    : init(document.createElement('div'), undefined, { renderer: 'canvas', devicePixelRatio: 2, ...size })
  try {
    chart.setOption(chartOption(data, kind, themeColours(), true))
    if (isSvg) return chart.renderToSVGString()
    const url = chart.getDataURL({ type: 'png', pixelRatio: 2 })
    return url.slice(url.indexOf(',') + 1)
  } finally {
    chart.dispose()
  }
}
