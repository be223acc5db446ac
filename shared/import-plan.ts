// What the app says about a file before it imports it, and what the person answers: the mapping, the time zone, the agent.
import { z } from 'zod'
import type { Message, Role } from './domain'

/** What a column or key can mean. `ignore` keeps it in the raw record only. */
export const MAPPING_TARGETS = [
  'ignore',
  'conversation.id',
  'conversation.title',
  'conversation.channel',
  'conversation.status',
  'conversation.sentiment',
  'conversation.topic',
  'conversation.language',
  'conversation.country',
  'conversation.url',
  'conversation.summary',
  'conversation.startedAt',
  'conversation.updatedAt',
  'conversation.confidence',
  'conversation.feedback',
  'conversation.feedbackComment',
  'conversation.transcript',
  'customer.id',
  'customer.name',
  'customer.email',
  'customer.phone',
  'agent',
  'message.id',
  'message.role',
  'message.author',
  'message.text',
  'message.sentAt',
  'message.confidence',
  'message.feedback',
  'message.feedbackComment',
  'message.citations',
  'pair.question',
  'pair.answer'
] as const
export type MappingTarget = (typeof MAPPING_TARGETS)[number]

/** One row of the file is one message, one question with its answer, or one conversation. */
export const ROW_SHAPES = ['message', 'pair', 'conversation'] as const
export type RowShape = (typeof ROW_SHAPES)[number]

/** How a file that no adapter knows by heart is read. Plain JSON: saved, remembered per shape of file, given to the command line. */
export const mappingSchema = z.object({
  version: z.literal(1),
  rows: z.enum(ROW_SHAPES),
  /** Column (or key path, `a.b`) -> meaning. */
  columns: z.record(z.string().max(1_000), z.enum(MAPPING_TARGETS)),
  /** How day and month stand in dates such as 03/04/2026. */
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  /** IANA name of the zone that times without one are in. */
  timeZone: z.string().max(64).optional(),
  /** Word in the file -> role, where the built-in words do not do. */
  roles: z.record(z.string().max(200), z.enum(['customer', 'agent', 'human', 'system'])).optional(),
  /** A confidence of 87 is 0.87. */
  scoreScale: z.union([z.literal(1), z.literal(100)]).optional(),
  /** Feedback counts stars from 1 to 5: a 1 is bad, not a thumb up. */
  feedbackIsStars: z.boolean().optional(),
  delimiter: z.string().max(4).optional(),
  encoding: z.string().max(40).optional()
})
export type Mapping = z.output<typeof mappingSchema>

/** Something only a person can know. Nothing is guessed in silence. */
export interface ImportQuestion {
  readonly kind: 'date-order' | 'time-zone' | 'mapping'
  /** A full sentence. */
  readonly text: string
  /** Values from the file that show the doubt. */
  readonly examples: readonly string[]
}

/** One column or key of the file as the mapping step shows it. */
export interface PlanColumn {
  readonly name: string
  readonly samples: readonly string[]
  readonly proposed: MappingTarget
  /** Why, in a few words: "named like a role", "values are user, assistant". */
  readonly reason: string
}

export interface PreviewConversation {
  readonly title: string
  readonly startedAt: number | null
  readonly messages: readonly Pick<Message, 'role' | 'text' | 'sentAt'>[]
}

/** A word with which a file says who wrote a message; role null: only a person can say. */
export interface Speaker {
  readonly word: string
  readonly role: Role | null
}

/** What a file is, before anything is written. */
export interface ImportPlan {
  readonly file: string
  readonly fileName: string
  readonly size: number
  /** Member of an archive, when the file is one. */
  readonly member: string | null
  readonly format: { readonly id: string; readonly label: string } | null
  /** 0..1 and the reason, for people. */
  readonly certainty: number
  readonly reason: string
  /** One sentence when the file cannot be imported at all. */
  readonly problem: string | null
  readonly agentName: string | null
  readonly columns: readonly PlanColumn[]
  readonly firstRows: readonly Readonly<Record<string, string>>[]
  readonly mapping: Mapping | null
  /** Where the mapping is one that was used before for files of these columns: what `mappings.forget` takes. */
  readonly rememberedShape: string | null
  /** The words of the role column, or the labels in transcripts, in the first rows; those nobody knows first. */
  readonly speakers: readonly Speaker[]
  readonly questions: readonly ImportQuestion[]
  readonly preview: readonly PreviewConversation[]
  readonly firstAt: number | null
  readonly lastAt: number | null
  /** Keys of the file that the import will leave to the raw record. */
  readonly ignored: readonly string[]
}

/** One file with what the person answered about it. */
export const importFileSchema = z.object({
  path: z.string().min(1).max(4_096),
  member: z.string().max(1_000).nullable().default(null),
  /** Adapter to use; absent: detect again. */
  format: z.string().max(64).optional(),
  mapping: mappingSchema.optional(),
  /** Use this mapping again for files of the same shape; absent: yes. */
  rememberMapping: z.boolean().optional(),
  agentName: z.string().max(200).optional(),
  timeZone: z.string().max(64).optional()
})

/** What a person answered about a file, before defaults. */
export type GivenFile = z.input<typeof importFileSchema>

export const importRequestSchema = z.object({
  files: z.array(importFileSchema).min(1).max(10_000),
  sample: z.boolean().default(false)
})
export type ImportRequest = z.input<typeof importRequestSchema>
