// Words of Q&A pairs.
import type { OutcomeVerdict } from '../../shared/answers'
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

export const VERDICT_WORDS: Readonly<Record<OutcomeVerdict, string>> = {
  fixed: 'Fixed',
  'no change': 'No change',
  worse: 'Worse',
  'too few': 'Too few to say'
}

export const VERDICT_COLORS: Readonly<Record<OutcomeVerdict, string>> = {
  fixed: 'green',
  'no change': 'yellow',
  worse: 'red',
  'too few': 'gray'
}
