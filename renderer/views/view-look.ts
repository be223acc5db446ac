// How a view's list looks beside its query: columns, density, and which filters are in sight. Saved with it, put back when it is opened.
import { useEffect, useRef } from 'react'
import { z } from 'zod'
import type { ViewBody } from '../../shared/saved-view'
import { GRID_COLUMNS } from '../conversations/grid-columns'
import { type ColumnPlace, readGridSettings } from '../conversations/grid-place'
import type { ListGrid } from '../conversations/list-grid'
import { applyColumnPlaces, columnPlaces } from '../conversations/use-column-places'
import { FACET_GROUPS } from '../facets/use-facet-groups'
import { useSettings } from '../use-settings'
import { useCurrentView } from './current-view'

type Look = Pick<ViewBody, 'columns' | 'density' | 'facets' | 'facetsOpen'>

/** How the list looks now. What the view held that this version does not know stays in it. */
export function useLook(grid: ListGrid | null): (before: ViewBody | null) => Look {
  const { settings } = useSettings()
  return (before) => {
    const { foldedFacets = [], facetsOpen = false } = readGridSettings(settings.grid)
    const unknown = (before?.facets ?? []).filter((group) => !FACET_GROUPS.includes(group))
    return {
      ...(grid ? { columns: [...columnPlaces(grid), ...unknownColumns(before?.columns)] } : {}),
      density: settings.density,
      facetsOpen,
      facets: [...FACET_GROUPS.filter((group) => !foldedFacets.includes(group)), ...unknown]
    }
  }
}

/** A view that is opened brings its look along. */
export function useViewLook(grid: ListGrid | null): void {
  const { current, opening } = useCurrentView()
  const { settings, change } = useSettings()
  const latest = useRef({ current, settings })
  useEffect(() => {
    latest.current = { current, settings }
  })
  useEffect(() => {
    const { current, settings } = latest.current
    // At the start the list looks as it was left.
    if (!grid || opening === 0 || current.kind !== 'saved') return
    const { columns: kept, density, facets, facetsOpen } = current.view.body
    const { columns } = readGridSettings({ columns: kept })
    if (columns) applyColumnPlaces(grid, columns)
    change({
      ...(density === undefined ? {} : { density }),
      grid: {
        ...settings.grid,
        ...(columns ? { columns: columnPlaces(grid) } : {}),
        ...(facets ? { foldedFacets: FACET_GROUPS.filter((group) => !facets.includes(group)) } : {}),
        ...(facetsOpen === undefined ? {} : { facetsOpen })
      }
    })
  }, [grid, opening, change])
}

/** Columns of another version, as they are. */
function unknownColumns(columns: unknown): unknown[] {
  return namedColumns(columns).filter(({ colId }) => !GRID_COLUMNS.some(({ id }) => id === colId))
}

const named = z.looseObject({ colId: z.string() })

function namedColumns(columns: unknown): readonly z.output<typeof named>[] {
  return z.array(named).safeParse(columns).data ?? []
}

/** What of a view's look this version does not know: a sentence, or nothing. */
export function unknownLook({ columns, facets }: ViewBody): string | null {
  const names = [
    ...namedColumns(columns)
      .filter(({ colId }) => !GRID_COLUMNS.some(({ id }) => id === colId))
      .map(({ colId }) => colId satisfies ColumnPlace['colId']),
    ...(facets ?? []).filter((group) => !FACET_GROUPS.includes(group))
  ]
  if (names.length === 0) return null
  const listed = names.map((name) => `“${name}”`).join(', ')
  return `This version does not know ${listed}. It is kept in the view and not shown.`
}
