// The one query model: filter and sort as plain, versioned data. The search box, the facet panel, the grid's header, saved
// views, exports and the command line all read and write this; search/compile-query.ts turns it into SQL.
import { z } from 'zod'
import { FIELD_NAMES, SORT_NAMES } from './fields'
import { OPERATOR_NAMES } from './operators'

/** `field operator values`. `off` is a chip that is switched off: kept, shown, not applied. */
export interface Condition {
  readonly kind: 'condition'
  readonly field: (typeof FIELD_NAMES)[number]
  readonly op: (typeof OPERATOR_NAMES)[number]
  /** Always text as a person would type it: `low`, `0.4`, `2026-03`, `7d`. The compiler reads it by the field's type. */
  readonly values: readonly string[]
  /** The criterion of `score.<criterion>`. */
  readonly name?: string
  readonly off?: boolean
}

export type Filter =
  | { readonly kind: 'all'; readonly of: readonly Filter[]; readonly off?: boolean }
  | { readonly kind: 'any'; readonly of: readonly Filter[]; readonly off?: boolean }
  | { readonly kind: 'not'; readonly of: Filter; readonly off?: boolean }
  /** All clauses hold for the same message. */
  | { readonly kind: 'msg'; readonly of: Filter; readonly off?: boolean }
  | Condition

export interface Sort {
  readonly field: (typeof SORT_NAMES)[number]
  readonly direction: 'asc' | 'desc'
}

export interface Query {
  readonly version: 1
  readonly filter: Filter
  /** Empty: newest first. */
  readonly sort: readonly Sort[]
  /** Only this agent; null for all. */
  readonly agentId: number | null
}

export const EVERYTHING: Query = { version: 1, filter: { kind: 'all', of: [] }, sort: [], agentId: null }

const condition = z.object({
  kind: z.literal('condition'),
  field: z.enum(FIELD_NAMES),
  op: z.enum(OPERATOR_NAMES),
  values: z.array(z.string().max(10_000)).max(1_000),
  name: z.string().max(200).optional(),
  off: z.boolean().optional()
})

const off = z.boolean().optional()
export const filterSchema: z.ZodType<Filter> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all'), of: z.array(filterSchema).max(500), off }),
    z.object({ kind: z.literal('any'), of: z.array(filterSchema).max(500), off }),
    z.object({ kind: z.literal('not'), of: filterSchema, off }),
    z.object({ kind: z.literal('msg'), of: filterSchema, off }),
    condition
  ])
)

/** What crosses a process or comes from a saved view. */
export const querySchema: z.ZodType<Query> = z.object({
  version: z.literal(1),
  filter: filterSchema,
  sort: z.array(z.object({ field: z.enum(SORT_NAMES), direction: z.enum(['asc', 'desc']) })).max(8),
  agentId: z.number().int().nullable()
})
