// Stands in for a scorecard that is still being read: its keys wait instead of being lost.
import { useCommand, useCommandSeries } from '../commands'
import { VALUE_COMMANDS } from './ScorecardFields'
import type { FocusQueue } from './use-focus-queue'

export function HoldKeys({ queue }: { readonly queue: Pick<FocusQueue, 'holds'> }) {
  useCommandSeries(VALUE_COMMANDS, (index) => {
    const key = VALUE_COMMANDS[index]
    if (key) queue.holds(key)
  })
  useCommand('review.notApplicable', () => queue.holds('review.notApplicable'))
  useCommand('review.nextCriterion', () => queue.holds('review.nextCriterion'))
  useCommand('review.previousCriterion', () => queue.holds('review.previousCriterion'))
  return null
}
