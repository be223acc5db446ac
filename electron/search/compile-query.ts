// The one place that makes SQL of a query, always with parameters; and its validator.

import { assertNever } from '../../shared/errors'
import type { Filter, Query } from '../../shared/query/query'
import { code, join, type Sql, sql } from '../database/sql'
import { matchExpression, SPOKEN } from './match-expression'

/** What holds for a conversation `c`. */
export function compileFilter(filter: Filter): Sql {
  switch (filter.kind) {
    case 'all':
      return filter.of.length === 0 ? code('TRUE') : sql`(${join(filter.of.map(compileFilter), ' AND ')})`
    case 'any':
      return filter.of.length === 0 ? code('FALSE') : sql`(${join(filter.of.map(compileFilter), ' OR ')})`
    case 'not':
      return sql`(NOT ${compileFilter(filter.of)})`
    case 'msg':
    case 'then':
      return code('TRUE')
    case 'condition': {
      const matches = filter.values.flatMap((value) => matchExpression(value, SPOKEN, filter.op === 'starts') ?? [])
      return join(
        matches.map((m) => sql`c.id IN (SELECT rowid >> 20 FROM message_fts WHERE message_fts MATCH ${m})`),
        ' OR '
      )
    }
    default:
      return assertNever(filter)
  }
}

/** All conversations of a query, in order: one column, `id`. */
export function compileQuery(query: Query): Sql {
  const agent = query.agentId === null ? code('TRUE') : sql`c.agent_id = ${query.agentId}`
  return sql`SELECT c.id FROM conversation c WHERE ${agent} AND ${compileFilter(query.filter)} ORDER BY c.started_at DESC, c.id DESC`
}
