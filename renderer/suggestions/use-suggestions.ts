// The suggestions for the chosen threshold and similarity: computed where they are not known or no longer current.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Input } from '../../shared/contract'
import type { SuggestionList } from '../../shared/improve'
import { call, cancelJob, useContract } from '../api'
import { showError } from '../notify'

export type SuggestionRequest = Input<'suggestions.list'>

export interface SuggestionsState {
  /** The newest there is, also while it is computed anew; null at first. */
  readonly list: SuggestionList | null
  readonly computing: boolean
  /** The person stopped the computation; `again` starts it. */
  readonly stopped: boolean
  again(): void
  cancel(): void
}

export function useSuggestions(request: SuggestionRequest): SuggestionsState {
  const client = useQueryClient()
  const known = useContract('suggestions.list', request, { keepPrevious: true })
  const [computing, setComputing] = useState(false)
  const [stopped, setStopped] = useState(false)
  const job = useRef<string | null>(null)
  const key = JSON.stringify(request)
  const isStale = known.isSuccess && !known.isPlaceholderData && (known.data === null || !known.data.isCurrent)

  useEffect(() => {
    if (!isStale || stopped) return
    const callId = crypto.randomUUID()
    const asked: SuggestionRequest = JSON.parse(key)
    job.current = callId
    setComputing(true)
    call('suggestions.compute', asked, { callId })
      .then(
        (list) => client.setQueryData(['suggestions.list', asked], list),
        (error) => {
          // Another threshold was chosen meanwhile, or the person cancelled.
          if (job.current === callId) setStopped(true)
          showError(error)
        }
      )
      .finally(() => {
        if (job.current !== callId) return
        job.current = null
        setComputing(false)
      })
    return () => {
      if (job.current !== callId) return
      job.current = null
      cancelJob(callId)
      setComputing(false)
    }
  }, [isStale, key, client, stopped])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another request is begun anew
  useEffect(() => setStopped(false), [key])

  return {
    list: known.data ?? null,
    computing: computing || known.isPlaceholderData,
    stopped,
    again: () => setStopped(false),
    cancel: () => {
      if (job.current) cancelJob(job.current)
    }
  }
}
