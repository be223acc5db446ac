// What people added: tags, notes, issues, verdicts, scores, flags, Q&A pairs; on a message or anywhere in a conversation.
import { foldLetters } from '../../shared/query/highlight'
import { readNumber } from '../../shared/query/numbers'
import type { Condition } from '../../shared/query/query'
import { fold } from '../../shared/search-text'
import { code, join, list, type Sql, sql } from '../database/sql'
import type { CompileContext } from './compile-context'
import { anyOf, type Clause, isAmong, numberIs, textIs, wordsAre } from './compile-values'

/** Where an annotation must hang: on message `m`, or anywhere on conversation `c`. `alias.conversation_id`, `alias.message_key`. */
export function annotated(table: string, alias: string, where: Sql, ofMessage: boolean): Clause {
  return ofMessage
    ? sql`EXISTS (SELECT 1 FROM ${code(`${table} ${alias}`)} WHERE ${code(`${alias}.conversation_id = m.id >> 20 AND ${alias}.message_key = m.key`)} AND ${where})`
    : isAmong(sql`SELECT ${code(`${alias}.conversation_id AS id FROM ${table} ${alias}`)} WHERE ${where}`)
}

const ANY = code('TRUE')

/** `tag:billing`; `tag:none` is no tag at all. */
export function tagIs(condition: Condition, ofMessage: boolean): Clause {
  const named = annotated(
    'conversation_tag',
    'ct',
    condition.op === 'exists'
      ? ANY
      : sql`ct.tag_id IN (SELECT id FROM tag WHERE ${wordsAre(code('tag.name'), condition, true)})`,
    ofMessage
  )
  const wantsNone = condition.op === 'is' && condition.values.some((value) => fold(value) === 'none')
  return wantsNone ? sql`(${named} OR NOT ${annotated('conversation_tag', 'ct', ANY, ofMessage)})` : named
}

export function noteIs(condition: Condition, ofMessage: boolean): Clause {
  return annotated('note', 'n', textIs(code('n.body'), condition), ofMessage)
}

/** By title, or by number; `#3` is the number and never a title, as the app's own links say it. */
export function issueIs(condition: Condition): Clause {
  const own = condition.values.filter((value) => /^#\d+$/.test(value)).map((value) => Number(value.slice(1)))
  if (condition.op === 'is' && own.length > 0 && own.length === condition.values.length)
    return isAmong(sql`SELECT conversation_id AS id FROM issue_conversation WHERE issue_id IN (${list(own)})`)
  const numbers = condition.op === 'is' ? condition.values.map(readNumber).filter((n) => n !== null) : []
  const which =
    condition.op === 'exists'
      ? ANY
      : anyOf([wordsAre(code('i.title'), condition, true), ...numbers.map((n) => sql`i.id = ${n}`)])
  return isAmong(
    sql`SELECT ic.conversation_id AS id FROM issue_conversation ic JOIN issue i ON i.id = ic.issue_id WHERE ${which}`
  )
}

/** The value of the criterion named verdict. */
export function verdictIs(condition: Condition, ofMessage: boolean): Clause {
  return annotated(
    'verdict',
    'v',
    sql`fold(v.criterion) = 'verdict' AND ${wordsAre(code('v.value'), condition, true)}`,
    ofMessage
  )
}

/** `score.<criterion>`: a number, or a word where the criterion is a choice. */
export function scoreIs(condition: Condition, ofMessage: boolean): Clause {
  const criterion = sql`fold(v.criterion) IN (${fold(condition.name ?? '')}, ${fold(condition.name ?? '').replaceAll('-', ' ')})`
  const number = code(`coalesce(v.number, CASE WHEN v.value GLOB '[0-9]*' THEN CAST(v.value AS REAL) END)`)
  if (condition.op !== 'is') {
    const which = condition.op === 'exists' ? code('v.value IS NOT NULL') : numberIs(number, condition, readNumber)
    return annotated('verdict', 'v', sql`${criterion} AND ${which}`, ofMessage)
  }
  const numbers = condition.values.map(readNumber).filter((n) => n !== null)
  const words = sql`fold(v.value) IN (${list(condition.values.map(fold))})`
  return annotated(
    'verdict',
    'v',
    sql`${criterion} AND ${anyOf([words, ...numbers.map((n) => sql`${number} = ${n}`)])}`,
    ofMessage
  )
}

const REVIEWED_IN = ['verdict', 'note', 'conversation_tag', 'flag'] as const

/** Whoever judged, noted, tagged or flagged; `@me` is the person who asks. */
export function byIs(condition: Condition, context: CompileContext, ofMessage: boolean): Clause {
  const values = condition.values.map((value) => (value === '@me' ? context.reviewer : value))
  return anyOf(
    REVIEWED_IN.map((table) =>
      annotated(table, 'r', wordsAre(code('r.reviewer'), { ...condition, values }, true), ofMessage)
    )
  )
}

/** A Q&A pair in one of these states. */
export function hasPair(states: readonly string[], ofMessage: boolean): Clause {
  return annotated('qa_pair', 'q', sql`q.conversation_id IS NOT NULL AND q.state IN (${list(states)})`, ofMessage)
}

/** Names and addresses of the customer. */
export function customerIs(condition: Condition): Sql {
  if (condition.op === 'exists') return code('c.customer IS NOT NULL')
  const fields = sql`EXISTS (SELECT 1 FROM json_each(c.customer_fields) f WHERE ${textIs(code('f.value'), condition)})`
  const isOne = anyOf([textIs(code('c.customer'), condition), fields])
  const narrow = narrowing(condition)
  return narrow ? sql`(${narrow} AND ${isOne})` : isOne
}

/** A plain look at the letters first: ten times as fast as taking the words apart, and wrong only on the generous side. */
function narrowing(condition: Condition): Sql | null {
  if (condition.op === 'matches') return null
  const letters = condition.values.map((value) => /[a-z0-9]{2,}/i.exec(foldLetters(value))?.[0])
  if (!letters.every((word) => word !== undefined)) return null
  // Accented letters of the data fold to these: LIKE would miss them, so such rows are let through.
  return sql`(${join(
    letters.map((word) => sql`c.customer LIKE ${`%${word}%`} OR c.customer_fields LIKE ${`%${word}%`}`),
    ' OR '
  )} OR c.customer GLOB '*[^ -~]*' OR c.customer_fields GLOB '*[^ -~]*')`
}
