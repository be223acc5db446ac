// Edits of a filter by chip, facet and date strip: pure functions from filter to filter. A chip is a clause of the outermost "all".
import { type FieldName, fieldOf } from '../shared/query/fields'
import type { OperatorName } from '../shared/query/operators'
import type { Condition, Filter } from '../shared/query/query'

/** The clauses that must all hold: one chip each. */
export function clausesOf(filter: Filter): readonly Filter[] {
  return filter.kind === 'all' && !filter.off ? filter.of : [filter]
}

/** The filter that has these clauses. */
export function filterOf(clauses: readonly Filter[]): Filter {
  return { kind: 'all', of: clauses }
}

/** Another clause in its place; several, or none at all. */
export function replaceClause(filter: Filter, index: number, by: readonly Filter[]): Filter {
  return filterOf(clausesOf(filter).flatMap((clause, at) => (at === index ? by : [clause])))
}

export function removeClause(filter: Filter, index: number): Filter {
  return replaceClause(filter, index, [])
}

/** Switches a clause off, and on again: kept and shown, not applied. */
export function switchClause(filter: Filter, index: number): Filter {
  return filterOf(
    clausesOf(filter).map((clause, at) => {
      if (at !== index) return clause
      const { off, ...rest } = clause
      return off ? rest : { ...rest, off: true }
    })
  )
}

/** The opposite of a clause; of the opposite, the clause itself. A switched-off clause stays off. */
export function invertClause(filter: Filter, index: number): Filter {
  return filterOf(
    clausesOf(filter).map((clause, at) => {
      if (at !== index) return clause
      const { off, ...rest } = clause
      const inverted: Filter = rest.kind === 'not' ? rest.of : { kind: 'not', of: rest }
      return off ? { ...inverted, off: true } : inverted
    })
  )
}

export type FacetChoice = 'include' | 'exclude'

/** What a facet shows as chosen. */
export interface FacetChoices {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/** Values of text fields (cited sources) are whole texts, and asked for letter by letter. */
function facetOperator(field: FieldName): OperatorName {
  return fieldOf(field).type === 'text' ? 'exact' : 'is'
}

function isValuesOf(clause: Filter, field: FieldName): clause is Condition {
  return clause.kind === 'condition' && clause.field === field && clause.op === facetOperator(field) && !clause.off
}

/** The values of a field that the filter's own clauses ask for or rule out. Deeper ones belong to the text alone. */
export function facetChoices(filter: Filter, field: FieldName): FacetChoices {
  const include: string[] = []
  const exclude: string[] = []
  for (const clause of clausesOf(filter)) {
    if (isValuesOf(clause, field)) include.push(...clause.values)
    else if (clause.kind === 'not' && !clause.off && isValuesOf(clause.of, field)) exclude.push(...clause.of.values)
  }
  return { include, exclude }
}

/**
 * The filter with one value of a field included, excluded, or (null) left open. Included values of a field are alternatives, so
 * they share one clause; excluded ones share another. Both stand where they stood.
 */
export function chooseValue(filter: Filter, field: FieldName, value: string, choice: FacetChoice | null): Filter {
  const { include, exclude } = facetChoices(filter, field)
  const without = (values: readonly string[]) => values.filter((v) => v !== value)
  return setFacet(filter, field, {
    include: choice === 'include' ? [...without(include), value] : without(include),
    exclude: choice === 'exclude' ? [...without(exclude), value] : without(exclude)
  })
}

/** The filter with exactly these choices of a field. */
export function setFacet(filter: Filter, field: FieldName, { include, exclude }: FacetChoices): Filter {
  const values = (of: readonly string[]): Condition => ({
    kind: 'condition',
    field,
    op: facetOperator(field),
    values: of
  })
  const included: readonly Filter[] = include.length > 0 ? [values(include)] : []
  const excluded: readonly Filter[] = exclude.length > 0 ? [{ kind: 'not', of: values(exclude) }] : []
  let placedIncluded = false
  let placedExcluded = false
  const clauses = clausesOf(filter).flatMap((clause): readonly Filter[] => {
    if (isValuesOf(clause, field)) {
      if (placedIncluded) return []
      placedIncluded = true
      return included
    }
    if (clause.kind === 'not' && !clause.off && isValuesOf(clause.of, field)) {
      if (placedExcluded) return []
      placedExcluded = true
      return excluded
    }
    return [clause]
  })
  if (!placedIncluded) clauses.push(...included)
  if (!placedExcluded) clauses.push(...excluded)
  return filterOf(clauses)
}

/** The filter narrowed to days from `from` to `to`, both included and written `2026-03-01`; null: no limit by date. */
export function setDates(filter: Filter, days: { readonly from: string; readonly to: string } | null): Filter {
  const clause: Condition | null =
    days === null ? null : { kind: 'condition', field: 'date', op: 'between', values: [days.from, days.to] }
  return setOnly(filter, isDates, clause)
}

/** The whole days that the filter asks for: both included, `2026-03-01`; null where it asks for none, or otherwise. */
export function datesOf(filter: Filter): { readonly from: string; readonly to: string } | null {
  const [from, to = from] = clausesOf(filter).find(isDates)?.values ?? []
  const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text)
  return isDay(from) && isDay(to) ? { from, to } : null
}

