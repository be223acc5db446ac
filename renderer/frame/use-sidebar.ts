// The sidebar's width: folded to a rail of icons by key, button or drag, and by itself where the window is narrow (or zoomed).
import { useCallback, useEffect, useRef, useState } from 'react'
import { type PanelSize, usePanelRef } from 'react-resizable-panels'
import { useCommand } from '../commands'

/** Icons only, in pixels. */
export const RAIL_WIDTH = 46

/** The names of the pages are still readable. */
const LEAST_WIDTH = 170

/** Below this many CSS pixels the list needs the room more than the names of the pages do. */
const NARROW = '(max-width: 900px)'

/**
 * `panes`: which panes there are. When one comes or goes the layout is made anew, and the sidebar unfolded with it. `share`: how much
 * of the window a person gave the sidebar, in percent.
 */
export function useSidebar(panes: string, share: number) {
  const panel = usePanelRef()
  const [narrow, setNarrow] = useState(false)
  /** By the person; null: as the window's width asks. */
  const folded = useRef<boolean | null>(null)
  const unfold = useCallback(() => {
    const width = Math.max(LEAST_WIDTH, Math.round((window.innerWidth * share) / 100))
    panel.current?.resize(`${width}px`)
  }, [panel, share])
  const resized = useCallback(({ inPixels }: PanelSize) => setNarrow(inPixels <= RAIL_WIDTH + 2), [])
  const toggle = useCallback(() => {
    const now = panel.current
    if (!now) return
    folded.current = !now.isCollapsed()
    if (folded.current) now.collapse()
    else unfold()
  }, [panel, unfold])
  useCommand('sidebar.toggle', toggle)

  // biome-ignore lint/correctness/useExhaustiveDependencies: see `panes`
  useEffect(() => {
    const query = window.matchMedia(NARROW)
    const adapt = () => {
      const now = panel.current
      const wanted = folded.current ?? query.matches
      if (!now || now.isCollapsed() === wanted) return
      if (wanted) now.collapse()
      else unfold()
    }
    const crossed = () => {
      folded.current = null
      if (query.matches) adapt()
      else unfold()
    }
    // The panes get their sizes with the first layout.
    const frame = requestAnimationFrame(adapt)
    query.addEventListener('change', crossed)
    return () => {
      cancelAnimationFrame(frame)
      query.removeEventListener('change', crossed)
    }
  }, [panel, panes, unfold])
  return { panel, narrow, resized, toggle }
}
