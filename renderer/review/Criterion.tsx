// One criterion of the scorecard: a group of values with their keys, N/A, and a comment. Radio group named by the criterion.
import { ActionIcon, Kbd, Textarea, TextInput, Tooltip } from '@mantine/core'
import { IconAsterisk, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { type Criterion, isGoodValue, type Verdict, valuesOf } from '../../shared/review'
import { useFieldWords, useShown } from '../shown-words'
import classes from './review.module.css'

/** A verdict to give; `value` undefined takes it back, null is "not applicable". */
export interface Judgement {
  readonly value?: string | null | undefined
  readonly comment: string | null
}

export interface CriterionProps {
  readonly conversationId: number
  readonly criterion: Criterion
  /** The reviewer's own. */
  readonly verdict: Verdict | undefined
  /** Of others: kept apart, shown beside. */
  readonly others: readonly Verdict[]
  /** The number keys give values of this one. */
  readonly active: boolean
  onActive(): void
  onJudge(judgement: Judgement): void
}

export function CriterionField(props: CriterionProps) {
  const { criterion, verdict, others, active, onActive } = props
  const group = useRef<HTMLDivElement>(null)
  const shown = useShown(props.conversationId)
  const label = shown(criterion.label)
  const description = shown(criterion.description)
  useEffect(() => {
    if (active) group.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notes which group the focus is in
    <div ref={group} className={classes.criterion} data-active={active || undefined} onFocus={onActive}>
      <div className={classes.criterionHead}>
        <span className={classes.criterionLabel} title={description || undefined}>
          {label}
        </span>
        {criterion.critical && (
          <Tooltip label="Critical: a bad value here makes the whole conversation bad">
            <IconAsterisk size={12} aria-label="critical" className={classes.critical} />
          </Tooltip>
        )}
        {description && <span className={classes.hint}>{description}</span>}
        {verdict && (
          <ActionIcon
            size="xs"
            aria-label={`Take back ${label}`}
            title="Take back"
            onClick={() => props.onJudge({ value: undefined, comment: null })}
          >
            <IconX size={12} />
          </ActionIcon>
        )}
      </div>
      {criterion.kind === 'text' ? <TextValue {...props} /> : <Values {...props} />}
      {criterion.kind !== 'text' && verdict && <Comment {...props} verdict={verdict} />}
      {others.map((other) => (
        <div key={`${other.reviewer} ${other.messageKey}`} className={classes.hint}>
          {other.reviewer}: {shown(other.value ?? 'N/A')}
          {other.comment ? `, “${shown(other.comment)}”` : ''}
        </div>
      ))}
    </div>
  )
}

function Values({ conversationId, criterion, verdict, active, onJudge }: CriterionProps) {
  const shown = useShown(conversationId)
  const comment = verdict?.comment ?? null
  const choices = [
    ...valuesOf(criterion).map((value, index) => ({ value, words: shown(value), key: String(index + 1) })),
    ...(criterion.allowNa ? [{ value: null, words: 'N/A', key: '0' }] : [])
  ]
  return (
    <div role="radiogroup" aria-label={shown(criterion.label)} className={classes.values}>
      {choices.map(({ value, words, key }) => (
        // biome-ignore lint/a11y/useSemanticElements: native radios change with the arrow keys, which here go to other criteria
        <button
          key={key}
          type="button"
          role="radio"
          aria-checked={verdict !== undefined && verdict.value === value}
          data-good={isGoodValue(criterion, value) || undefined}
          className={classes.value}
          onClick={() => onJudge({ value, comment })}
        >
          {active && (
            <Kbd size="xs" aria-hidden className={classes.badge}>
              {key}
            </Kbd>
          )}
          {words}
        </button>
      ))}
    </div>
  )
}

/** A text is saved when one leaves it. */
function TextValue({ conversationId, criterion, verdict, onJudge }: CriterionProps) {
  const saved = verdict?.value ?? ''
  const [text, setText] = useState(saved)
  useEffect(() => setText(saved), [saved])
  const field = useFieldWords(text, conversationId)
  const label = useShown(conversationId)(criterion.label)
  return (
    <Textarea
      aria-label={label}
      rows={1}
      classNames={{ input: classes.growing }}
      {...field}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        field.onBlur()
        if (text !== saved) onJudge({ value: text.trim() === '' ? undefined : text, comment: null })
      }}
    />
  )
}

function Comment({ conversationId, criterion, verdict, onJudge }: CriterionProps & { readonly verdict: Verdict }) {
  const saved = verdict.comment ?? ''
  const [text, setText] = useState(saved)
  useEffect(() => setText(saved), [saved])
  const field = useFieldWords(text, conversationId)
  const label = useShown(conversationId)(criterion.label)
  const isNeeded = criterion.commentRequired && !isGoodValue(criterion, verdict.value) && saved === ''
  const save = () => {
    const comment = text.trim() === '' ? null : text.trim()
    if ((comment ?? '') !== saved) onJudge({ value: verdict.value, comment })
  }
  return (
    <TextInput
      mt={4}
      aria-label={`Comment on ${label}`}
      placeholder={isNeeded ? 'A comment is needed: why?' : 'Comment'}
      error={isNeeded}
      {...field}
      maxLength={10_000}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        field.onBlur()
        save()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) save()
      }}
    />
  )
}
