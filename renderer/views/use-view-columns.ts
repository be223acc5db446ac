// A view that is opened brings its columns along.
import { useEffect, useRef } from 'react'
import { readGridSettings } from '../conversations/grid-place'
import type { ListGrid } from '../conversations/list-grid'
import { applyColumnPlaces } from '../conversations/use-column-places'
import { useCurrentView } from './current-view'

export function useViewColumns(grid: ListGrid | null): void {
  const { current, opening } = useCurrentView()
  const view = useRef(current)
  useEffect(() => {
    view.current = current
  })
  useEffect(() => {
    // At the start the columns are as they were left.
    if (!grid || opening === 0 || view.current.kind !== 'saved') return
    const { columns } = readGridSettings({ columns: view.current.view.body.columns })
    if (columns) applyColumnPlaces(grid, columns)
  }, [grid, opening])
}
