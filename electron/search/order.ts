// Puts a set of conversations in order: by ranks in typed arrays and counting sorts, the same order as compileSort gives in SQL.
import type { Sort } from '../../shared/query/query'
import { fold as foldForOrder } from '../../shared/search-text'
import type { ReadableDatabase } from '../database/open'
import { eachId, type Sql, sql } from '../database/sql'
import { type Bits, count, hasBit, idsOf } from './bits'
import { sortByNumber } from './by-number'
import { type Columns, WORD_COLUMNS, type WordColumn } from './columns'
import { compileSort } from './compile-query'

/** Orders of one state of the data; thrown away when it changes. */
export interface Orders {
  /** The ids of `bits` in order. */
  sorted(bits: Bits, sort: readonly Sort[]): Uint32Array
}

/** Up to here the ids themselves are put in order by date; beyond, everything is once, and kept. */
const FEW = 4_000

export function createOrders(database: ReadableDatabase, columns: Columns): Orders {
  const kept = new Map<string, Uint32Array>()
  const ranks = new Map<Sort['field'], Uint32Array>()
  let newest: Dated | null = null

  /** All conversations in an order that SQL makes. */
  function fromSql(key: string, order: () => Sql): Uint32Array {
    let ids = kept.get(key)
    if (!ids) {
      ids = new Uint32Array(columns.total)
      let length = 0
      const into = ids
      eachId(database, order(), (id) => {
        if (length < into.length) into[length++] = id
      })
      ids = into.subarray(0, length)
      kept.set(key, ids)
    }
    return ids
  }

  function rankOf(field: Sort['field']): Uint32Array | null {
    const known = ranks.get(field)
    if (known) return known
    const word = WORD_OF[field]
    const numbers = NUMBER_OF[field]
    const rank = word ? wordRanks(columns, word) : numbers ? numberRanks(columns, numbers) : null
    if (rank) ranks.set(field, rank)
    return rank
  }

  function byDate(bits: Bits, oldest: boolean): Uint32Array {
    const isLong = count(bits) > FEW
    if (isLong) newest ??= newestFirst(idsOf(columns.present), columns.startedAt)
    const { dated, undated } = (isLong ? newest : null) ?? newestFirst(idsOf(bits), columns.startedAt)
    return oldest
      ? concat(only(dated, bits).toReversed(), only(undated, bits).toReversed())
      : concat(only(dated, bits), only(undated, bits))
  }

  return {
    sorted(bits, sort) {
      const keys = sort.filter(({ field }) => field !== 'relevance')
      const until = keys.findIndex(({ field }) => field === 'date')
      const before = until < 0 ? keys : keys.slice(0, until)
      const oldest = until >= 0 && keys[until]?.direction === 'asc'
      const ranked = before.map(({ field, direction }) => ({ ranks: rankOf(field), direction }))
      if (ranked.some((key) => key.ranks === null)) {
        return only(
          fromSql(JSON.stringify(keys), () => sql`SELECT c.id FROM conversation c ORDER BY ${compileSort(keys)}`),
          bits
        )
      }
      let ids = byDate(bits, oldest)
      for (const { ranks, direction } of ranked.reverse())
        if (ranks) ids = stableByRank(ids, ranks, direction === 'desc')
      return ids
    }
  }
}

const WORD_OF: Readonly<Partial<Record<Sort['field'], WordColumn>>> = {
  channel: 'channel',
  status: 'status',
  sentiment: 'sentiment',
  topic: 'topic',
  agent: 'agent',
  source: 'origin',
  review: 'review'
}
const NUMBER_OF: Readonly<Partial<Record<Sort['field'], (columns: Columns, id: number) => number>>> = {
  last: ({ lastAt }, id) => lastAt[id] ?? Number.NaN,
  messages: ({ messages }, id) => messages[id] ?? 0,
  confidence: ({ confidence }, id) => confidence[id] ?? Number.NaN,
  feedback: ({ up, down }, id) => {
    const [ups, downs] = [up[id] ?? 0, down[id] ?? 0]
    return ups + downs > 0 ? ups - downs : Number.NaN
  }
}

