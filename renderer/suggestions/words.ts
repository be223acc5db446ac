// Words of suggestions: thresholds and trends as people read them.
import { THRESHOLD_RULES, type Threshold, type Trend } from '../../shared/improve'

const percent = (share: number) => `${Math.round(share * 100)} %`

export const THRESHOLD_WORDS: Readonly<Record<Threshold, string>> = {
  strict: `Strict: thumbs down, judged bad, or confidence under ${percent(THRESHOLD_RULES.strict.confidenceBelow)}.`,
  balanced: `Balanced: thumbs down, judged bad, confidence under ${percent(THRESHOLD_RULES.balanced.confidenceBelow)}, or no citation and under ${percent(THRESHOLD_RULES.balanced.uncitedBelow)}.`,
  cautious: `Cautious: thumbs down, judged bad, confidence under ${percent(THRESHOLD_RULES.cautious.confidenceBelow)}, or no citation at all.`
}

export const TREND_WORDS: Readonly<Record<Trend, string>> = {
  new: 'New',
  growing: 'Growing',
  steady: 'Steady',
  shrinking: 'Shrinking'
}
