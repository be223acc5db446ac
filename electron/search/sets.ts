// The state behind every list, facet and count: columns that follow the file, sets of clauses and orders that hold until it changes.
import { AppError } from '../../shared/errors'
import type { QueryContext } from '../../shared/query/context'
import { applied } from '../../shared/query/normalise'
import type { Filter, Query } from '../../shared/query/query'
import type { ReadableDatabase } from '../database/open'
import { first, idList, sql } from '../database/sql'
import { type Bits, count } from './bits'
import { type Columns, createColumnStore } from './columns'
import { compileContext } from './compile-context'
import { checkQuery, compileQuery } from './compile-query'
import { type Evaluation, evaluate } from './evaluate'
import { createOrders, type Orders } from './order'
import { pauseOf } from './pause'
import { byRelevance } from './relevance'

/** A query's context with the signal of whoever waits for it. */
export interface Asked extends QueryContext {
  readonly signal?: AbortSignal | undefined
}

/** One state of the data and one question. */
export interface Moment extends Evaluation {
  readonly orders: Orders
  /** Whatever other modules keep until anything changes. */
  readonly kept: Map<string, unknown>
  /** What growing.ts keeps, by its class, until an import changes or removes conversations. */
  readonly keptReading: Map<unknown, unknown>
}

export interface Sets {
  /** Columns, caches and context for one question; null where only SQL can answer. */
  moment(asked: Asked): Promise<Moment | null>
  /** The same, for what only the columns can answer. Throws `invalid-query`, `cancelled`. */
  needed(query: Query, asked: Asked): Promise<Moment>
  /** The conversations of a query in order, and how many are in its scope. Throws `invalid-query`, `cancelled`. */
  ordered(query: Query, asked: Asked): Promise<{ readonly ids: Uint32Array | Float64Array; readonly of: number }>
}

export function createSets(database: ReadableDatabase, keepColumns: boolean): Sets {
  const store = createColumnStore(database)
  let state = freshState(-1)
  let content = freshContent(-1)
  let reading: Reading = { version: -1, kept: new Map() }

  async function moment(asked: Asked): Promise<Moment | null> {
    const pause = pauseOf(asked.signal)
    const columns = keepColumns ? await store.current(pause) : null
    if (!columns) return null
    if (store.version !== state.version) state = freshState(store.version)
    if (store.contentVersion !== content.version) content = freshContent(store.contentVersion)
    if (store.rewriteVersion !== reading.version) reading = { version: store.rewriteVersion, kept: new Map() }
    state.orders ??= createOrders(database, columns)
    const context = compileContext(database, asked, content.kept)
    return {
      database,
      columns,
      context,
      pause,
      cache: state.cache,
      contentCache: content.cache,
      orders: state.orders,
      kept: state.kept,
      keptReading: reading.kept
    }
  }

  return {
    moment,
    async needed(query, asked) {
      const now = await moment(asked)
      if (!now)
        throw new AppError('internal', 'There are too many conversations in this workspace to count their values.')
      checkQuery(query, now.context)
      return now
    },
    async ordered(query, asked) {
      const context = compileContext(database, asked, content.kept)
      checkQuery(query, context)
      const wantsRelevance = query.sort[0]?.field === 'relevance'
      if (!store.isReady && isEverything(query)) {
        // The first list after opening: the index gives it before the columns are read.
        return { ids: idList(database, compileQuery(query, context)), of: scopeOf(database, query) }
      }
      const now = await moment(asked)
      if (!now) {
        const ids = idList(database, compileQuery(query, context))
        return { ids: wantsRelevance ? byRelevance(database, query, ids) : ids, of: scopeOf(database, query) }
      }
      const scope = scopeBits(now, query.agentId)
      const bits = await evaluateIn(now, query.filter, scope)
      const ids = now.orders.sorted(bits, query.sort)
      return { ids: wantsRelevance ? byRelevance(database, query, ids) : ids, of: count(scope) }
    }
  }
}

interface State {
  readonly version: number
  readonly cache: Map<string, Bits>
  orders: Orders | null
  readonly kept: Map<string, unknown>
}

interface Reading {
  readonly version: number
  readonly kept: Map<unknown, unknown>
}

function freshState(version: number): State {
  return { version, cache: new Map(), orders: null, kept: new Map() }
}

function freshContent(version: number): Pick<State, 'version' | 'cache' | 'kept'> {
  return { version, cache: new Map(), kept: new Map() }
}

/** The conversations of a filter inside a scope; switched-off clauses do not count. */
export async function evaluateIn(moment: Moment, filter: Filter, scope: Bits): Promise<Bits> {
  const clauses = applied(filter)
  return clauses ? evaluate(clauses, scope, moment) : scope
}

/** All conversations of an agent, or all. */
export function scopeBits({ database, columns }: Moment, agentId: number | null): Bits {
  if (agentId === null) return columns.present
  const name = first<{ name: string }>(database, sql`SELECT name FROM agent WHERE id = ${agentId}`)?.name
  const { codes, dictionary } = columns.words.agent
  const wanted = dictionary.entries.findIndex((entry) => entry.word === name)
  return filterBits(columns, (id) => wanted > 0 && codes[id] === wanted)
}

function filterBits(columns: Columns, test: (id: number) => boolean): Bits {
  const bits = new Uint32Array(columns.present.length)
  for (let id = 0; id < columns.size; id++) {
    const word = id >>> 5
    const bit = 1 << (id & 31)
    if (((columns.present[word] ?? 0) & bit) !== 0 && test(id)) bits[word] = (bits[word] ?? 0) | bit
  }
  return bits
}

function isEverything(query: Query): boolean {
  return applied(query.filter) === null && query.sort.length === 0 && query.agentId === null
}

function scopeOf(database: ReadableDatabase, query: Query): number {
  const where = query.agentId === null ? sql`TRUE` : sql`agent_id = ${query.agentId}`
  return first<{ n: number }>(database, sql`SELECT count(*) AS n FROM conversation WHERE ${where}`)?.n ?? 0
}
