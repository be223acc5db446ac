// What a person chooses when exporting, and what comes of it. Plain data: it crosses processes and is remembered in the settings.
import { z } from 'zod'
import { querySchema } from './query/query'

export const EXPORT_FORMATS = ['csv', 'csv-messages', 'json', 'jsonl', 'markdown', 'html'] as const
export type ExportFormatId = (typeof EXPORT_FORMATS)[number]

/** For people. */
export const EXPORT_FORMAT_WORDS: Readonly<
  Record<ExportFormatId, { readonly label: string; readonly hint: string; readonly extension: string }>
> = {
  csv: { label: 'CSV, one row per conversation', hint: 'For spreadsheets.', extension: 'csv' },
  'csv-messages': {
    label: 'CSV, one row per message',
    hint: 'For spreadsheets; the app can import it again.',
    extension: 'csv'
  },
  json: {
    label: 'JSON',
    hint: 'Everything: messages, citations, feedback, reviews, notes, tags, drafts, raw records. Importing it gives it all back.',
    extension: 'json'
  },
  jsonl: { label: 'JSON Lines', hint: 'The same as JSON, one conversation per line.', extension: 'jsonl' },
  markdown: { label: 'Markdown transcripts', hint: 'For reading and pasting.', extension: 'md' },
  html: { label: 'HTML transcripts', hint: 'One page for any browser, for reading and printing.', extension: 'html' }
}

/** Bytes put first so that Excel reads the file as UTF-8; spreadsheets of some countries expect `;`. */
export const csvOptionsSchema = z.object({
  delimiter: z.enum([',', ';', '\t']).default(','),
  bom: z.boolean().default(true),
  lineEnd: z.enum(['crlf', 'lf']).default('crlf'),
  /** An apostrophe before cells that a spreadsheet would run as a formula; an import takes it off again. */
  guard: z.boolean().default(true),
  /** Names in the order of the file; null: those that are not optional. */
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
  /** Instead of the query: the conversations of a review set in the order of its queue, in HTML with the evidence before them. */
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
    }
  /** Nothing was written: redaction could not take everything out. */
  | { readonly kind: 'residue'; readonly found: readonly Residue[] }
