// Opens the filter of a column below its header, and marks the headers whose column the query asks about.
import { useCallback, useEffect, useRef, useState } from 'react'
import { useCurrentQuery } from '../current-query'
import { GRID_COLUMNS, type GridColumn } from './grid-columns'
import type { HeaderPlace } from './HeaderFilterPopover'
import { isFiltered as isFilteredBy } from './header-filter'
import { FILTER_BUTTON } from './header-label'
import type { ListGrid } from './list-grid'

export function useHeaderFilters(grid: ListGrid | null) {
  const { query } = useCurrentQuery()
  const [headerPlace, setHeaderPlace] = useState<HeaderPlace | null>(null)
  const filter = useRef(query.filter)
  useEffect(() => {
    filter.current = query.filter
  })
  const isFiltered = useCallback(
    ({ filter: by }: GridColumn) => by !== undefined && isFilteredBy(filter.current, by),
    []
  )

  // Marked in place: headers that are not on screen ask when they are made.
  useEffect(() => {
    for (const button of document.querySelectorAll<HTMLElement>(`[data-keys="list"] .${FILTER_BUTTON}`)) {
      const column = GRID_COLUMNS.find(({ id }) => id === button.dataset['column'])
      button.toggleAttribute('data-active', column?.filter !== undefined && isFilteredBy(query.filter, column.filter))
    }
  }, [query.filter])

  const openFilter = useCallback(
    (columnId: string) => {
      grid?.ensureColumnVisible(columnId)
      const header = document.querySelector(`[data-keys="list"] [role="columnheader"][col-id="${columnId}"]`)
      const box = header?.getBoundingClientRect()
      if (box) setHeaderPlace({ columnId, left: box.left, top: box.top, bottom: box.bottom })
    },
    [grid]
  )
  const closeFilter = useCallback(() => setHeaderPlace(null), [])
  return { headerPlace, closeFilter, isFiltered, openFilter }
}
