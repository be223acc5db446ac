// Comparisons shared by all families of fields: words that are listed, numbers, texts.
import { AppError } from '../../shared/errors'
import { foldLetters } from '../../shared/query/highlight'
import type { Condition } from '../../shared/query/query'
import { fold, tokenize } from '../../shared/search-text'
import { code, join, list, type Sql, sql } from '../database/sql'

export const NOTHING = code('FALSE')

/** What holds for a conversation `c`; `ids`: the selects (column `id`) that together give exactly those, where there are such. */
export interface Clause extends Sql {
  readonly ids?: readonly Sql[]
}

/** The conversation is one of these. */
export function isAmong(select: Sql): Clause {
  return { ...sql`c.id IN (${select})`, ids: [select] }
}

/** Any of several; nothing where there are none. */
export function anyOf(parts: readonly Clause[]): Clause {
  const [only] = parts
  if (!only) return NOTHING
  if (parts.length === 1) return only
  const ids = parts.map((part) => part.ids)
  const either = sql`(${join(parts, ' OR ')})`
  return ids.every((selects) => selects !== undefined) ? { ...either, ids: ids.flat() } : either
}

/** A condition reached the compiler in a form that `checkCondition` should have refused. */
export function cannotAsk(condition: Condition): never {
  throw new AppError('invalid-query', `“${condition.field}” cannot be asked this way.`, JSON.stringify(condition))
}

/**
 * A word from the data, in `column`. Case and accents do not matter, except for `exact`. `none` also finds what has no value,
 * unless `isNeverEmpty`.
 */
export function wordsAre(column: Sql, condition: Condition, isNeverEmpty = false): Sql {
  const { op, values } = condition
  switch (op) {
    case 'is': {
      const named = sql`fold(${column}) IN (${list(values.map(fold))})`
      return values.some((value) => fold(value) === 'none') && !isNeverEmpty
        ? sql`(${column} IS NULL OR ${named})`
        : named
    }
    case 'exact':
      return sql`${column} COLLATE BINARY IN (${list(values)})`
    case 'starts':
      return anyOf(values.map((value) => sql`instr(fold(${column}), ${fold(value)}) = 1`))
    case 'substring':
      return anyOf(values.map((value) => sql`instr(fold(${column}), ${fold(value)}) > 0`))
    case 'matches':
      return anyOf(values.map((value) => sql`text_matches(${column}, ${value})`))
    case 'exists':
      return sql`${column} IS NOT NULL`
    default:
      return cannotAsk(condition)
  }
}

/** Text in `column`, read word by word where the index does not hold it. */
export function textIs(column: Sql, condition: Condition): Sql {
  const { op, values } = condition
  switch (op) {
    case 'contains':
    case 'starts':
      return anyOf(values.map((value) => textHas(column, value, op === 'starts')))
    case 'substring':
      return anyOf(values.map((value) => sql`text_includes(${column}, ${foldLetters(value)})`))
    case 'exact':
      return sql`${column} IN (${list(values)})`
    case 'matches':
      return anyOf(values.map((value) => sql`text_matches(${column}, ${value})`))
    case 'exists':
      return sql`${column} IS NOT NULL`
    default:
      return cannotAsk(condition)
  }
}

function textHas(column: Sql, value: string, isPrefix: boolean): Sql {
  const words = tokenize(value).map((token) => token.word)
  return words.length === 0
    ? sql`text_includes(${column}, ${foldLetters(value)})`
    : sql`text_has(${column}, ${words.join(' ')}, ${isPrefix})`
}

/** A number compared: `read` turns what was typed into it. */
export function numberIs(column: Sql, condition: Condition, read: (value: string) => number | null): Sql {
  const { op, values } = condition
  const numbers = values.map((value) =>
    op === 'between' && value.trim() === '*' ? null : (read(value) ?? cannotAsk(condition))
  )
  const [first = null, second = null] = numbers
  switch (op) {
    case 'is':
      return sql`${column} IN (${list(numbers)})`
    case 'gt':
      return sql`${column} > ${first}`
    case 'gte':
      return sql`${column} >= ${first}`
    case 'lt':
      return sql`${column} < ${first}`
    case 'lte':
      return sql`${column} <= ${first}`
    case 'between':
      return sql`(${first === null ? sql`${column} IS NOT NULL` : sql`${column} >= ${first}`} AND ${second === null ? sql`${column} IS NOT NULL` : sql`${column} <= ${second}`})`
    case 'exists':
      return sql`${column} IS NOT NULL`
    default:
      return cannotAsk(condition)
  }
}
