// Carries out acts of the reviewer: asks for the name once, shows what was saved, offers to take it back.
import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Input, Output } from '../../shared/contract'
import type { ActInput, Annotations } from '../../shared/review'
import { call } from '../api'
import { showError } from '../notify'
import { useSettings } from '../use-settings'
import { withVerdict } from './show-verdict'
import { refreshReview, useUndo } from './undo'
import { useReviewer } from './use-reviewer'

export type Act = (act: ActInput) => Promise<Output<'review.act'> | null>
export type Decide = (decision: Omit<Input<'review.decide'>, 'reviewer'>) => Promise<boolean>

/**
 * `act` resolves once the act is on the disk; null when it was not done (no name, or an error, which was shown). `decide` the
 * same for an item of a review set.
 */
export function useActs(): { readonly act: Act; readonly decide: Decide } {
  const client = useQueryClient()
  const { ask } = useReviewer()
  const { offer } = useUndo()
  const { settings } = useSettings()

  const act = useCallback<Act>(
    async (input) => {
      try {
        const reviewer = await ask()
        if (reviewer === null) return null
        const conversationId = onlyConversation(input)
        const key = ['review.annotations', { conversationId }]
        const mine = ++newest
        // Shown before it is saved; an error, which is said, brings back what stands.
        if (input.kind === 'judge')
          client.setQueryData<Annotations>(key, (shown) =>
            shown === undefined ? undefined : withVerdict(shown, input, reviewer, Date.now())
          )
        const done = await call('review.act', { act: input, reviewer })
        // Only the reader masks.
        // What was saved, as the writer read it back: painted without another round trip.
        if (done.annotations && conversationId !== null && !settings.masked)
          showSaved({ client, key, saved: done.annotations, isShown: input.kind === 'judge', mine })
        else refreshReview(client)
        // After the frame that shows the act: the message is not what the key waits for.
        const { entry } = done
        if (entry) afterFrame(() => offer(entry))
        return done
      } catch (error) {
        showError(error)
        refreshReview(client)
        return null
      }
    },
    [ask, client, offer, settings.masked]
  )
  const decide = useCallback<Decide>(
    async (decision) => {
      try {
        const reviewer = await ask()
        if (reviewer === null) return false
        const entry = await call('review.decide', { ...decision, reviewer })
        // The queue shows it with the next frame; everything else hears of it with the data that changed, when the next item is there.
        afterFrame(() => {
          for (const shown of ['review.items', 'review.sets', 'review.summary'])
            void client.invalidateQueries({ queryKey: [shown] })
          if (entry) offer(entry)
        })
        return true
      } catch (error) {
        showError(error)
        refreshReview(client)
        return false
      }
    },
    [ask, client, offer]
  )
  return { act, decide }
}

/** Counts acts: the answer to the newest knows what all before it saved. */
let newest = 0

interface Saved {
  readonly client: QueryClient
  readonly key: QueryKey
  readonly saved: Annotations
  /** It is on the screen already: a verdict. */
  readonly isShown: boolean
  readonly mine: number
}

/** What is shown already becomes what was saved after its frame, unless something newer is shown by then. */
function showSaved({ client, key, saved, isShown, mine }: Saved): void {
  if (!isShown) {
    client.setQueryData(key, saved)
    return
  }
  const before = client.getQueryState(key)?.dataUpdateCount
  afterFrame(() => {
    const now = client.getQueryState(key)
    if (mine === newest && now?.dataUpdateCount === before && now?.fetchStatus === 'idle' && !now.isInvalidated)
      client.setQueryData(key, saved)
  })
}

/** Calls back in the task after the next frame was drawn. */
function afterFrame(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run))
}

function onlyConversation(act: ActInput): number | null {
  if ('conversation' in act) return act.conversation
  return 'conversations' in act && act.conversations?.length === 1 ? (act.conversations[0] ?? null) : null
}
