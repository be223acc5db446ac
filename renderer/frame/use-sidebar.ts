// The sidebar's width: folded to a rail of icons by key, button or drag, and by itself where the window is narrow (or zoomed).
import { useCallback, useEffect, useRef, useState } from 'react'
import { type PanelSize, usePanelRef } from 'react-resizable-panels'
import { useCommand } from '../commands'

/** Icons only, in pixels. */
export const RAIL_WIDTH = 46

/** Below this many CSS pixels the list needs the room more than the names of the pages do. */
const NARROW = '(max-width: 900px)'

/** `panes`: which panes there are. When one comes or goes the layout is made anew, and the sidebar unfolded with it. */
export function useSidebar(panes: string) {
  const panel = usePanelRef()
  const [narrow, setNarrow] = useState(false)
  /** By the person; null: as the window's width asks. */
  const folded = useRef<boolean | null>(null)
  const resized = useCallback(({ inPixels }: PanelSize) => setNarrow(inPixels <= RAIL_WIDTH + 2), [])
  const toggle = useCallback(() => {
    const now = panel.current
    if (!now) return
    folded.current = !now.isCollapsed()
    if (folded.current) now.collapse()
    else now.expand()
  }, [panel])
  useCommand('sidebar.toggle', toggle)

  // biome-ignore lint/correctness/useExhaustiveDependencies: see `panes`
  useEffect(() => {
    const query = window.matchMedia(NARROW)
    const adapt = () => {
      const now = panel.current
      const wanted = folded.current ?? query.matches
      if (!now || now.isCollapsed() === wanted) return
      if (wanted) now.collapse()
      else now.expand()
    }
    const crossed = () => {
      folded.current = null
      adapt()
    }
    // The panes get their sizes with the first layout.
    const frame = requestAnimationFrame(adapt)
    query.addEventListener('change', crossed)
    return () => {
      cancelAnimationFrame(frame)
      query.removeEventListener('change', crossed)
    }
  }, [panel, panes])
  return { panel, narrow, resized, toggle }
}