/** A clause that the date strip wrote, or that says the same. */
export function isDates(clause: Filter): clause is Condition {
  return clause.kind === 'condition' && clause.field === 'date' && !clause.off
}

/** The filter with one clause of a field, or none, in the place of those it had. */
export function setOnly(filter: Filter, isOne: (clause: Filter) => boolean, clause: Condition | null): Filter {
  const clauses = clausesOf(filter)
  const at = clauses.findIndex(isOne)
  const others = clauses.filter((c) => !isOne(c))
  if (!clause) return filterOf(others)
  return filterOf(at < 0 ? [...others, clause] : [...others.slice(0, at), clause, ...others.slice(at)])
}

const isSpan = (clause: Filter): clause is Condition =>
  clause.kind === 'condition' && clause.field === 'newer_than' && !clause.off

/** The span back from now that the filter asks for: `7d`; null for none. */
export function spanOf(filter: Filter): string | null {
  return clausesOf(filter).find(isSpan)?.values[0] ?? null
}

export function setSpan(filter: Filter, span: string | null): Filter {
  const clause: Condition | null =
    span === null ? null : { kind: 'condition', field: 'newer_than', op: 'is', values: [span] }
  return setOnly(filter, isSpan, clause)
}

/** Both ends included; null: open. */
export interface CountRange {
  readonly from: number | null
  readonly to: number | null
}

const isCount = (clause: Filter): clause is Condition =>
  clause.kind === 'condition' && clause.field === 'messages' && !clause.off

/** The range of message counts that the filter asks for. */
export function countRange(filter: Filter): CountRange {
  const clause = clausesOf(filter).find(isCount)
  const number = (text: string | undefined) => (text !== undefined && /^\d+$/.test(text) ? Number(text) : null)
  const [first, second] = clause?.values ?? []
  const value = number(first)
  switch (clause?.op) {
    case 'between':
      return { from: value, to: number(second) }
    case 'gte':
      return { from: value, to: null }
    case 'gt':
      return { from: value === null ? null : value + 1, to: null }
    case 'lte':
      return { from: null, to: value }
    case 'lt':
      return { from: null, to: value === null ? null : value - 1 }
    case 'is':
      return { from: value, to: value }
    default:
      return { from: null, to: null }
  }
}

export function setCountRange(filter: Filter, { from, to }: CountRange): Filter {
  const values = [from === null ? '*' : String(from), to === null ? '*' : String(to)]
  const clause: Condition | null =
    from === null && to === null ? null : { kind: 'condition', field: 'messages', op: 'between', values }
  return setOnly(filter, isCount, clause)
}

/** Whether the filter looks for text anywhere, so that there is something to be relevant to. */
export function hasText(filter: Filter): boolean {
  switch (filter.kind) {
    case 'condition':
      return fieldOf(filter.field).type === 'text' && !filter.off
    case 'not':
      return false
    case 'msg':
      return hasText(filter.of)
    default:
      return filter.of.some(hasText)
  }
}

const TIME_FIELDS: ReadonlySet<FieldName> = new Set(['date', 'started', 'after', 'before', 'hour', 'weekday'])

/** Whether the answer to a clause depends on the time zone. */
export function isAboutTime(clause: Filter): boolean {
  switch (clause.kind) {
    case 'condition':
      return TIME_FIELDS.has(clause.field)
    case 'not':
    case 'msg':
      return isAboutTime(clause.of)
    default:
      return clause.of.some(isAboutTime)
  }
}
