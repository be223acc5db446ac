// Query -> text, such that reading the text gives the query back. What the box shows after a chip or a facet changed the query.
import { fieldOf } from './fields'
import { normalise } from './normalise'
import { LISTED_TYPES } from './operators'
import { parseQuery } from './parse-query'
import type { Condition, Filter, Query, Sort } from './query'

/** The text of a query, `sort:` included. The agent is not part of it. */
export function queryText(query: Query): string {
  const sort = query.sort.length > 0 ? [sortText(query.sort)] : []
  const filter = normalise(query.filter)
  return [...(filter ? [filterText(filter)] : []), ...sort].join(' ')
}

/** The text of one clause, as a chip shows it. */
export function filterText(filter: Filter): string {
  const simple = normalise(filter)
  return simple ? written(simple) : ''
}

function sortText(sort: readonly Sort[]): string {
  return `sort:${sort.map(({ field, direction }) => (direction === 'desc' ? `-${field}` : field)).join(',')}`
}

function written(filter: Filter): string {
  if (filter.off) return `off(${written({ ...filter, off: undefined })})`
  switch (filter.kind) {
    case 'condition':
      return conditionText(filter)
    case 'all':
      return filter.of.map(grouped).join(' ')
    case 'any':
      return filter.of.map(grouped).join(' OR ')
    case 'not': {
      const of = grouped(filter.of)
      return filter.of.kind === 'then' || of.startsWith('-') ? `-(${of})` : `-${of}`
    }
    case 'msg':
      return `msg(${written(filter.of)})`
    case 'then':
      return filter.of
        .map((step, i) => {
          const within = filter.within[i - 1] ?? null
          return `msg(${written(step)})${i > 0 && within !== null ? ` within:${within}` : ''}`
        })
        .join(' then ')
  }
}

function grouped(filter: Filter): string {
  const isGroup = !filter.off && (filter.kind === 'all' || filter.kind === 'any')
  return isGroup ? `(${written(filter)})` : written(filter)
}

function conditionText(condition: Condition): string {
  const { field, op, values, name } = condition
  const key = name === undefined ? field : `${field}.${/^[\p{L}\p{N}_-]+$/u.test(name) ? name : quoted(name)}`
  const isListed = LISTED_TYPES.has(fieldOf(field).type)
  const isFreeText = field === 'text' && values.length === 1
  const value = (text: string) => (isPlainValue(text, isListed) ? text : quoted(text))
  const several = (texts: readonly string[]) =>
    texts.length === 1 ? (texts[0] ?? '') : isListed ? texts.join(',') : `(${texts.join(' OR ')})`
  switch (op) {
    case 'is':
      return `${key}:${several(values.map(value))}`
    case 'contains':
      return isFreeText ? freeText(values[0] ?? '') : `${key}:${several(values.map(value))}`
    case 'starts':
      return isFreeText
        ? `${PLAIN_WORD.test(values[0] ?? '') ? values[0] : quoted(values[0] ?? '')}*`
        : `${key}:${several(values.map((text) => `${value(text)}*`))}`
    case 'matches':
      return `${isFreeText ? '' : `${key}:`}${several(values)}`
    case 'substring':
      return `${key}:~${several(values.map(value))}`
    case 'exact':
      return `${key}:=${several(values.map(value))}`
    case 'gt':
      return `${key}:>${value(values[0] ?? '')}`
    case 'gte':
      return `${key}:>=${value(values[0] ?? '')}`
    case 'lt':
      return `${key}:<${value(values[0] ?? '')}`
    case 'lte':
      return `${key}:<=${value(values[0] ?? '')}`
    case 'between':
      return `${key}:${values.map((text) => (text === '*' ? text : value(text))).join('..')}`
    case 'exists':
      return `${key}:*`
  }
}

/** Text that needs no quotes behind a key. */
function isPlainValue(text: string, isListed: boolean): boolean {
  return (
    /^[\p{L}\p{N}_@#+%€$&'.:/,-]+$/u.test(text) &&
    !text.startsWith('/') &&
    !text.includes('..') &&
    !text.endsWith('.') &&
    !text.startsWith('.') &&
    !(isListed && text.includes(',')) &&
    text !== 'OR' &&
    text !== 'AND'
  )
}

const PLAIN_WORD = /^[\p{L}\p{N}][\p{L}\p{N}@.-]*$/u

/** Text that is looked for everywhere: bare where that is read back as the same, else in quotes. */
function freeText(text: string): string {
  if (text === 'then' || /[\s()]/.test(text) || text === '') return quoted(text)
  if (PLAIN_WORD.test(text) && !/^(?:AND|OR|NOT)$/.test(text)) return text
  const { query, problems } = parseQuery(text)
  const [only] = query.filter.kind === 'all' ? query.filter.of : []
  const isSame =
    problems.length === 0 &&
    only?.kind === 'condition' &&
    query.filter.kind === 'all' &&
    query.filter.of.length === 1 &&
    only.field === 'text' &&
    only.op === 'contains' &&
    only.values.length === 1 &&
    only.values[0] === text
  return isSame ? text : quoted(text)
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
