// The faults of the sync drill: every kind that the development platform knows, at random, and what they may not be expected to spare.
import type { Fault } from '../../../scripts/platform-server/faults'
import type { Random } from '../../../scripts/sample/random'

/** Each costs the whole time a request may take. */
const SLOW = ['timeout', 'slow-body'] as const
const NETWORK = [
  ...(['reset-body', 'truncated-json', 'html', 'apply-then-drop'] as const),
  ...(['rate-limit-seconds', 'rate-limit-date', 'rate-limit-reset-seconds', 'rate-limit-reset-ms'] as const)
] as const
const STATUS = [500, 502, 503, 503, 401, 403, 422] as const
/** What a page can be; none of it harms a write. */
const PAGES = ['repeated-cursor', 'empty-page', 'duplicates', 'reordered'] as const

/** Some requests meet a fault, about `share` of them; told apart only by the order in which they come. */
export function randomFaults(random: Random, share: number): (request: string) => Fault | null {
  return (request) => {
    if (!random.chance(share)) return null
    if (request.startsWith('GET') && random.chance(0.25)) return { kind: random.pick(PAGES) }
    if (random.chance(0.03)) return { kind: random.pick(SLOW) }
    if (random.chance(0.3)) return { kind: 'status', status: random.pick(STATUS) }
    return { kind: random.pick(NETWORK), seconds: 1 }
  }
}
