// The words of improving: weak answers and their thresholds, suggestions, what people decide about them, Q&A pairs, coverage.
import { z } from 'zod'
import type { Citation, Thumb } from './domain'

export const THRESHOLDS = ['strict', 'balanced', 'cautious'] as const
/** How easily an answer counts as weak: strict flags least, cautious most. */
export type Threshold = (typeof THRESHOLDS)[number]

export interface ThresholdRule {
  /** An answer with a confidence under this is weak. */
  readonly confidenceBelow: number
  /** An answer without citation is weak when its confidence is under this, or not known; 0: never for that alone. */
  readonly uncitedBelow: number
}

/**
 * No platform publishes its numbers; these are the product's own, from the default bands (0.5 and 0.8). Thumbs down is weak at
 * every threshold. What a person judged outranks what was measured: judged bad is weak, judged good is not.
 */
export const THRESHOLD_RULES: Readonly<Record<Threshold, ThresholdRule>> = {
  strict: { confidenceBelow: 0.35, uncitedBelow: 0 },
  balanced: { confidenceBelow: 0.5, uncitedBelow: 0.8 },
  cautious: { confidenceBelow: 0.8, uncitedBelow: 1.01 }
}

/** What is known of one answer. */
export interface AnswerSignals {
  /** 0..1; null where the source gives none. */
  readonly confidence: number | null
  readonly isDown: boolean
  readonly isUp: boolean
  /** null: the source does not tell citations. */
  readonly isCited: boolean | null
}

/** Weak by what was measured alone. A stricter threshold never flags what a looser one does not. */
export function isMeasuredWeak(answer: AnswerSignals, threshold: Threshold): boolean {
  if (answer.isDown) return true
  const rule = THRESHOLD_RULES[threshold]
  if (answer.confidence !== null && answer.confidence < rule.confidenceBelow) return true
  return answer.isCited === false && rule.uncitedBelow > 0 && (answer.confidence ?? 0) < rule.uncitedBelow
}

/** The similarity slider: cosine from which two questions are alike. */
export const SIMILARITY = { min: 0.35, max: 0.9, step: 0.05, default: 0.55 } as const

export const TRENDS = ['new', 'growing', 'steady', 'shrinking'] as const
export type Trend = (typeof TRENDS)[number]

/** One group of alike questions whose answers were weak. */
export interface Suggestion {
  /** Names it inside its list. */
  readonly key: string
  /** The group as a person made it; null while nobody decided anything about it. */
  readonly groupId: number | null
  /** The name given to it, else its representative question. */
  readonly name: string
  readonly isNamed: boolean
  readonly topic: string | null
  readonly conversations: number
  /** Weakly answered questions: a conversation may ask more than once. */
  readonly questions: number
  /** Conversations of the last four weeks, up to the newest question in the workspace. */
  readonly recent: number
  readonly perWeek: number
  /** Conversations in each of the last twelve weeks, oldest first. */
  readonly weeks: readonly number[]
  readonly trend: Trend
  /** Conversations with a thumbs-down on one of these answers. */
  readonly down: number
  /** Mean confidence of the answers that have one; null when none has. */
  readonly confidence: number | null
  readonly confidenceCount: number
  /** Expected value of fixing it: see insights/rank-suggestions.ts. */
  readonly value: number
  readonly dismissed: { readonly reason: string | null } | null
}

export interface SuggestionList {
  /** Names the list for detail, conversations and anchors, as long as it is kept. */
  readonly id: string
  /** False: data has changed since; compute again. */
  readonly isCurrent: boolean
  readonly answers: number
  readonly weakAnswers: number
  /** Conversations with a weakly answered question. */
  readonly weakConversations: number
  /** Open groups in all; `suggestions` are the first of them by value. */
  readonly groups: number
  readonly suggestions: readonly Suggestion[]
  readonly dismissed: readonly Suggestion[]
  /** Questions looked at, and whether older ones were left out. */
  readonly questions: number
  readonly isPartial: boolean
}

/** A question as someone asked it, with the weak answer it got. */
export interface WeakQuestion {
  /** Id of the customer's message. */
  readonly id: number
  readonly conversationId: number
  readonly text: string
  readonly at: number | null
  readonly answer: string
  readonly answerKey: string
  readonly confidence: number | null
  readonly thumb: Thumb | null
}

export const SUGGESTION_SUBSETS = ['all', 'recent', 'down', 'confidence'] as const

const id = z.number().int().positive()
const anchorSchema = z.object({
  topic: z.string().max(1_000),
  words: z.string().max(4_000),
  /** Questions alike to it join the group; the others stay in it and draw nobody. */
  leads: z.boolean()
})
/** A question by its topic and telling words: what a decision holds on to. */
export type Anchor = z.output<typeof anchorSchema>
export const MAX_ANCHORS = 3_000

const groupSchema = z.object({
  groupId: id.nullable(),
  name: z.string().max(400),
  anchors: z.array(anchorSchema).max(MAX_ANCHORS)
})
const reason = z.string().trim().max(2_000).nullable()

