// The queue at work: which item is open, when keys may reach it, deciding it, and going on.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Output } from '../../shared/contract'
import type { CommandId } from '../../shared/keymap'
import type { Annotations } from '../../shared/review'
import type { ReviewItemState, ReviewSet } from '../../shared/review-set'
import { call, contractQuery } from '../api'
import { useCommands } from '../commands'
import { showError, showMessage } from '../notify'
import { messagePage } from '../transcript/use-messages'
import { useSettings } from '../use-settings'
import { createHeldKeys } from './hold-keys'
import { itemsPage } from './QueueRail'
import { type Act, useActs } from './use-acts'
import { annotationsQuery } from './use-annotations'

export interface FocusQueue {
  /** null: the summary is shown. */
  readonly position: number | null
  /** False until the item is painted: what is pressed before waits, or is not meant for it. */
  readonly unlocked: boolean
  goTo(position: number | null): void
  /** The item of that position is on the screen. */
  painted(position: number): void
  /**
   * True when the item is locked: the key then waits until the next one is seen (`hold-keys.ts`), and nothing is to be done now.
   * Keys come faster than renders, so this and not `unlocked` decides.
   */
  holds(key: CommandId): boolean
  /** Locks the open item for a decision, after every act on it is on the disk; false where it is locked already. */
  begin(): Promise<boolean>
  /** After `begin`: it is not decided after all. */
  cancel(): void
  /** After `begin`: decides the open item and goes on where the setting wants it. */
  decide(state: Exclude<ReviewItemState, 'open'>, reason?: string): Promise<void>
  /** After `begin`. */
  reopen(): Promise<void>
  /** `act` of the open item: nothing happens while it is locked. */
  readonly act: Act
}

export function useFocusQueue(set: ReviewSet): FocusQueue {
  const [position, setPosition] = useState<number | null>(() => (set.decided >= set.total ? null : set.resumeAt))
  const [paintedAt, setPaintedAt] = useState<number | null>(null)
  const { settings } = useSettings()
  const acts = useActs()
  const { run } = useCommands()
  const next = useNextItem(set, position)
  const [held] = useState(createHeldKeys)
  const locked = useRef<boolean>(true)
  const last = useRef<Promise<unknown>>(Promise.resolve())

  const unlock = useCallback(() => {
    locked.current = false
    // One after the other: a decision among them locks again, and the rest waits for the item after it.
    for (let key = held.next(); key !== undefined; key = locked.current ? undefined : held.next()) run(key)
  }, [held, run])
  const move = useCallback(
    (to: number | null) =>
      setPosition((from) => {
        if (from !== to) locked.current = true
        return to
      }),
    []
  )
  const goTo = useCallback(
    (to: number | null) => {
      if (to !== null && (to < 0 || to >= set.total)) return
      held.forget()
      move(to)
    },
    [set.total, held, move]
  )
  const act = useCallback<Act>(
    (input) => {
      if (locked.current) return Promise.resolve(null)
      const done = acts.act(input)
      last.current = done
      return done
    },
    [acts.act]
  )
  const painted = useCallback(
    (at: number) => {
      setPaintedAt(at)
      unlock()
    },
    [unlock]
  )
  /** The next item comes while this decision is saved; when it is not saved, the item comes back. */
  const decide = async (at: number, state: ReviewItemState, reason: string | null, goOn: boolean) => {
    const saved = acts.decide({ reviewSet: set.id, position: at, state, reason })
    last.current = saved
    try {
      if (goOn) move(await next.after(at, saved))
    } catch (error) {
      showError(error)
    }
    if (!(await saved)) goTo(at)
  }
  return {
    position,
    unlocked: paintedAt === position,
    goTo,
    painted,
    act,
    holds: (key) => {
      if (locked.current) held.hold(key)
      return locked.current
    },
    begin: async () => {
      if (locked.current || position === null) return false
      locked.current = true
      await last.current
      return true
    },
    cancel: unlock,
    decide: async (state, reason) => {
      if (position === null) return
      await decide(position, state, reason ?? null, settings.autoAdvance)
      if (settings.autoAdvance) return
      showMessage('Decided. Arrow right goes to the next.')
      unlock()
    },
    reopen: async () => {
      if (position === null) return
      await decide(position, 'open', null, false)
      unlock()
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
        const known = client.getQueryData<Output<'review.items'>>(itemsPage(set.id, next).queryKey)
        const item =
          known?.find((one) => one.position === next) ??
          (await call('review.items', { reviewSet: set.id, start: next, end: next + 1 }))[0]
        if (item) prefetchConversation(client, item.conversationId)
      })
      // Only read ahead: whoever needs it asks again and shows the error.
      .catch((error: unknown) => console.warn('the next item was not read ahead', error))
  }, [client, set.id, position])
  const ask = (after: number) => call('review.nextOpen', { reviewSet: set.id, after })
  return {
    /** `saved`: the decision on `at` is on the disk. */
    after: async (at: number, saved: Promise<unknown>): Promise<number | null> => {
      const answer = await (known.current?.of === at ? known.current.answer : ask(at))
      if (answer !== null && answer > at) return answer
      // Around the end the items before count: they must be known as they are now, not as they were when this one was opened.
      await saved
      return await ask(at)
    }
  }
}

/** Everything the Focus layout shows of a conversation. */
export function prefetchConversation(client: ReturnType<typeof useQueryClient>, conversationId: number): void {
  void client.prefetchQuery(contractQuery('transcript.open', { conversationId }, ['conversation', 'review']))
  void client.prefetchQuery(messagePage(conversationId, 0))
  void client.prefetchQuery(annotationsQuery(conversationId))
  void client.prefetchQuery(contractQuery('review.reason', { conversationId }, ['conversation']))
  void client.prefetchQuery(contractQuery('transcript.marks', { conversationId }, ['conversation', 'review']))
  void client.prefetchQuery(
    contractQuery('outbox.ofConversation', { conversationId }, ['outbox', 'connection', 'import'])
  )
}

/** The reviewer's own verdicts as they are saved. */
export function ownVerdicts(annotations: Annotations | undefined, reviewer: string): Annotations['verdicts'] {
  return annotations?.verdicts.filter((verdict) => verdict.reviewer === reviewer) ?? []
}
