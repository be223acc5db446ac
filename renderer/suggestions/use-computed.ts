// What the reader computes in the background and keeps: shown as it is known, computed anew where it is not, or no longer current.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Input, Output } from '../../shared/contract'
import { call, cancelJob, useContract } from '../api'
import { showError } from '../notify'

/** Families of methods of which `list` tells what is known and `compute` makes it. */
export type Computed = 'suggestions' | 'contradictions'

export interface ComputedState<L> {
  /** The newest there is, also while it is computed anew; null at first. */
  readonly list: L | null
  readonly computing: boolean
  /** The person stopped the computation; `again` starts it. */
  readonly stopped: boolean
  again(): void
  cancel(): void
}

/** False also for what was never computed. */
function isCurrent(list: unknown): boolean {
  return typeof list === 'object' && list !== null && 'isCurrent' in list && list.isCurrent === true
}

export function useComputed<K extends Computed>(
  kind: K,
  request: Input<`${K}.compute`>
): ComputedState<Output<`${K}.compute`>> {
  const client = useQueryClient()
  const known = useContract(`${kind}.list`, request, { keepPrevious: true })
  const [computing, setComputing] = useState(false)
  const [stopped, setStopped] = useState(false)
  const job = useRef<string | null>(null)
  const key = JSON.stringify(request)
  const isStale = known.isSuccess && !known.isPlaceholderData && !isCurrent(known.data)

  useEffect(() => {
    if (!isStale || stopped) return
    const callId = crypto.randomUUID()
    const asked: Input<`${K}.compute`> = JSON.parse(key)
    job.current = callId
    setComputing(true)
    call(`${kind}.compute`, asked, { callId })
      .then(
        (list) => client.setQueryData([`${kind}.list`, asked], list),
        (error) => {
          // Something else was chosen meanwhile, or the person cancelled.
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
  }, [isStale, kind, key, client, stopped])
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
