// Everything that crosses a process, once: each method with its owner, its input's schema and its output's type, and each event.
// long because: one entry for each method. The preload's allow-list, main's routing, and the handlers of every process are derived from this; nothing is repeated by hand.
import { z } from 'zod'
import {
  COVERAGE_LANES,
  type Comparison,
  type DataCoverage,
  type KeyWords,
  type Overview,
  RELIABILITY_SIGNALS,
  type Reliability,
  type SqlResult,
  TIME_UNITS,
  type Waits
} from './analytics'
import {
  type CitedSources,
  type ContradictionList,
  MEASURES,
  OUTCOME_PARTS,
  OUTCOME_SIDES,
  type Outcome
} from './answers'
import {
  ASK_VERDICTS,
  type AskedAbout,
  type AskedSummary,
  type AskResult,
  askRequestSchema,
  askSubjectSchema
} from './ask-again'

import {
  type Connection,
  type ConnectionTest,
  type ConversationOutbox,
  connectionSchema,
  connectionSettingsSchema,
  type OutboxEntry,
  type OutboxSummary,
  type SyncSchedule,
  syncScheduleSchema
} from './connections'
import type {
  ConversationDetail,
  ConversationRow,
  ImportReason,
  ImportSummary,
  Message,
  RejectedRow,
  ResultSet,
  WorkspaceInfo
} from './domain'
import { EXPORT_FORMATS, type ExportResult, exportOptionsSchema, exportScopeSchema } from './export'
import { type HandOff, type HandOffPlan, handOffSchema, MOST_HAND_OFFS } from './hand-off'
import { type ImportPlan, importFileSchema, importRequestSchema } from './import-plan'
import {
  type Anchor,
  type Coverage,
  decisionSchema,
  draftOriginSchema,
  MAX_QUESTIONS,
  type PreparedDraft,
  type QaPair,
  type QaState,
  qaPairSchema,
  SUGGESTION_SUBSETS,
  type SuggestionList,
  THRESHOLDS,
  type WeakQuestion
} from './improve'
import type { CommandId } from './keymap'
import { PLATFORMS } from './platforms'
import { COUNTED_FIELDS, type CountHistogram, type DateHistogram, type DroppedClause, type Facet } from './query/facets'
import { querySchema } from './query/query'
import {
  type Annotations,
  actSchema,
  bulkActSchema,
  criterionSchema,
  type HistoryEntry,
  type Issue,
  type Scorecard,
  type Tag
} from './review'
import {
  REVIEW_ITEM_STATES,
  type ReviewItem,
  type ReviewReason,
  type ReviewSet,
  type ReviewSummary
} from './review-set'
import { type RemovedView, removedViewSchema, type SavedView, saveViewSchema } from './saved-view'
import { bandLimitsSchema, type Settings, settingsPatchSchema } from './settings'
import type { TranscriptMark } from './transcript-marks'
import { type WipePreview, type WipeResult, wipeSchema } from './wipe'

/** Which process answers. `exporter` is the reader's code in a process of its own, one per export. */
export const OWNERS = ['reader', 'writer', 'exporter', 'shell'] as const
export type Owner = (typeof OWNERS)[number]

/** One method. `Output` is a phantom: it exists for the compiler only. */
export interface MethodOf<O extends Owner, I extends z.ZodType, Output> {
  readonly owner: O
  readonly input: I
  /** A job reports progress to every window and can be cancelled; the name is what people read beside its bar. */
  readonly job?: string
  /** Called by the main process alone; a window that asks for it is refused. */
  readonly internal?: true
  readonly output?: Output
}

const query =
  <Output>() =>
  <I extends z.ZodType>(input: I): MethodOf<'reader', I, Output> => ({ owner: 'reader', input })
const command =
  <Output>() =>
  <I extends z.ZodType>(input: I): MethodOf<'writer', I, Output> => ({ owner: 'writer', input })
const job =
  <Output>() =>
  <I extends z.ZodType>(name: string, input: I): MethodOf<'writer', I, Output> => ({
    owner: 'writer',
    input,
    job: name
  })
const exporter =
  <Output>() =>
  <I extends z.ZodType>(input: I): MethodOf<'exporter', I, Output> => ({ owner: 'exporter', input })
