// Words of Q&A pairs.
import type { OutcomeVerdict } from '../../shared/answers'
import type { QaState } from '../../shared/improve'
import type { Tone } from '../components/ToneBadge'

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

export const VERDICT_TONES: Readonly<Record<OutcomeVerdict, Tone>> = {
  fixed: 'good',
  'no change': 'fair',
  worse: 'bad',
  'too few': 'plain'
}

export const STATE_TONES: Readonly<Record<QaState, Tone>> = {
  draft: 'plain',
  ready: 'fair',
  queued: 'fair',
  sent: 'fair',
  live: 'good',
  failed: 'bad',
  withdrawn: 'plain'
}
