// Text in messages and citations: by the index where it can tell, else by reading, in one message or anywhere in a conversation.
import { foldLetters } from '../../shared/query/highlight'
import type { Condition } from '../../shared/query/query'
import { code, list, type Sql, sql } from '../database/sql'
import type { CompileContext } from './compile-context'
import { anyOf, cannotAsk, textIs } from './compile-values'
import { matchExpression, SPOKEN, type TextColumn } from './match-expression'

/** How a text clause is answered: a list of message ids out of the index, or something to ask of every message `m`. */
export type TextClause = { readonly kind: 'index'; readonly ids: Sql } | { readonly kind: 'read'; readonly where: Sql }

const COLUMNS: Readonly<Partial<Record<Condition['field'], readonly TextColumn[]>>> = {
  text: SPOKEN,
  user: ['customer'],
  bot: ['agent'],
  human: ['human'],
  cites: ['cited'],
  q: ['customer']
}

/** No customer message before it. */
const IS_OPENING = code(
  `NOT EXISTS (SELECT 1 FROM message p WHERE p.id > (m.id >> 20) << 20 AND p.id < m.id AND p.role = 'customer')`
)

/** The text with the folded parts, as the index has it. Few messages have any: the others are read as they are. */
const SAID = code('iif(m.parts IS NULL, m.text, said(m.text, m.parts))')

/** `text`, `user`, `bot`, `human`, `cites`, `q` as one clause per value; the values are alternatives. */
export function textClauses(condition: Condition, range?: CompileContext['messages']): TextClause[] {
  const columns = COLUMNS[condition.field] ?? cannotAsk(condition)
  const { op, values } = condition
  if (op === 'exists') return [{ kind: 'read', where: readable(condition, columns) }]
  return values.map((value): TextClause => {
    const one = { ...condition, values: [value] }
    const isIndexed = op === 'contains' || op === 'starts' || op === 'exact'
    const match = isIndexed ? matchExpression(value, columns, op === 'starts') : null
    if (match === null) return { kind: 'read', where: readable(one, columns) }
    const inRange = range ? sql` AND rowid BETWEEN ${range.from} AND ${range.to}` : code('')
    const found = sql`SELECT rowid AS id FROM message_fts WHERE message_fts MATCH ${match}${inRange}`
    if (condition.field === 'cites' && op === 'exact') {
      return {
        kind: 'index',
        ids: sql`SELECT t.message_id AS id FROM citation t WHERE t.message_id IN (${found}) AND ${citationIs(one)}`
      }
    }
    const check = checked(one, columns)
    return { kind: 'index', ids: check ? sql`SELECT m.id FROM message m WHERE m.id IN (${found}) AND ${check}` : found }
  })
}

/** The condition as something that is read in message `m`, whether or not the index could tell. */
export function readText(condition: Condition): Sql {
  return readable(condition, COLUMNS[condition.field] ?? cannotAsk(condition))
}

/** What the index cannot tell of a hit: the whole text, or that it is the opening one. */
function checked(condition: Condition, columns: readonly TextColumn[]): Sql | null {
  if (condition.op === 'exact') return readable(condition, columns)
  return condition.field === 'q' ? IS_OPENING : null
}

/** The clause as something that is read in message `m`. */
function readable(condition: Condition, columns: readonly TextColumn[]): Sql {
  if (columns.includes('cited'))
    return sql`EXISTS (SELECT 1 FROM citation t WHERE t.message_id = m.id AND ${citationIs(condition)})`
  const inRole = columns === SPOKEN ? null : sql`m.role IN (${list(columns)})`
  const text = condition.op === 'exists' ? null : textIs(condition.op === 'exact' ? code('m.text') : SAID, condition)
  const opening = condition.field === 'q' ? IS_OPENING : null
  return [inRole, text, opening].filter((part) => part !== null).reduce((a, b) => sql`${a} AND ${b}`, code('TRUE'))
}

/** A citation `t`. `exact` is the name it is listed under: its title, or its address where it has none. */
export function citationIs(condition: Condition): Sql {
  const { op, values } = condition
  if (op === 'exists') return code('TRUE')
  if (op === 'exact') return sql`coalesce(t.title, t.url) IN (${list(values)})`
  const whole = code(
    `(coalesce(t.title, '') || char(10) || coalesce(t.excerpt, '') || char(10) || coalesce(t.url, ''))`
  )
  return op === 'substring'
    ? anyOf(values.map((v) => sql`text_includes(${whole}, ${foldLetters(v)})`))
    : textIs(whole, condition)
}
