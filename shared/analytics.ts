// Numbers over many conversations as they cross processes. Each comes with the filter that finds exactly what it counts, so that
// every number of the window opens its conversations.
import type { CountedField } from './query/facets'
import type { FieldName } from './query/fields'
import type { Condition, Filter } from './query/query'

export const SHARE_KEYS = ['resolved', 'positive', 'low', 'unanswered', 'negative'] as const
export type ShareKey = (typeof SHARE_KEYS)[number]

/** A share of conversations: `hits` among `of`, both as filters. What `hits` finds, `of` finds too. */
export interface ShareMeasure {
  readonly label: string
  /** What is counted among what, for a tooltip and the documentation. */
  readonly meaning: string
  readonly of: Filter
  readonly hits: Filter
}

const is = (field: FieldName, ...values: readonly string[]): Condition => ({
  kind: 'condition',
  field,
  op: 'is',
  values
})
const known = (field: FieldName): Condition => ({ kind: 'condition', field, op: 'exists', values: [] })
const not = (of: Filter): Filter => ({ kind: 'not', of })
const all = (...of: readonly Filter[]): Filter => ({ kind: 'all', of })
const any = (...of: readonly Filter[]): Filter => ({ kind: 'any', of })

/** What is measured as a share. A conversation that a source says too little about is in no share, not in the worse half. */
export const SHARES: Readonly<Record<ShareKey, ShareMeasure>> = {
  resolved: {
    label: 'Resolved without a person',
    meaning:
      'Not escalated and no teammate wrote, among conversations whose status is known or that a teammate wrote in',
    of: any(known('status'), is('has', 'human')),
    hits: all(known('status'), not(is('is', 'escalated')), not(is('has', 'human')))
  },
  positive: {
    label: 'Positive feedback',
    meaning: 'No thumbs down, among conversations with feedback',
    of: is('has', 'feedback'),
    hits: all(is('has', 'feedback'), not(is('feedback', 'down')))
  },
  low: {
    label: 'Low confidence',
    meaning: 'The lowest confidence is in the low band, among conversations with a confidence',
    of: known('confidence'),
    hits: is('confidence', 'low')
  },
  unanswered: {
    label: 'Unanswered',
    meaning: 'Some answer has no citation, among conversations whose source gives citations',
    of: any(is('has', 'citation'), is('is', 'unanswered')),
    hits: is('is', 'unanswered')
  },
  negative: {
    label: 'Negative sentiment',
    meaning: 'The sentiment is negative, among conversations with a sentiment',
    of: is('sentiment', 'positive', 'neutral', 'negative'),
    hits: is('sentiment', 'negative')
  }
}

export interface ShareCount {
  readonly hits: number
  readonly of: number
}

/** Count, mean and sample variance of a quantity over conversations; with n = 0 the mean is 0. */
export interface Spread {
  readonly n: number
  readonly mean: number
  readonly variance: number
}

/** What is known of a set of conversations. */
export interface Tally {
  readonly conversations: number
  readonly shares: Readonly<Record<ShareKey, ShareCount>>
  readonly messages: Spread
  /** Of the lowest confidence of each conversation that has one, 0..1. */
  readonly confidence: Spread
}

export const TIME_UNITS = ['day', 'week', 'month'] as const
/** Weeks begin on Monday. */
export type TimeUnit = (typeof TIME_UNITS)[number]

/** Conversations that began in [from, to), UTC milliseconds: whole units of the person's time zone. */
export interface TimeGroup {
  readonly from: number
  readonly to: number
  readonly filter: Filter
  readonly tally: Tally
}

export interface ValueGroup {
  readonly value: string
  readonly filter: Filter
  readonly tally: Tally
}

/** Conversations with a quantity from `from` to `to`; what the ends mean stands where the bins are given. */
export interface Bin {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly filter: Filter
}

export const BREAKDOWN_FIELDS = [
  'channel',
  'status',
  'topic',
  'sentiment',
  'agent',
  'origin'
] as const satisfies readonly CountedField[]
export type BreakdownField = (typeof BREAKDOWN_FIELDS)[number]

export interface Breakdown {
  readonly field: BreakdownField
  /** Most frequent first, at most fifty. */
  readonly groups: readonly ValueGroup[]
  /** Values that are not listed. */
  readonly more: number
}

