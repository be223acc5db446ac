// The one place that makes SQL of a query, always with parameters; and its validator. What it says is the meaning of a query:
// everything faster is tested against it.
import { AppError, assertNever } from '../../shared/errors'
import { applied } from '../../shared/query/normalise'
import type { Filter, MessageSequence, Query, Sort } from '../../shared/query/query'
import { code, join, type Sql, sql } from '../database/sql'
import type { CompileContext } from './compile-context'
import { conversationCondition } from './compile-conversation'
import { compileMessage } from './compile-message'
import { anyOf } from './compile-values'

/** What holds for a conversation `c`. Throws `invalid-query` with a sentence for people. */
export function compileFilter(filter: Filter, context: CompileContext): Sql {
  switch (filter.kind) {
    case 'all':
      return filter.of.length === 0
        ? code('TRUE')
        : sql`(${join(
            filter.of.map((f) => compileFilter(f, context)),
            ' AND '
          )})`
    case 'any':
      return anyOf(filter.of.map((f) => compileFilter(f, context)))
    case 'not':
      // What is unknown (no confidence, no time) does not hold, so its negation does: -x is always the rest.
      return sql`NOT coalesce(${compileFilter(filter.of, context)}, FALSE)`
    case 'msg':
      return sql`c.id IN (SELECT m.id >> 20 FROM message m WHERE ${compileMessage(filter.of, context)})`
    case 'then':
      return sql`c.id IN (${compileSequence(filter, context)})`
    case 'condition':
      return conversationCondition(filter, context)
    default:
      return assertNever(filter)
  }
}

/** Conversations in which such messages follow each other: one column, `id`. */
function compileSequence(sequence: MessageSequence, context: CompileContext): Sql {
  const steps = sequence.of.map((step, i) => {
    // Each step reads the messages that satisfy it; the next joins on a later id of the same conversation.
    const found = sql`(SELECT m.id FROM message m WHERE ${compileMessage(step, context)}) ${code(`s${i}`)}`
    if (i === 0) return found
    const within = sequence.within[i - 1] ?? null
    const [before, here] = [code(`s${i - 1}.id`), code(`s${i}.id`)]
    const near = within === null ? code('TRUE') : sql`${here} <= ${before} + ${within}`
    return sql`JOIN ${found} ON ${here} > ${before} AND ${here} < ((${before} >> 20) + 1) << 20 AND ${near}`
  })
  return sql`SELECT DISTINCT s0.id >> 20 AS id FROM ${join(steps, ' ')}`
}

const NEWEST_FIRST = code('c.started_at DESC NULLS LAST, c.id DESC')

const SORT_KEYS: Readonly<Record<Exclude<Sort['field'], 'date' | 'relevance'>, string>> = {
  last: 'c.last_at',
  preview: 'fold(c.preview)',
  channel: 'fold(c.channel)',
  status: 'fold(c.status)',
  messages: 'c.message_count',
  // More thumbs down than up comes first when ascending; nobody's verdict last.
  feedback: 'CASE WHEN c.up_count + c.down_count > 0 THEN c.up_count - c.down_count END',
  confidence: 'c.confidence',
  sentiment: 'c.sentiment',
  topic: 'fold(c.topic)',
  customer: 'fold(c.customer)',
  agent: '(SELECT fold(name) FROM agent WHERE id = c.agent_id)',
  source: '(SELECT fold(name) FROM source WHERE id = c.source_id)',
  review: 'c.review_state'
}

/** ORDER BY: as asked, what has no value last, then newest first, then the id. Relevance is put in by the result set. */
export function compileSort(sort: readonly Sort[]): Sql {
  const keys: Sql[] = []
  for (const { field, direction } of sort) {
    const way = direction === 'desc' ? 'DESC' : 'ASC'
    if (field === 'relevance') continue
    if (field === 'date') return join([...keys, code(`c.started_at ${way} NULLS LAST, c.id ${way}`)], ', ')
    keys.push(code(`${SORT_KEYS[field]} ${way} NULLS LAST`))
  }
  return join([...keys, NEWEST_FIRST], ', ')
}

/** WHERE of a whole query: its agent and the clauses that are switched on. */
export function compileWhere(query: Query, context: CompileContext): Sql {
  const filter = applied(query.filter)
  const parts = [
    ...(query.agentId === null ? [] : [sql`c.agent_id = ${query.agentId}`]),
    ...(filter ? [compileFilter(filter, context)] : [])
  ]
  return parts.length === 0 ? code('TRUE') : join(parts, ' AND ')
}

/** All conversations of a query in order: one column, `id`. */
export function compileQuery(query: Query, context: CompileContext): Sql {
  return sql`SELECT c.id FROM conversation c WHERE ${compileWhere(query, context)} ORDER BY ${compileSort(query.sort)}`
}

/** Throws `invalid-query` when the query cannot be run. */
export function checkQuery(query: Query, context: CompileContext): void {
  const filter = applied(query.filter)
  if (filter) compileFilter(filter, context)
  if (query.sort.length > 8) throw new AppError('invalid-query', 'The list can be sorted by at most eight columns.')
}
