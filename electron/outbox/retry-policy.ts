// What becomes of an outbox entry after an attempt: a pure function of what happened and how often it was tried.

export type Outcome =
  /** The platform answered that it is done. */
  | { readonly kind: 'done' }
  /** The key is not accepted: nothing more is tried before a person gives another. */
  | { readonly kind: 'unauthorized' }
  /** The platform says no. */
  | { readonly kind: 'refused' }
  /** It was certainly not done: not reached, 429, 503. */
  | { readonly kind: 'not-done'; readonly retryAfterMs?: number | undefined }
  /** It may have been done: no answer, half of one, 5xx. */
  | { readonly kind: 'unclear'; readonly retryAfterMs?: number | undefined }

export type NextStep =
  | { readonly state: 'delivered' }
  | { readonly state: 'refused' }
  | { readonly state: 'waiting'; readonly at: number; readonly isUnclear: boolean; readonly pauses: boolean }

/** Milliseconds before the first repeat; doubles each time. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

/**
 * `attempt`: how often it was tried, from 1. `wasUnclear`: an earlier attempt may have been done, which nothing since has settled.
 * `random`: 0..1; spreads repeats by up to a quarter. An entry is never given up by itself: only a person discards.
 */
export function nextStep(
  outcome: Outcome,
  { attempt, wasUnclear, now, random }: { attempt: number; wasUnclear: boolean; now: number; random: number }
): NextStep {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt - 1, 16)) * (1 + random / 4)
  switch (outcome.kind) {
    case 'done':
      return { state: 'delivered' }
    case 'refused':
      return { state: 'refused' }
    case 'unauthorized':
      return { state: 'waiting', at: now, isUnclear: wasUnclear, pauses: true }
    case 'not-done':
    case 'unclear': {
      const isUnclear = wasUnclear || outcome.kind === 'unclear'
      return {
        state: 'waiting',
        at: now + Math.ceil(Math.max(wait, outcome.retryAfterMs ?? 0)),
        isUnclear,
        pauses: false
      }
    }
  }
}
