// The grid as the parts around it know it.
import type { GridApi } from 'ag-grid-community'
import type { ConversationRow } from '../../shared/domain'
import { ROW_HEIGHT } from '../theme'

export type ListGrid = GridApi<ConversationRow>

/** `all`: every conversation of the list, however many are read. */
export interface Selection {
  readonly all: boolean
  readonly ids: readonly number[]
}

/** The first conversation that is wholly on screen. */
export function topRow(grid: ListGrid): ConversationRow | undefined {
  const { top } = grid.getVerticalPixelRange()
  const rowHeight = grid.getDisplayedRowAtIndex(0)?.rowHeight ?? ROW_HEIGHT.compact
  return grid.getDisplayedRowAtIndex(Math.ceil(top / rowHeight))?.data
}

/** Whether one of the rows from `start` to before `end` is drawn. */
export function isOnScreen(grid: ListGrid, start: number, end: number): boolean {
  return !grid.isDestroyed() && grid.getFirstDisplayedRowIndex() < end && grid.getLastDisplayedRowIndex() >= start
}

/** Marks the row of the conversation that is open. */
export const OPEN_ROW = 'row-open'

/** The elements of a conversation's row: none while it is off screen, several when columns are pinned. */
export function rowElements(conversationId: number | null): readonly Element[] {
  if (conversationId === null) return []
  return [...document.querySelectorAll(`[data-keys="list"] [row-id="${conversationId}"]`)]
}
