// Opens the dialog in which the agent is asked again: from a Q&A pair, from its editor, from an answer.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { AskSubject } from '../../shared/ask-again'

/** What is asked about. An answer without its question: the question before it is looked up. */
export interface AskTarget {
  readonly about: AskSubject
  readonly questions: readonly string[] | null
  /** Name of the agent that is meant; null: any. */
  readonly agent: string | null
}

interface AskAgain {
  readonly target: AskTarget | null
  open(target: AskTarget): void
  close(): void
}

const Context = createContext<AskAgain | null>(null)

export function AskAgainProvider({ children }: { readonly children: ReactNode }) {
  const [target, setTarget] = useState<AskTarget | null>(null)
  const value = useMemo(() => ({ target, open: setTarget, close: () => setTarget(null) }), [target])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useAskAgain(): AskAgain {
  const value = useContext(Context)
  if (!value) throw new Error('useAskAgain outside AskAgainProvider')
  return value
}
