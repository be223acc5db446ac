// What is selected: rows, also such as are not read yet (after a restart, inside a range), or all that match.
import type { RowClickedEvent, SelectionChangedEvent } from 'ag-grid-community'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { ConversationRow } from '../../shared/domain'
import { call } from '../api'
import { showError } from '../notify'
import type { ListGrid, Selection } from './list-grid'
import { isExpired, type OpenedQuery } from './result-source'

const NO_SELECTION: Selection = { all: false, ids: [] }

export interface ListSelection {
  selectAll(all: boolean): void
  /** Puts back what was selected; rows are marked as they are read. */
  restore(selection: Selection): void
  /** For the grid: the person changed the selection. */
  changed(event: SelectionChangedEvent<ConversationRow>): void
  /** For the grid: rows were read. */
  rowsRead(): void
  /** For the grid: a row was clicked. With the shift key the range from the click before is selected, whatever of it is read. */
  clicked(event: RowClickedEvent<ConversationRow>): void
}

export function useSelection(
  grid: ListGrid | null,
  opened: OpenedQuery | null,
  onSelection: (selection: Selection) => void
): ListSelection {
  const all = useRef<boolean>(false)
  const ids: RefObject<Set<number>> = useRef(new Set<number>())
  const tell = useRef(onSelection)
  const list = useRef(opened)
  /** Where a range begins: the row that was clicked last without the shift key. */
  const anchor = useRef<Anchor | null>(null)
  /** So that a range that is answered late does not undo a later click. */
  const clicks = useRef(0)
  useEffect(() => {
    tell.current = onSelection
    list.current = opened
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

  // The grid knows the rows that are read: of a range that holds others it selects nothing, and of what was selected before it lets go
  // of those alone. So a range is ours.
  const clicked = useCallback(
    ({ rowIndex, data, event }: RowClickedEvent<ConversationRow>) => {
      if (!grid || !data || rowIndex === null) return
      const from = anchor.current
      const click = ++clicks.current
      if (!(event instanceof MouseEvent && event.shiftKey) || !from) {
        anchor.current = { id: data.id, index: rowIndex }
        return
      }
      const others = event.ctrlKey || event.metaKey ? [...ids.current] : []
      const select = (range: readonly number[] | null) => {
        if (click !== clicks.current) return
        // The conversation that was clicked before is not in this list: this click is the first of a range.
        if (!range) anchor.current = { id: data.id, index: rowIndex }
        restore({ all: false, ids: [...new Set([...others, ...(range ?? [data.id])])] })
      }
      const range = idsRead(grid, from, rowIndex) ?? (list.current && idsBetween(list.current, from.id, data.id))
      // Always later: the grid does what it takes for right after it has told of the click.
      Promise.resolve(range).then(select, (error: unknown) => {
        if (!isExpired(error)) showError(error)
      })
    },
    [grid, restore]
  )

  return { selectAll, restore, changed, rowsRead, clicked }
}

interface Anchor {
  readonly id: number
  readonly index: number
}

/** Of the rows from there to a place; null where one of them is not read, or where another conversation stands there by now. */
function idsRead(grid: ListGrid, from: Anchor, to: number): readonly number[] | null {
  if (grid.getDisplayedRowAtIndex(from.index)?.data?.id !== from.id) return null
  const ids: number[] = []
  for (let index = Math.min(from.index, to); index <= Math.max(from.index, to); index++) {
    const row = grid.getDisplayedRowAtIndex(index)?.data
    if (!row) return null
    ids.push(row.id)
  }
  return ids
}

/** All from one conversation of the list to another, both included; null where one of them has left it. */
async function idsBetween({ resultSet }: OpenedQuery, one: number, other: number): Promise<readonly number[] | null> {
  const ids = await call('conversations.ids', { resultSet: resultSet.id })
  const [from, to] = [ids.indexOf(one), ids.indexOf(other)]
  return from < 0 || to < 0 ? null : ids.slice(Math.min(from, to), Math.max(from, to) + 1)
}
