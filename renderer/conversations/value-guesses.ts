// For a query that finds nothing: values that were typed and are not in the data, each with the one in the data it is nearest to.
import { nearest } from '../../shared/query/did-you-mean'
import { COUNTED_FIELDS, type CountedField, type Facet } from '../../shared/query/facets'
import { fieldOf } from '../../shared/query/fields'
import type { Condition, Filter } from '../../shared/query/query'
import { clausesOf } from '../filter-edit'

export interface ValueGuess {
  /** Place of the clause among those of the outermost group. */
  readonly index: number
  readonly typed: string
  readonly value: string
  /** The clause with the value in place of the typed one. */
  readonly clause: Condition
}

/** Fields whose values come from the data and are asked for as they are. */
export function guessableFields(filter: Filter): readonly CountedField[] {
  const asked = clausesOf(filter).flatMap((clause) => (isGuessable(clause) ? [clause.field] : []))
  return COUNTED_FIELDS.filter((field) => asked.includes(field))
}

export function valueGuesses(filter: Filter, facets: readonly Facet[]): readonly ValueGuess[] {
  return clausesOf(filter).flatMap((clause, index) => {
    if (!isGuessable(clause)) return []
    const known = facets.find(({ field }) => field === clause.field)?.values.map(({ value }) => value) ?? []
    const byLower = new Map(known.map((value) => [value.toLowerCase(), value]))
    return clause.values.flatMap((typed) => {
      const value = byLower.has(typed.toLowerCase())
        ? undefined
        : byLower.get(nearest(typed, [...byLower.keys()]) ?? '')
      if (value === undefined) return []
      const values = clause.values.map((other) => (other === typed ? value : other))
      return [{ index, typed, value, clause: { ...clause, values } }]
    })
  })
}

function isGuessable(clause: Filter): clause is Condition {
  return clause.kind === 'condition' && !clause.off && clause.op === 'is' && fieldOf(clause.field).type === 'enum'
}
