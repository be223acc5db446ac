// The words of reviewing: scorecards and their criteria, verdicts, tags, notes, issues, flags, review sets, history.
import { z } from 'zod'
import type { HistoryDelivery } from './connections'
import { REVIEW_STATES } from './domain'

export const CRITERION_KINDS = ['choice', 'rating', 'pass', 'text'] as const

/** One question of a scorecard. A rating is 1 to 5; pass is pass or fail. */
export const criterionSchema = z.object({
  /** Stable key, as in `score.tone`. */
  key: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[a-z][a-z0-9-]*$/, 'Letters, digits and dashes, beginning with a letter.'),
  label: z.string().min(1).max(80),
  description: z.string().max(500).default(''),
  kind: z.enum(CRITERION_KINDS),
  /** Of a choice. */
  options: z.array(z.string().min(1).max(80)).max(9).default([]),
  allowNa: z.boolean().default(true),
  /** A bad value here makes the whole conversation bad. */
  critical: z.boolean().default(false),
  /** A verdict needs a comment when its value is not the first option, "pass" or 5. */
  commentRequired: z.boolean().default(false)
})
export type Criterion = z.output<typeof criterionSchema>

export interface Scorecard {
  readonly id: number
  readonly key: string
  readonly version: number
  readonly name: string
  readonly criteria: readonly Criterion[]
}

/** The card everyone starts with; its two criteria and their values are the product's own. */
export const DEFAULT_CRITERIA: readonly Criterion[] = [
  {
    key: 'verdict',
    label: 'Verdict',
    description: 'Was the answer right for what the customer asked?',
    kind: 'choice',
    options: ['correct', 'incomplete', 'wrong', 'unsafe', 'off-topic'],
    allowNa: true,
    critical: true,
    commentRequired: false
  },
  {
    key: 'root-cause',
    label: 'Root cause',
    description: 'If it was not right: why not?',
    kind: 'choice',
    options: ['missing source', 'unclear source', 'wrong retrieval', 'tone', 'should have escalated', 'other'],
    allowNa: true,
    critical: false,
    commentRequired: false
  }
]

export interface Verdict {
  readonly criterion: string
  readonly scorecardId: number
  readonly messageKey: string | null
  /** null: not applicable. */
  readonly value: string | null
  readonly comment: string | null
  readonly reviewer: string
  readonly at: number
}

