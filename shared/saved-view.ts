// A saved view: a query as text, and how its list looked. What this version does not know is kept as it is, and told.
import { z } from 'zod'

/** Everything a view remembers. Unknown keys pass through: a newer version may have put them there. */
export const viewBodySchema = z.looseObject({
  version: z.number().int().default(1),
  /** Query text, relative dates kept relative. */
  text: z.string().max(20_000),
  /** Only this agent, by name; null for all. */
  agent: z.string().max(200).nullable().default(null),
  /** Columns as the grid gives them; opaque to everyone but the grid. */
  columns: z.unknown().optional(),
  /** Facet groups that are open. */
  facets: z.array(z.string().max(40)).max(100).optional(),
  /** Whether the filters are beside the list. */
  facetsOpen: z.boolean().optional(),
  density: z.enum(['compact', 'comfortable']).optional().catch(undefined)
})
export type ViewBody = z.output<typeof viewBodySchema>

export interface SavedView {
  readonly id: number
  readonly name: string
  readonly body: ViewBody
  readonly updatedAt: number
  /** Why this version cannot run it as it was saved: a sentence each; empty when it can. */
  readonly problems: readonly string[]
}

export const saveViewSchema = z.object({
  /** Absent: a new view. */
  id: z.number().int().positive().optional(),
  name: z.string().trim().min(1).max(200),
  body: viewBodySchema
})

/** A removed view: enough to put it back where it was. */
export const removedViewSchema = z.object({
  id: z.number().int().positive(),
  name: z.string().min(1).max(200),
  /** As it was stored, word for word. */
  body: z.string().max(1_000_000),
  position: z.number().int()
})
export type RemovedView = z.output<typeof removedViewSchema>

/** The views every workspace has. They cannot be changed; saving one makes a copy. */
export const BUILT_IN_VIEWS = [
  { key: 'all', name: 'All', text: '' },
  { key: 'to-review', name: 'To review', text: 'is:unreviewed (confidence:low OR feedback:down)' },
  { key: 'low-confidence', name: 'Low confidence', text: 'confidence:low' },
  { key: 'thumbs-down', name: 'Thumbs down', text: 'feedback:down' },
  { key: 'unanswered', name: 'Unanswered', text: 'is:unanswered' },
  { key: 'handed-off', name: 'Handed off', text: 'is:escalated' },
  { key: 'ended-on-customer', name: 'Ended on the customer’s message', text: 'last:customer' }
] as const
