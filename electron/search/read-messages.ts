// Which conversations hold a message, or messages in order, that satisfy clauses together: from the index where a clause names words,
// else by reading, some thousand conversations at a time.
import type { Filter } from '../../shared/query/query'
import { MESSAGE_ID_STEP } from '../database/messages'
import { eachId, join, type Sql, sql } from '../database/sql'
import { and, type Bits, count, idsOf, noBits, setBit } from './bits'
import type { CompileContext } from './compile-context'
import { compileMessage } from './compile-message'
import { textClauses } from './compile-text'
import type { Evaluation } from './evaluate'

/** Conversations a slice: read message by message, or looked up from the index. Either takes some ten milliseconds. */
const READ = 1_000
const LOOKED_UP = 20_000
/** With fewer than one conversation in so many left, reading just those is cheaper than asking the index. */
const SPARSE = 20

/** The conversations of `among` that hold such messages. */
export async function readMessages(
  filter: Filter & { readonly kind: 'msg' | 'then' },
  among: Bits,
  evaluation: Evaluation
): Promise<Bits> {
  const steps = filter.kind === 'msg' ? [filter.of] : filter.of
  const within = filter.kind === 'msg' ? [] : filter.within
  const found = noBits(evaluation.columns.size)
  for (const slice of slicesOf(steps, among, evaluation)) {
    const lists = steps.map((step) => {
      const ids: number[] = []
      eachId(evaluation.database, slice(step), (id) => ids.push(id))
      return ids
    })
    for (const id of inSequence(lists, within)) {
      const conversation = Math.floor(id / MESSAGE_ID_STEP)
      if (conversation < evaluation.columns.size) setBit(found, conversation)
    }
    await evaluation.pause()
  }
  return and(among, found)
}

/** The select of message ids (ascending, column `id`) of a step, for one part of the conversations. */
type Slice = (step: Filter) => Sql

function* slicesOf(steps: readonly Filter[], among: Bits, { columns, context }: Evaluation): Generator<Slice> {
  const ids = idsOf(among)
  const isSparse = count(among) * SPARSE < columns.total
  if (isSparse) {
    for (let i = 0; i < ids.length; i += READ) yield named(JSON.stringify([...ids.subarray(i, i + READ)]), context)
    return
  }
  const size = steps.every((step) => indexedOf(step).length > 0) ? LOOKED_UP : READ
  for (let i = 0; i < ids.length; i += size) {
    const part = ids.subarray(i, i + size)
    const [first = 0, last = 0] = [part[0], part.at(-1)]
    const messages = { from: first * MESSAGE_ID_STEP, to: (last + 1) * MESSAGE_ID_STEP - 1 }
    yield (step) => inRange(step, { ...context, messages })
  }
}

/** Reads every message of the conversations that are named. */
function named(conversations: string, context: CompileContext): Slice {
  const reading: CompileContext = { ...context, readsText: true }
  return (step) => sql`SELECT m.id FROM json_each(${conversations}) j CROSS JOIN message m
    ON m.id BETWEEN (j.value << 20) + 1 AND (j.value << 20) + 1048575 WHERE ${compileMessage(step, reading)}`
}

/** Looks up the messages in which the index finds the words that must be there; reads all where there are none. */
function inRange(step: Filter, context: CompileContext): Sql {
  const { from, to } = context.messages ?? { from: 0, to: 0 }
  const indexed = indexedOf(step)
  if (indexed.length === 0)
    return sql`SELECT m.id FROM message m WHERE m.id BETWEEN ${from} AND ${to} AND ${compileMessage(step, context)} ORDER BY m.id`
  const hits = indexed.map((condition) => {
    const lists = textClauses(condition, context.messages).flatMap((clause) =>
      clause.kind === 'index' ? [sql`SELECT id FROM (${clause.ids})`] : []
    )
    return lists.length === 1 ? join(lists, '') : sql`SELECT id FROM (${join(lists, ' UNION ')})`
  })
  const both = sql`SELECT id FROM (${join(hits, ' INTERSECT ')})`
  const rest = restOf(step)
  return rest
    ? sql`SELECT m.id FROM (${both}) x CROSS JOIN message m ON m.id = x.id WHERE ${compileMessage(rest, context)} ORDER BY m.id`
    : sql`SELECT id FROM (${both}) WHERE id & 1048575 > 0 ORDER BY id`
}

/** Text conditions that must hold and that the index answers. */
function indexedOf(step: Filter): (Filter & { readonly kind: 'condition' })[] {
  const clauses = step.kind === 'all' ? step.of : [step]
  return clauses.filter((clause) => clause.kind === 'condition').filter(isIndexed)
}

function restOf(step: Filter): Filter | null {
  const clauses = step.kind === 'all' ? step.of : [step]
  const rest = clauses.filter((clause) => clause.kind !== 'condition' || !isIndexed(clause))
  return rest.length === 0 ? null : { kind: 'all', of: rest }
}

const TEXT = new Set(['text', 'user', 'bot', 'human', 'cites'])

function isIndexed(condition: Filter & { readonly kind: 'condition' }): boolean {
  return TEXT.has(condition.field) && textClauses(condition).every((clause) => clause.kind === 'index')
}

/** The ids of the last list that can be reached from the first, each step later in the same conversation and near enough. */
function inSequence(lists: readonly (readonly number[])[], within: readonly (number | null)[]): readonly number[] {
  let reached = lists[0] ?? []
  for (const [i, list] of lists.slice(1).entries()) {
    const most = within[i] ?? MESSAGE_ID_STEP
    const next: number[] = []
    let at = 0
    for (const id of list) {
      while (at < reached.length && (reached[at] ?? 0) < id) at++
      // The latest one before is the nearest; if it is too far off or in another conversation, so are all.
      const before = reached[at - 1]
      if (
        before !== undefined &&
        id - before <= most &&
        Math.floor(before / MESSAGE_ID_STEP) === Math.floor(id / MESSAGE_ID_STEP)
      )
        next.push(id)
    }
    reached = next
  }
  return reached
}
