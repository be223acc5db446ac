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
  /**
   * Always text as a person would type it, without quotes: `low`, `0.4`, `2026-03`, `7d`, `/ab+c/i`. The compiler reads it by the
   * field's type. Several values mean any of them, except for `between`: from and to.
   */
  readonly values: readonly string[]
  /** The criterion of `score.<criterion>`. */
  readonly name?: string | undefined
  readonly off?: boolean | undefined
}

export type Filter =
  | { readonly kind: 'all'; readonly of: readonly Filter[]; readonly off?: boolean | undefined }
  | { readonly kind: 'any'; readonly of: readonly Filter[]; readonly off?: boolean | undefined }
  | { readonly kind: 'not'; readonly of: Filter; readonly off?: boolean | undefined }
  /** All clauses hold for the SAME message. */
  | { readonly kind: 'msg'; readonly of: Filter; readonly off?: boolean | undefined }
  | MessageSequence
  | Condition

/** `msg(a) then msg(b) within:2`: messages one after the other in one conversation. */
export interface MessageSequence {
  readonly kind: 'then'
  /** What each message must be, as inside msg(...); two or more. */
  readonly of: readonly Filter[]
  /** One less than `of`: at most so many messages further on; null for any number. */
  readonly within: readonly (number | null)[]
  readonly off?: boolean | undefined
}

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

/** Deeper than any person nests; a bound for what crosses a process. */
const MAX_DEPTH = 40

const off = z.boolean().optional()
const condition = z.object({
  kind: z.literal('condition'),
  field: z.enum(FIELD_NAMES),
  op: z.enum(OPERATOR_NAMES),
  values: z.array(z.string().max(10_000)).max(1_000),
  name: z.string().max(200).optional(),
  off
})
const anyFilter: z.ZodType<Filter> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all'), of: z.array(anyFilter).max(500), off }),
    z.object({ kind: z.literal('any'), of: z.array(anyFilter).max(500), off }),
    z.object({ kind: z.literal('not'), of: anyFilter, off }),
    z.object({ kind: z.literal('msg'), of: anyFilter, off }),
    z.object({
      kind: z.literal('then'),
      of: z.array(anyFilter).min(2).max(10),
      within: z.array(z.number().int().min(1).max(1_000_000).nullable()).min(1).max(9),
      off
    }),
    condition
  ])
)
export const filterSchema: z.ZodType<Filter> = anyFilter.refine(
  (filter) => depthOf(filter) <= MAX_DEPTH,
  'The filter is nested too deeply.'
)

function depthOf(filter: Filter): number {
  switch (filter.kind) {
    case 'condition':
      return 1
    case 'not':
    case 'msg':
      return 1 + depthOf(filter.of)
    default:
      return 1 + Math.max(0, ...filter.of.map(depthOf))
  }
}

/** What crosses a process or comes from a saved view. */
export const querySchema: z.ZodType<Query> = z.object({
  version: z.literal(1),
  filter: filterSchema,
  sort: z.array(z.object({ field: z.enum(SORT_NAMES), direction: z.enum(['asc', 'desc']) })).max(8),
  agentId: z.number().int().nullable()
})