export interface Overview {
  readonly total: Tally
  readonly unit: TimeUnit
  /** In order, without gaps between the first and the last. */
  readonly series: readonly TimeGroup[]
  /** Conversations without a time, which are in no time group. */
  readonly undated: number
  /** Lowest confidence in tenths: from <= score < to; the last includes 1. */
  readonly confidence: readonly Bin[]
  /** Messages per conversation: from <= n <= to. */
  readonly lengths: readonly Bin[]
  /** Half of the conversations have at most so many messages; null without conversations. */
  readonly medianMessages: number | null
  readonly breakdowns: readonly Breakdown[]
}

/** The longest wait of a customer for the answer right behind the message, in milliseconds, where times are real. */
export interface Waits {
  /** Conversations in which a wait is known. */
  readonly n: number
  readonly median: number | null
  /** Nine of ten waited at most so long. */
  readonly ninetieth: number | null
  /** from <= wait < to; the first begins below any, the last ends above any. */
  readonly bins: readonly Bin[]
}

/** B less A with its 95 % interval. */
export interface Difference {
  readonly difference: number
  readonly low: number
  readonly high: number
}

export interface ComparedValue {
  readonly value: string
  readonly filter: Filter
  readonly a: number
  readonly b: number
  /** Of the shares of A and B that have the value; null where one of them is empty. */
  readonly difference: Difference | null
}

export interface Comparison {
  readonly a: Tally
  readonly b: Tally
  /** Null where a side counts nothing. */
  readonly shares: Readonly<Record<ShareKey, Difference | null>>
  readonly messages: Difference | null
  readonly confidence: Difference | null
  /** Values that differ most first. */
  readonly breakdowns: readonly { readonly field: BreakdownField; readonly values: readonly ComparedValue[] }[]
}

/** A word that customers used in one of two sets more than in the other. Counts are conversations. */
export interface KeyWord {
  readonly word: string
  readonly filter: Filter
  readonly a: number
  readonly b: number
  /** Log-likelihood ratio, above 15.13: such a difference comes by chance less than once in ten thousand times. */
  readonly score: number
}

export interface KeyWords {
  readonly conversationsA: number
  readonly conversationsB: number
  /** Conversations that words were looked for in; the counts of the words are of all. */
  readonly readA: number
  readonly readB: number
  readonly moreInA: readonly KeyWord[]
  readonly moreInB: readonly KeyWord[]
}

export const RELIABILITY_SIGNALS = ['verdict', 'feedback'] as const
/** What says that a conversation went wrong: a reviewer's verdict, or a thumbs down. */
export type ReliabilitySignal = (typeof RELIABILITY_SIGNALS)[number]

export interface ReliabilityRow {
  readonly label: string
  /** Conversations with such a confidence, judged or not. */
  readonly filter: Filter
  readonly conversations: number
  readonly judged: number
  readonly bad: number
}

export interface Threshold {
  /** Reading what is at most this confident finds the wanted share of what went wrong. */
  readonly score: number
  readonly filter: Filter
  /** Of those that went wrong and have a confidence. */
  readonly caught: number
  readonly bad: number
  /** Conversations to read, of all that have a confidence. */
  readonly reading: number
  readonly scored: number
}

export interface Reliability {
  readonly signal: ReliabilitySignal
  readonly judgedFilter: Filter
  readonly badFilter: Filter
  readonly bands: readonly ReliabilityRow[]
  readonly tenths: readonly ReliabilityRow[]
  /** Null where nothing with a confidence went wrong. */
  readonly threshold: Threshold | null
}

export const COVERAGE_LANES = ['channel', 'origin', 'agent', 'import'] as const
export type CoverageLane = (typeof COVERAGE_LANES)[number]

/** A stretch without conversations where some were to be expected. */
export interface Hole {
  /** From the beginning of its first day to the end of its last, UTC milliseconds. */
  readonly from: number
  readonly to: number
  readonly days: number
  /** How many conversations such a stretch of this lane usually holds. */
  readonly expected: number
  readonly filter: Filter
}

export interface Lane {
  readonly value: string
  readonly filter: Filter
  readonly total: number
  /** Conversations that began in each time. */
  readonly counts: readonly number[]
  readonly holes: readonly Hole[]
  /** A sentence about an import that is not whole. */
  readonly note: string | null
}

export interface DataCoverage {
  readonly unit: TimeUnit
  /** Beginnings of the times, UTC milliseconds, and the end of the last. */
  readonly starts: readonly number[]
  readonly filters: readonly Filter[]
  readonly all: Lane
  readonly lanes: readonly Lane[]
  readonly undated: number
}

/** What a SELECT answered. */
export interface SqlResult {
  readonly columns: readonly string[]
  /** Numbers beyond 2^53 and blobs as text. */
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** There are more rows than were asked for. */
  readonly isCut: boolean
  readonly milliseconds: number
}
