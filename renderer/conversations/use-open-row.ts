// Ties the rows of the list to the transcript: which row is open, opening by click or key, following next and previous.
import { useCallback, useEffect, useRef } from 'react'
import type { ConversationRow } from '../../shared/domain'
import { call } from '../api'
import { useNavigation } from '../navigation'
import { showError } from '../notify'
import { type ListGrid, OPEN_ROW, rowElements } from './list-grid'
import { isExpired, type OpenedQuery } from './result-source'

/** A key held down passes many rows; the transcript waits until it rests this long, in milliseconds. */
const FOLLOW_AFTER_MS = 120

export function useOpenRow(grid: ListGrid | null, opened: OpenedQuery | null) {
  const { conversationId, openConversation } = useNavigation()
  const openId = useRef(conversationId)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** Opened from the list itself: it is on screen already. */
  const openedHere = useRef<number | null>(null)

  /** A row of the list that was to be opened before it was read. */
  const waiting = useRef<number | null>(null)

  const openRow = useCallback(
    (id: number) => {
      clearTimeout(timer.current)
      waiting.current = null
      openedHere.current = id
      openConversation(id)
    },
    [openConversation]
  )

  /** Opens the row at a place of the list, once it is read. */
  const openAt = useCallback(
    (rowIndex: number | null) => {
      const row = rowIndex === null ? undefined : grid?.getDisplayedRowAtIndex(rowIndex)?.data
      if (row) openRow(row.id)
      else waiting.current = rowIndex
    },
    [grid, openRow]
  )
  const rowsRead = useCallback(() => {
    if (waiting.current !== null) openAt(waiting.current)
  }, [openAt])
  // It was meant for the list that was on the screen then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list forgets it
  useEffect(() => {
    waiting.current = null
  }, [opened])

  /** With a transcript open, it follows the row that has the focus. */
  const followFocus = useCallback(
    (rowIndex: number | null) => {
      clearTimeout(timer.current)
      if (rowIndex === null || openId.current === null) return
      timer.current = setTimeout(() => {
        const row = grid?.getDisplayedRowAtIndex(rowIndex)?.data
        if (row && row.id !== openId.current) openRow(row.id)
      }, FOLLOW_AFTER_MS)
    },
    [grid, openRow]
  )
  useEffect(() => () => clearTimeout(timer.current), [])

  useEffect(() => {
    const before = openId.current
    openId.current = conversationId
    // Marked in place: drawing the rows again would take the focus from them.
    for (const row of rowElements(before)) row.classList.remove(OPEN_ROW)
    for (const row of rowElements(conversationId)) row.classList.add(OPEN_ROW)
  }, [conversationId])

  // A list that was opened again must not scroll: only another conversation does. So it is read here, not watched.
  const list = useRef(opened)
  useEffect(() => {
    list.current = opened
  })
  useEffect(() => {
    const resultSet = list.current?.resultSet
    if (!grid || !resultSet || conversationId === null || openedHere.current === conversationId) return
    const controller = new AbortController()
    call('conversations.position', { resultSet: resultSet.id, conversationId }, controller).then(
      (position) => {
        if (position !== null && position < grid.getDisplayedRowCount()) grid.ensureIndexVisible(position)
      },
      (error: unknown) => {
        if (!isExpired(error)) showError(error)
      }
    )
    return () => controller.abort()
  }, [grid, conversationId])

  const isOpen = useCallback((row: ConversationRow | undefined) => row !== undefined && row.id === openId.current, [])
  return { openAt, followFocus, isOpen, rowsRead }
}
