// The sort of a query and the sort arrows of the grid's header: two editors of one thing.
import type { SortModelItem } from 'ag-grid-community'
import type { Sort } from '../../shared/query/query'
import { GRID_COLUMNS } from './grid-columns'

/** No sort in the query means newest first: the header says so. */
const NEWEST_FIRST: SortModelItem = { colId: 'started', sort: 'desc' }

/** The arrows of the header. A sort that no column shows (relevance) has none. */
export function headerSort(sort: readonly Sort[]): SortModelItem[] {
  if (sort.length === 0) return [NEWEST_FIRST]
  return sort.flatMap(({ field, direction }) => {
    const column = GRID_COLUMNS.find((c) => c.sort === field)
    return column ? [{ colId: column.id, sort: direction }] : []
  })
}

/** The sort that the header's arrows say. Newest first is the query's own default and is not written out. */
export function querySort(model: readonly SortModelItem[]): Sort[] {
  const sort = model.flatMap(({ colId, sort: direction }) => {
    const field = GRID_COLUMNS.find((c) => c.id === colId)?.sort
    return field ? [{ field, direction }] : []
  })
  const [only] = sort
  return sort.length === 1 && only?.field === 'date' && only.direction === 'desc' ? [] : sort
}

/** Equal exactly when the arrows are. */
export function sortKey(model: readonly SortModelItem[]): string {
  return model.map(({ colId, sort }) => `${colId} ${sort}`).join(',')
}
