// Restores the list as it was left in this workspace, and keeps it: query, first row on screen, open conversation.
import { useCallback, useEffect, useRef, useState } from 'react'
import { useContract } from '../api'
import { useCurrentQuery } from '../current-query'
import { useNavigation } from '../navigation'
import { useSettings } from '../use-settings'
import { readGridSettings } from './grid-place'

/** Scrolling and reading change the place all the time; it is kept once it rests this long, in milliseconds. */
const KEEP_AFTER_MS = 600

export function usePlace(): {
  /** False until it is known where to begin: nothing is opened before. */
  readonly restored: boolean
  /** The conversation to begin at. */
  readonly startAt: number | null
  keepTop(conversationId: number | null): void
} {
  const { settings, loaded, change } = useSettings()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const { query, setQuery } = useCurrentQuery()
  const { conversationId, openConversation } = useNavigation()
  const workspace = info.data?.path ?? null
  const [restored, setRestored] = useState(false)
  const [startAt, setStartAt] = useState<number | null>(null)
  const top = useRef<number | null>(null)

  useEffect(() => {
    if (restored || !loaded || (workspace === null && !info.isError)) return
    const { place } = readGridSettings(settings.grid)
    if (place && place.workspace === workspace) {
      setQuery(place.query)
      openConversation(place.openConversation)
      setStartAt(place.topConversation)
      top.current = place.topConversation
    }
    setRestored(true)
  }, [restored, loaded, workspace, info.isError, settings.grid, setQuery, openConversation])

  const state = useRef({ settings, query, conversationId, workspace })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const keepNow = useCallback(() => {
    clearTimeout(timer.current)
    const now = state.current
    if (now.workspace === null) return
    const place = {
      workspace: now.workspace,
      query: now.query,
      topConversation: top.current,
      openConversation: now.conversationId
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
    state.current = { settings, query, conversationId, workspace }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept when these change, read when the timer is up
  useEffect(() => {
    if (restored) keep()
    return () => clearTimeout(timer.current)
  }, [restored, keep, query, conversationId])

  const keepTop = useCallback(
    (conversation: number | null) => {
      top.current = conversation
      keep()
    },
    [keep]
  )
  return { restored, startAt, keepTop }
}
