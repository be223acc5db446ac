// What can be done with several Q&A pairs at once; each is one act that can be undone.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { HistoryEntry } from '../../shared/review'
import { call } from '../api'
import { showError } from '../notify'
import { useUndo } from '../review/undo'
import { useReviewer } from '../review/use-reviewer'

/** Each resolves true when it was done. */
export interface PairActs {
  setState(ids: readonly number[], state: 'draft' | 'ready' | 'withdrawn'): Promise<boolean>
  remove(ids: readonly number[]): Promise<boolean>
}

export function usePairActs(): PairActs {
  const client = useQueryClient()
  const { name } = useReviewer()
  const { offer } = useUndo()
  const run = useCallback(
    async (work: () => Promise<HistoryEntry | null>) => {
      try {
        const entry = await work()
        void client.invalidateQueries({ queryKey: ['qa.list'] })
        if (entry) offer(entry)
        return true
      } catch (error) {
        showError(error)
        return false
      }
    },
    [client, offer]
  )
  return {
    setState: (ids, state) => run(() => call('qa.setState', { ids: [...ids], state, reviewer: name })),
    remove: (ids) => run(() => call('qa.delete', { ids: [...ids], reviewer: name }))
  }
}
