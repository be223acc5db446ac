// What the writer answers: the jobs and commands of the contract over the workspace that is open.
import type { EventName, Events } from '../shared/contract'
import { type OpenedWorkspace, openWorkspace } from './open-workspace'
import type { AnyHandlers } from './rpc'

export interface Writing {
  readonly handlers: AnyHandlers
  close(): void
}

type Emit = <E extends EventName>(name: E, payload: Events[E]) => void

/** Nothing is open until `workspace.attach`. */
export function openWriting(_emit: Emit): Writing {
  let current: OpenedWorkspace | null = null
  const close = () => {
    current?.close()
    current = null
  }
  const handlers = {
    'workspace.attach': (_call: unknown, { path, create }: { path: string; create: boolean }) => {
      if (current?.database.path === path) return { migratedFrom: null }
      const next = openWorkspace(path, { create })
      close()
      current = next
      return { migratedFrom: next.migratedFrom }
    }
  }
  return { handlers, close }
}
