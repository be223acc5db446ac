// One condition -> SQL about a conversation `c`. Where it is about messages: some message satisfies it.
import { AppError, assertNever } from '../../shared/errors'
import { checkCondition } from '../../shared/query/check-condition'
import { choiceOf, type Flag, type Part } from '../../shared/query/fields'
import { readNumber } from '../../shared/query/numbers'
import type { Condition } from '../../shared/query/query'
import { fold } from '../../shared/search-text'
import { code, list, type Sql, sql } from '../database/sql'
import { annotated, byIs, customerIs, hasPair, issueIs, noteIs, scoreIs, tagIs, verdictIs } from './compile-annotations'
import type { CompileContext } from './compile-context'
import { dateIs, hourIs, startedIs, weekdayIs } from './compile-dates'
import { compileMessage, confidenceIs, flagsOf, partsOf } from './compile-message'
import { citationIs, textClauses } from './compile-text'
import { anyOf, type Clause, cannotAsk, isAmong, numberIs, wordsAre } from './compile-values'

/** Throws `invalid-query` with a sentence where the condition cannot be asked. */
export function conversationCondition(condition: Condition, context: CompileContext): Clause {
  const problem = checkCondition(condition)
  if (problem) throw new AppError('invalid-query', problem.message)
  switch (condition.field) {
    case 'text':
    case 'user':
    case 'bot':
    case 'human':
    case 'cites':
    case 'q':
      return anyOf(textClauses(condition).map((clause) => textClause(condition, clause)))
    case 'channel':
      return eitherWord('c.channel', 'c.channel_raw', condition)
    case 'status':
      return eitherWord('c.status', 'c.status_raw', condition)
    case 'topic':
      return wordsAre(code('c.topic'), condition)
    case 'lang':
      return wordsAre(code('c.language'), condition)
    case 'country':
      return wordsAre(code('c.country'), condition)
    case 'agent':
      return sql`c.agent_id IN (SELECT id FROM agent WHERE ${wordsAre(code('agent.name'), condition, true)})`
    case 'origin':
      return sql`c.source_id IN (SELECT id FROM source WHERE ${wordsAre(code('source.name'), condition, true)})`
    case 'sentiment':
      return choiceIs('c.sentiment', condition)
    case 'review':
      return choiceIs('c.review_state', condition)
    case 'last':
      return choiceIs('c.last_role', condition)
    case 'confidence':
      return confidenceIs(code('c.confidence'), condition, context)
    case 'feedback':
      return anyOf(condition.values.map((value) => FEEDBACK[choiceOf('feedback', value)] ?? cannotAsk(condition)))
    case 'date':
    case 'after':
    case 'before':
    case 'newer_than':
    case 'older_than':
      return dateIs(condition, context, false)
    case 'started':
      return startedIs(condition, context)
    case 'hour':
      return hourIs(condition, context, false)
    case 'weekday':
      return weekdayIs(condition, context, false)
    case 'messages':
      return numberIs(code('c.message_count'), condition, readNumber)
    case 'chars':
    case 'wait':
      return someMessage(compileMessage(condition, context))
    case 'note':
      return noteIs(condition, false)
    case 'tag':
      return tagIs(condition, false)
    case 'issue':
      return issueIs(condition)
    case 'verdict':
      return verdictIs(condition, false)
    case 'score':
      return scoreIs(condition, false)
    case 'by':
      return byIs(condition, context, false)
    case 'is':
      return anyOf(flagsOf(condition).map(conversationFlag))
    case 'has':
      return anyOf(partsOf(condition).map(conversationPart))
    case 'no':
      return anyOf(partsOf(condition).map((part) => sql`NOT coalesce(${conversationPart(part)}, FALSE)`))
    case 'import':
      return importIs(condition)
    case 'id':
      return idIs(condition)
    case 'customer':
      return customerIs(condition)
    default:
      return assertNever(condition.field)
  }
}

function someMessage(where: Sql): Clause {
  return isAmong(sql`SELECT m.id >> 20 AS id FROM message m WHERE ${where}`)
}

