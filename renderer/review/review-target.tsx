// What a verdict, tag or note is about: the conversation as a whole, or one message chosen in the transcript.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

export type ReviewPart = 'scorecard' | 'tag' | 'note' | 'issue'

export interface TargetMessage {
  readonly key: string
  /** As people find it: `Agent, 14:02`. */
  readonly words: string
}

export interface ReviewTarget {
  readonly conversationId: number
  /** null: the conversation as a whole. */
  readonly message: TargetMessage | null
  /** The part of the panel to go to; null: stay. */
  readonly part: ReviewPart | null
}

interface ReviewTargets {
  readonly target: ReviewTarget | null
  choose(target: ReviewTarget | null): void
}

const Targets = createContext<ReviewTargets | null>(null)

export function ReviewTargetProvider({ children }: { readonly children: ReactNode }) {
  const [target, choose] = useState<ReviewTarget | null>(null)
  const value = useMemo(() => ({ target, choose }), [target])
  return <Targets.Provider value={value}>{children}</Targets.Provider>
}

export function useReviewTargets(): ReviewTargets {
  const value = useContext(Targets)
  if (!value) throw new Error('useReviewTargets outside ReviewTargetProvider')
  return value
}

/** The conversation whose messages can be reviewed where they stand; null: they are only shown (on paper). */
const Scope = createContext<number | null>(null)

export function ReviewScope({
  conversationId,
  children
}: {
  readonly conversationId: number
  readonly children: ReactNode
}) {
  return <Scope.Provider value={conversationId}>{children}</Scope.Provider>
}

export function useReviewScope(): number | null {
  return useContext(Scope)
}