interface Dated {
  readonly dated: Uint32Array
  /** Whose start is not known. */
  readonly undated: Uint32Array
}

/** Of the same start the highest id first, as of those without. `ids` ascend; they are used up. */
function newestFirst(ids: Uint32Array, startedAt: Float64Array): Dated {
  const undated = ids.filter((id) => Number.isNaN(startedAt[id] ?? Number.NaN))
  let length = 0
  for (const id of ids) if (!Number.isNaN(startedAt[id] ?? Number.NaN)) ids[length++] = id
  const dated = ids.subarray(0, length)
  sortByNumber(dated, startedAt)
  return { dated: dated.reverse(), undated: undated.reverse() }
}

/** Rank by id: 0 for no value, then 1 for the lowest; equal values share one. */
function numberRanks(columns: Columns, of: (columns: Columns, id: number) => number): Uint32Array {
  const ids = idsOf(columns.present)
  const values = new Float64Array(ids.length)
  for (let i = 0; i < ids.length; i++) values[i] = of(columns, ids[i] ?? 0)
  values.sort()
  let length = 0
  for (const value of values)
    if (!Number.isNaN(value) && (length === 0 || value !== values[length - 1])) values[length++] = value
  const ranks = new Uint32Array(columns.size)
  for (const id of ids) ranks[id] = placeOf(values, length, of(columns, id))
  return ranks
}

/** 1-based place of a value among the first `length` sorted distinct ones; 0 for NaN. */
function placeOf(values: Float64Array, length: number, value: number): number {
  if (Number.isNaN(value)) return 0
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low + 1
}

function wordRanks(columns: Columns, column: WordColumn): Uint32Array {
  const { codes, dictionary } = columns.words[column]
  const sortKey = SORTED_AS_IS.has(column) ? (word: string) => word : foldForOrder
  const keys = dictionary.entries.map(({ word }) => (word === null ? null : sortKey(word)))
  const distinct = [...new Set(keys.filter((key) => key !== null))].sort(byCodePoint)
  const rankOfCode = Uint32Array.from(keys, (key) => (key === null ? 0 : distinct.indexOf(key) + 1))
  const ranks = new Uint32Array(columns.size)
  for (let id = 0; id < ranks.length; id++) ranks[id] = rankOfCode[codes[id] ?? 0] ?? 0
  return ranks
}

/** Columns whose words the product fixes are not folded in SQL either. */
const SORTED_AS_IS: ReadonlySet<WordColumn> = new Set(WORD_COLUMNS.filter((c) => c === 'sentiment' || c === 'review'))

/** SQLite compares text by its UTF-8 bytes, which is the order of code points; JavaScript compares UTF-16. */
function byCodePoint(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  for (let i = 0; i < x.length && i < y.length; i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return x.length - y.length
}

function stableByRank(ids: Uint32Array, ranks: Uint32Array, descending: boolean): Uint32Array {
  let highest = 0
  for (const id of ids) highest = Math.max(highest, ranks[id] ?? 0)
  // No value comes last either way.
  const slot = (id: number): number => {
    const rank = ranks[id] ?? 0
    if (rank === 0) return highest
    return descending ? highest - rank : rank - 1
  }
  const starts = new Uint32Array(highest + 2)
  for (const id of ids) {
    const at = slot(id) + 1
    starts[at] = (starts[at] ?? 0) + 1
  }
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0)
  const out = new Uint32Array(ids.length)
  for (const id of ids) {
    const at = slot(id)
    const place = starts[at] ?? 0
    out[place] = id
    starts[at] = place + 1
  }
  return out
}

/** Those of `ids` that are in `bits`, in their order; `ids` itself where all of them are, as in a list without a filter. */
function only(ids: Uint32Array, bits: Bits): Uint32Array {
  if (ids.every((id) => hasBit(bits, id))) return ids
  const out = new Uint32Array(ids.length)
  let length = 0
  for (const id of ids) if (hasBit(bits, id)) out[length++] = id
  return out.slice(0, length)
}

function concat(a: Uint32Array, b: Uint32Array): Uint32Array {
  if (b.length === 0) return a
  const out = new Uint32Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}
