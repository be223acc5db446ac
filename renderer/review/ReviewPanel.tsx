// The review of the conversation that is open, under its transcript. Region "Review".
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useEffect } from 'react'
import { REVIEW_STATES } from '../../shared/domain'
import { type Annotations, whatIsMissing } from '../../shared/review'
import { call, useContract } from '../api'
import { commandHint, useCommand } from '../commands'
import { REVIEW_WORDS } from '../components/words'
import { useListResultSet, useNavigation } from '../navigation'
import { showError, showMessage } from '../notify'
import { useSettings } from '../use-settings'
import { askReason } from './ask-reason'
import { FlagButton, ReviewParts } from './ReviewParts'
import classes from './review.module.css'
import { useReviewTargets } from './review-target'
import { TagPill } from './TagPill'
import { useUndo } from './undo'
import { type Act, useActs } from './use-acts'
import { useAnnotations } from './use-annotations'
import { useCard } from './use-card'
import { useReviewer } from './use-reviewer'

export function ReviewPanel({ conversationId }: { readonly conversationId: number }) {
  const annotations = useAnnotations(conversationId)
  if (!annotations) return null
  return <Panel conversationId={conversationId} annotations={annotations} />
}

interface PanelProps {
  readonly conversationId: number
  readonly annotations: Annotations
}

function Panel({ conversationId, annotations }: PanelProps) {
  const { settings, change } = useSettings()
  const { undo } = useUndo()
  const { act } = useActs()
  const { target, choose } = useReviewTargets()
  const card = useCard(null)
  const unfold = () => change({ reviewPanel: true })
  useEffect(() => {
    // Another conversation is reviewed as a whole again.
    if (target && target.conversationId !== conversationId) choose(null)
  }, [target, conversationId, choose])
  const decisions = useDecisions({ conversationId, annotations }, act)
  const open = settings.reviewPanel

  return (
    <section aria-label="Review" className={classes.panel} data-keys="scorecard" data-review-home tabIndex={-1}>
      <div className={classes.panelHead}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={open}
          onClick={() => change({ reviewPanel: !open })}
        >
          {open ? <IconChevronDown size={15} aria-hidden /> : <IconChevronUp size={15} aria-hidden />}
          Review
        </button>
        <StateMenu annotations={annotations} onState={decisions.setState} />
        {!open &&
          annotations.tags.map((tag) => (
            <TagPill key={`${tag.tagId} ${tag.messageKey}`} name={tag.name} color={tag.color} />
          ))}
        <span className={classes.spacer} />
        <FlagButton annotations={annotations} conversationId={conversationId} act={act} />
        <Tooltip label={commandHint('edit.undo')}>
          <ActionIcon aria-label="Undo" onClick={() => void undo()}>
            <IconArrowBackUp size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {open && (
        <ReviewParts
          conversationId={conversationId}
          card={card}
          annotations={annotations}
          reviewSetId={null}
          unlocked
          act={act}
          onGoTo={unfold}
        />
      )}
      <div className={classes.panelFoot}>
        <Button onClick={decisions.done} title={commandHint('review.done')}>
          Done and next
        </Button>
        <Button variant="default" onClick={decisions.skip} title={commandHint('review.skip')}>
          Skip
        </Button>
        <Button variant="default" onClick={decisions.decline} title={commandHint('review.decline')}>
          Decline
        </Button>
      </div>
    </section>
  )
}

/** Done, skipped, declined, unreviewed: each for this conversation, then on to the next of the list. */
function useDecisions({ conversationId, annotations }: PanelProps, act: Act) {
  const goOn = useNextOfList(conversationId)
  const { name } = useReviewer()
  const card = useCard(null)
  const setState = async (state: Annotations['reviewState'], reason?: string) =>
    (await act({ kind: 'set-state', conversations: [conversationId], state, ...(reason ? { reason } : {}) })) !== null
  const done = async () => {
    const own = annotations.verdicts.filter((verdict) => verdict.reviewer === name)
    const missing = card && own.length > 0 ? whatIsMissing(card.criteria, own) : null
    if (missing) return showMessage(missing.sentence)
    if (await setState('done')) await goOn()
  }
  const skip = async () => {
    if (await setState('skipped')) await goOn()
  }
  const decline = async () => {
    const reason = await askReason()
    if (reason !== null && (await setState('declined', reason))) await goOn()
  }
  useCommand('review.done', () => void done())
  useCommand('review.skip', () => void skip())
  useCommand('review.decline', () => void decline())
  useCommand('review.unreviewed', () => void setState('unreviewed'))
  return {
    setState: (state: Annotations['reviewState']) => (state === 'declined' ? void decline() : void setState(state)),
    done: () => void done(),
    skip: () => void skip(),
    decline: () => void decline()
  }
}

/** Opens the conversation after this one, where the setting wants it and there is one. */
function useNextOfList(conversationId: number): () => Promise<void> {
  const { openConversation } = useNavigation()
  const resultSet = useListResultSet()
  const { settings } = useSettings()
  // Asked beforehand: a list that shows only unreviewed ones no longer holds this one afterwards.
  const position = useContract(
    'conversations.position',
    { resultSet: resultSet?.id ?? '', conversationId },
    { tables: [], enabled: resultSet !== null }
  )
  return async () => {
    const at = position.data ?? null
    if (!settings.autoAdvance || !resultSet || at === null) return
    try {
      const next = await call('conversations.at', { resultSet: resultSet.id, index: at + 1 })
      if (next !== null) openConversation(next)
      else showMessage('That was the last conversation of the list.')
    } catch (error) {
      showError(error)
    }
  }
}

export function StateMenu({
  annotations,
  onState
}: {
  readonly annotations: Annotations
  onState(state: Annotations['reviewState']): void
}) {
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button size="compact-xs" variant="light" aria-label={`Review state: ${REVIEW_WORDS[annotations.reviewState]}`}>
          {REVIEW_WORDS[annotations.reviewState]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {REVIEW_STATES.map((state) => (
          <Menu.Item key={state} disabled={state === annotations.reviewState} onClick={() => onState(state)}>
            {REVIEW_WORDS[state]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
