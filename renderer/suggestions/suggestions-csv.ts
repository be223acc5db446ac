// Suggestions as a CSV table that opens in a spreadsheet.
import { guardFormula } from '../../shared/formula-guard'
import type { Suggestion } from '../../shared/improve'

const COLUMNS: readonly (readonly [head: string, cell: (suggestion: Suggestion) => string | number | null])[] = [
  ['question', (s) => s.name],
  ['topic', (s) => s.topic],
  ['conversations', (s) => s.conversations],
  ['questions', (s) => s.questions],
  ['conversations_last_4_weeks', (s) => s.recent],
  ['per_week', (s) => s.perWeek],
  ['trend', (s) => s.trend],
  ['thumbs_down', (s) => s.down],
  ['confidence_mean', (s) => (s.confidence === null ? null : Math.round(s.confidence * 1_000) / 1_000)],
  ['confidence_count', (s) => s.confidenceCount],
  ['expected_value', (s) => Math.round(s.value * 100) / 100]
]

/** With a byte order mark, so that spreadsheets read the text as UTF-8. */
export function suggestionsCsv(suggestions: readonly Suggestion[]): string {
  const lines = [COLUMNS.map(([head]) => head), ...suggestions.map((s) => COLUMNS.map(([, cell]) => cell(s)))]
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** One cell (RFC 4180); text that a spreadsheet would take for a formula is guarded. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'number' ? String(value) : guardFormula(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
