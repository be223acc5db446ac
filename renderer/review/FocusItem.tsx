// One item of the queue: its transcript beside its scorecard, with the buttons that decide it. Region "Review".
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Query } from '../../shared/query/query'
import { type Annotations, whatIsMissing } from '../../shared/review'
import type { ReviewItem, ReviewReason, ReviewSet } from '../../shared/review-set'
import { useContract } from '../api'
import { commandHint, useCommand } from '../commands'
import { REVIEW_WORDS } from '../components/words'
import { showMessage } from '../notify'
import { TranscriptPane } from '../transcript/TranscriptPane'
import { useMessages } from '../transcript/use-messages'
import { askReason } from './ask-reason'
import classes from './focus.module.css'
import { HoldKeys } from './HoldKeys'
import { FlagButton, ReviewParts } from './ReviewParts'
import { useUndo } from './undo'
import { useAnnotations } from './use-annotations'
import { useCard } from './use-card'
import { type FocusQueue, ownVerdicts } from './use-focus-queue'
import { useReviewer } from './use-reviewer'

const FIRST_MESSAGE = { start: 0, end: 1 }

interface FocusItemProps {
  readonly set: ReviewSet
  readonly item: ReviewItem
  /** Its text is marked in the transcript. */
  readonly query: Query
  readonly queue: FocusQueue
}

const REASON_WORDS: Readonly<Record<ReviewReason['kind'], string>> = {
  'thumbs-down': 'thumbs down',
  'low-confidence': 'low confidence',
  'no-citation': 'no citation'
}

export function FocusItem({ set, item, query, queue }: FocusItemProps) {
  const { conversationId } = item
  const annotations = useAnnotations(conversationId)
  const card = useCard(set.scorecardId)
  const opened = useContract('transcript.open', { conversationId }, { tables: ['conversation', 'review'] })
  const firstMessage = useMessages(conversationId, FIRST_MESSAGE)(0)
  const reason = useContract('review.reason', { conversationId }, { tables: ['conversation'] })
  const { undo } = useUndo()
  const home = useRef<HTMLElement>(null)
  const isThere =
    annotations !== undefined &&
    card !== undefined &&
    (opened.isError || (firstMessage !== undefined && reason.isFetched) || opened.data?.row.messageCount === 0)
  usePainted(isThere, () => {
    queue.painted(item.position)
    if (!home.current?.contains(document.activeElement)) home.current?.focus({ preventScroll: true })
  })
  const decisions = useDecisions({ set, item, query, queue }, annotations)

  return (
    <>
      <div className={classes.transcript}>
        <TranscriptPane
          conversationId={conversationId}
          resultSet={null}
          query={query}
          openAt={reason.data?.index ?? null}
        />
      </div>
      <section
        ref={home}
        aria-label="Review"
        className={classes.review}
        data-keys="scorecard"
        data-review-home
        tabIndex={-1}
        aria-busy={!queue.unlocked}
      >
        <div className={classes.reviewHead}>
          <strong>Review</strong>
          <span className="muted">
            {annotations && REVIEW_WORDS[annotations.reviewState]}
            {reason.data && `, opened at ${REASON_WORDS[reason.data.kind]}`}
          </span>
          <span className={classes.gap} />
          {annotations && <FlagButton annotations={annotations} conversationId={conversationId} act={queue.act} />}
          <Tooltip label={commandHint('edit.undo')}>
            <ActionIcon aria-label="Undo" onClick={() => void undo()}>
              <IconArrowBackUp size={16} />
            </ActionIcon>
          </Tooltip>
        </div>
        {!(annotations && card) && <HoldKeys queue={queue} />}
        {annotations && card && (
          <ReviewParts
            conversationId={conversationId}
            card={card}
            annotations={annotations}
            reviewSetId={set.id}
            unlocked={queue.unlocked}
            act={queue.act}
            holds={queue.holds}
          />
        )}
        <span className={classes.gap} />
        {item.reason && <p className={classes.reason}>{item.reason}</p>}
        <div className={classes.buttons}>
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
    </>
  )
}

/** Calls back once the browser has put on the screen what React gave it when `ready` became true. */
function usePainted(ready: boolean, painted: () => void): void {
  const latest = useRef(painted)
  useEffect(() => {
    latest.current = painted
  })
  useEffect(() => {
    if (!ready) return
    // A frame's callbacks run before it is drawn; the next task comes after.
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => latest.current())
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [ready])
}

function useDecisions({ item, set, queue }: FocusItemProps, annotations: Annotations | undefined) {
  const client = useQueryClient()
  const { name } = useReviewer()
  const card = useCard(set.scorecardId)
  const done = async () => {
    if (queue.holds('review.done') || !(await queue.begin())) return
    // As saved just now, which the last render may not know yet.
    const saved = client.getQueryData<Annotations>(['review.annotations', { conversationId: item.conversationId }])
    const missing = card && whatIsMissing(card.criteria, ownVerdicts(saved ?? annotations, name))
    if (!missing) return await queue.decide('done')
    queue.cancel()
    showMessage(missing.sentence)
  }
  const skip = async () => {
    if (!queue.holds('review.skip') && (await queue.begin())) await queue.decide('skipped')
  }
  const decline = async () => {
    if (queue.holds('review.decline') || !(await queue.begin())) return
    const reason = await askReason()
    if (reason === null) queue.cancel()
    else await queue.decide('declined', reason)
  }
  const reopen = async () => {
    if (await queue.begin()) await queue.reopen()
  }
  useCommand('review.done', () => void done())
  useCommand('review.skip', () => void skip())
  useCommand('review.decline', () => void decline())
  useCommand('review.unreviewed', () => void reopen())
  return { done: () => void done(), skip: () => void skip(), decline: () => void decline() }
}
