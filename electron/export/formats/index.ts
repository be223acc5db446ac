// Every export format: one line each.
import type { BandLimits } from '../../../shared/domain'
import { assertNever } from '../../../shared/errors'
import type { ExportOptions } from '../../../shared/export'
import { csvConversations, csvMessages } from './csv'
import type { ExportFormat } from './export-format'
import { html } from './html'
import { json, jsonLines } from './json'
import { markdown } from './markdown'
import { parquetConversations, parquetMessages } from './parquet'
import { xlsxConversations, xlsxMessages } from './xlsx'

/** Throws `invalid-input` for options that do not fit the format. */
export function exportFormat({ format, csv }: ExportOptions, timeZone: string, bands: BandLimits): ExportFormat {
  switch (format) {
    case 'csv':
      return csvConversations(csv, bands)
    case 'csv-messages':
      return csvMessages(csv)
    case 'xlsx':
      return xlsxConversations(csv, bands)
    case 'xlsx-messages':
      return xlsxMessages(csv)
    case 'json':
      return json
    case 'jsonl':
      return jsonLines
    case 'parquet':
      return parquetConversations
    case 'parquet-messages':
      return parquetMessages
    case 'markdown':
      return markdown(timeZone)
    case 'html':
    // The page that the shell prints.
    case 'pdf':
      return html(timeZone)
    default:
      return assertNever(format)
  }
}
