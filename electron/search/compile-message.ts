// Filter -> SQL about one message `m`: what stands inside msg(...), and what is read message by message.
import { AppError, assertNever } from '../../shared/errors'
import { checkCondition } from '../../shared/query/check-condition'
import { choiceOf, FLAGS, type Flag, fieldOf, PARTS, type Part } from '../../shared/query/fields'
import { readDuration, readNumber, readScore } from '../../shared/query/numbers'
import type { Condition, Filter } from '../../shared/query/query'
import { code, join, type Sql, sql } from '../database/sql'
import { annotated, byIs, hasPair, noteIs, scoreIs, tagIs, verdictIs } from './compile-annotations'
import type { CompileContext } from './compile-context'
import { dateIs, hourIs, weekdayIs } from './compile-dates'
import { readText, textClauses } from './compile-text'
import { anyOf, cannotAsk, numberIs } from './compile-values'

/** What holds for a message `m`. Throws `invalid-query` for what says nothing about one message. */
export function compileMessage(filter: Filter, context: CompileContext): Sql {
  switch (filter.kind) {
    case 'all':
      return filter.of.length === 0
        ? code('TRUE')
        : sql`(${join(
            filter.of.map((f) => compileMessage(f, context)),
            ' AND '
          )})`
    case 'any':
      return anyOf(filter.of.map((f) => compileMessage(f, context)))
    case 'not':
      return sql`NOT coalesce(${compileMessage(filter.of, context)}, FALSE)`
    case 'msg':
      return compileMessage(filter.of, context)
    case 'then':
      throw new AppError('invalid-query', 'Messages in order cannot stand inside msg(...).')
    case 'condition':
      return messageCondition(filter, context)
    default:
      return assertNever(filter)
  }
}

/** From the customer's message to the answer right behind it, in milliseconds; null where a time is estimated. */
export const WAIT = code(`(CASE WHEN m.role IN ('agent', 'human') AND m.time_is_estimated = 0 THEN m.sent_at -
  (SELECT p.sent_at FROM message p WHERE p.id = m.id - 1 AND p.role = 'customer' AND p.time_is_estimated = 0
    AND p.id & 1048575 > 0) END)`)

function messageCondition(condition: Condition, context: CompileContext): Sql {
  const problem = checkCondition(condition)
  if (problem) throw new AppError('invalid-query', problem.message)
  switch (condition.field) {
    case 'text':
    case 'user':
    case 'bot':
    case 'human':
    case 'cites':
    case 'q':
      return context.readsText
        ? sql`(${readText(condition)})`
        : anyOf(
            textClauses(condition, context.messages).map((clause) =>
              clause.kind === 'index' ? sql`m.id IN (${clause.ids})` : sql`(${clause.where})`
            )
          )
    case 'confidence':
      return confidenceIs(code('m.confidence'), condition, context)
    case 'feedback':
      return anyOf(condition.values.map((value) => THUMBS[choiceOf('feedback', value)] ?? cannotAsk(condition)))
    case 'date':
    case 'after':
    case 'before':
    case 'newer_than':
    case 'older_than':
      return dateIs(condition, context, true)
    case 'hour':
      return hourIs(condition, context, true)
    case 'weekday':
      return weekdayIs(condition, context, true)
    case 'chars':
      return numberIs(code('length(m.text)'), condition, readNumber)
    case 'wait':
      return numberIs(WAIT, condition, readDuration)
    case 'note':
      return noteIs(condition, true)
    case 'tag':
      return tagIs(condition, true)
    case 'verdict':
      return verdictIs(condition, true)
    case 'score':
      return scoreIs(condition, true)
    case 'by':
      return byIs(condition, context, true)
    case 'is':
      return anyOf(flagsOf(condition).map(messageFlag))
    case 'has':
      return anyOf(partsOf(condition).map(messagePart))
    case 'no':
      return anyOf(partsOf(condition).map((part) => sql`NOT coalesce(${messagePart(part)}, FALSE)`))
    default:
      throw new AppError(
        'invalid-query',
        `“${fieldOf(condition.field).label}” is about the whole conversation: put it outside msg(...).`
      )
  }
}

const THUMBS: Readonly<Record<string, Sql>> = {
  up: code('m.thumb = 1'),
  down: code('m.thumb = -1'),
  none: code('m.thumb IS NULL')
}

/** A band, or a score compared, of a conversation or a message. */
export function confidenceIs(column: Sql, condition: Condition, context: CompileContext): Sql {
  if (condition.op !== 'is') return numberIs(column, condition, readScore)
  const { medium, high } = context.bands
  return anyOf(
    condition.values.map((value) => {
      switch (choiceOf('confidence', value)) {
        case 'low':
          return sql`${column} < ${medium}`
        case 'medium':
          return sql`(${column} >= ${medium} AND ${column} < ${high})`
        case 'high':
          return sql`(${column} >= ${medium} AND ${column} >= ${high})`
        case 'none':
          return sql`${column} IS NULL`
        default:
          return sql`${column} = ${readScore(value)}`
      }
    })
  )
}

export function flagsOf(condition: Condition): Flag[] {
  return condition.values.map((value) => FLAGS.find((flag) => flag === choiceOf('is', value)) ?? cannotAsk(condition))
}
export function partsOf(condition: Condition): Part[] {
  return condition.values.map((value) => PARTS.find((part) => part === choiceOf('has', value)) ?? cannotAsk(condition))
}

function messageFlag(flag: Flag): Sql {
  switch (flag) {
    case 'flagged':
      return annotated('flag', 'fl', code('TRUE'), true)
    case 'drafted':
      return hasPair(['draft', 'ready'], true)
    case 'sent':
      return hasPair(['sent', 'live'], true)
    case 'unanswered':
      return code("(m.role = 'agent' AND m.citation_count IS 0)")
    default:
      throw new AppError('invalid-query', `“is:${flag}” is about the whole conversation: put it outside msg(...).`)
  }
}

function messagePart(part: Part): Sql {
  const anything = code('TRUE')
  switch (part) {
    case 'note':
      return annotated('note', 'n', anything, true)
    case 'tag':
      return annotated('conversation_tag', 'ct', anything, true)
    case 'citation':
      return code('coalesce(m.citation_count, 0) > 0')
    case 'correction':
      return annotated('qa_pair', 'q', code("q.state <> 'withdrawn'"), true)
    case 'draft':
      return hasPair(['draft', 'ready'], true)
    case 'issue':
      return annotated('issue_conversation', 'ic', anything, true)
    case 'feedback':
      return code('m.thumb IS NOT NULL')
    case 'human':
      return code("m.role = 'human'")
  }
}
