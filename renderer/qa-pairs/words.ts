// Words of Q&A pairs.
import type { QaState } from '../../shared/improve'

export const STATE_WORDS: Readonly<Record<QaState, string>> = {
  draft: 'Draft',
  ready: 'Ready',
  queued: 'Queued',
  sent: 'Sent',
  live: 'Live',
  failed: 'Failed',
  withdrawn: 'Withdrawn'
}
