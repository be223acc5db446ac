// The order of cited sources: by name, by how often, or by the share of what went wrong.
import type { CitedSource } from '../../shared/answers'
import { wilson } from '../../shared/wilson'

export interface SourceSort {
  readonly by: 'name' | 'all' | 'down' | 'handedOff' | 'wrong' | 'lastAt'
  readonly descending: boolean
}

/**
 * Shares are sorted by the lower end of their interval (`wilson`): one thumbs-down in one conversation is no worse a source than thirty
 * in forty.
 */
export function sortSources(sources: readonly CitedSource[], { by, descending }: SourceSort): CitedSource[] {
  const sign = descending ? -1 : 1
  return sources.toSorted((a, b) => sign * compare(a, b, by) || b.all.count - a.all.count || compare(a, b, 'name'))
}

function compare(a: CitedSource, b: CitedSource, by: SourceSort['by']): number {
  switch (by) {
    case 'name':
      return a.name.localeCompare(b.name)
    case 'all':
      return a.all.count - b.all.count
    case 'lastAt':
      return (a.lastAt ?? 0) - (b.lastAt ?? 0)
    default:
      return wilson(a[by].count, a.all.count).low - wilson(b[by].count, b.all.count).low
  }
}
