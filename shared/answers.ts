// The words of looking at answers together: contradictions between them, the sources they cite, and whether a fix worked.
import type { Difference } from './analytics'
import type { FactKind } from './facts/find-facts'
import type { Filter } from './query/query'

// ---- same question, different answers -----------------------------------------------------------------------------------

/** `changed`: one value until some time, then the other; `mixed`: both in the same time. */
export type Drift = 'changed' | 'mixed'

/** One of the values that answers to a question state. */
export interface ContradictingValue {
  readonly text: string
  /** The sentence of the latest answer that states it. */
  readonly sentence: string
  readonly conversations: number
  readonly firstAt: number | null
  readonly lastAt: number | null
}

export interface Contradiction {
  /** Names it inside its list. */
  readonly key: string
  readonly question: string
  readonly topic: string | null
  readonly kind: FactKind
  readonly drift: Drift
  /** Conversations that got one of the values. */
  readonly conversations: number
  /** The most frequent first. */
  readonly values: readonly ContradictingValue[]
}

export interface ContradictionList {
  readonly id: string
  /** False: data has changed since; compute again. */
  readonly isCurrent: boolean
  /** The first thousand, those that reach most people first. */
  readonly contradictions: readonly Contradiction[]
  readonly total: number
  /** Questions looked at, and those that were asked in more than one conversation. */
  readonly questions: number
  readonly repeated: number
  readonly isPartial: boolean
}

// ---- sources of the answers ---------------------------------------------------------------------------------------------

/** Conversations, and the filter that finds exactly those. */
export interface Found {
  readonly count: number
  readonly filter: Filter
}

/** What became of answers that rest on one source, or on none. */
export interface AnswersFrom {
  readonly answers: number
  /** Conversations that cite it; each of the others is part of these. */
  readonly all: Found
  readonly down: Found
  readonly handedOff: Found
  readonly wrong: Found
}

export interface CitedSource extends AnswersFrom {
  /** Its title, or its address where it has none. */
  readonly name: string
  readonly url: string | null
  readonly lastAt: number | null
  /** The conversation that cited it last. */
  readonly lastIn: number | null
}

/** An import whose conversations tell no citations. */
export interface UncitingSource {
  readonly name: string
  readonly silent: Found
  readonly conversations: number
}

export interface CitedSources {
  /** The most cited first, at most a thousand. */
  readonly sources: readonly CitedSource[]
  readonly total: number
  /** Answers of sources that tell citations, which rest on none. */
  readonly none: AnswersFrom
  readonly conversations: number
  readonly uncited: readonly UncitingSource[]
}

// ---- did the fix work? --------------------------------------------------------------------------------------------------

export const MEASURES = ['weak', 'low', 'down', 'handedOff'] as const
/** `weak`: any of the others; it decides the verdict. */
export type Measure = (typeof MEASURES)[number]
export const OUTCOME_VERDICTS = ['fixed', 'no change', 'worse', 'too few'] as const
export type OutcomeVerdict = (typeof OUTCOME_VERDICTS)[number]

export interface MeasuredShare {
  readonly hits: number
  readonly of: number
}

export interface MeasureChange {
  readonly measure: Measure
  readonly before: MeasuredShare
  readonly after: MeasuredShare
  /** After less before; null where a side is empty. */
  readonly change: Difference | null
}

/** Conversations with a question like those the pair was meant to answer, before it went live and since. */
export interface Outcome {
  readonly pairId: number
  readonly liveAt: number
  readonly verdict: OutcomeVerdict
  readonly before: number
  readonly after: number
  readonly measures: readonly MeasureChange[]
}

export const OUTCOME_SIDES = ['before', 'after'] as const
export type OutcomeSide = (typeof OUTCOME_SIDES)[number]
export const OUTCOME_PARTS = ['hits', 'of'] as const
export type OutcomePart = (typeof OUTCOME_PARTS)[number]
