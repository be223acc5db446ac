// Opens the current query: at once when it changes, again when data changes, never showing the answer to an older one.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '../../shared/errors'
import { fromErrorValue, toErrorValue } from '../../shared/errors'
import type { Query } from '../../shared/query/query'
import { useEventListener } from '../api'
import { type OpenedQuery, openQuery } from './result-source'

/** While data arrives in batches, the list is opened again at most this often. */
const REOPEN_EVERY_MS = 2_000
/** An answer sooner than this needs no sign that it is being waited for. */
const SLOW_AFTER_MS = 150

export interface QueryOnScreen {
  readonly opened: OpenedQuery | null
  /** The rows on screen belong to an older query, and the wait is long enough to say so. */
  readonly slow: boolean
  readonly error: AppError | null
  reopen(): void
}

/** `query` null: nothing to open yet. */
export function useOpenedQuery(query: Query | null, timeZone: string): QueryOnScreen {
  const [opened, setOpened] = useState<OpenedQuery | null>(null)
  const [slow, setSlow] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const [version, setVersion] = useState(0)
  const reopen = useCallback(() => setVersion((v) => v + 1), [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another version asks for the same query again
  useEffect(() => {
    if (!query) return
    const controller = new AbortController()
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS)
    openQuery(query, timeZone, controller.signal)
      .then(
        (answer) => {
          setOpened(answer)
          setError(null)
        },
        (thrown: unknown) => {
          const value = toErrorValue(thrown)
          if (!controller.signal.aborted && value.code !== 'cancelled') setError(fromErrorValue(value))
        }
      )
      .finally(() => {
        clearTimeout(timer)
        if (!controller.signal.aborted) setSlow(false)
      })
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [query, timeZone, version])

  useReopenOnChange(reopen)
  return { opened, slow, error, reopen }
}

function useReopenOnChange(reopen: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef(0)
  useEventListener('data.changed', ({ tables }) => {
    // What a person changed in the settings (personal data hidden) is not waited for.
    if (tables.includes('settings')) return reopen()
    if (timer.current !== undefined || !tables.some((t) => t === 'conversation' || t === 'review')) return
    timer.current = setTimeout(
      () => {
        timer.current = undefined
        last.current = Date.now()
        reopen()
      },
      Math.max(0, last.current + REOPEN_EVERY_MS - Date.now())
    )
  })
  useEventListener('workspace.changed', reopen)
  useEventListener('process.restarted', ({ owner }) => owner === 'reader' && reopen())
  useEffect(() => () => clearTimeout(timer.current), [])
}
