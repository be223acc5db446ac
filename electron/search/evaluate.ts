// Filter -> set of conversations, clause by clause: typed arrays where they can tell, the index and the annotation tables where
// they must, and reading messages last, only of the conversations that are left. Yields between clauses so that it can be stopped.
import { AppError } from '../../shared/errors'
import { checkCondition } from '../../shared/query/check-condition'
import type { Condition, Filter } from '../../shared/query/query'
import type { ReadableDatabase } from '../database/open'
import { eachId, type Sql, sql } from '../database/sql'
import { and, type Bits, eachBit, idsOf, minus, noBits, or, setBit } from './bits'
import { columnTest, type Test } from './column-conditions'
import type { Columns } from './columns'
import type { CompileContext } from './compile-context'
import { conversationCondition } from './compile-conversation'
import { textClauses } from './compile-text'
import { readMessages } from './read-messages'

export interface Evaluation {
  readonly database: ReadableDatabase
  readonly columns: Columns
  readonly context: CompileContext
  /** Sets of clauses about what people add, by clause: until anything changes. */
  readonly cache: Map<string, Bits>
  /** Sets of clauses about what was said: until an import changes conversations. */
  readonly contentCache: Map<string, Bits>
  /** Lets other calls in, then throws `cancelled` when nobody waits for this any more. */
  readonly pause: () => Promise<void>
}

/** The conversations of `among` that satisfy the filter. */
export async function evaluate(filter: Filter, among: Bits, evaluation: Evaluation): Promise<Bits> {
  switch (filter.kind) {
    case 'all': {
      let left = among
      for (const child of filter.of.toSorted((a, b) => costOf(a) - costOf(b)))
        left = await evaluate(child, left, evaluation)
      return left
    }
    case 'any': {
      let found = noBits(evaluation.columns.size)
      for (const child of filter.of) found = or(found, await evaluate(child, among, evaluation))
      return found
    }
    case 'not':
      return minus(among, await evaluate(filter.of, among, evaluation))
    case 'msg':
    case 'then': {
      const possible = necessary(filter)
      return readMessages(filter, possible ? await evaluate(possible, among, evaluation) : among, evaluation)
    }
    case 'condition':
      return evaluateCondition(filter, among, evaluation)
  }
}

async function evaluateCondition(condition: Condition, among: Bits, evaluation: Evaluation): Promise<Bits> {
  const problem = checkCondition(condition)
  if (problem) throw new AppError('invalid-query', problem.message)
  const test = columnTest(condition, evaluation.columns, evaluation.context)
  if (test) return testAll(test, among)
  await evaluation.pause()
  if (isRead(condition)) return readConversations(condition, among, evaluation)
  const key = JSON.stringify([condition, condition.field === 'by' ? evaluation.context.reviewer : ''])
  const cache = TEXT_FIELDS.has(condition.field) ? evaluation.contentCache : evaluation.cache
  let found = cache.get(key)
  if (!found) {
    found = noBits(evaluation.columns.size)
    for (const select of selectsOf(condition, evaluation.context)) collect(evaluation, select, found)
    if (cache.size >= KEPT_SETS) cache.clear()
    cache.set(key, found)
  }
  return and(among, found)
}

/** At a million conversations 125 kB each. */
const KEPT_SETS = 100

function testAll(test: Test, among: Bits): Bits {
  const found = new Uint32Array(among.length)
  eachBit(among, (id) => {
    if (test(id)) setBit(found, id)
  })
  return found
}

function collect({ database, columns }: Evaluation, select: Sql, into: Bits): void {
  eachId(database, select, (id) => {
    if (id < columns.size) setBit(into, id)
  })
}

/** The conversations of a condition straight from the index or the annotation tables, without a look at each conversation. */
function selectsOf(condition: Condition, context: CompileContext): readonly Sql[] {
  const clause = conversationCondition(condition, context)
  return clause.ids ?? [sql`SELECT c.id FROM conversation c WHERE ${clause}`]
}

const TEXT_FIELDS: ReadonlySet<Condition['field']> = new Set(['text', 'user', 'bot', 'human', 'cites', 'q'])

/** Conditions that must look into every message or customer. */
function isRead(condition: Condition): boolean {
  const { field } = condition
  if (field === 'chars' || field === 'wait' || field === 'customer') return true
  if (!TEXT_FIELDS.has(field) || field === 'cites') return false
  return textClauses(condition).some((clause) => clause.kind === 'read')
}

/** Cheap clauses first: they leave less to read for the dear ones. */
function costOf(filter: Filter): number {
  switch (filter.kind) {
    case 'condition':
      if (isRead(filter)) return 4
      return TEXT_FIELDS.has(filter.field) ? 2 : 1
    case 'not':
      return costOf(filter.of)
    case 'msg':
    case 'then':
      return 3
    default:
      return Math.max(0, ...filter.of.map(costOf))
  }
}

/**
 * What must hold for a conversation if it holds a message that satisfies a filter, of clauses that are cheap to ask: it leaves
 * fewer conversations to read. Null where nothing is known.
 */
function necessary(filter: Filter): Filter | null {
  switch (filter.kind) {
    case 'msg':
      return necessary(filter.of)
    case 'all':
    case 'then': {
      const of = filter.of.map(necessary).filter((child) => child !== null)
      return of.length === 0 ? null : { kind: 'all', of }
    }
    case 'any': {
      const of = filter.of.map(necessary)
      return of.length > 0 && of.every((child) => child !== null) ? { kind: 'any', of } : null
    }
    case 'condition':
      return HOLD_FOR_BOTH.has(filter.field) && !isRead(filter) ? filter : null
    case 'not':
      return null
  }
}

/** A conversation has it when one of its messages has it. */
const HOLD_FOR_BOTH: ReadonlySet<Condition['field']> = new Set([
  'text',
  'user',
  'bot',
  'human',
  'cites',
  'q',
  'note',
  'verdict',
  'score',
  'by'
])

function readConversations(condition: Condition, among: Bits, evaluation: Evaluation): Promise<Bits> {
  if (condition.field !== 'customer') return readMessages({ kind: 'msg', of: condition }, among, evaluation)
  const where = conversationCondition(condition, evaluation.context)
  return inSlices(among, evaluation, ({ from, to, ids }) =>
    ids
      ? sql`SELECT c.id FROM conversation c WHERE c.id IN (SELECT value FROM json_each(${ids})) AND ${where}`
      : sql`SELECT c.id FROM conversation c WHERE c.id BETWEEN ${from} AND ${to} AND ${where}`
  )
}

interface Slice {
  readonly from: number
  readonly to: number
  /** JSON list of the conversations to look at; null for all from `from` to `to`. */
  readonly ids: string | null
}

/** Conversations a slice; a slice of plain reading takes some ten milliseconds. */
const SLICE = 1_000

async function inSlices(among: Bits, evaluation: Evaluation, select: (slice: Slice) => Sql): Promise<Bits> {
  const found = noBits(evaluation.columns.size)
  const ids = idsOf(among)
  for (let i = 0; i < ids.length; i += SLICE) {
    const part = ids.subarray(i, i + SLICE)
    const [from = 0, to = 0] = [part[0], part.at(-1)]
    // Reading a few in between that are not asked for is cheaper than naming each.
    const isDense = to - from < part.length * 2
    collect(evaluation, select({ from, to, ids: isDense ? null : JSON.stringify([...part]) }), found)
    await evaluation.pause()
  }
  return and(among, found)
}
