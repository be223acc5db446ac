// The queue at work: which item is open, when keys may reach it, deciding it, and going on.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Annotations } from '../../shared/review'
import type { ReviewItemState, ReviewSet } from '../../shared/review-set'
import { call, contractQuery } from '../api'
import { showError, showMessage } from '../notify'
import { messagePage } from '../transcript/use-messages'
import { useSettings } from '../use-settings'
import { type Act, useActs } from './use-acts'

export interface FocusQueue {
  /** null: the summary is shown. */
  readonly position: number | null
  /** False until the item is painted: what is pressed before is not meant for it. */
  readonly unlocked: boolean
  goTo(position: number | null): void
  /** The item of that position is on the screen. */
  painted(position: number): void
  /** Decides the open item and goes on where the setting wants it. */
  decide(state: Exclude<ReviewItemState, 'open'>, reason?: string): Promise<void>
  reopen(): Promise<void>
  /** `act` of the open item: nothing happens while it is locked. */
  readonly act: Act
  /** Resolves when every act so far is on the disk. */
  settled(): Promise<unknown>
}

export function useFocusQueue(set: ReviewSet): FocusQueue {
  const [position, setPosition] = useState<number | null>(() => (set.decided >= set.total ? null : set.resumeAt))
  const [paintedAt, setPaintedAt] = useState<number | null>(null)
  const { settings } = useSettings()
  const acts = useActs()
  const next = useNextItem(set, position)
  // Read by keys, which come faster than renders.
  const locked = useRef<boolean>(true)
  const last = useRef<Promise<unknown>>(Promise.resolve())

  const goTo = useCallback(
    (to: number | null) => {
      if (to !== null && (to < 0 || to >= set.total)) return
      setPosition((from) => {
        if (from !== to) locked.current = true
        return to
      })
    },
    [set.total]
  )
  const painted = useCallback((at: number) => {
    locked.current = false
    setPaintedAt(at)
  }, [])
  const act = useCallback<Act>(
    (input) => {
      if (locked.current) return Promise.resolve(null)
      const done = acts.act(input)
      last.current = done
      return done
    },
    [acts.act]
  )
  const settleWith = async (work: () => Promise<boolean>): Promise<boolean> => {
    if (locked.current || position === null) return false
    locked.current = true
    await last.current
    const done = await work()
    locked.current = false
    return done
  }
  return {
    position,
    unlocked: paintedAt === position,
    goTo,
    painted,
    act,
    settled: () => last.current,
    decide: async (state, reason) => {
      const at = position
      if (at === null) return
      const decision = { reviewSet: set.id, position: at, state, reason: reason ?? null }
      if (!(await settleWith(() => acts.decide(decision)))) return
      if (!settings.autoAdvance) return showMessage('Decided. Arrow right goes to the next.')
      try {
        goTo(await next.after(at))
      } catch (error) {
        showError(error)
      }
    },
    reopen: async () => {
      if (position === null) return
      await settleWith(() => acts.decide({ reviewSet: set.id, position, state: 'open', reason: null }))
    }
  }
}

/** Knows the next open item before it is needed, and reads what it shows. */
function useNextItem(set: ReviewSet, position: number | null) {
  const client = useQueryClient()
  const known = useRef<{ readonly of: number; readonly answer: Promise<number | null> } | null>(null)
  useEffect(() => {
    if (position === null) return
    const answer = call('review.nextOpen', { reviewSet: set.id, after: position })
    known.current = { of: position, answer }
    answer
      .then(async (next) => {
        if (next === null) return
        const [item] = await call('review.items', { reviewSet: set.id, start: next, end: next + 1 })
        if (item) prefetchConversation(client, item.conversationId)
      })
      // Only read ahead: whoever needs it asks again and shows the error.
      .catch((error: unknown) => console.warn('the next item was not read ahead', error))
  }, [client, set.id, position])
  return {
    after: async (at: number): Promise<number | null> => {
      if (known.current?.of === at) return await known.current.answer
      return await call('review.nextOpen', { reviewSet: set.id, after: at })
    }
  }
}

/** Everything the Focus layout shows of a conversation. */
export function prefetchConversation(client: ReturnType<typeof useQueryClient>, conversationId: number): void {
  void client.prefetchQuery(contractQuery('transcript.open', { conversationId }, ['conversation', 'review']))
  void client.prefetchQuery(messagePage(conversationId, 0))
  void client.prefetchQuery(contractQuery('review.annotations', { conversationId }, ['review', 'conversation']))
  void client.prefetchQuery(contractQuery('review.reason', { conversationId }, ['conversation']))
}

/** The reviewer's own verdicts as they are saved. */
export function ownVerdicts(annotations: Annotations | undefined, reviewer: string): Annotations['verdicts'] {
  return annotations?.verdicts.filter((verdict) => verdict.reviewer === reviewer) ?? []
}
