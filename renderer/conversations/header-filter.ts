// What a column's header filters by: the same clauses that the filters beside the list and the search box edit.
import { assertNever } from '../../shared/errors'
import type { CountedField } from '../../shared/query/facets'
import type { FieldName, Part } from '../../shared/query/fields'
import type { Condition, Filter } from '../../shared/query/query'
import { clausesOf, setOnly } from '../filter-edit'

export type HeaderFilter =
  | { readonly kind: 'values'; readonly field: CountedField }
  | { readonly kind: 'dates' }
  | { readonly kind: 'count' }
  | { readonly kind: 'text'; readonly field: 'q' | 'customer'; readonly op: 'contains' | 'substring' }
  | { readonly kind: 'part'; readonly part: Part }

const DATES: readonly FieldName[] = ['date', 'newer_than', 'older_than', 'after', 'before', 'started']

/** Whether a clause of the query is about what the column shows. */
export function isFiltered(filter: Filter, by: HeaderFilter): boolean {
  return clausesOf(filter).some((clause) => {
    if (clause.off) return false
    const condition = clause.kind === 'not' ? clause.of : clause
    if (condition.kind !== 'condition') return false
    return isAbout(condition, by)
  })
}

function isAbout(condition: Condition, by: HeaderFilter): boolean {
  switch (by.kind) {
    case 'values':
    case 'text':
      return condition.field === by.field
    case 'dates':
      return DATES.includes(condition.field)
    case 'count':
      return condition.field === 'messages'
    case 'part':
      return isPart(condition, by.part)
    default:
      return assertNever(by)
  }
}

const isText =
  ({ field, op }: Extract<HeaderFilter, { kind: 'text' }>) =>
  (clause: Filter): clause is Condition =>
    clause.kind === 'condition' && clause.field === field && clause.op === op && !clause.off

/** The text that the column must hold; empty for none. */
export function headerText(filter: Filter, by: Extract<HeaderFilter, { kind: 'text' }>): string {
  return clausesOf(filter).find(isText(by))?.values[0] ?? ''
}

export function setHeaderText(filter: Filter, by: Extract<HeaderFilter, { kind: 'text' }>, text: string): Filter {
  const value = text.trim()
  const clause: Condition | null =
    value === '' ? null : { kind: 'condition', field: by.field, op: by.op, values: [value] }
  return setOnly(filter, isText(by), clause)
}

function isPart(clause: Filter, part: Part): clause is Condition {
  if (clause.kind !== 'condition' || clause.off || clause.op !== 'is') return false
  return (clause.field === 'has' || clause.field === 'no') && clause.values.length === 1 && clause.values[0] === part
}

/** Whether conversations must have the part, must not, or (null) either. */
export function partChoice(filter: Filter, part: Part): 'has' | 'no' | null {
  const field = clausesOf(filter).find((clause): clause is Condition => isPart(clause, part))?.field
  return field === 'has' || field === 'no' ? field : null
}

export function setPart(filter: Filter, part: Part, choice: 'has' | 'no' | null): Filter {
  const clause: Condition | null =
    choice === null ? null : { kind: 'condition', field: choice, op: 'is', values: [part] }
  return setOnly(filter, (c): c is Condition => isPart(c, part), clause)
}
