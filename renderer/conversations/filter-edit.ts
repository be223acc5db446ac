// Edits of a filter by chip, facet and date strip: pure functions from filter to filter. A chip is a clause of the outermost "all".
import { type FieldName, fieldOf } from '../../shared/query/fields'
import type { Condition, Filter } from '../../shared/query/query'

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

function isValuesOf(clause: Filter, field: FieldName): clause is Condition {
  return clause.kind === 'condition' && clause.field === field && clause.op === 'is' && !clause.off
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
  const values = (of: readonly string[]): Condition => ({ kind: 'condition', field, op: 'is', values: of })
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
  const others = clausesOf(filter).filter((clause) => !isDates(clause))
  if (!days) return filterOf(others)
  const clause: Condition = { kind: 'condition', field: 'date', op: 'between', values: [days.from, days.to] }
  const at = clausesOf(filter).findIndex(isDates)
  return filterOf(at < 0 ? [...others, clause] : [...others.slice(0, at), clause, ...others.slice(at)])
}

/** A clause that the date strip wrote, or that says the same. */
export function isDates(clause: Filter): clause is Condition {
  return clause.kind === 'condition' && clause.field === 'date' && !clause.off
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
