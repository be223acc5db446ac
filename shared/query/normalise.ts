// Two plain views of a filter: without groups that say nothing, and without the clauses that are switched off.
import type { Filter } from './query'

/** The same filter without groups of one and empty groups; what text can say. Null where nothing is left. */
export function normalise(filter: Filter): Filter | null {
  switch (filter.kind) {
    case 'condition':
      return filter.off === false || filter.name === undefined ? withoutUndefined(filter) : filter
    case 'not':
    case 'msg': {
      const of = normalise(filter.of)
      return of && keepOff({ kind: filter.kind, of }, filter.off)
    }
    case 'then': {
      const of = filter.of.map(normalise)
      return of.every((step) => step !== null) ? keepOff({ kind: 'then', of, within: filter.within }, filter.off) : null
    }
    default: {
      const of = filter.of.map(normalise).filter((child) => child !== null)
      const [only] = of
      if (!only) return null
      return keepOff(of.length === 1 ? only : { kind: filter.kind, of }, filter.off || (of.length === 1 && only.off))
    }
  }
}

function withoutUndefined(filter: Filter & { readonly kind: 'condition' }): Filter {
  const { field, op, values, name, off } = filter
  return { kind: 'condition', field, op, values, ...(name === undefined ? {} : { name }), ...(off ? { off } : {}) }
}

function keepOff(filter: Filter, off: boolean | undefined): Filter {
  const { off: _, ...rest } = filter
  return off ? { ...rest, off: true } : rest
}

/** What is left to apply when switched-off clauses are taken away; null when nothing is, which means everything matches. */
export function applied(filter: Filter): Filter | null {
  if (filter.off) return null
  switch (filter.kind) {
    case 'condition':
      return filter
    case 'not':
    case 'msg': {
      const of = applied(filter.of)
      return of && { kind: filter.kind, of }
    }
    case 'then': {
      // A step that is switched off may be any message.
      const of = filter.of.map((step) => applied(step) ?? ({ kind: 'all', of: [] } as const))
      return { kind: 'then', of, within: filter.within }
    }
    default: {
      const of = filter.of.map(applied).filter((child) => child !== null)
      return of.length === 0 ? null : { kind: filter.kind, of }
    }
  }
}
