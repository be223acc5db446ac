// Which format a file is in: every adapter is asked, the most certain one wins, and says why.
import { ADAPTERS } from './adapters/index'
import type { FileHead, Recognition, SourceAdapter } from './source-adapter'

/** From here on a file is imported without a person looking at it. */
export const CERTAIN = 0.9

export interface Detection extends Recognition {
  /** Null: no adapter knows the file. */
  readonly adapter: SourceAdapter | null
}

/** The adapter for a file, with certainty (0..1) and reason. `format`: a person's choice, which needs no certainty. */
export function detect(head: FileHead, format?: string, adapters: readonly SourceAdapter[] = ADAPTERS): Detection {
  if (head.problem !== null) return { adapter: null, certainty: 0, reason: head.problem }
  const chosen = adapters.find((adapter) => adapter.id === format)
  if (chosen) return { adapter: chosen, certainty: 1, reason: 'Chosen by hand.' }
  let best: Detection = {
    adapter: null,
    certainty: 0,
    reason: 'Nothing in the file looks like a chat export the app knows.'
  }
  for (const adapter of adapters) {
    const recognition = adapter.recognise(head)
    if (recognition && recognition.certainty > best.certainty) best = { adapter, ...recognition }
  }
  return best
}