const shell =
  <Output>() =>
  <I extends z.ZodType>(input: I): MethodOf<'shell', I, Output> => ({ owner: 'shell', input })

const nothing = z.undefined()
const id = z.number().int().nonnegative()
const filePath = z.string().min(1).max(4_096)

/** Printable, as headers demand; how long depends on the platform. */
const platformKey = z
  .string()
  .trim()
  .min(1)
  .max(1_000)
  .regex(/^[\x21-\x7e]+$/)

/** What a sync brought. */
export interface SyncCounts {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
}

const idList = z.array(id).min(1).max(100_000)
const suggestionRequest = z.object({
  threshold: z.enum(THRESHOLDS),
  similarity: z.number().min(0.1).max(1),
  agentId: id.nullable()
})
const ofSuggestion = { list: z.string().max(64), key: z.string().max(64) }
const ofAgent = z.object({ agentId: id.nullable() })
const asked = { query: querySchema, timeZone: z.string().max(64) }
const compared = { a: querySchema, b: querySchema, timeZone: z.string().max(64) }
const facetRequest = z.object({
  field: z.enum(COUNTED_FIELDS),
  /** Only values that hold this text: search in a facet, and the search box's completion. */
  search: z.string().max(200).optional()
})

/** Every method by name: answered by the reader, the writer or the shell. */
export const CONTRACT = {
  // ---- queries: never change data -------------------------------------------------------------------------------------
  'workspace.info': query<WorkspaceInfo>()(nothing),
  /** Words that the window holds as they are (names, queries, settings) as the masked view shows them, each at its place. */
  'masked.words': query<readonly string[]>()(
    z.object({
      texts: z.array(z.string().max(1_000_000)).max(2_000),
      /** What they are about; null: no single one. */
      conversationId: id.nullable()
    })
  ),
  'conversations.open': query<ResultSet>()(z.object({ query: querySchema, timeZone: z.string().max(64) })),
  'conversations.page': query<readonly ConversationRow[]>()(
    z.object({ resultSet: z.string().max(64), start: id, end: id })
  ),
  /** Where a conversation stands in a result set; null when it is not in it. */
  'conversations.position': query<number | null>()(z.object({ resultSet: z.string().max(64), conversationId: id })),
  /** The conversation at a place of the list: next and previous of the transcript. */
  'conversations.at': query<number | null>()(z.object({ resultSet: z.string().max(64), index: id })),
  /** Values of fields with their counts under the other clauses of the query, one facet a request. */
  'conversations.facets': query<readonly Facet[]>()(
    z.object({ ...asked, fields: z.array(facetRequest).min(1).max(COUNTED_FIELDS.length) })
  ),
  /** Conversations over time under the other clauses: the strip over the list. */
  'conversations.dates': query<DateHistogram>()(z.object(asked)),
  /** How long conversations are, in messages, under the other clauses. */
  'conversations.lengths': query<CountHistogram>()(z.object(asked)),
  /** For a query that finds nothing: what dropping each of its clauses would give, the most first. */
  'conversations.explainEmpty': query<readonly DroppedClause[]>()(z.object(asked)),
  /** Totals, over time, distributions and values of the conversations of a query. `unit` null: whichever can be read. */
  'analytics.overview': query<Overview>()(z.object({ ...asked, unit: z.enum(TIME_UNITS).nullable() })),
  /** How long customers waited, where times are real; reads every message the first time. */
  'analytics.waits': query<Waits>()(z.object(asked)),
  /** Two queries beside each other, with intervals of the differences. */
  'analytics.compare': query<Comparison>()(z.object(compared)),
  /** Words that customers used more in one of two sets. */
  'analytics.keyWords': query<KeyWords>()(z.object(compared)),
  'analytics.reliability': query<Reliability>()(z.object({ ...asked, signal: z.enum(RELIABILITY_SIGNALS) })),
  'analytics.coverage': query<DataCoverage>()(z.object({ ...asked, by: z.enum(COVERAGE_LANES) })),
  'views.list': query<readonly SavedView[]>()(nothing),
  'transcript.open': query<ConversationDetail>()(z.object({ conversationId: id })),
  /** Messages from `start` (0-based) up to `end`, exclusive. */
  'transcript.messages': query<readonly Message[]>()(z.object({ conversationId: id, start: id, end: id })),
  /** Positions (0-based) of messages that hold a hit of the query's free text, in order. */
  'transcript.hits': query<readonly number[]>()(z.object({ conversationId: id, query: querySchema })),
  /** What the overview beside a transcript shows. */
  'transcript.marks': query<readonly TranscriptMark[]>()(z.object({ conversationId: id })),
  'transcript.raw': query<string | null>()(z.object({ conversationId: id })),
  'imports.list': query<readonly ImportSummary[]>()(nothing),
  /** Why rows of an import were rejected or skipped, the most frequent first. */
  'imports.reasons': query<readonly ImportReason[]>()(z.object({ importId: id })),
  'imports.rejected': query<{ readonly total: number; readonly rows: readonly RejectedRow[] }>()(
    z.object({ importId: id, start: id, end: id, code: z.string().max(64).optional() })
  ),
  /** Conversations that removing an import would take and that people worked on; the names are the first fifty. */
  'imports.annotated': query<{ readonly total: number; readonly names: readonly string[] }>()(
    z.object({ importId: id })
  ),

  /** How many of these conversations a bulk act would change. */
  'review.preview': query<number>()(z.object({ act: bulkActSchema, conversations: z.array(id).max(2_000_000) })),
  /** Those of these conversations that people worked on; the names are the first fifty. */
  'conversations.annotated': query<{ readonly total: number; readonly names: readonly string[] }>()(
    z.object({ conversations: z.array(id).max(2_000_000) })
  ),
  /** All conversations of an open list, in its order: for bulk acts. */
  'conversations.ids': query<readonly number[]>()(z.object({ resultSet: z.string().max(64) })),
  /**
   * The items of a review set of an open list: all in its order (`size` null), or a sample, stratified by confidence band and channel.
   * The same seed, size and list give the same sample.
   */
  'review.draw': query<{
    readonly population: number
    readonly items: readonly { readonly id: number; readonly weight: number }[]
  }>()(
    z.object({
      resultSet: z.string().max(64),
      size: z.number().int().positive().nullable(),
      seed: z.number().int().nonnegative().max(4_294_967_295)
    })
  ),
  /** The message a review opens a conversation at, where its query marks none; null: its beginning. */
  'review.reason': query<ReviewReason | null>()(z.object({ conversationId: id })),
  /** What people added to a conversation. */
  'review.annotations': query<Annotations>()(z.object({ conversationId: id })),
  'review.sets': query<readonly ReviewSet[]>()(nothing),
  /** Items of a review set from position `start` up to `end`, exclusive. */
  'review.items': query<readonly ReviewItem[]>()(z.object({ reviewSet: id, start: id, end: id })),
  /** The first open item after a position, else the first of all; null when every item is decided. */
  'review.nextOpen': query<number | null>()(z.object({ reviewSet: id, after: z.number().int() })),
  'review.summary': query<ReviewSummary | null>()(z.object({ reviewSet: id })),
  'issues.list': query<readonly Issue[]>()(nothing),
  'tags.list': query<readonly Tag[]>()(nothing),
  /** Newest first. */
  'history.list': query<readonly HistoryEntry[]>()(z.object({ limit: z.number().int().positive().max(10_000) })),
  'scorecards.list': query<readonly Scorecard[]>()(nothing),
  'scorecards.get': query<Scorecard | null>()(z.object({ id })),

  /** The suggestions as they were computed last for these settings; null: compute them. */
  'suggestions.list': query<SuggestionList | null>()(suggestionRequest),
  /** Reads what customers asked and groups what was answered weakly. */
  'suggestions.compute': {
    ...query<SuggestionList>()(suggestionRequest),
    job: 'Finding suggestions'
  },
  /** The questions of a suggestion as people asked them, newest first. */
  'suggestions.questions': query<{ readonly total: number; readonly rows: readonly WeakQuestion[] }>()(
    z.object({ ...ofSuggestion, start: id, end: id })
  ),
  /** Conversations behind a number of a suggestion; `key` null: of all of them. */
  'suggestions.conversations': query<readonly number[]>()(
    z.object({ list: z.string().max(64), key: z.string().max(64).nullable(), of: z.enum(SUGGESTION_SUBSETS) })
  ),
  /** What a decision about a suggestion holds on to: `chosen` are its questions with these ids, `rest` the others. */
  'suggestions.anchors': query<{ readonly chosen: readonly Anchor[]; readonly rest: readonly Anchor[] }>()(
    z.object({ ...ofSuggestion, questions: z.array(id).max(100_000) })
  ),
  /** Contradictions as they were computed last; null: compute them. */
  'contradictions.list': query<ContradictionList | null>()(ofAgent),
  /** Reads what customers asked, and compares the answers to questions that are nearly the same. */
  'contradictions.compute': { ...query<ContradictionList>()(ofAgent), job: 'Comparing answers' },
  /** Conversations that got one of the values, by its place; null: any of them. */
  'contradictions.conversations': query<readonly number[]>()(z.object({ ...ofSuggestion, value: id.nullable() })),
  /** What the answers cite, and what became of them; reads every citation the first time. */
  'answers.sources': { ...query<CitedSources>()(ofAgent), job: 'Reading citations' },
  'qa.list': query<readonly QaPair[]>()(nothing),
  /** Whether each live pair changed what it was meant to. */
  'qa.outcomes': query<readonly Outcome[]>()(z.object({ ids: z.array(id).max(100_000).nullable() })),
  /** Conversations behind a number of an outcome. */
  'qa.outcomeConversations': query<readonly number[]>()(
    z.object({
      id,
      measure: z.enum(MEASURES),
      side: z.enum(OUTCOME_SIDES),
      part: z.enum(OUTCOME_PARTS)
    })
  ),
  'qa.get': query<QaPair | null>()(z.object({ id })),
  /** What an editor starts from. */
  'qa.prepare': query<PreparedDraft>()(draftOriginSchema),
  /** What the variants of a draft would answer from now on. */
  'qa.coverage': query<Coverage>()(
    z.object({
      variants: z.array(z.string().max(10_000)).max(MAX_QUESTIONS),
      similarity: z.number().min(0.1).max(1),
      agentId: id.nullable(),
      pairId: id.nullable()
    })
  ),
  /** Imported Q&A lists to compare drafts against. */
  'qa.references':
    query<readonly { readonly list: string; readonly pairs: number; readonly importedAt: number }[]>()(nothing),
  /** What was asked again about a pair or an answer. */
  'asked.about': query<AskedAbout>()(askSubjectSchema),
  'asked.summary': query<readonly AskedSummary[]>()(nothing),

  'connections.list': query<readonly Connection[]>()(nothing),
  'connections.schedule': query<SyncSchedule>()(nothing),
  /** Newest first. */
  'outbox.list': query<readonly OutboxEntry[]>()(nothing),
  /** What the outbox knows of a conversation, and where it is at its platform. */
  'outbox.ofConversation': query<ConversationOutbox>()(z.object({ conversationId: id })),
  /** A hand-off as it waits, to be changed; null: it is none, or gone. */
  'outbox.readHandOff': query<HandOff | null>()(z.object({ id })),
  /** Which of these could be handed off, and why the others could not. */
  'outbox.handOffPlan': query<HandOffPlan>()(z.object({ conversations: z.array(id).max(2_000_000) })),
  'outbox.summary': query<Omit<OutboxSummary, 'isPaused' | 'isOffline'>>()(nothing),

  /** What wiping an agent would take. */
  'wipe.preview': query<WipePreview>()(z.object({ agentId: id })),

  // ---- jobs: long, with progress and cancel -----------------------------------------------------------------------------
  /** Looks at files without importing: what they are, a preview, what must be asked. */
  'import.plan': job<readonly ImportPlan[]>()(
    'Reading files',
    z.object({
      files: z.array(filePath).min(1).max(10_000),
      /** What the person answered so far, by path and member: the plan then shows what becomes of the file with it. */
      given: z.array(importFileSchema).max(10_000).optional()
    })
  ),
  'import.files': job<readonly ImportSummary[]>()('Import', importRequestSchema),
  /** Takes an import back: removes what no other import holds. Annotated conversations stay unless `keepAnnotated` is false. */
  'import.remove': job<{ readonly removed: number; readonly kept: number; readonly shared: number }>()(
    'Remove import',
    z.object({ importId: id, keepAnnotated: z.boolean() })
  ),
  /** Deletes an agent's conversations for good, here and, by the outbox, on the platform. */
  'wipe.run': job<WipeResult>()('Wipe', wipeSchema),

  // ---- commands: short changes ----------------------------------------------------------------------------------------------
  /** Files of this shape (`ImportPlan.rememberedShape`) are looked at anew from now on. */
  'mappings.forget': command<void>()(z.object({ shape: z.string().min(1).max(64) })),
  'views.save': command<SavedView>()(saveViewSchema),
  'views.rename': command<void>()(z.object({ id, name: z.string().trim().min(1).max(200) })),
  /** Puts the saved views in this order. */
  'views.order': command<void>()(z.object({ ids: z.array(id).max(10_000) })),
  /** Removes a view; what it answers is what `views.restore` takes. */
  'views.remove': command<RemovedView>()(z.object({ id })),
  'views.restore': command<void>()(removedViewSchema),
  /**
   * One act of a reviewer; on the disk when it answers. `id`: of the note or issue it made. `annotations`: what its one
   * conversation has now, so that the window shows what was saved without asking again; null for an act on several.
   */
  'review.act': command<{
    readonly entry: HistoryEntry | null
    readonly id: number | null
    readonly annotations: Annotations | null
  }>()(z.object({ act: actSchema, reviewer: z.string().max(80) })),
  /** Decides an item of a review set together with the state of its conversation. */
  'review.decide': command<HistoryEntry | null>()(
    z.object({
      reviewSet: id,
      position: id,
      state: z.enum(REVIEW_ITEM_STATES),
      reason: z.string().max(2_000).nullable(),
      reviewer: z.string().max(80)
    })
  ),
  /** Freezes a queue of conversations; answers its id. */
  'review.createSet': command<number>()(
    z.object({
      name: z.string().trim().min(1).max(200),
      query: z.string().max(100_000),
      queryWords: z.string().max(20_000),
      scorecardId: id,
      population: id,
      sample: z.string().max(10_000).nullable(),
      items: z.array(z.object({ id, weight: z.number().positive() })).max(2_000_000)
    })
  ),
  'review.renameSet': command<void>()(z.object({ reviewSet: id, name: z.string().trim().min(1).max(200) })),
  /** One decision about suggestions; on the disk when it answers. */
  'suggestions.decide': command<HistoryEntry | null>()(
    z.object({ decision: decisionSchema, reviewer: z.string().max(80) })
  ),
  /** Saves a Q&A pair as it is being written; `id` null makes one. On the disk when it answers. */
  'qa.save': command<{ readonly id: number; readonly state: QaState; readonly entry: HistoryEntry | null }>()(
    z.object({ id: id.nullable(), pair: qaPairSchema, reviewer: z.string().max(80) })
  ),
  'qa.setState': command<HistoryEntry | null>()(
    z.object({ ids: idList, state: z.enum(['draft', 'ready', 'withdrawn']), reviewer: z.string().max(80) })
  ),
  /**
   * Since when a pair answers, where no platform tells: it was entered there by hand. null: it does not any more. Throws `refused` for a
   * pair that a platform has, `invalid-input` for one that is not whole.
   */
  'qa.setLiveSince': command<HistoryEntry | null>()(
    z.object({ id, at: z.number().int().nullable(), reviewer: z.string().max(80) })
  ),
  'qa.delete': command<HistoryEntry | null>()(z.object({ ids: idList, reviewer: z.string().max(80) })),
  /** Reads a list of question and answer (CSV or JSON) to compare drafts against; a list of the same name is replaced. */
  'qa.importReference': command<{ readonly list: string; readonly pairs: number }>()(z.object({ path: filePath })),
  'qa.removeReference': command<void>()(z.object({ list: z.string().max(4_096) })),
  /** Judges an answer that was asked for again; null takes a judgement back. */
  'asked.judge': command<HistoryEntry | null>()(
    z.object({ id, verdict: z.enum(ASK_VERDICTS).nullable(), reviewer: z.string().max(80) })
  ),
  /** Puts ready pairs into the outbox. On the disk when it answers. */
  'outbox.send': command<void>()(
    z.object({
      ids: idList,
      to: z.object({ connectionId: id, agentId: z.string().min(1).max(200) }),
      reviewer: z.string().max(80).default('')
    })
  ),
  /** Takes pairs back from their platform, by the outbox. */
  'outbox.withdraw': command<void>()(z.object({ ids: idList, reviewer: z.string().max(80).default('') })),
  /** Gives an answer a thumb, here and, by the outbox, on its platform, where it takes the customer's place; null takes any away. */
  'outbox.giveThumb': command<HistoryEntry | null>()(
    z.object({
      conversationId: id,
      messageKey: z.string().min(1).max(500),
      thumb: z.union([z.literal(-1), z.literal(1), z.null()]),
      reviewer: z.string().max(80)
    })
  ),
  /** Puts back what stood before a thumb (the id of its entry), here and on the platform. */
  'outbox.restoreThumb': command<HistoryEntry | null>()(z.object({ id, reviewer: z.string().max(80) })),
  /** Hands a conversation to people on its platform, by the outbox. */
  'outbox.handOff': command<HistoryEntry>()(
    z.object({ conversationId: id, handOff: handOffSchema, reviewer: z.string().max(80) })
  ),
  /** The same for several, one entry each and one line of History. Throws `invalid-input` where one cannot; then none was sent. */
  'outbox.handOffMany': command<HistoryEntry>()(
    z.object({
      handOffs: z
        .array(z.object({ conversationId: id, handOff: handOffSchema }))
        .min(1)
        .max(MOST_HAND_OFFS),
      reviewer: z.string().max(80)
    })
  ),
  /** Changes a hand-off of which nothing was sent yet, and sends it. */
  'outbox.editHandOff': command<void>()(z.object({ id, handOff: handOffSchema })),
  'outbox.retry': command<void>()(z.object({ id })),
  'outbox.discard': command<void>()(z.object({ id })),
  'connections.configure': command<void>()(z.object({ id, settings: connectionSettingsSchema })),
  'connections.setSchedule': command<void>()(syncScheduleSchema),
  // What needs a key: the main process gives it from the keychain, for this call only.
  'platform.test': {
    ...command<ConnectionTest>()(
      z.object({ platform: z.enum(PLATFORMS), baseUrl: z.string().max(1_000), key: platformKey })
    ),
    internal: true
  },
  'platform.sync': {
    ...command<SyncCounts>()(
      z.object({ connectionId: id, full: z.boolean(), weakBelow: z.number().min(0).max(1), key: platformKey })
    ),
    internal: true
  },
  /** How the system says to go to each platform: through which proxy, or straight. */
  'platform.useWays': {
    ...command<void>()(z.array(z.object({ origin: z.string().max(1_000), way: z.string().max(2_000) })).max(1_000)),
    internal: true
  },
  /** Tries what is due; answers when something is due next, and whether a platform was not reached. */
  'platform.deliver': {
    ...command<{ readonly nextAt: number | null; readonly isOffline: boolean }>()(
      z.object({ keys: z.array(z.object({ connectionId: id, key: platformKey })).max(1_000) })
    ),
    internal: true
  },
  'platform.ask': { ...command<AskResult>()(askRequestSchema.extend({ key: platformKey })), internal: true },
  'platform.connect': { ...command<Connection>()(connectionSchema), internal: true },
  'platform.resume': { ...command<void>()(z.object({ id })), internal: true },
  'platform.forget': { ...command<void>()(z.object({ id })), internal: true },
  /** Undoes the last act, or that act and all after it. */
  'history.undo': command<readonly HistoryEntry[]>()(
    z.object({
      backTo: id.optional(),
      /** Passes over what reached a platform, instead of refusing. */
      past: z.boolean().optional()
    })
  ),
  /** Does what takes an act back that reached a platform (`HistoryEntry.delivery.counter`). */
  'history.counter': command<HistoryEntry>()(z.object({ id, reviewer: z.string().max(80) })),
  'history.redo': command<HistoryEntry>()(nothing),
  'scorecards.save': command<Scorecard>()(
    z.object({
      key: z.string().min(1).max(60),
      name: z.string().trim().min(1).max(80),
      criteria: z.array(criterionSchema).min(1).max(30)
    })
  ),
  /** Opens (and where needed migrates) a workspace file; main calls this, the window calls `workspace.switch`. */
  'workspace.attach': {
    ...command<{ readonly migratedFrom: number | null }>()(z.object({ path: filePath, create: z.boolean() })),
    internal: true
  },
  /** Opens the file for reading; after the writer has it, so that its schema is the newest. */
  'reader.attach': {
    ...query<void>()(
      z.object({
        path: filePath,
        bands: bandLimitsSchema,
        reviewer: z.string().max(80),
        /** Answers hold pseudonyms instead of personal data. */
        masked: z.boolean().default(false),
        orderPattern: z.string().max(200).nullable().default(null)
      })
    ),
    internal: true
  },

  // ---- shell: what only the desktop can do ---------------------------------------------------------------------------------
  'settings.get': shell<Settings>()(nothing),
  'settings.set': shell<Settings>()(settingsPatchSchema),
  'workspace.recent':
    shell<readonly { readonly path: string; readonly name: string; readonly exists: boolean }[]>()(nothing),
  'workspace.switch': shell<{ readonly path: string }>()(z.object({ path: filePath })),
  /** Asks for a file name; null when the person cancelled. */
  'workspace.create': shell<{ readonly path: string } | null>()(nothing),
  'workspace.choose': shell<{ readonly path: string } | null>()(nothing),
  /** Asks for files, or for folders; empty when the person cancelled. */
  'dialogs.filesToImport': shell<readonly string[]>()(z.object({ folders: z.boolean() }).optional()),
  /** Asks for a file name and writes a chart (PNG as base64, SVG) or its numbers (CSV); null when the person cancelled. */
  'dialogs.saveChart': shell<{ readonly path: string } | null>()(
    z.object({
      name: z.string().min(1).max(120),
      format: z.enum(['png', 'svg', 'csv']),
      content: z.string().max(50_000_000)
    })
  ),
  'dialogs.saveRejected': shell<{ readonly path: string } | null>()(z.object({ importId: id })),
  /** Asks where an export goes; null when the person cancelled. `target` stands for the file: windows never name one to write. */
  'dialogs.saveExport': shell<{ readonly target: string; readonly path: string } | null>()(
    z.object({ format: z.enum(EXPORT_FORMATS), name: z.string().trim().min(1).max(120) })
  ),
  /** Writes exactly the conversations of the scope, in its order, to the file that was chosen. */
  'export.conversations': {
    ...shell<ExportResult>()(
      z.object({ scope: exportScopeSchema, options: exportOptionsSchema, target: z.string().max(64) })
    ),
    job: 'Export'
  },
  /** Writes to a path: the main process calls this after the person chose it. `part`: where, until the file is whole. */
  'export.write': {
    ...exporter<ExportResult>()(
      z.object({ scope: exportScopeSchema, options: exportOptionsSchema, path: filePath, part: filePath })
    ),
    internal: true
  },
  /** One SELECT over the documented views, in a process of its own; at most `limit` rows. Throws `invalid-query`, `refused`. */
  'sql.run': exporter<SqlResult>()(
    z.object({ sql: z.string().trim().min(1).max(100_000), limit: z.number().int().min(1).max(50_000) })
  ),
  /** Shows a file that was exported in the system's file manager; `target` as `dialogs.saveExport` gave it. */
  'files.showExported': shell<void>()(z.object({ target: z.string().max(64) })),
  /** Looks whether the platform is there and takes the key, and which agents it shows. */
  'connections.test': shell<ConnectionTest>()(
    z.object({ platform: z.enum(PLATFORMS), baseUrl: z.string().trim().min(1).max(1_000), key: platformKey })
  ),
  /** null: the person did not want the key kept as it can be kept here. */
  'connections.add': shell<Connection | null>()(z.object({ connection: connectionSchema, key: platformKey })),
  'connections.setKey': shell<boolean>()(z.object({ id, key: platformKey })),
  'connections.remove': shell<void>()(z.object({ id })),
  'connections.sync': {
    ...shell<SyncCounts>()(z.object({ id, full: z.boolean() })),
    job: 'Sync'
  },
  /** Puts questions to an agent; costs credits there. What was answered is kept, however it ends. */
  'connections.ask': { ...shell<AskResult>()(askRequestSchema), job: 'Asking again' },
  'outbox.status': shell<Pick<OutboxSummary, 'isPaused' | 'isOffline'>>()(nothing),
  'outbox.pause': shell<void>()(z.object({ isPaused: z.boolean() })),
  /** Path of the bundled sample data. */
  'sample.path': shell<string>()(nothing),
  /** Shows the address and, when the person agrees, opens it in the system's browser. http and https only. */
  'links.open': shell<boolean>()(z.object({ url: z.string().max(8_192) })),
  'clipboard.write': shell<void>()(z.object({ text: z.string().max(20_000_000) })),
  /** Asks where to and writes text there, whole or not at all; null when the person cancelled. */
  'files.saveText': shell<{ readonly path: string } | null>()(
    z.object({ title: z.string().max(200), name: z.string().min(1).max(200), text: z.string().max(100_000_000) })
  ),
  'app.about': shell<{ readonly version: string; readonly electron: string; readonly platform: string }>()(nothing),
  /** Files given on the command line, opened with the app, or dropped on its icon since the last call. */
  'app.filesToOpen': shell<readonly string[]>()(nothing),
  /** Jobs that run now, for a window that was not there when they began. `bridge.cancel(job.id)` cancels one. */
  'jobs.list': shell<readonly JobStatus[]>()(nothing)
} as const satisfies Record<string, MethodOf<Owner, z.ZodType, unknown>>

