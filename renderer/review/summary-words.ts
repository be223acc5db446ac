// The result of a review in one sentence: "120 of 8,431 reviewed, 14 % wrong (9–21 %), mostly missing source".

import { type Criterion, isGoodValue } from '../../shared/review'
import type { ReviewSummary, ValueShare } from '../../shared/review-set'

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** "9–21 %" */
export function interval({ low, high }: Pick<ValueShare, 'low' | 'high'>): string {
  return `${Math.round(low * 100)}–${Math.round(high * 100)} %`
}

/** `criteria` of the set's scorecard, in its order: the first choice is the verdict, the second choice the cause. */
export function summarySentence(summary: ReviewSummary, criteria: readonly Criterion[]): string {
  const { done: reviewed = 0 } = summary.states
  const parts = [`${reviewed.toLocaleString()} of ${summary.set.population.toLocaleString()} reviewed`]
  const [verdict, cause] = criteria.filter((criterion) => criterion.kind !== 'text')
  const bad = (criterion: Criterion | undefined) =>
    criterion &&
    summary.criteria
      .find((one) => one.key === criterion.key)
      ?.values.find((value) => !isGoodValue(criterion, value.value))
  const worst = bad(verdict)
  if (worst) parts.push(`${percent(worst.share)} ${worst.value} (${interval(worst)})`)
  // A cause has no good value: its most frequent one counts, whichever it is.
  const causes = summary.criteria.find((one) => one.key === cause?.key)?.values[0]
  if (worst && causes) parts.push(`mostly ${causes.value}`)
  return parts.join(', ')
}
