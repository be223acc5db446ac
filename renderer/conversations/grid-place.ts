// Where the person was in the list, kept over a restart: columns, query, first row on screen, open conversation.
import { z } from 'zod'
import { querySchema } from '../../shared/query/query'

const columnSchema = z.object({
  colId: z.string(),
  width: z.number().optional(),
  hide: z.boolean().nullish(),
  pinned: z.union([z.literal('left'), z.literal('right'), z.boolean()]).nullish(),
  flex: z.number().nullish()
})

const placeSchema = z.object({
  workspace: z.string(),
  query: querySchema,
  topConversation: z.number().nullable(),
  openConversation: z.number().nullable(),
  /** The view that was opened last, by its key. */
  view: z.string().max(100).optional().catch(undefined),
  selection: z.object({ all: z.boolean(), ids: z.array(z.number()) }).default({ all: false, ids: [] })
})

/** One column as it stands: width in pixels, in the order of the list. */
export type ColumnPlace = z.output<typeof columnSchema>
export type Place = z.output<typeof placeSchema>

export interface GridSettings {
  readonly columns?: readonly ColumnPlace[]
  readonly place?: Place
  readonly facetsOpen?: boolean
  /** Groups of the filters that are folded. */
  readonly foldedFacets?: readonly string[]
}

const read = new WeakMap<object, GridSettings>()

/** What `settings.grid` holds; a part that another version wrote differently counts as not there. Asked at every drawing: read once. */
export function readGridSettings(value: Readonly<Record<string, unknown>>): GridSettings {
  let settings = read.get(value)
  if (settings === undefined) {
    settings = parse(value)
    read.set(value, settings)
  }
  return settings
}

function parse(value: Readonly<Record<string, unknown>>): GridSettings {
  const columns = z.array(columnSchema).safeParse(value['columns'])
  const place = placeSchema.safeParse(value['place'])
  const folded = z.array(z.string()).safeParse(value['foldedFacets'])
  return {
    ...(columns.success ? { columns: columns.data } : {}),
    ...(place.success ? { place: place.data } : {}),
    ...(folded.success ? { foldedFacets: folded.data } : {}),
    facetsOpen: value['facetsOpen'] === true
  }
}
