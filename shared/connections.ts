// The words of connections: sync, its schedule, and the outbox.
import { z } from 'zod'
import { PLATFORMS, type Platform } from './platforms'

export interface RemoteAgent {
  readonly id: string
  readonly name: string
}

const agentSchema = z.object({ id: z.string().min(1).max(200), name: z.string().min(1).max(200) })

const names = z.array(z.string().trim().min(1).max(200)).max(1_000)

/** What a person decides of a connection, where its platform has it. */
export const connectionSettingsSchema = z.object({
  /** End users whose conversations are read. */
  users: names.default([]),
  /** Topics to ask for, besides those that the workspace knows of the agent. */
  topics: names.default([]),
  /** Ask for the conversations of each sentiment and topic. */
  labels: z.boolean().default(true),
  /** Read the citations of weak answers. */
  grounds: z.boolean().default(true)
})
export type ConnectionSettings = z.output<typeof connectionSettingsSchema>
export const DEFAULT_CONNECTION_SETTINGS: ConnectionSettings = connectionSettingsSchema.parse({})

/** A connection as a person describes it; the key travels apart from it. */
export const connectionSchema = z.object({
  platform: z.enum(PLATFORMS),
  name: z.string().trim().min(1).max(120),
  baseUrl: z.string().trim().min(1).max(1_000),
  agents: z.array(agentSchema).min(1).max(500),
  settings: connectionSettingsSchema.prefault({})
})
export type ConnectionDraft = z.input<typeof connectionSchema>

/** When a workspace's connections are synchronised without being asked. */
export const syncScheduleSchema = z.object({
  onStart: z.boolean().default(false),
  /** Minutes between two runs; null: never. */
  everyMinutes: z.number().int().min(5).max(1_440).nullable().default(null),
  onReconnect: z.boolean().default(false)
})
export type SyncSchedule = z.output<typeof syncScheduleSchema>
export const NO_SCHEDULE: SyncSchedule = syncScheduleSchema.parse({})

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
  /** Why the last sync of it did not come to its end; null: it did. */
  readonly problem: string | null
  /** What the last sync could not read besides the conversations. */
  readonly notes: readonly string[]
}

export interface Connection {
  readonly id: number
  /** Names its key in the keychain; the key itself is never in a workspace. */
  readonly uid: string
  readonly platform: Platform
  readonly name: string
  readonly baseUrl: string
  readonly agents: readonly AgentSync[]
  readonly settings: ConnectionSettings
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
