// The scorecard at work: its criteria, which of them the number keys are for, and the keys themselves.
import { useRef, useState } from 'react'
import type { CommandId } from '../../shared/keymap'
import { type Annotations, type Criterion, type Scorecard, valuesOf } from '../../shared/review'
import { useCommand, useCommandSeries } from '../commands'
import { CriterionField, type Judgement } from './Criterion'
import classes from './review.module.css'
import type { Act } from './use-acts'

export const VALUE_COMMANDS: readonly CommandId[] = [
  'review.value1',
  'review.value2',
  'review.value3',
  'review.value4',
  'review.value5',
  'review.value6',
  'review.value7',
  'review.value8',
  'review.value9'
]

export interface ScorecardFieldsProps {
  readonly conversationId: number
  readonly card: Scorecard
  readonly annotations: Annotations
  /** null: verdicts on the conversation as a whole. */
  readonly messageKey: string | null
  readonly reviewer: string
  readonly reviewSetId: number | null
  readonly act: Act
  /** True when a key has to wait until the item is seen. */
  holds(key: CommandId): boolean
}

export function ScorecardFields(props: ScorecardFieldsProps) {
  const { conversationId, card, annotations, messageKey, reviewer, reviewSetId, act, holds } = props
  const [active, setActive] = useState(0)
  // Keys that waited are run one after the other, faster than renders.
  const current = useRef(0)
  const at = Math.min(active, card.criteria.length - 1)
  const goTo = (index: number) => {
    current.current = Math.max(0, Math.min(card.criteria.length - 1, index))
    setActive(current.current)
  }
  const here = annotations.verdicts.filter((verdict) => verdict.messageKey === messageKey)
  const own = (key: string) => here.find((verdict) => verdict.criterion === key && verdict.reviewer === reviewer)

  const judge = (key: string, { value, comment }: Judgement) => {
    const verdict = own(key)
    // Pressing a value again changes nothing and is no act.
    if (verdict && verdict.value === value && verdict.comment === comment) return
    if (!verdict && value === undefined) return
    void act({
      kind: 'judge',
      conversation: conversationId,
      messageKey,
      scorecardId: card.id,
      criterion: key,
      ...(value === undefined ? {} : { value }),
      comment,
      reviewSetId
    })
  }
  const give = (choose: (criterion: Criterion) => string | null | undefined) => {
    const criterion = card.criteria[current.current]
    const value = criterion && choose(criterion)
    if (criterion && value !== undefined) judge(criterion.key, { value, comment: own(criterion.key)?.comment ?? null })
  }
  const move = (by: 1 | -1) => goTo(current.current + by)
  const unlessHeld = (key: CommandId, run: () => void) => {
    if (!holds(key)) run()
  }
  useCommandSeries(VALUE_COMMANDS, (index) => {
    const key = VALUE_COMMANDS[index]
    if (key && !holds(key)) give((criterion) => valuesOf(criterion)[index])
  })
  useCommand('review.notApplicable', () =>
    unlessHeld('review.notApplicable', () => give((criterion) => (criterion.allowNa ? null : undefined)))
  )
  useCommand('review.nextCriterion', () => unlessHeld('review.nextCriterion', () => move(1)))
  useCommand('review.previousCriterion', () => unlessHeld('review.previousCriterion', () => move(-1)))

  return (
    <div className={classes.scorecard}>
      {card.criteria.map((one, index) => (
        <CriterionField
          key={one.key}
          conversationId={conversationId}
          criterion={one}
          verdict={own(one.key)}
          others={here.filter((verdict) => verdict.criterion === one.key && verdict.reviewer !== reviewer)}
          active={index === at}
          onActive={() => goTo(index)}
          onJudge={(judgement) => judge(one.key, judgement)}
        />
      ))}
    </div>
  )
}
