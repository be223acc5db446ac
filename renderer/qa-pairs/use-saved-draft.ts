// A Q&A pair that is saved while it is written: at most a quarter of a second of typing is ever only in the window.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { QaDraft, QaState } from '../../shared/improve'
import { call } from '../api'
import { useReviewer } from '../review/use-reviewer'

/** Counted from the first change that is not saved, not from the last key. */
const SAVE_AFTER_MS = 250

export type SaveState = 'new' | 'saving' | 'saved' | 'failed'

export interface SavedDraft {
  readonly draft: QaDraft
  /** null until the first change is saved. */
  readonly id: number | null
  readonly state: QaState
  readonly saving: SaveState
  /** Why the last save failed; a sentence. */
  readonly problem: string | null
  change(patch: Partial<QaDraft>): void
  /** Saves what is not saved yet, and a new pair even when nothing was changed. Resolves with its id; null when it failed. */
  flush(): Promise<number | null>
}

export function useSavedDraft(start: {
  readonly id: number | null
  readonly draft: QaDraft
  readonly state: QaState
}): SavedDraft {
  const [draft, setDraft] = useState(start.draft)
  const [id, setId] = useState(start.id)
  const [state, setState] = useState(start.state)
  const [saving, setSaving] = useState<SaveState>(start.id === null ? 'new' : 'saved')
  const [problem, setProblem] = useState<string | null>(null)
  const { name } = useReviewer()
  const work = useRef({ draft: start.draft, id: start.id, changes: 0, kept: 0, reviewer: name })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  // Saves follow each other: the second must know the id that the first one was given.
  const last = useRef<Promise<unknown>>(Promise.resolve())
  useEffect(() => {
    work.current.reviewer = name
  }, [name])

  const save = useCallback((): Promise<void> => {
    clearTimeout(timer.current)
    timer.current = undefined
    const run = async () => {
      const now = work.current
      const { changes } = now
      if (changes === now.kept) return
      setSaving('saving')
      try {
        const saved = await call('qa.save', { id: now.id, pair: now.draft, reviewer: now.reviewer })
        now.id = saved.id
        now.kept = changes
        setId(saved.id)
        setState(saved.state)
        setProblem(null)
        if (now.changes === changes) setSaving('saved')
      } catch (error) {
        setSaving('failed')
        setProblem(error instanceof Error ? error.message : String(error))
      }
    }
    const next = last.current.then(run)
    last.current = next
    return next
  }, [])

  const change = useCallback(
    (patch: Partial<QaDraft>) => {
      const now = work.current
      now.draft = { ...now.draft, ...patch }
      now.changes++
      setDraft(now.draft)
      timer.current ??= setTimeout(() => void save(), SAVE_AFTER_MS)
    },
    [save]
  )
  const flush = useCallback(async () => {
    if (work.current.id === null) work.current.changes++
    await save()
    return work.current.kept < work.current.changes ? null : work.current.id
  }, [save])
  // The editor goes, what was typed stays.
  useEffect(() => () => void save(), [save])
  return { draft, id, state, saving, problem, change, flush }
}
