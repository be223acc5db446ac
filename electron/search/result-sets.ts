// A query opened as an ordered list of conversations: exact total, any page a slice, next and previous, until it is closed.
import { randomUUID } from 'node:crypto'
import { type BandLimits, type ConversationRow, DEFAULT_BAND_LIMITS, type ResultSet } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import type { CountHistogram, DateHistogram, DroppedClause, Facet } from '../../shared/query/facets'
import { type Needle, needlesOf } from '../../shared/query/highlight'
import { applied } from '../../shared/query/normalise'
import type { Query } from '../../shared/query/query'
import { conversationRows } from '../database/conversation-rows'
import type { ReadableDatabase } from '../database/open'
import { explainEmpty } from './explain-empty'
import { type FacetRequest, facets } from './facets'
import { countHistogram, dateHistogram } from './histograms'
import { type Asked, createSets, type Moment } from './sets'
import { snippetOf } from './snippets'

export interface SearchOptions {
  /** False: SQL answers everything and nothing is kept in memory; for a process that asks once. */
  readonly keepColumns?: boolean
}

export interface Search {
  /** Evaluates the query now: relative dates are resolved here. Throws `invalid-query`, `cancelled`. */
  open(query: Query, options: Asked): Promise<ResultSet>
  /** Rows `start` up to `end`, exclusive. Throws `result-set-expired`. */
  page(resultSet: string, start: number, end: number): ConversationRow[]
  /** Where a conversation stands in the list; null when it is not in it. */
  position(resultSet: string, conversationId: number): number | null
  /** The conversation at a place of the list; null past its end. */
  at(resultSet: string, index: number): number | null
  /** All ids of an open list, in order: for bulk acts, exports, review sets. */
  ids(resultSet: string): Uint32Array | Float64Array
  /** Values with their counts, each field under the other clauses. */
  facets(query: Query, requests: readonly FacetRequest[], asked: Asked): Promise<readonly Facet[]>
  dateHistogram(query: Query, asked: Asked): Promise<DateHistogram>
  countHistogram(query: Query, asked: Asked): Promise<CountHistogram>
  /** For a query that finds nothing: what dropping each clause would give. */
  explainEmpty(query: Query, asked: Asked): Promise<readonly DroppedClause[]>
  /** What numbers over whole sets are made from. Throws `invalid-query`, `cancelled`. */
  moment(query: Query, asked: Asked): Promise<Moment>
  /** Reads what facets and filters need, so that the first of them is fast too; for the time after the first page. */
  warm(signal?: AbortSignal): Promise<void>
  close(): void
}

interface Opened {
  readonly ids: Uint32Array | Float64Array
  readonly limits: BandLimits
  readonly needles: readonly Needle[]
}

/** Lists kept open at once; the one used longest ago goes first. */
const KEPT = 8
/** Together they hold no more ids than this, four to eight bytes each; but the newest few are kept however long they are. */
const KEPT_IDS = 2_000_000
const KEPT_ANYWAY = 3

export function createSearch(database: ReadableDatabase, options: SearchOptions = {}): Search {
  const opened = new Map<string, Opened>()
  const sets = createSets(database, options.keepColumns ?? true)
  // Never again in another process or for another workspace: an id of a reader that ended must be unknown, not another list.
  const own = randomUUID().slice(0, 13)
  let next = 0

  const get = (id: string): Opened => {
    const found = opened.get(id)
    if (!found) throw new AppError('result-set-expired', 'The list is out of date and is being read again.')
    opened.delete(id)
    opened.set(id, found)
    return found
  }
  return {
    async open(query, given) {
      const { ids, of } = await sets.ordered(query, given)
      const id = `${own}.${++next}`
      const filter = applied(query.filter)
      opened.set(id, { ids, limits: given.bands ?? DEFAULT_BAND_LIMITS, needles: filter ? needlesOf(filter) : [] })
      let held = 0
      for (const one of opened.values()) held += one.ids.length
      for (const [oldest, { ids: old }] of opened) {
        if (opened.size <= KEPT_ANYWAY || (opened.size <= KEPT && held <= KEPT_IDS)) break
        held -= old.length
        opened.delete(oldest)
      }
      return { id, total: ids.length, of }
    },
    page(resultSet, start, end) {
      const { ids, limits, needles } = get(resultSet)
      const rows = conversationRows(database, [...ids.subarray(start, end)], limits)
      return needles.length === 0
        ? rows
        : rows.map((row) => ({ ...row, snippet: snippetOf(database, row.id, needles) }))
    },
    position(resultSet, conversationId) {
      const at = get(resultSet).ids.indexOf(conversationId)
      return at < 0 ? null : at
    },
    at: (resultSet, index) => get(resultSet).ids[index] ?? null,
    ids: (resultSet) => get(resultSet).ids,
    facets: async (query, requests, asked) => facets(await sets.needed(query, asked), query, requests),
    dateHistogram: async (query, asked) => dateHistogram(await sets.needed(query, asked), query),
    countHistogram: async (query, asked) => countHistogram(await sets.needed(query, asked), query),
    explainEmpty: async (query, asked) => explainEmpty(await sets.needed(query, asked), query),
    moment: (query, asked) => sets.needed(query, asked),
    warm: async (signal) => void (await sets.moment({ timeZone: 'UTC', signal })),
    close: () => opened.clear()
  }
}
