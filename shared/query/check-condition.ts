// Whether a condition can be asked: the operator fits the field, the values can be read. Used while typing and before it is run.
import { assertNever } from '../errors'
import { isDate, momentAgo } from './dates'
import { nearest } from './did-you-mean'
import { choiceOf, type Field, type FieldName, fieldOf, VALUE_ALIASES } from './fields'
import { readDuration, readHour, readNumber, readScore } from './numbers'
import { OPERATOR_LABELS, OPERATORS_OF, type OperatorName, valuesOf } from './operators'
import type { Condition } from './query'
import { readRegularExpression } from './regular-expression'

export interface ConditionProblem {
  /** A full sentence. */
  readonly message: string
  /** A value that would do, where there is a near one. */
  readonly suggestion?: string
}

/** What is wrong with a condition; null when nothing is. */
export function checkCondition(condition: Condition): ConditionProblem | null {
  const field = fieldOf(condition.field)
  if (!OPERATORS_OF[field.type].includes(condition.op))
    return { message: `“${field.label}” cannot be asked with “${OPERATOR_LABELS[condition.op]}”.` }
  const wanted = valuesOf(condition.op)
  const given = condition.values.length
  if (wanted === 'some' ? given === 0 : given !== wanted) return { message: `“${field.label}” needs a value.` }
  if (field.type === 'rating' && !condition.name?.trim())
    return { message: 'Write which criterion: score.accuracy:<3, or score."root cause":tone.' }
  if (condition.op === 'between' && condition.values.every((value) => value.trim() === '*'))
    return { message: 'Give at least one end of the range, or * alone for “is set”.' }
  for (const value of condition.values) {
    const problem = checkValue(field, condition.op, value)
    if (problem) return problem
  }
  return null
}

function checkValue(
  field: Field & { readonly name: FieldName },
  op: OperatorName,
  value: string
): ConditionProblem | null {
  if (value.trim() === '') return { message: 'There is nothing to look for: the value is empty.' }
  if (op === 'matches') {
    const read = readRegularExpression(value)
    return 'problem' in read ? { message: read.problem } : null
  }
  if (op === 'between' && value.trim() === '*') return null
  switch (field.type) {
    case 'text':
    case 'enum':
    case 'id':
      return null
    case 'rating':
      return op === 'is' || readNumber(value) !== null ? null : { message: `“${value}” is not a number.` }
    case 'choice':
    case 'weekday':
      return checkChoice(field, value)
    case 'score':
      if (op === 'is' && (field.choices ?? []).includes(choiceOf(field.name, value))) return null
      return readScore(value) === null
        ? withNearest(field, value, `“${value}” is no confidence. Use high, medium, low, none, or a score: <0.4, <40%.`)
        : null
    case 'number':
      return readNumber(value) === null ? { message: `“${value}” is not a number.` } : null
    case 'hour':
      return readHour(value) === null ? { message: `“${value}” is no hour. Use 0 to 23.` } : null
    case 'duration':
      return readDuration(value) === null
        ? { message: `“${value}” is no length of time. Use 30s, 5m, 2h or 1d.` }
        : null
    case 'age':
      return momentAgo(value, { now: 0, timeZone: 'UTC' }) === null
        ? { message: `“${value}” is no age. Use 24h, 7d, 2w, 3m (months) or 1y.` }
        : null
    case 'date':
    case 'moment':
      return isDate(value)
        ? null
        : { message: `“${value}” is no date. Use 2026-03-01, 2026-03, 2026, today, yesterday, last-week or 7d.` }
    default:
      return assertNever(field.type)
  }
}

function checkChoice(field: Field & { readonly name: FieldName }, value: string): ConditionProblem | null {
  const choices = field.choices ?? []
  if (choices.includes(choiceOf(field.name, value))) return null
  return withNearest(field, value, `“${field.label}” has no value “${value}”. Use ${listed(choices)}.`)
}

function withNearest(field: Field & { readonly name: FieldName }, value: string, message: string): ConditionProblem {
  const suggestion = nearest(value, [...(field.choices ?? []), ...Object.keys(VALUE_ALIASES[field.name] ?? {})])
  return suggestion ? { message: `${message} Did you mean “${suggestion}”?`, suggestion } : { message }
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
