// The words of asking the agent again: what is asked about, what came of it, what a person made of it.
import { z } from 'zod'
import type { Citation } from './domain'
import { MAX_QUESTIONS } from './improve'

/**
 * Who asks, at the platform. Conversations of this user are the app's own: they are test conversations, whichever way they come in.
 */
export const ASKING_USER = 'chatlog-desk'

export const ASK_OUTCOMES = ['answered', 'refused', 'unclear'] as const
/** unclear: no answer came; it may have been asked. */
export type AskOutcome = (typeof ASK_OUTCOMES)[number]

export const ASK_VERDICTS = ['fixed', 'not fixed'] as const
export type AskVerdict = (typeof ASK_VERDICTS)[number]

const id = z.number().int().positive()

/** What is asked about: a Q&A pair, an answer, or a pair that corrects an answer. */
export const askSubjectSchema = z.object({
  pairId: id.nullable(),
  conversationId: id.nullable(),
  messageKey: z.string().max(500).nullable()
})
export type AskSubject = z.output<typeof askSubjectSchema>

export const askRequestSchema = z.object({
  connectionId: id,
  /** At the platform. */
  agentId: z.string().min(1).max(200),
  about: askSubjectSchema,
  /** One after another; each is a conversation of its own there. */
  questions: z.array(z.string().trim().min(1).max(8_000)).min(1).max(MAX_QUESTIONS)
})
export type AskRequest = z.output<typeof askRequestSchema>

/** An answer as far as it can be compared. */
export interface ComparedAnswer {
  readonly text: string
  /** 0..1; null: not known. */
  readonly confidence: number | null
  /** null: the platform does not tell. */
  readonly citations: readonly Citation[] | null
}

/** A question that was put to the agent again: evidence. */
export interface AskedAgain {
  readonly id: number
  readonly question: string
  /** Names of the agent and its connection as they were. */
  readonly agent: string
  readonly askedAt: number
  readonly outcome: AskOutcome
  /** As it was in the workspace when asked; null where there was none. */
  readonly before: ComparedAnswer | null
  /** null unless answered. */
  readonly now: ComparedAnswer | null
  /** What the question cost; null where the platform does not say. */
  readonly credits: number | null
  /** What went wrong, for people; null: nothing. */
  readonly words: string | null
  readonly requestId: string | null
  readonly verdict: AskVerdict | null
  readonly judgedBy: string | null
}

export interface AskedAbout {
  /** Newest first. */
  readonly asked: readonly AskedAgain[]
  /** Where the pair is live or on its way to; null: nowhere. */
  readonly sentTo: { readonly connectionId: number; readonly agentId: string } | null
}

/** What came of one batch. */
export interface AskResult {
  readonly answered: number
  readonly refused: number
  readonly unclear: number
  /** Questions that surely were not put to the agent. */
  readonly notAsked: number
  /** Why it ended before the last question; null: it did not. */
  readonly stopped: string | null
}

/** How the answers asked again about a pair were judged. */
export interface AskedSummary {
  readonly pairId: number
  readonly asked: number
  readonly fixed: number
  readonly notFixed: number
}
