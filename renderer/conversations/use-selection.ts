// What is selected: rows, also such as are not read yet (after a restart), or all that match.

import type { SelectionChangedEvent } from 'ag-grid-community'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { ConversationRow } from '../../shared/domain'
import type { ListGrid, Selection } from './list-grid'

const NO_SELECTION: Selection = { all: false, ids: [] }

export interface ListSelection {
  selectAll(all: boolean): void
  /** Puts back what was selected; rows are marked as they are read. */
  restore(selection: Selection): void
  /** For the grid: the person changed the selection. */
  changed(event: SelectionChangedEvent<ConversationRow>): void
  /** For the grid: rows were read. */
  rowsRead(): void
}

export function useSelection(grid: ListGrid | null, onSelection: (selection: Selection) => void): ListSelection {
  const all = useRef<boolean>(false)
  const ids: RefObject<Set<number>> = useRef(new Set<number>())
  const tell = useRef(onSelection)
  useEffect(() => {
    tell.current = onSelection
  })

  const rowsRead = useCallback(() => {
    if (!all.current && ids.current.size === 0) return
    grid?.forEachNode((node) => {
      if (node.data && !node.isSelected() && (all.current || ids.current.has(node.data.id)))
        node.setSelected(true, false, 'api')
    })
  }, [grid])

  const restore = useCallback(
    (selection: Selection) => {
      all.current = selection.all
      ids.current = new Set(selection.ids)
      grid?.deselectAll('all', 'api')
      rowsRead()
      tell.current(selection)
    },
    [grid, rowsRead]
  )
  const selectAll = useCallback((every: boolean) => restore(every ? { all: true, ids: [] } : NO_SELECTION), [restore])

  const changed = useCallback(({ api, source }: SelectionChangedEvent<ConversationRow>) => {
    if (source === 'api') return
    const selected = api.getSelectedRows().map((row) => row.id)
    // A click that leaves one row has let go of all others, also of those that are not read yet.
    const kept = all.current || (source === 'rowClicked' && selected.length <= 1) ? [] : [...ids.current]
    const next = new Set(kept)
    api.forEachNode((node) => node.data && next.delete(node.data.id))
    for (const id of selected) next.add(id)
    all.current = false
    ids.current = next
    tell.current({ all: false, ids: [...next] })
  }, [])

  return { selectAll, restore, changed, rowsRead }
}
