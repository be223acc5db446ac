// Deleting an agent's conversations for good: what will go, and what became of it.
import { z } from 'zod'

/** What a wipe would take: counted when a person looks, and told in full before it begins. */
export interface WipePreview {
  readonly agent: string
  readonly conversations: number
  readonly messages: number
  readonly notes: number
  readonly tags: number
  readonly verdicts: number
  /** Q&A pairs made from these conversations that no platform has. */
  readonly drafts: number
  /** Q&A pairs made from these conversations that a platform has: they stay, without the conversation's words. */
  readonly sentPairs: number
  /** Changes about these conversations that wait in the outbox: they are dropped. */
  readonly waiting: number
  /** Files beside the workspace that hold older states of it. */
  readonly backups: readonly { readonly name: string; readonly size: number }[]
  /** Connections the conversations came through. */
  readonly places: readonly WipePlace[]
}

export interface WipePlace {
  readonly connectionId: number
  readonly connection: string
  readonly platform: string
  readonly agentId: string
  readonly conversations: number
  /** The platform's API can delete them. */
  readonly canDelete: boolean
}

export const wipeSchema = z.object({
  agentId: z.number().int().positive(),
  /** As the person typed it: it must be the agent's name. */
  name: z.string().max(1_000),
  onPlatform: z.boolean(),
  withBackups: z.boolean(),
  reviewer: z.string().max(80)
})

export interface WipeResult {
  readonly conversations: number
  readonly messages: number
  readonly drafts: number
  /** Names of the backups that were deleted. */
  readonly backups: readonly string[]
  /** Deletions put into the outbox. */
  readonly sent: number
  /** What could not be done now, sentences for people; empty: nothing of the text is left in the files of the workspace. */
  readonly left: readonly string[]
}
