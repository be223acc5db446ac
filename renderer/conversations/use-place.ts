// Restores the list as it was left in this workspace, and keeps it: query, first row on screen, open conversation, selection.
import { useCallback, useEffect, useRef, useState } from 'react'
import { useContract } from '../api'
import { useCurrentQuery } from '../current-query'
import { useNavigation } from '../navigation'
import { useSettings } from '../use-settings'
import { keyOf, useCurrentView } from '../views/current-view'
import { readGridSettings } from './grid-place'
import type { Selection } from './list-grid'

/** Scrolling and reading change the place all the time; it is kept once it rests this long, in milliseconds. */
const KEEP_AFTER_MS = 600

/** More selected conversations than this are not kept over a restart; "all that match" is kept as such. */
const MOST_KEPT = 10_000

export interface Start {
  /** The conversation at the top of the screen. */
  readonly top: number | null
  readonly selection: Selection
}

export function usePlace(): {
  /** False until it is known where to begin: nothing is opened before. */
  readonly restored: boolean
  /** Where to begin; null until it is known, and where nothing was kept. */
  readonly start: Start | null
  keepTop(conversationId: number | null): void
  keepSelection(selection: Selection): void
} {
  const { settings, loaded, change } = useSettings()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const { query, setQuery } = useCurrentQuery()
  const { conversationId, openConversation } = useNavigation()
  const { current, restore: restoreView } = useCurrentView()
  const view = keyOf(current)
  const workspace = info.data?.path ?? null
  const [restored, setRestored] = useState(false)
  const [start, setStart] = useState<Start | null>(null)
  const top = useRef<number | null>(null)
  const selection = useRef<Selection>({ all: false, ids: [] })

  useEffect(() => {
    if (restored || !loaded || (workspace === null && !info.isError)) return
    const { place } = readGridSettings(settings.grid)
    if (place && place.workspace === workspace) {
      setQuery(place.query)
      if (place.view !== undefined) restoreView(place.view)
      openConversation(place.openConversation)
      setStart({ top: place.topConversation, selection: place.selection })
      top.current = place.topConversation
      selection.current = place.selection
    }
    setRestored(true)
  }, [restored, loaded, workspace, info.isError, settings.grid, setQuery, restoreView, openConversation])

  const state = useRef({ settings, query, conversationId, workspace, view })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const keepNow = useCallback(() => {
    clearTimeout(timer.current)
    const now = state.current
    if (now.workspace === null) return
    const place = {
      workspace: now.workspace,
      query: now.query,
      view: now.view,
      topConversation: top.current,
      openConversation: now.conversationId,
      selection: selection.current.ids.length > MOST_KEPT ? { all: false, ids: [] } : selection.current
    }
    change({ grid: { ...now.settings.grid, place } })
  }, [change])
  const keep = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(keepNow, KEEP_AFTER_MS)
  }, [keepNow])
  useEffect(() => {
    if (!restored) return
    // The last moment: the window closes.
    window.addEventListener('pagehide', keepNow)
    return () => window.removeEventListener('pagehide', keepNow)
  }, [restored, keepNow])
  useEffect(() => {
    state.current = { settings, query, conversationId, workspace, view }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept when these change, read when the timer is up
  useEffect(() => {
    if (restored) keep()
    return () => clearTimeout(timer.current)
  }, [restored, keep, query, conversationId, view])

  const keepTop = useCallback(
    (conversation: number | null) => {
      top.current = conversation
      keep()
    },
    [keep]
  )
  const keepSelection = useCallback(
    (next: Selection) => {
      selection.current = next
      keep()
    },
    [keep]
  )
  return { restored, start, keepTop, keepSelection }
}