type Contract = typeof CONTRACT
export type Method = keyof Contract
/** What a caller gives: before defaults. */
export type Input<M extends Method> = z.input<Contract[M]['input']>
/** What a handler gets: checked, with defaults. */
export type Checked<M extends Method> = z.output<Contract[M]['input']>
export type Output<M extends Method> = Contract[M] extends MethodOf<Owner, z.ZodType, infer O> ? O : never
export type OwnedBy<O extends Owner> = { [M in Method]: Contract[M]['owner'] extends O ? M : never }[Method]

/** Method -> process: the allow-list, the routing table, and (with `Handlers`) the proof that each has exactly one answerer. */
export const OWNER = Object.fromEntries(
  Object.entries(CONTRACT).map(([name, method]) => [name, method.owner])
) as Readonly<Record<Method, Owner>>

export function isMethod(name: unknown): name is Method {
  return typeof name === 'string' && Object.hasOwn(CONTRACT, name)
}

/** What a window may call: the preload's allow-list. */
export function isWindowMethod(name: unknown): name is Method {
  if (!isMethod(name)) return false
  const method: MethodOf<Owner, z.ZodType, unknown> = CONTRACT[name]
  return !method.internal
}

/** How far a job is. `done` and `total` count the same thing, named by `unit`; no total means it is not known. */
export interface Progress {
  readonly phase: string
  readonly done: number
  readonly total?: number
  readonly unit?: 'conversations' | 'bytes' | 'files' | 'rows' | 'questions'
  /** Records so far, where `done` counts bytes. */
  readonly count?: number
}

