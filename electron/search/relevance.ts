// Orders a list by how well its text matches: only the newest hits are weighed, so that a common word costs no more than a rare one.
import { needlesOf } from '../../shared/query/highlight'
import { applied } from '../../shared/query/normalise'
import type { Query } from '../../shared/query/query'
import type { ReadableDatabase } from '../database/open'
import { all, sql } from '../database/sql'
import { wordsExpression } from './match-expression'

/** Messages weighed. BM25 over all hits of a common word costs a second at four million messages, over these some ten milliseconds. */
const WEIGHED = 5_000

/** The conversations of the newest hits, best first, then the others in the order they came. */
export function byRelevance(
  database: ReadableDatabase,
  query: Query,
  ids: Uint32Array | Float64Array
): Uint32Array | Float64Array {
  const filter = applied(query.filter)
  const expression = filter && wordsExpression(needlesOf(filter))
  if (!expression) return ids
  const scores = new Map<number, number>()
  const hits = sql`SELECT rowid >> 20 AS id, bm25(message_fts) AS score FROM message_fts WHERE message_fts MATCH ${expression}
    ORDER BY rowid DESC LIMIT ${WEIGHED}`
  // bm25 is negative; lower is better. A conversation is as good as its best message.
  for (const { id, score } of all<{ id: number; score: number }>(database, hits))
    scores.set(id, Math.min(scores.get(id) ?? 0, score))
  const weighed = ids.filter((id) => scores.has(id)).sort((a, b) => (scores.get(a) ?? 0) - (scores.get(b) ?? 0))
  const out = ids.slice()
  out.set(weighed)
  out.set(
    ids.filter((id) => !scores.has(id)),
    weighed.length
  )
  return out
}
