// Everything people can add to a conversation, together: scorecard, tags, issues, notes, flag. Used under the transcript and beside it.
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconFlag, IconFlagFilled, IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { CommandId } from '../../shared/keymap'
import type { Annotations, Scorecard } from '../../shared/review'
import { commandHint, useCommand } from '../commands'
import { IssueEditor } from './IssueEditor'
import { NoteEditor } from './NoteEditor'
import classes from './review.module.css'
import { type ReviewPart, useReviewTargets } from './review-target'
import { ScorecardFields } from './ScorecardFields'
import { TagEditor } from './TagEditor'
import type { Act } from './use-acts'
import { useReviewer } from './use-reviewer'

export interface ReviewPartsProps {
  readonly conversationId: number
  readonly card: Scorecard | undefined
  readonly annotations: Annotations
  readonly reviewSetId: number | null
  readonly unlocked: boolean
  readonly act: Act
  /** Whether a key has to wait; see the Focus layout. */
  holds?(key: CommandId): boolean
  /** Called before a part is gone to by key: the panel may be folded. */
  onGoTo?(): void
}

export function ReviewParts(props: ReviewPartsProps) {
  const { conversationId, card, annotations, act, unlocked } = props
  const { name } = useReviewer()
  const { target, choose } = useReviewTargets()
  const here = target?.conversationId === conversationId ? target : null
  const messageKey = here?.message?.key ?? null
  const shared = { conversationId, messageKey, act }
  const fields = useGoTo(here?.part ?? null, here, props.onGoTo)
  useCommand('review.flag', () => {
    if (unlocked) toggleFlag(act, annotations.flags.includes(messageKey), conversationId, messageKey)
  })

  return (
    <div ref={fields.root} className={classes.parts}>
      {here?.message && (
        <div className={classes.target} role="status">
          About {here.message.words}
          <ActionIcon size="xs" aria-label="Review the whole conversation" onClick={() => choose(null)}>
            <IconX size={13} />
          </ActionIcon>
        </div>
      )}
      {card && (
        <ScorecardFields
          key={`${conversationId} ${messageKey ?? ''}`}
          {...shared}
          annotations={annotations}
          card={card}
          reviewer={name}
          reviewSetId={props.reviewSetId}
          holds={props.holds ?? never}
        />
      )}
      <TagEditor {...shared} uses={annotations.tags} field={fields.tag} />
      {messageKey === null && <IssueEditor {...shared} here={annotations.issues} field={fields.issue} />}
      <NoteEditor {...shared} notes={annotations.notes} field={fields.note} />
    </div>
  )
}

const never = () => false

/** The fields of the panel, gone to by key or from a message. */
function useGoTo(part: ReviewPart | null, asked: object | null, onGoTo?: () => void) {
  const root = useRef<HTMLDivElement>(null)
  const tag = useRef<HTMLInputElement>(null)
  const issue = useRef<HTMLInputElement>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  const focus = (to: ReviewPart): boolean => {
    const field = to === 'tag' ? tag : to === 'issue' ? issue : to === 'note' ? note : null
    const element = field ? field.current : root.current?.querySelector<HTMLElement>('[role="radio"]')
    element?.focus()
    element?.scrollIntoView({ block: 'nearest' })
    return element !== null && element !== undefined
  }
  // At once, also for an item that is only coming: what is typed next must not be taken for commands.
  const goTo = (to: ReviewPart) => {
    onGoTo?.()
    if (!focus(to)) setTimeout(() => focus(to))
  }
  useCommand('review.tag', () => goTo('tag'))
  useCommand('review.issue', () => goTo('issue'))
  useCommand('review.note', () => goTo('note'))
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes once for each time it is asked, not when other things change
  useEffect(() => {
    // After the menu it was chosen in has given its focus back.
    const timer = part ? setTimeout(() => goTo(part)) : undefined
    return () => clearTimeout(timer)
  }, [asked])
  return { root, tag, issue, note }
}

export function toggleFlag(act: Act, isFlagged: boolean, conversationId: number, messageKey: string | null): void {
  const kind = isFlagged ? 'unflag' : 'flag'
  void act({ kind, conversations: [conversationId], messageKey })
}

export function FlagButton({
  annotations,
  conversationId,
  act
}: {
  readonly annotations: Annotations
  readonly conversationId: number
  readonly act: Act
}) {
  const isFlagged = annotations.flags.includes(null)
  return (
    <Tooltip label={isFlagged ? 'Remove the flag' : commandHint('review.flag')}>
      <ActionIcon
        aria-label="Flag for discussion"
        aria-pressed={isFlagged}
        className={isFlagged ? classes.flagged : undefined}
        onClick={() => toggleFlag(act, isFlagged, conversationId, null)}
      >
        {isFlagged ? <IconFlagFilled size={15} /> : <IconFlag size={15} />}
      </ActionIcon>
    </Tooltip>
  )
}