export interface JobStatus {
  readonly id: string
  readonly method: Method
  readonly name: string
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: Progress | null
  readonly startedAt: number
  /** A sentence, when it failed. */
  readonly message?: string
}

export const TABLES = [
  'improve',
  'conversation',
  'import',
  'review',
  'view',
  'settings',
  'connection',
  'outbox'
] as const
export type Table = (typeof TABLES)[number]

/** Told to every window. */
export interface Events {
  'job.changed': JobStatus
  /** Something in these tables changed: ask again. */
  'data.changed': { readonly tables: readonly Table[] }
  'workspace.changed': { readonly path: string; readonly name: string }
  'settings.changed': Settings
  /** A menu entry or system event asks the window to do something. */
  'command.run': { readonly id: CommandId }
  'files.opened': { readonly files: readonly string[] }
  'process.restarted': { readonly owner: Owner; readonly message: string }
  /** Something failed that no call was waiting for; the message is for people. */
  'problem.happened': { readonly message: string; readonly detail: string }
}
export type EventName = keyof Events
export const EVENT_NAMES = [
  'job.changed',
  'data.changed',
  'workspace.changed',
  'settings.changed',
  'command.run',
  'files.opened',
  'process.restarted',
  'problem.happened'
] as const satisfies readonly EventName[]

/** What the preload puts on `window.bridge`: four functions, no channel names, no Electron. */
export interface Bridge {
  /** Resolves, never rejects, to a `Reply<Output<M>>` (errors.ts). `callId` is new for each call (a UUID); a job's is its id. */
  invoke(callId: string, method: Method, input: unknown): Promise<unknown>
  cancel(callId: string): void
  subscribe(event: EventName, listener: (payload: unknown) => void): () => void
  /** The path of a file that was dropped on the window. */
  pathOf(file: unknown): string
}
