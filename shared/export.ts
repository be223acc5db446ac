// What a person chooses when exporting, and what comes of it. Plain data: it crosses processes and is remembered in the settings.
import { z } from 'zod'
import { querySchema } from './query/query'

export const EXPORT_FORMATS = [
  'csv',
  'csv-messages',
  'xlsx',
  'xlsx-messages',
  'json',
  'jsonl',
  'parquet',
  'parquet-messages',
  'markdown',
  'html',
  'pdf'
] as const
export type ExportFormatId = (typeof EXPORT_FORMATS)[number]

/** A kind of file as people choose it; tables hold a row per conversation or a row per message. */
export interface ExportFamily {
  readonly label: string
  readonly hint: string
  readonly extension: string
  readonly rows: { readonly conversation: ExportFormatId; readonly message: ExportFormatId | null }
}

/** In the order in which they are offered. */
export const EXPORT_FAMILIES = [
  {
    label: 'CSV',
    hint: 'For spreadsheets and everything else; the app can import it again.',
    extension: 'csv',
    rows: { conversation: 'csv', message: 'csv-messages' }
  },
  {
    label: 'Excel',
    hint: 'Dates are dates, numbers are numbers, and nothing runs as a formula.',
    extension: 'xlsx',
    rows: { conversation: 'xlsx', message: 'xlsx-messages' }
  },
  {
    label: 'JSON',
    hint: 'Everything, with reviews, notes, tags, drafts and raw records. Importing it gives it all back.',
    extension: 'json',
    rows: { conversation: 'json', message: null }
  },
  {
    label: 'JSON Lines',
    hint: 'The same as JSON, one conversation per line.',
    extension: 'jsonl',
    rows: { conversation: 'jsonl', message: null }
  },
  {
    label: 'Parquet',
    hint: 'Typed columns for DuckDB, Spark, BigQuery and pandas.',
    extension: 'parquet',
    rows: { conversation: 'parquet', message: 'parquet-messages' }
  },
  {
    label: 'Markdown',
    hint: 'Transcripts for reading and pasting.',
    extension: 'md',
    rows: { conversation: 'markdown', message: null }
  },
  {
    label: 'HTML',
    hint: 'Transcripts as one page for any browser.',
    extension: 'html',
    rows: { conversation: 'html', message: null }
  },
  {
    label: 'PDF',
    hint: 'The HTML page, printed. Up to 1,000 conversations.',
    extension: 'pdf',
    rows: { conversation: 'pdf', message: null }
  }
] as const satisfies readonly ExportFamily[]

/** The family that a format belongs to. */
export function familyOf(format: ExportFormatId): ExportFamily {
  const families: readonly ExportFamily[] = EXPORT_FAMILIES
  const found = families.find(({ rows }) => rows.conversation === format || rows.message === format)
  if (found) return found
  throw new Error(`no family has the format ${format}`)
}

/** A PDF is laid out in memory, page by page: beyond this many conversations HTML is the format to take. */
export const MOST_PDF_CONVERSATIONS = 1_000

/** Bytes put first so that Excel reads the file as UTF-8; spreadsheets of some countries expect `;`. */
export const csvOptionsSchema = z.object({
  delimiter: z.enum([',', ';', '\t']).default(','),
  bom: z.boolean().default(true),
  lineEnd: z.enum(['crlf', 'lf']).default('crlf'),
  /** An apostrophe before cells that a spreadsheet would run as a formula; an import takes it off again. */
  guard: z.boolean().default(true),
  /** Of Excel files too. Names in the order of the file; null: those that are not optional. */
  columns: z.array(z.string().max(60)).max(100).nullable().default(null)
})
export type CsvOptions = z.output<typeof csvOptionsSchema>

export const exportOptionsSchema = z.object({
  format: z.enum(EXPORT_FORMATS).default('csv'),
  csv: csvOptionsSchema.prefault({}),
  redact: z.boolean().default(false),
  /** What redaction leaves alone, word for word: the shop's own addresses and numbers. */
  allowed: z.array(z.string().trim().min(3).max(200)).max(500).default([]),
  /** Writes `<file>.manifest.json` beside the file. */
  manifest: z.boolean().default(false)
})
export type ExportOptions = z.output<typeof exportOptionsSchema>
export const DEFAULT_EXPORT_OPTIONS: ExportOptions = exportOptionsSchema.parse({})

/** Options under a name, for the same export every week. */
export const exportPresetSchema = z.object({ name: z.string().trim().min(1).max(80), options: exportOptionsSchema })
export type ExportPreset = z.output<typeof exportPresetSchema>

/** Which conversations: those of the query in its order, or of them these. */
export const exportScopeSchema = z.object({
  query: querySchema,
  /** null: all of the query. */
  ids: z.array(z.number().int().positive()).min(1).max(2_000_000).nullable().default(null),
  /** Instead of the query: the conversations of a review set in the order of its queue, in HTML and PDF with the evidence before them. */
  reviewSet: z.number().int().positive().nullable().default(null),
  timeZone: z.string().max(64)
})
export type ExportScope = z.output<typeof exportScopeSchema>

/** Personal data that is still there after redaction. */
export interface Residue {
  /** Its id at the source. */
  readonly conversation: string
  /** Where it stands: "conversation id", "tag". */
  readonly place: string
  readonly kind: string
  readonly text: string
}

export type ExportResult =
  | {
      readonly kind: 'done'
      readonly path: string
      readonly conversations: number
      readonly messages: number
      readonly bytes: number
      /** Hexadecimal. */
      readonly sha256: string
      /** Cells that were longer than the format can hold, and end where they were cut. */
      readonly cutCells: number
    }
  /** Nothing was written: redaction could not take everything out. */
  | { readonly kind: 'residue'; readonly found: readonly Residue[] }
