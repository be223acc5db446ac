// The words of connections: platforms, what each can do, sync, and the outbox.
import { z } from 'zod'

export const PLATFORMS = ['bookbag', 'chatbase', 'generic'] as const
export type Platform = (typeof PLATFORMS)[number]

/** What a platform's API can do; what it cannot is said before it is missed. */
export interface Capabilities {
  /** Q&A pairs can be made, changed and taken back, and their training followed. */
  readonly pairs: boolean
  readonly feedback: boolean
  /** Citations come with conversations. */
  readonly citations: boolean
  /** Only what changed since the last sync has to be read. */
  readonly changes: boolean
  /** How a conversation is handed to people: one call, or a ticket for the customer's e-mail address and a pause; absent: not by API. */
  readonly handOff?: 'escalate' | 'ticket'
  /** Conversations can be deleted. */
  readonly deletion?: boolean
  /** What the API does not give, sentences for people. */
  readonly limits: readonly string[]
}

export interface PlatformWords {
  readonly label: string
  /** null: a company's own; a person has to give it. */
  readonly baseUrl: string | null
  readonly capabilities: Capabilities
}

/** From the platforms' documents; what they are silent about counts as absent. */
export const PLATFORM_WORDS: Readonly<Record<Platform, PlatformWords>> = {
  bookbag: {
    label: 'Bookbag',
    baseUrl: 'https://app.bookbag.ai/api/v2',
    capabilities: {
      pairs: false,
      feedback: true,
      citations: false,
      changes: true,
      limits: [
        'Q&A pairs cannot be sent: Bookbag’s API has no place for them. Export the pairs and enter them in its dashboard.',
        'Citations, sentiment and topics do not come through the API; an export from the dashboard may hold them.',
        'A conversation cannot be handed off through the API: the app copies a ready text and opens the page.',
        'Conversations cannot be deleted through the API; the dashboard can, in the danger zone of the agent.'
      ]
    }
  },
  chatbase: {
    label: 'Chatbase',
    baseUrl: 'https://www.chatbase.co/api/v2',
    capabilities: {
      pairs: true,
      feedback: true,
      citations: false,
      changes: true,
      handOff: 'ticket',
      limits: [
        'Changes are found for conversations of the last 12 months; a thumb alone given later may not be noticed.',
        'Citations, sentiment and topics do not come through the API.',
        'The text of pairs that exist on the platform cannot be read, only their names.',
        'A hand-off is a ticket, which needs the customer’s e-mail address and cannot name the conversation, and a pause of the agent.',
        'Pinning a pair and deleting conversations are not possible through the API.'
      ]
    }
  },
  generic: {
    label: 'Own gateway (Agent API v2)',
    baseUrl: null,
    capabilities: {
      pairs: true,
      feedback: true,
      citations: true,
      changes: true,
      handOff: 'escalate',
      deletion: true,
      limits: ['Pinning a pair is not possible through the API.']
    }
  }
}

export interface RemoteAgent {
  readonly id: string
  readonly name: string
}

const agentSchema = z.object({ id: z.string().min(1).max(200), name: z.string().min(1).max(200) })

/** A connection as a person describes it; the key travels apart from it. */
export const connectionSchema = z.object({
  platform: z.enum(PLATFORMS),
  name: z.string().trim().min(1).max(120),
  baseUrl: z.string().trim().min(1).max(1_000),
  agents: z.array(agentSchema).min(1).max(500)
})
export type ConnectionDraft = z.output<typeof connectionSchema>

export interface AgentSync {
  readonly agentId: string
  readonly name: string
  /** When a sync of it last came to its end. */
  readonly lastAt: number | null
  /** A full sync was begun and not finished: the next one goes on from there. */
  readonly isUnfinished: boolean
  readonly conversations: number
  /** Conversations that a full sync did not find on the platform any more; kept here. */
  readonly gone: number
}

export interface Connection {
  readonly id: number
  /** Names its key in the keychain; the key itself is never in a workspace. */
  readonly uid: string
  readonly platform: Platform
  readonly name: string
  readonly baseUrl: string
  readonly agents: readonly AgentSync[]
  /** Why nothing is sent or read until a person does something; null: all is well. */
  readonly paused: string | null
}

export const OUTBOX_STATES = ['waiting', 'sending', 'training', 'delivered', 'refused', 'discarded'] as const
export type OutboxState = (typeof OUTBOX_STATES)[number]

export const OUTBOX_KINDS = ['pair', 'withdrawal', 'feedback', 'hand-off', 'deletion'] as const

export interface OutboxEntry {
  readonly id: number
  readonly kind: (typeof OUTBOX_KINDS)[number]
  /** What it is about, for people. */
  readonly title: string
  readonly connection: string
  readonly agent: string
  readonly state: OutboxState
  readonly attempts: number
  /** When it is tried next; null where nothing is to be tried. */
  readonly nextAt: number | null
  /** Why it waits or was refused: the server's words, or what happened on the way. */
  readonly words: string | null
  /** The platform's id of the request, for its support. */
  readonly requestId: string | null
  readonly createdAt: number
  readonly updatedAt: number
  /** An attempt may have been done: it is looked for before it is sent again. */
  readonly isUnclear: boolean
  /** Steps that are done, a sentence; null: none yet. */
  readonly done: string | null
  /** The Q&A pair it is about. */
  readonly pairId: number | null
  /** The conversation here it is about. */
  readonly conversationId: number | null
}

/** Where a conversation is at a platform. */
export interface PlatformPlace {
  readonly connectionId: number
  readonly connection: string
  readonly platform: Platform
  readonly agentId: string
  /** At the platform. */
  readonly conversationId: string
}

/** A change about one conversation. */
export interface ConversationEntry extends OutboxEntry {
  /** Of a thumb. */
  readonly messageKey: string | null
  readonly thumb: -1 | 1 | null
}

/** What the outbox knows of one conversation. */
export interface ConversationOutbox {
  /** null: it came from a file, or its connection was removed. */
  readonly place: PlatformPlace | null
  /** Newest first. */
  readonly entries: readonly ConversationEntry[]
}

/** What of an act in History went to a platform. */
export interface HistoryDelivery {
  /** `waiting`, `refused`: nothing of it is there, undo takes it back. `reached`: it is there, or may be. */
  readonly state: 'waiting' | 'refused' | 'reached'
  /** Names of the connections. */
  readonly to: string
  /** What takes it back there; null: nothing does. */
  readonly counter: 'withdraw' | 'restore-thumb' | 'resume-agent' | null
}

export interface OutboxSummary {
  readonly waiting: number
  readonly refused: number
  readonly isPaused: boolean
  /** The last attempt did not reach the platform. */
  readonly isOffline: boolean
  /** Newest end of a sync of any agent. */
  readonly lastSync: number | null
  readonly connections: number
}

/** What a test of a connection found. */
export interface ConnectionTest {
  readonly agents: readonly RemoteAgent[]
  /** The platform does not tell its agents: their ids have to be typed. */
  readonly mustNameAgents: boolean
}
