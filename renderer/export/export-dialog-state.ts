// The export dialog is asked for from several places (the list's toolbar, the transcript, a review); one is open at a time.
import { useSyncExternalStore } from 'react'
import type { Query } from '../../shared/query/query'

/** Conversations a person may export from where they are. */
export interface ExportChoice {
  /** `The list`, `The selection`. */
  readonly label: string
  readonly query: Query
  /** null: all of the query. */
  readonly ids: readonly number[] | null
  readonly count: number
  /** Instead of the query. */
  readonly reviewSet?: number | null
}

export interface ExportRequest {
  /** The first is chosen at first. */
  readonly choices: readonly [ExportChoice, ...ExportChoice[]]
}

let current: ExportRequest | null = null
const watchers = new Set<() => void>()

function show(request: ExportRequest | null): void {
  current = request
  for (const watcher of watchers) watcher()
}

export function openExport(request: ExportRequest): void {
  show(request)
}

export function closeExport(): void {
  show(null)
}

export function useExportRequest(): ExportRequest | null {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => current
  )
}
