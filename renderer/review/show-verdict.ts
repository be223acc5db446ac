// A verdict as it will stand, for the time until it is on the disk: a key must be seen at once.
import type { ActInput, Annotations, Verdict } from '../../shared/review'

type JudgeInput = Extract<ActInput, { kind: 'judge' }>

/** The annotations with the verdict of `act` given, changed or taken back, as the writer will give them; `at` in milliseconds. */
export function withVerdict(annotations: Annotations, act: JudgeInput, reviewer: string, at: number): Annotations {
  const { criterion, scorecardId, value, messageKey = null, comment = null } = act
  const isSame = (one: Verdict) =>
    one.criterion === criterion && one.reviewer === reviewer && one.messageKey === messageKey
  const others = annotations.verdicts.filter((one) => !isSame(one))
  if (value === undefined) return { ...annotations, verdicts: others }
  const verdict = { criterion, scorecardId, messageKey, value, comment, reviewer, at }
  return { ...annotations, verdicts: [...others, verdict] }
}
