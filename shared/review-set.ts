// Review sets as they cross processes: a frozen queue of conversations with its progress.

export const REVIEW_ITEM_STATES = ['open', 'done', 'skipped', 'declined'] as const
export type ReviewItemState = (typeof REVIEW_ITEM_STATES)[number]

export interface ReviewSet {
  readonly id: number
  readonly name: string
  /** JSON of the query it was made from, and the same in words. */
  readonly query: string
  readonly queryWords: string
  readonly scorecardId: number
  /** How many conversations the query matched. */
  readonly population: number
  /** JSON of size, seed and strata; null when everything is reviewed. */
  readonly sample: string | null
  readonly createdAt: number
  readonly total: number
  readonly decided: number
  /** Position of the first open item: where to go on. */
  readonly resumeAt: number
}

export interface ReviewItem {
  readonly position: number
  readonly conversationId: number
  readonly state: ReviewItemState
  readonly reason: string | null
  readonly weight: number
  readonly preview: string
  readonly startedAt: number | null
}

/** The message that makes a conversation worth a look. `index` is 0-based. */
export interface ReviewReason {
  readonly kind: 'thumbs-down' | 'low-confidence' | 'no-citation'
  readonly index: number
}

/** One value of a criterion: how often, and between which shares of the population it lies with 95 % confidence. */
export interface ValueShare {
  readonly value: string
  /** The conversations that have it, to be opened. */
  readonly conversations: readonly number[]
  /** 0..1 */
  readonly share: number
  readonly low: number
  readonly high: number
  /** Conversations judged by this criterion. */
  readonly n: number
}

export interface ReviewSummary {
  readonly set: ReviewSet
  /** Items by state: open, done, skipped, declined. */
  readonly states: Readonly<Record<string, number>>
  /** The same, as conversations to be opened. */
  readonly conversations: Readonly<Record<string, readonly number[]>>
  readonly criteria: readonly { readonly key: string; readonly label: string; readonly values: readonly ValueShare[] }[]
  readonly newIssues: number
  readonly drafts: number
  /** Conversations that have those drafts. */
  readonly draftConversations: readonly number[]
}
