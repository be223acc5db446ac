// Suggestions as a CSV table that opens in a spreadsheet.
import { guardFormula } from '../../shared/formula-guard'
import type { Suggestion } from '../../shared/improve'
import { SUGGESTION_COLUMNS } from '../../shared/suggestion-columns'

/** With a byte order mark, so that spreadsheets read the text as UTF-8. */
export function suggestionsCsv(suggestions: readonly Suggestion[]): string {
  const head = SUGGESTION_COLUMNS.map(({ name }) => name)
  const lines = [head, ...suggestions.map((suggestion) => SUGGESTION_COLUMNS.map(({ of }) => of(suggestion)))]
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** One cell (RFC 4180); text that a spreadsheet would take for a formula is guarded. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'number' ? String(value) : guardFormula(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