export interface Note {
  readonly id: number
  readonly messageKey: string | null
  readonly body: string
  readonly reviewer: string
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Tag {
  readonly id: number
  readonly name: string
  /** A colour of the theme: blue, teal, ... */
  readonly color: string
  readonly conversations: number
}

export interface TagUse {
  readonly tagId: number
  readonly name: string
  readonly color: string
  readonly messageKey: string | null
}

export interface Issue {
  readonly id: number
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'resolved'
  readonly conversations: number
  readonly createdAt: number
}

/** Everything people added to one conversation. */
export interface Annotations {
  readonly reviewState: (typeof REVIEW_STATES)[number]
  readonly tags: readonly TagUse[]
  readonly notes: readonly Note[]
  readonly verdicts: readonly Verdict[]
  readonly issues: readonly Pick<Issue, 'id' | 'title' | 'state'>[]
  /** Keys of flagged messages; null stands for the conversation as a whole. */
  readonly flags: readonly (string | null)[]
}

/** One line of History. */
export interface HistoryEntry {
  readonly id: number
  readonly at: number
  readonly reviewer: string
  readonly label: string
  readonly conversations: number
  readonly state: 'done' | 'undone' | 'dropped'
  /** What of it went to a platform; absent: nothing. */
  readonly delivery?: HistoryDelivery
  /** It cannot be taken back: what it changed is gone for good. */
  readonly isFinal?: boolean
}

const id = z.number().int().positive()
const messageKey = z.string().max(500).nullable().default(null)
/** As many as a list can hold: a bulk act is one act. */
const conversations = z.array(id).min(1).max(2_000_000)

/** What a person can do, each a single undoable act. */
export const actSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set-state'),
    conversations,
    state: z.enum(REVIEW_STATES),
    reason: z.string().max(2_000).optional()
  }),
  z.object({ kind: z.literal('tag'), conversations, messageKey, tag: z.string().trim().min(1).max(60) }),
  z.object({ kind: z.literal('untag'), conversations, messageKey, tag: z.string().trim().min(1).max(60) }),
  z.object({ kind: z.literal('flag'), conversations, messageKey }),
  z.object({ kind: z.literal('unflag'), conversations, messageKey }),
  z.object({ kind: z.literal('add-note'), conversation: id, messageKey, body: z.string().trim().min(1).max(100_000) }),
  z.object({ kind: z.literal('edit-note'), note: id, body: z.string().trim().min(1).max(100_000) }),
  z.object({ kind: z.literal('remove-note'), note: id }),
  z.object({
    kind: z.literal('judge'),
    conversation: id,
    messageKey,
    scorecardId: id,
    criterion: z.string().max(60),
    /** null: not applicable; absent: take the verdict back. */
    value: z.string().max(10_000).nullable().optional(),
    comment: z.string().max(10_000).nullable().default(null),
    reviewSetId: id.nullable().default(null)
  }),
  z.object({
    kind: z.literal('open-issue'),
    title: z.string().trim().min(1).max(200),
    body: z.string().max(100_000).default(''),
    conversations: z.array(id).max(2_000_000).default([])
  }),
  z.object({
    kind: z.literal('edit-issue'),
    issue: id,
    title: z.string().trim().min(1).max(200),
    body: z.string().max(100_000),
    state: z.enum(['open', 'resolved'])
  }),
  z.object({ kind: z.literal('attach-issue'), issue: id, conversations, messageKey }),
  z.object({ kind: z.literal('detach-issue'), issue: id, conversations }),
  z.object({
    kind: z.literal('rename-tag'),
    tag: id,
    name: z.string().trim().min(1).max(60),
    color: z.string().max(20)
  }),
  /** From the workspace, with what people added; the platform is not touched. `keepAnnotated`: those people worked on stay. */
  z.object({ kind: z.literal('delete'), conversations, keepAnnotated: z.boolean() }),
  /** Takes the queue away. Verdicts, notes and tags given in it stay with their conversations. */
  z.object({ kind: z.literal('remove-review-set'), reviewSet: id, name: z.string().max(200) })
])
export type Act = z.output<typeof actSchema>
export type ActInput = z.input<typeof actSchema>

/** An act on many conversations, without them. */
export const bulkActSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['tag', 'untag']), tag: z.string().trim().min(1).max(60) }),
  z.object({ kind: z.literal('set-state'), state: z.enum(REVIEW_STATES), reason: z.string().max(2_000).optional() }),
  z.object({ kind: z.enum(['flag', 'unflag']) }),
  z.object({ kind: z.literal('attach-issue'), issue: id }),
  z.object({ kind: z.literal('open-issue'), title: z.string().trim().min(1).max(200) }),
  z.object({ kind: z.literal('delete'), keepAnnotated: z.boolean() })
])
export type BulkAct = z.output<typeof bulkActSchema>

/** The values of a criterion in the order of their keys 1 to 9; empty for text. */
export function valuesOf(criterion: Criterion): readonly string[] {
  switch (criterion.kind) {
    case 'choice':
      return criterion.options
    case 'rating':
      return ['1', '2', '3', '4', '5']
    case 'pass':
      return ['pass', 'fail']
    case 'text':
      return []
  }
}

/** Whether a value says that all is well: the first option, 5, "pass". Text and "not applicable" say neither: they count as good. */
export function isGoodValue(criterion: Criterion, value: string | null): boolean {
  if (value === null) return true
  switch (criterion.kind) {
    case 'choice':
      return value === criterion.options[0]
    case 'rating':
      return value === '5'
    case 'pass':
      return value === 'pass'
    case 'text':
      return true
  }
}

/** Why a review cannot be called done yet, as a sentence, with the criterion it is about; null when it can. */
export function whatIsMissing(
  criteria: readonly Criterion[],
  verdicts: readonly Pick<Verdict, 'criterion' | 'value' | 'comment'>[]
): { readonly criterion: string; readonly sentence: string } | null {
  for (const criterion of criteria) {
    const given = verdicts.filter((verdict) => verdict.criterion === criterion.key)
    if (given.length === 0 && !criterion.allowNa)
      return { criterion: criterion.key, sentence: `“${criterion.label}” must be answered.` }
    const bare = given.some((verdict) => !isGoodValue(criterion, verdict.value) && !verdict.comment?.trim())
    if (criterion.commentRequired && bare)
      return { criterion: criterion.key, sentence: `“${criterion.label}” needs a comment when it is not good.` }
  }
  return null
}