/** A text clause somewhere in the conversation. Citations of the conversation as a whole hang on no message. */
function textClause(condition: Condition, clause: ReturnType<typeof textClauses>[number]): Sql {
  if (clause.kind === 'index') return isAmong(sql`SELECT id >> 20 AS id FROM (${clause.ids})`)
  return condition.field === 'cites'
    ? isAmong(sql`SELECT t.message_id >> 20 AS id FROM citation t WHERE ${citationIs(condition)}`)
    : someMessage(clause.where)
}

/** The product's word or the source's own. */
function eitherWord(column: string, raw: string, condition: Condition): Sql {
  const own = wordsAre(code(column), condition)
  return condition.op === 'exists' ? own : sql`(${own} OR ${wordsAre(code(raw), condition, true)})`
}

function choiceIs(column: string, condition: Condition): Sql {
  const values = condition.values.map((value) => choiceOf(condition.field, value))
  const named = sql`${code(column)} IN (${list(values)})`
  return values.includes('none') ? sql`(${code(column)} IS NULL OR ${named})` : named
}

const FEEDBACK: Readonly<Record<string, Sql>> = {
  up: code('c.up_count > 0'),
  down: code('c.down_count > 0'),
  none: code('(c.up_count = 0 AND c.down_count = 0)')
}

function conversationFlag(flag: Flag): Clause {
  switch (flag) {
    case 'reviewed':
      return code("c.review_state = 'done'")
    case 'unreviewed':
      return code("c.review_state = 'unreviewed'")
    case 'in-review':
      return code("c.review_state = 'in review'")
    case 'skipped':
      return code("c.review_state = 'skipped'")
    case 'declined':
      return code("c.review_state = 'declined'")
    case 'escalated':
      return code("c.status IS 'escalated'")
    case 'flagged':
      return annotated('flag', 'fl', code('TRUE'), false)
    case 'drafted':
      return hasPair(['draft', 'ready'], false)
    case 'sent':
      return hasPair(['sent', 'live'], false)
    case 'changed':
      return code('coalesce(c.changed_at > c.reviewed_at, FALSE)')
    case 'unanswered':
      return code('coalesce(c.unanswered_count, 0) > 0')
    case 'test':
      return code('c.is_test = 1')
  }
}

function conversationPart(part: Part): Clause {
  const anything = code('TRUE')
  switch (part) {
    case 'note':
      return annotated('note', 'n', anything, false)
    case 'tag':
      return annotated('conversation_tag', 'ct', anything, false)
    case 'citation':
      return code('c.citation_count > 0')
    case 'correction':
      return annotated('qa_pair', 'q', code("q.conversation_id IS NOT NULL AND q.state <> 'withdrawn'"), false)
    case 'draft':
      return hasPair(['draft', 'ready'], false)
    case 'issue':
      return annotated('issue_conversation', 'ic', anything, false)
    case 'feedback':
      return code('(c.up_count > 0 OR c.down_count > 0)')
    case 'human':
      return code('c.has_human = 1')
  }
}

/** An import by number or by the name of its file: every conversation that it holds. */
function importIs(condition: Condition): Clause {
  const numbers = condition.op === 'is' ? condition.values.map(readNumber).filter((n) => n !== null) : []
  const which = anyOf([wordsAre(code('b.file_name'), condition, true), ...numbers.map((n) => sql`b.id = ${n}`)])
  return isAmong(
    sql`SELECT ic.conversation_id AS id FROM import_conversation ic WHERE ic.import_id IN (SELECT b.id FROM import_batch b WHERE ${which})`
  )
}

/** The id at the source, or the app's own number. */
function idIs(condition: Condition): Sql {
  // `#42`: the app's own number and nothing else, as its links say it; `42` may also be an id of the source.
  const own = condition.values.filter((value) => /^#\d+$/.test(value)).map((value) => Number(value.slice(1)))
  if (condition.op === 'is' && own.length > 0 && own.length === condition.values.length)
    return sql`c.id IN (${list(own)})`
  const numbers = condition.op === 'is' ? condition.values.map(readNumber).filter((n) => n !== null) : []
  const outside =
    condition.op === 'is'
      ? sql`c.external_id IN (${list(condition.values)})`
      : anyOf(condition.values.map((value) => sql`instr(fold(c.external_id), ${fold(value)}) = 1`))
  return anyOf([outside, ...numbers.map((n) => sql`c.id = ${n}`)])
}
