// How a field can be compared: the operators, their labels, and how many values each takes.

/** `is` any of the values; `contains` text; `exact` text; comparisons; `between` two values (`*` leaves an end open); `exists`; `matches` a regular expression. */
export const OPERATOR_NAMES = [
  'is',
  'contains',
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
