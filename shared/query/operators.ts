// How a field can be compared: the operators, which types of field take them, and their words.
import type { FieldType } from './fields'

/**
 * `is` any of the values; `contains` the words of any value, next to each other; `starts`: the same, the last word being the
 * start of one; `substring` anywhere, also inside words; `exact`: the whole value, letter by letter; comparisons; `between` two
 * values, both included (`*` leaves an end open); `exists`; `matches` a regular expression.
 */
export const OPERATOR_NAMES = [
  'is',
  'contains',
  'starts',
  'substring',
  'exact',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'exists',
  'matches'
] as const
export type OperatorName = (typeof OPERATOR_NAMES)[number]

/** What `key:value` means for a type, and everything else that it takes. The first is the one that `:` alone stands for. */
export const OPERATORS_OF: Readonly<Record<FieldType, readonly [OperatorName, ...OperatorName[]]>> = {
  text: ['contains', 'starts', 'substring', 'exact', 'exists', 'matches'],
  enum: ['is', 'starts', 'substring', 'exact', 'exists', 'matches'],
  choice: ['is'],
  number: ['is', 'gt', 'gte', 'lt', 'lte', 'between'],
  score: ['is', 'gt', 'gte', 'lt', 'lte', 'between', 'exists'],
  rating: ['is', 'gt', 'gte', 'lt', 'lte', 'between', 'exists'],
  hour: ['is', 'gt', 'gte', 'lt', 'lte', 'between'],
  weekday: ['is', 'between'],
  date: ['is', 'gt', 'gte', 'lt', 'lte', 'between', 'exists'],
  moment: ['is'],
  age: ['is'],
  duration: ['gte', 'gt', 'lt', 'lte', 'between', 'exists'],
  id: ['is', 'starts']
}

/** Types whose values may be listed with commas: their values are words, not prose. */
export const LISTED_TYPES: ReadonlySet<FieldType> = new Set(['enum', 'choice', 'score', 'rating', 'weekday', 'id'])

export const OPERATOR_LABELS: Readonly<Record<OperatorName, string>> = {
  is: 'is',
  contains: 'contains',
  starts: 'starts with',
  substring: 'contains the letters',
  exact: 'is exactly',
  gt: 'more than',
  gte: 'at least',
  lt: 'less than',
  lte: 'at most',
  between: 'between',
  exists: 'is set',
  matches: 'matches'
}

/** How many values an operator takes: a fixed number, or one or more. */
export function valuesOf(op: OperatorName): 0 | 1 | 2 | 'some' {
  switch (op) {
    case 'exists':
      return 0
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return 1
    case 'between':
      return 2
    default:
      return 'some'
  }
}
