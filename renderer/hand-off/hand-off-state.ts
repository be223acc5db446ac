// The hand-off dialog is asked for from several places (the transcript, a key, the outbox); one is open at a time.
import { useSyncExternalStore } from 'react'

export interface HandOffRequest {
  readonly conversationId: number
  /** An entry of the outbox that is to be changed; null: a new hand-off. */
  readonly entryId: number | null
}

let current: HandOffRequest | null = null
const watchers = new Set<() => void>()

function show(request: HandOffRequest | null): void {
  current = request
  for (const watcher of watchers) watcher()
}

export function openHandOff(request: HandOffRequest): void {
  show(request)
}

export function closeHandOff(): void {
  show(null)
}

export function useHandOffRequest(): HandOffRequest | null {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => current
  )
}
