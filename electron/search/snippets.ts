// Where the search text was found in a conversation: the one message that shows most of it, cut to a line.
import type { Snippet, Span } from '../../shared/domain'
import { hits, type Needle, needlesAt, type Place } from '../../shared/query/highlight'
import { MESSAGE_ID_STEP } from '../database/messages'
import type { ReadableDatabase } from '../database/open'
import { all, sql } from '../database/sql'
import { wordsExpression } from './match-expression'

/** Characters of a snippet, and how many of them stand before the first hit. */
const LENGTH = 200
const BEFORE = 50
/** Messages with a hit that are compared for the best snippet; messages read where the index cannot help. */
const COMPARED = 12
const READ = 200

/** The snippet of one conversation; null when nothing of the query can be shown. */
export function snippetOf(
  database: ReadableDatabase,
  conversationId: number,
  needles: readonly Needle[]
): Snippet | null {
  if (needles.length === 0) return null
  let best: {
    readonly text: string
    readonly place: Place
    readonly spans: readonly Span[]
    readonly kinds: number
  } | null = null
  for (const { text, place } of candidates(database, conversationId, needles)) {
    const there = needlesAt(needles, place)
    const kinds = there.filter((needle) => hits(text, [needle]).length > 0).length
    if (kinds > (best?.kinds ?? 0)) best = { text, place, spans: hits(text, there), kinds }
  }
  return best && cut(best.text, best.spans, best.place)
}

interface Candidate {
  readonly text: string
  readonly place: Place
}

function* candidates(
  database: ReadableDatabase,
  conversationId: number,
  needles: readonly Needle[]
): Generator<Candidate> {
  const base = conversationId * MESSAGE_ID_STEP
  const last = base + MESSAGE_ID_STEP - 1
  const expression = wordsExpression(needles)
  const isIndexed = needles.every((needle) => needle.kind === 'words')
  if (needles.some((needle) => needle.places.some((place) => place !== 'citation' && place !== 'note'))) {
    const found =
      isIndexed && expression
        ? sql`SELECT rowid FROM message_fts WHERE message_fts MATCH ${expression} AND rowid BETWEEN ${base} AND ${last} LIMIT ${COMPARED}`
        : sql`SELECT id FROM message WHERE id BETWEEN ${base} AND ${last} LIMIT ${READ}`
    for (const row of all<{ role: Place; text: string }>(
      database,
      sql`SELECT role, text FROM message WHERE id IN (${found})`
    ))
      yield { text: row.text, place: row.role }
  }
  if (needles.some((needle) => needle.places.includes('citation'))) {
    const citations = sql`SELECT title, excerpt, url FROM citation WHERE message_id BETWEEN ${base} AND ${last} LIMIT ${READ}`
    for (const { title, excerpt, url } of all<Record<string, string | null>>(database, citations)) {
      for (const text of [title, excerpt, url]) if (typeof text === 'string') yield { text, place: 'citation' }
    }
  }
  if (needles.some((needle) => needle.places.includes('note'))) {
    for (const { body } of all<{ body: string }>(
      database,
      sql`SELECT body FROM note WHERE conversation_id = ${conversationId}`
    ))
      yield { text: body, place: 'note' }
  }
}

/** One line around the first hit. Line ends become spaces, one for one, so that places stay right. */
function cut(text: string, spans: readonly Span[], role: Place): Snippet {
  const first = spans[0]?.start ?? 0
  const from = first <= BEFORE ? 0 : wordStart(text, first - BEFORE)
  const to = Math.min(text.length, from + LENGTH)
  return {
    text: text.slice(from, to).replace(/[\s\p{Cc}]/gu, ' '),
    hits: spans
      .filter((span) => span.start < to)
      .map((span) => ({ start: span.start - from, end: Math.min(span.end, to) - from })),
    role
  }
}

function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + 20).search(/\s/)
  if (space >= 0) return at + space + 1
  // Not between the halves of a character.
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at
}