/** What a person can decide about suggestions, each a single undoable act. */
export const decisionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('merge'), groups: z.array(groupSchema).min(2).max(100) }),
  z.object({
    kind: z.literal('split'),
    group: groupSchema,
    split: z.array(anchorSchema).min(1).max(MAX_ANCHORS),
    name: z.string().trim().min(1).max(400)
  }),
  z.object({ kind: z.literal('rename'), group: groupSchema, name: z.string().trim().min(1).max(400) }),
  z.object({ kind: z.literal('dismiss'), groups: z.array(groupSchema).min(1).max(500), reason }),
  z.object({ kind: z.literal('restore'), groups: z.array(id).min(1).max(500) })
])
export type Decision = z.output<typeof decisionSchema>

// ---- Q&A pairs ----------------------------------------------------------------------------------------------------------

export const QA_STATES = ['draft', 'ready', 'queued', 'sent', 'live', 'failed', 'withdrawn'] as const
export type QaState = (typeof QA_STATES)[number]
/** States in which a pair's words can be changed here; the others belong to the platform until it answers. */
export const EDITABLE_STATES: readonly QaState[] = ['draft', 'ready', 'failed', 'withdrawn']

/** Platforms take 1 to 50 questions a pair (the strictest of those known). */
export const MAX_QUESTIONS = 50

/** Questions of a suggestion that a pair remembers, beside its own. */
export const MAX_ASKED = 60

export interface QaPair {
  readonly id: number
  readonly name: string
  readonly questions: readonly string[]
  /** What people asked in the suggestion it was begun from, without personal data: what it is meant to answer, beside its questions. */
  readonly asked: readonly string[]
  readonly answer: string
  readonly isPinned: boolean
  readonly state: QaState
  /** The platform's reason, in state failed. */
  readonly failure: string | null
  readonly agentId: number | null
  readonly agent: string | null
  /** The answer it corrects; null where it corrects none, or the conversation was removed. */
  readonly conversationId: number | null
  readonly messageKey: string | null
  /** The words of that answer. */
  readonly replaces: string | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly liveAt: number | null
  /** A platform has it, and says when it is live. */
  readonly isRemote: boolean
}

export const qaPairSchema = z.object({
  name: z.string().max(200),
  questions: z.array(z.string().max(10_000)).max(MAX_QUESTIONS),
  asked: z.array(z.string().max(10_000)).max(MAX_ASKED).optional(),
  answer: z.string().max(1_000_000),
  isPinned: z.boolean(),
  agentId: id.nullable(),
  conversationId: id.nullable(),
  messageKey: z.string().max(500).nullable(),
  replaces: z.string().max(1_000_000).nullable()
})
/** What a person writes of a pair. */
export type QaDraft = z.output<typeof qaPairSchema>

/** What an editor starts from: an answer of a conversation, a suggestion, or nothing. */
export const draftOriginSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), conversationId: id, messageKey: z.string().max(500) }),
  z.object({ kind: z.literal('conversation'), conversationId: id }),
  z.object({ kind: z.literal('suggestion'), list: z.string().max(64), key: z.string().max(64) }),
  z.object({ kind: z.literal('contradiction'), list: z.string().max(64), key: z.string().max(64) }),
  z.object({ kind: z.literal('issue'), issueId: id }),
  z.object({ kind: z.literal('nothing') })
])
export type DraftOrigin = z.output<typeof draftOriginSchema>

export interface PreparedDraft {
  readonly draft: QaDraft
  /** What the weak answer rested on. */
  readonly citations: readonly Citation[]
  readonly citationsKnown: boolean
  /** Drafts that already correct this answer. */
  readonly existing: readonly { readonly id: number; readonly name: string; readonly state: QaState }[]
}

/** A past question that a draft's variants are like. */
export interface CoveredQuestion {
  readonly conversationId: number
  readonly text: string
  readonly at: number | null
  readonly confidence: number | null
  readonly thumb: Thumb | null
  readonly similarity: number
}

/** An existing pair that says the same. */
export interface AlikePair {
  /** null: of an imported list. */
  readonly id: number | null
  readonly list: string | null
  readonly question: string
  readonly answer: string
  readonly similarity: number
}

export interface Coverage {
  /** Past weak questions the pair would answer: how many, in how many conversations, and the closest of them. */
  readonly weak: CoveredSet
  /** Questions that were answered well, which the pair would take over. */
  readonly good: CoveredSet
  readonly pairs: readonly AlikePair[]
  /** Past questions compared. */
  readonly compared: number
  readonly isPartial: boolean
}

export interface CoveredSet {
  readonly questions: number
  /** All conversations, most alike first. */
  readonly conversations: readonly number[]
  readonly closest: readonly CoveredQuestion[]
}

export const QA_FORMATS = ['csv', 'json', 'jsonl', 'qna', 'faqs', 'text'] as const
/** csv, json, jsonl: everything; qna, faqs, text: what platforms take. */
export type QaFormat = (typeof QA_FORMATS)[number]
