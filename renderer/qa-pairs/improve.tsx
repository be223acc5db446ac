// Opens the editor of Q&A pairs from anywhere: from an answer, a suggestion, an issue, or an existing pair.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { DraftOrigin } from '../../shared/improve'

/** What the editor is open for. */
export type ImproveTarget = DraftOrigin | { readonly kind: 'pair'; readonly id: number }

interface Improve {
  readonly target: ImproveTarget | null
  open(target: ImproveTarget): void
  close(): void
}

const Context = createContext<Improve | null>(null)

export function ImproveProvider({ children }: { readonly children: ReactNode }) {
  const [target, setTarget] = useState<ImproveTarget | null>(null)
  const value = useMemo(() => ({ target, open: setTarget, close: () => setTarget(null) }), [target])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useImprove(): Improve {
  const value = useContext(Context)
  if (!value) throw new Error('useImprove outside ImproveProvider')
  return value
}
