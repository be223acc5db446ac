// The columns as the person left them: put back when the list appears, kept when they change.
import { useCallback, useEffect, useRef } from 'react'
import { useCommand } from '../commands'
import { useSettings } from '../use-settings'
import { type ColumnPlace, readGridSettings } from './grid-place'
import type { ListGrid } from './list-grid'

/** A drag tells of many widths; they are kept once it rests this long, in milliseconds. */
const KEEP_AFTER_MS = 400

export function useColumnPlaces(grid: ListGrid | null): { saveColumns(): void } {
  const { settings, change } = useSettings()
  const stored = useRef(settings.grid)
  useEffect(() => {
    stored.current = settings.grid
  })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const { columns } = readGridSettings(stored.current)
    if (grid && columns) applyColumnPlaces(grid, columns)
    return () => clearTimeout(timer.current)
  }, [grid])

  const saveColumns = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (!grid || grid.isDestroyed()) return
      change({ grid: { ...stored.current, columns: columnPlaces(grid) } })
    }, KEEP_AFTER_MS)
  }, [grid, change])

  useCommand('columns.reset', () => grid?.resetColumnState(), grid !== null)
  return { saveColumns }
}

/** The columns as they stand, in order. */
export function columnPlaces(grid: ListGrid): ColumnPlace[] {
  return grid.getColumnState().map(({ colId, width, hide, pinned, flex }) => ({
    colId,
    ...(typeof width === 'number' ? { width } : {}),
    hide: hide ?? false,
    pinned: pinned ?? null,
    flex: flex ?? null
  }))
}

/** Columns that this version does not know are passed over; new ones come last, as they are by default. */
export function applyColumnPlaces(grid: ListGrid, columns: readonly ColumnPlace[]): void {
  grid.applyColumnState({
    state: columns.map(({ colId, width, hide, pinned, flex }) => ({
      colId,
      ...(width === undefined ? {} : { width }),
      hide: hide ?? null,
      pinned: pinned ?? null,
      flex: flex ?? null
    })),
    applyOrder: true
  })
}
