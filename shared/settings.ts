// What a person can set, with its defaults and its checks. Kept by the main process; API keys are not among them.
import { z } from 'zod'
import { DEFAULT_BAND_LIMITS } from './domain'
import { exportOptionsSchema, exportPresetSchema } from './export'

export const bandLimitsSchema = z.object({ medium: z.number().min(0).max(1), high: z.number().min(0).max(1) })

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** IANA name; null follows the machine. */
  timeZone: z.string().max(64).nullable().default(null),
  density: z.enum(['compact', 'comfortable']).default('compact'),
  bands: bandLimitsSchema
    .refine((b) => b.medium <= b.high, 'The medium limit must not be above the high limit.')
    .default({ ...DEFAULT_BAND_LIMITS }),
  reviewer: z.string().max(80).default(''),
  /** Widths of the sidebar and the transcript, in percent of the window. */
  panes: z.object({ sidebar: z.number(), transcript: z.number() }).default({ sidebar: 16.5, transcript: 33 }),
  /** The grid's columns as the grid gives them, and the last place in the list; opaque to everyone but the grid. */
  grid: z.record(z.string(), z.unknown()).default({}),
  welcomeDone: z.boolean().default(false),
  recentSearches: z.array(z.string().max(2_000)).max(20).default([]),
  /** Whether the review panel under the transcript is unfolded. */
  reviewPanel: z.boolean().default(true),
  /** "Done and next" opens the next conversation. */
  autoAdvance: z.boolean().default(true),
  /** Texts offered for a new note. */
  noteTemplates: z.array(z.string().min(1).max(2_000)).max(30).default([]),
  /** Texts offered for a new answer of a Q&A pair. */
  answerTemplates: z.array(z.string().min(1).max(2_000)).max(30).default([]),
  /** Personal data is shown as pseudonyms. */
  masked: z.boolean().default(false),
  /** What an order number looks like, as a regular expression; null: as shops commonly print them. */
  orderPattern: z.string().max(200).nullable().default(null),
  /** Keys by command id, where they are not the table's own. */
  keys: z.record(z.string().max(80), z.array(z.string().max(40)).max(4)).default({}),
  /** Whether a letter by itself can be a command. */
  singleKeys: z.boolean().default(true),
  /** The review set that is being worked on, to go on with it after a restart. */
  openReview: z.object({ workspace: z.string(), set: z.number() }).nullable().default(null),
  /** How the last export was made. */
  exportOptions: exportOptionsSchema.prefault({}),
  /** Exports that were given a name. */
  exportPresets: z.array(exportPresetSchema).max(50).default([])
})

export type Settings = z.output<typeof settingsSchema>
// Not `.partial()` of the schema above: its defaults would fill in what the caller left out.
export const settingsPatchSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).optional(),
  timeZone: z.string().max(64).nullable().optional(),
  density: z.enum(['compact', 'comfortable']).optional(),
  bands: bandLimitsSchema.optional(),
  reviewer: z.string().max(80).optional(),
  panes: z.object({ sidebar: z.number(), transcript: z.number() }).optional(),
  grid: z.record(z.string(), z.unknown()).optional(),
  welcomeDone: z.boolean().optional(),
  recentSearches: z.array(z.string().max(2_000)).max(20).optional(),
  reviewPanel: z.boolean().optional(),
  autoAdvance: z.boolean().optional(),
  noteTemplates: z.array(z.string().min(1).max(2_000)).max(30).optional(),
  answerTemplates: z.array(z.string().min(1).max(2_000)).max(30).optional(),
  masked: z.boolean().optional(),
  orderPattern: z.string().max(200).nullable().optional(),
  keys: z.record(z.string().max(80), z.array(z.string().max(40)).max(4)).optional(),
  singleKeys: z.boolean().optional(),
  openReview: z.object({ workspace: z.string(), set: z.number() }).nullable().optional(),
  exportOptions: exportOptionsSchema.optional(),
  exportPresets: z.array(exportPresetSchema).max(50).optional()
})
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({})
