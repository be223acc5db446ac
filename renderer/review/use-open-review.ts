// Which review set is being worked on: kept over restarts, per workspace.
import { useCallback, useEffect, useRef } from 'react'
import { useContract } from '../api'
import { useNavigation } from '../navigation'
import { useSettings } from '../use-settings'

export interface OpenReview {
  /** null: none. Undefined until it is known. */
  readonly set: number | null | undefined
  open(set: number): void
  close(): void
}

export function useOpenReview(): OpenReview {
  const { settings, loaded, change } = useSettings()
  const { goTo } = useNavigation()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const workspace = info.data?.path
  const kept = settings.openReview
  const set = !loaded || workspace === undefined ? undefined : kept?.workspace === workspace ? kept.set : null
  const open = useCallback(
    (next: number) => {
      if (workspace !== undefined) change({ openReview: { workspace, set: next } })
      goTo('review')
    },
    [workspace, change, goTo]
  )
  const close = useCallback(() => change({ openReview: null }), [change])
  return { set, open, close }
}

/** After a start in the middle of a review: goes on with it. Mounted once, in App. */
export function ResumeReview() {
  const { set } = useOpenReview()
  const { goTo } = useNavigation()
  const asked = useRef(false)
  useEffect(() => {
    if (set === undefined || asked.current) return
    asked.current = true
    if (set !== null) goTo('review')
  }, [set, goTo])
  return null
}
