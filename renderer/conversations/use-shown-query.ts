// Brings a newly opened query onto the screen: a new query from its top, the same query read again without moving a row.
import { useEffect, useRef } from 'react'
import { call } from '../api'
import { showError } from '../notify'
import type { GridDatasource } from './grid-datasource'
import { headerSort, sortKey } from './grid-sort'
import { type ListGrid, topRow } from './list-grid'
import { isExpired, type OpenedQuery } from './result-source'

/** `startAt`: the conversation to scroll to when the first list is shown. `onNewQuery`: another query has replaced one. */
export function useShownQuery(
  grid: ListGrid | null,
  datasource: GridDatasource,
  opened: OpenedQuery | null,
  startAt: number | null,
  onNewQuery: () => void
): void {
  const shown = useRef<OpenedQuery | null>(null)
  const start = useRef(startAt)
  const newQuery = useRef(onNewQuery)
  useEffect(() => {
    newQuery.current = onNewQuery
    // Known once the settings are read, which is after the grid is there.
    start.current = startAt
  })

  useEffect(() => {
    if (!grid || !opened || shown.current === opened) return
    const before = shown.current
    shown.current = opened
    const sameList = before?.query === opened.query
    const top = sameList ? topRow(grid) : undefined
    const atTop = grid.getVerticalPixelRange().top === 0
    datasource.show(opened)
    if (!applySort(grid, opened)) grid.refreshInfiniteCache()
    const anchor = before === null ? start.current : sameList && !atTop ? (top?.id ?? null) : null
    if (before && !sameList) {
      newQuery.current()
      if (opened.resultSet.total > 0) grid.ensureIndexVisible(0, 'top')
    }
    if (anchor !== null) void scrollTo(grid, opened, anchor)
  }, [grid, datasource, opened])
}

/** True when the arrows changed: the grid then reads its rows again by itself. */
function applySort(grid: ListGrid, { query }: OpenedQuery): boolean {
  const wanted = headerSort(query.sort)
  const state = grid.getColumnState().filter((c) => c.sort)
  const shown = state.sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
  if (sortKey(shown.map(({ colId, sort }) => ({ colId, sort: sort ?? 'asc' }))) === sortKey(wanted)) return false
  grid.applyColumnState({
    state: wanted.map(({ colId, sort }, sortIndex) => ({ colId, sort, sortIndex })),
    defaultState: { sort: null }
  })
  return true
}

/** Puts the conversation at the top of the screen, when it is in the list. */
async function scrollTo(grid: ListGrid, { resultSet }: OpenedQuery, conversationId: number): Promise<void> {
  try {
    const position = await call('conversations.position', { resultSet: resultSet.id, conversationId })
    if (position === null || grid.isDestroyed()) return
    // The grid learns how many rows there are with its first page.
    if (grid.getDisplayedRowCount() < resultSet.total) grid.setRowCount(resultSet.total, true)
    grid.ensureIndexVisible(position, 'top')
  } catch (error) {
    if (!isExpired(error)) showError(error)
  }
}
