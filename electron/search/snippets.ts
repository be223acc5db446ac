// Where the search text was found in a conversation: the one message that shows most of it, cut to a line.
import type { Snippet, Span } from '../../shared/domain'
import { hits, type Needle, needlesAt, type Place, patternText } from '../../shared/query/highlight'
import { MESSAGE_ID_STEP } from '../database/messages'
import type { ReadableDatabase } from '../database/open'
import { matcherOf } from '../database/safe-pattern'
import { all, sql } from '../database/sql'
import { wordsExpression } from './match-expression'

/** Characters of a snippet, and how many of them stand before the first hit. */
const LENGTH = 200
const BEFORE = 24
/** Messages read of a conversation before the index is asked where in a longer one the words are. */
const READ = 40
const COMPARED = 12

interface Candidate {
  readonly text: string
  readonly place: Place
}
interface Best extends Candidate {
  readonly spans: readonly Span[]
  readonly kinds: number
}

/** The snippet of one conversation; null when nothing of the query can be shown. */
export function snippetOf(
  database: ReadableDatabase,
  conversationId: number,
  needles: readonly Needle[]
): Snippet | null {
  if (needles.length === 0) return null
  const first = messagesOf(database, conversationId, needles)
  const best =
    bestOf(first, needles) ??
    (first.length === READ ? bestOf(hitMessages(database, conversationId, needles), needles) : null) ??
    bestOf(besides(database, conversationId, needles), needles)
  return best && cut(best.text, best.spans, best.place)
}

/** The text in which most of what is looked for stands; the first of equals. */
function bestOf(candidates: Iterable<Candidate>, needles: readonly Needle[]): Best | null {
  let best: Best | null = null
  for (const { text, place } of candidates) {
    const there = needlesAt(needles, place).filter((needle) => isWithin(text, needle))
    if (there.length <= (best?.kinds ?? 0)) continue
    best = { text, place, spans: hits(text, there), kinds: there.length }
    if (there.length === needles.length) break
  }
  return best
}

/** Patterns run under their time limit. */
function isWithin(text: string, needle: Needle): boolean {
  return needle.kind === 'pattern' ? matcherOf(patternText(needle))(text) : hits(text, [needle]).length > 0
}

const MESSAGES =
  'SELECT role AS place, iif(parts IS NULL, text, said(text, parts)) AS text FROM message WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?'

function messagesOf(database: ReadableDatabase, conversationId: number, needles: readonly Needle[]): Candidate[] {
  if (!needles.some((needle) => needle.places.some((place) => place !== 'citation' && place !== 'note'))) return []
  const base = conversationId * MESSAGE_ID_STEP
  return database.prepare(MESSAGES).all<Candidate>(base + 1, base + MESSAGE_ID_STEP - 1, READ)
}

function hitMessages(database: ReadableDatabase, conversationId: number, needles: readonly Needle[]): Candidate[] {
  const expression = wordsExpression(needles)
  const base = conversationId * MESSAGE_ID_STEP
  if (expression === null) return []
  return all<Candidate>(
    database,
    sql`SELECT role AS place, iif(parts IS NULL, text, said(text, parts)) AS text FROM message WHERE id IN (SELECT rowid FROM message_fts WHERE message_fts MATCH ${expression}
      AND rowid BETWEEN ${base + 1} AND ${base + MESSAGE_ID_STEP - 1} LIMIT ${COMPARED})`
  )
}

/** Citations and notes, where the query looks into them. */
function* besides(
  database: ReadableDatabase,
  conversationId: number,
  needles: readonly Needle[]
): Generator<Candidate> {
  const base = conversationId * MESSAGE_ID_STEP
  if (needles.some((needle) => needle.places.includes('citation'))) {
    const citations = sql`SELECT title, excerpt, url FROM citation WHERE message_id BETWEEN ${base} AND ${base + MESSAGE_ID_STEP - 1} LIMIT ${READ}`
    for (const citation of all<Record<string, string | null>>(database, citations))
      for (const text of Object.values(citation)) if (text !== null) yield { text, place: 'citation' }
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
