// The right pane: one conversation, turn by turn. Region "Transcript".
import { Alert, Skeleton } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { memo, useCallback, useEffect, useMemo, useState } from 'react'
import type { ConversationDetail, ResultSet } from '../../shared/domain'
import type { Query } from '../../shared/query/query'
import { useContract } from '../api'
import { useCommand } from '../commands'
import { HandedOff } from '../hand-off/HandedOff'
import { useNavigation } from '../navigation'
import { ReviewScope } from '../review/review-target'
import { useTimeZone } from '../use-settings'
import { type Finders, hitFinders } from './hit-finder'
import { MatchCounter } from './MatchCounter'
import { MessageList, type Target } from './MessageList'
import { OverviewStrip } from './OverviewStrip'
import overview from './overview.module.css'
import { PrintSheet } from './PrintSheet'
import { TranscriptActions } from './TranscriptActions'
import { TranscriptHeader } from './TranscriptHeader'
import classes from './transcript.module.css'
import { PAGE, useMessages } from './use-messages'
import { useTurns } from './use-turns'

export interface TranscriptPaneProps {
  readonly conversationId: number | null
  /** The list it was opened from, for next and previous. */
  readonly resultSet: ResultSet | null
  readonly query: Query
  /** The message to begin at where the query marks none, 0-based. */
  readonly openAt?: number | null
}

const FIRST_PAGE = { start: 0, end: PAGE }

/** A verdict is painted without it: whoever shows it draws it anew only for another conversation. */
export const TranscriptPane = memo(function TranscriptPane({
  conversationId,
  resultSet,
  query,
  openAt = null
}: TranscriptPaneProps) {
  return (
    <section aria-label="Transcript" className={classes.pane}>
      {conversationId === null ? (
        <Nothing />
      ) : (
        <Conversation
          key={conversationId}
          conversationId={conversationId}
          resultSet={resultSet}
          query={query}
          openAt={openAt}
        />
      )}
    </section>
  )
})

function Nothing() {
  return (
    <div className={classes.nothing}>
      <IconMessage size={28} stroke={1.4} aria-hidden />
      <p>Choose a conversation in the list to read it here.</p>
    </div>
  )
}

function Conversation(props: TranscriptPaneProps & { readonly conversationId: number }) {
  const { conversationId, resultSet, query, openAt = null } = props
  const timeZone = useTimeZone()
  const finders = useMemo(() => hitFinders(query), [query])
  const opened = useContract('transcript.open', { conversationId }, { tables: ['conversation', 'review'] })
  // Asked for together with the head, so that the first screen waits for one answer, not for two.
  useMessages(conversationId, FIRST_PAGE)
  const { openConversation } = useNavigation()
  const [printing, setPrinting] = useState(false)
  const stopPrinting = useCallback(() => setPrinting(false), [])

  if (opened.error) {
    return (
      <Alert color="red" role="alert" m="sm">
        {opened.error.message}
      </Alert>
    )
  }
  const detail = opened.data
  if (!detail) return <Skeleton className={classes.opening} aria-label="Opening the conversation" />
  return (
    <>
      <TranscriptHeader detail={detail} timeZone={timeZone} finders={finders}>
        <TranscriptActions
          detail={detail}
          resultSet={resultSet}
          timeZone={timeZone}
          onOpen={openConversation}
          onPrint={() => setPrinting(true)}
        />
      </TranscriptHeader>
      <HandedOff conversationId={conversationId} />
      <ReviewScope conversationId={conversationId}>
        <Turns detail={detail} query={query} finders={finders} timeZone={timeZone} openAt={openAt} />
      </ReviewScope>
      {printing && <PrintSheet detail={detail} timeZone={timeZone} onDone={stopPrinting} />}
    </>
  )
}

interface TurnsProps {
  readonly detail: ConversationDetail
  readonly query: Query
  readonly finders: Finders | null
  readonly timeZone: string
  readonly openAt: number | null
}

/** The messages, with the ways through them: turn by turn, match by match. */
function Turns({ detail, query, finders, timeZone, openAt }: TurnsProps) {
  const { id, messageCount } = detail.row
  const [target, setTarget] = useState<Target | null>(null)
  const { onTop } = useTurns(id, messageCount, setTarget)
  const matches = useMatches(id, query, finders, setTarget)
  const opensAtMatch = finders !== null && matches.total !== 0
  useEffect(() => {
    if (openAt !== null && !opensAtMatch) setTarget({ index: openAt, hit: false, focus: false })
  }, [openAt, opensAtMatch])
  useCommand('transcript.nextHit', () => matches.step(1), finders !== null)
  useCommand('transcript.previousHit', () => matches.step(-1), finders !== null)
  return (
    <>
      {finders && matches.total !== null && (
        <MatchCounter current={matches.current} total={matches.total} onStep={matches.step} />
      )}
      {messageCount === 0 ? (
        <div className={classes.nothing}>
          <p>This conversation holds no messages.</p>
        </div>
      ) : (
        <div className={overview.beside}>
          <MessageList
            conversationId={id}
            count={messageCount}
            timeZone={timeZone}
            finders={finders}
            target={target}
            onTop={onTop}
          />
          <OverviewStrip conversationId={id} count={messageCount} hits={matches.places} onGo={setTarget} />
        </div>
      )}
    </>
  )
}

const NO_PLACES: readonly number[] = []

/** The messages that hold a hit; goes to the first as soon as they are known. */
function useMatches(conversationId: number, query: Query, finders: Finders | null, go: (target: Target) => void) {
  const [current, setCurrent] = useState<number | null>(null)
  const hits = useContract(
    'transcript.hits',
    { conversationId, query },
    { enabled: finders !== null, tables: ['conversation'] }
  )
  const places = finders === null ? undefined : hits.data
  useEffect(() => {
    const first = places?.[0]
    setCurrent(first === undefined ? null : 0)
    if (first !== undefined) go({ index: first, hit: true, focus: false })
  }, [places, go])
  return {
    current,
    places: places ?? NO_PLACES,
    total: places?.length ?? null,
    step: (by: 1 | -1) => {
      if (!places || places.length === 0) return
      const next = ((current ?? 0) + by + places.length) % places.length
      const index = places[next]
      setCurrent(next)
      if (index !== undefined) go({ index, hit: true, focus: false })
    }
  }
}
