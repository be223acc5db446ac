// Which format a file is in: every adapter is asked, the most certain one wins, and says why.
import { ADAPTERS } from './adapters/index'
import type { FileHead, Recognition, SourceAdapter } from './source-adapter'

/** From here on a file is imported without a person looking at it. */
export const CERTAIN = 0.9

export interface Detection extends Recognition {
  /** Null: no adapter knows the file. */
  readonly adapter: SourceAdapter | null
}

/** The adapter for a file, with certainty (0..1) and reason; `among` leaves only some to choose from. */
export function detect(head: FileHead, among: readonly SourceAdapter[] = ADAPTERS): Detection {
  const unknown = 'Nothing in the file looks like an export of conversations that the app knows.'
  let best: Detection = { adapter: null, certainty: 0, reason: head.problem ?? unknown }
  if (head.problem !== null) return best
  for (const adapter of among) {
    const recognition = adapter.recognise(head)
    if (recognition && recognition.certainty > best.certainty) best = { adapter, ...recognition }
  }
  return best
}
