// The list's keys: next and previous, open, first and last, selection.
import { useRef } from 'react'
import { useCommand } from '../commands'
import { useNavigation } from '../navigation'
import type { ListGrid } from './list-grid'

interface GridKeys {
  readonly active: boolean
  openAt(rowIndex: number): void
  selectAll(all: boolean): void
}

export function useGridKeys(grid: ListGrid | null, { active, openAt, selectAll }: GridKeys): void {
  const { conversationId, openConversation } = useNavigation()
  const ready = active && grid !== null
  /** Rows between which the selection was extended by key. */
  const extension = useRef<{ readonly first: number; readonly last: number } | null>(null)

  const current = () => {
    const focused = grid?.getFocusedCell()?.rowIndex
    if (focused !== undefined) return focused
    const open = conversationId === null ? undefined : grid?.getRowNode(String(conversationId))
    return open?.rowIndex ?? -1
  }
  const goTo = (row: number) => {
    const last = (grid?.getDisplayedRowCount() ?? 0) - 1
    const column = grid?.getFocusedCell()?.column ?? grid?.getAllDisplayedColumns()[0]
    if (!grid || !column || last < 0) return
    const index = Math.max(0, Math.min(row, last))
    grid.ensureIndexVisible(index)
    grid.setFocusedCell(index, column)
  }
  const select = (row: number, isSelected: boolean) =>
    grid?.getDisplayedRowAtIndex(row)?.setSelected(isSelected, false, 'checkboxSelected')
  /** As in a mail client: on the way back to where the extension began, rows are let go again. */
  const extend = (step: 1 | -1) => {
    const from = Math.max(0, current())
    const to = from + step
    if (to < 0 || to >= (grid?.getDisplayedRowCount() ?? 0)) return
    // Once the focus went elsewhere, another extension begins.
    const first = extension.current?.last === from ? extension.current.first : from
    select(from, Math.abs(to - first) > Math.abs(from - first))
    select(to, true)
    extension.current = { first, last: to }
    goTo(to)
  }

  useCommand('list.next', () => goTo(current() + 1), ready)
  useCommand('list.previous', () => goTo(current() - 1), ready)
  useCommand('list.focus', () => goTo(Math.max(0, current())), ready)
  useCommand('list.first', () => goTo(0), ready)
  useCommand('list.last', () => goTo(Number.MAX_SAFE_INTEGER), ready)
  useCommand('list.open', () => openAt(Math.max(0, current())), ready)
  // As in a file manager: Space looks into the row that has the focus, once more puts it away; the focus stays in the list.
  useCommand(
    'list.preview',
    () => {
      const index = Math.max(0, current())
      if (conversationId !== null && grid?.getDisplayedRowAtIndex(index)?.data?.id === conversationId)
        openConversation(null)
      else openAt(index)
    },
    ready
  )
  useCommand(
    'list.toggleSelected',
    () => {
      const node = grid?.getDisplayedRowAtIndex(current())
      node?.setSelected(!node.isSelected(), false, 'checkboxSelected')
    },
    ready
  )
  useCommand('list.extendDown', () => extend(1), ready)
  useCommand('list.extendUp', () => extend(-1), ready)
  useCommand('list.selectAll', () => selectAll(true), ready)
  useCommand('list.selectNone', () => selectAll(false), ready)
}
