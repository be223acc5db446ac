// What the app asks of every platform; how each does it is behind this.
import type { RemoteAgent } from '../../shared/connections'
import type { JsonObject } from '../../shared/json'
import type { Capabilities } from '../../shared/platforms'
import type { HelpDesk } from './help-desk'

/** Where reading begins. */
export interface PullFrom {
  /** `full`: everything; `changes`: what was active since `since`. */
  readonly sweep: 'full' | 'changes'
  /** Of the page that was saved last; null: from the beginning. Only for the sweep it came from. */
  readonly cursor: string | null
  /** Milliseconds since 1970, for `changes`. */
  readonly since: number | null
  /**
   * For `changes`: thumbs given later to conversations that were active since then are looked for too, milliseconds since 1970; null:
   * not this time.
   */
  readonly recheck: number | null
}

/** Some conversations, whole, and where to go on from. */
export interface PulledPage {
  /** JSON text of each. */
  readonly records: readonly string[]
  /** Leads to the page after this one; null: there is none, or it cannot be gone on from the middle. */
  readonly cursor: string | null
  /** All conversations of the sweep, where the platform says. */
  readonly total: number | null
  /** The newest activity of the sweep, milliseconds since 1970, where its first page does not begin with it. */
  readonly newest?: number | null
}

/** Conversations that have one value of a label. */
export interface LabelSearch {
  readonly label: 'sentiment' | 'topic'
  readonly value: string
}

/** A conversation that a search found. */
export interface FoundLabel {
  readonly id: string
  /** Milliseconds since 1970; null: the platform does not say. */
  readonly updatedAt: number | null
}

/** Of platforms that tell sentiment and topic only to who searches for them. */
export interface LabelSearches {
  /** All that are to be made, where these topics are known. */
  searches(topics: readonly string[]): readonly LabelSearch[]
  /**
   * Conversations active since, milliseconds since 1970, page by page from a cursor on, each with the cursor of the next; null: it was the
   * last. Throws `PlatformError`.
   */
  search(
    agentId: string,
    search: LabelSearch,
    from: { readonly since: number | null; readonly cursor: string | null },
    signal: AbortSignal
  ): AsyncIterable<{ readonly found: readonly FoundLabel[]; readonly cursor: string | null }>
}

export interface QaContent {
  readonly name: string
  readonly questions: readonly string[]
  readonly answer: string
}

/** A change to be made on the platform. */
export type Change =
  | { readonly kind: 'create'; readonly agentId: string; readonly pair: QaContent }
  | { readonly kind: 'update'; readonly agentId: string; readonly sourceId: string; readonly pair: QaContent }
  | { readonly kind: 'delete'; readonly agentId: string; readonly sourceId: string }
  | {
      readonly kind: 'feedback'
      readonly agentId: string
      readonly conversationId: string
      readonly messageId: string
      readonly thumb: -1 | 1 | null
    }

export type Training = 'training' | 'live' | 'failed' | 'gone'

/** The answer to a question. */
export interface AgentReply {
  /** JSON text of the message, as in conversations. */
  readonly record: string
  /** The conversation it began; null: the platform does not say. */
  readonly conversationId: string | null
  readonly messageId: string | null
  readonly credits: number | null
}

/** Of platforms whose agent can be asked. */
export interface Asking {
  /** Asks once: repeated only after answers that say it was not done. Throws `PlatformError`; `mayBeDone`: it may have been asked. */
  put(agentId: string, question: string, signal: AbortSignal): Promise<AgentReply>
  /** JSON text of the messages of a conversation: what is known of an answer beside its words. */
  messages(agentId: string, conversationId: string, signal: AbortSignal): Promise<readonly string[]>
}

export interface Connector {
  readonly capabilities: Capabilities
  /** Says whether the platform is there and takes the key. Throws `PlatformError`; null: it does not tell its agents. */
  listAgents(signal: AbortSignal): Promise<readonly RemoteAgent[] | null>
  /** Absent: the platform has no such search. */
  readonly labels?: LabelSearches
  /**
   * The messages of one conversation as a read shows them that has citations; null: it is not there any more. Absent: there is no
   * such read, or none is needed.
   */
  grounds?(conversationId: string, signal: AbortSignal): Promise<readonly JsonObject[] | null>
  /** Throws `PlatformError`; pages that were given stay good. */
  pull(agentId: string, from: PullFrom, signal: AbortSignal): AsyncIterable<PulledPage>
  /** Makes a change once, without repeating. Answers the id of the pair it made or changed. Throws `PlatformError`. */
  push(change: Change, signal: AbortSignal): Promise<string | null>
  /** The id of the pair whose name holds the mark; null: there is none. */
  find(agentId: string, mark: string, signal: AbortSignal): Promise<string | null>
  training(agentId: string, sourceId: string, signal: AbortSignal): Promise<Training>
  /** Absent: the agent cannot be asked. */
  readonly asking?: Asking
  /** Absent where the platform hands nothing off and deletes nothing by API. */
  readonly helpDesk?: HelpDesk
}
