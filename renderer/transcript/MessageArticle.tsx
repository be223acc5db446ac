// One message: who, when, how sure, what was said, what it rests on. An article named "<Role>, <time>".
import { IconCopy, IconHeadset, IconRobot, IconSettings, IconUser } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import type { Message, Role } from '../../shared/domain'
import { call } from '../api'
import { ROLE_WORDS } from '../components/words'
import { showError, showMessage } from '../notify'
import { AnswerThumbs, ThumbState } from '../outbox/AnswerThumbs'
import { ImproveAnswer } from '../qa-pairs/ImproveAnswer'
import { MessageMarks, MessageMenu } from '../review/MessageReview'
import { Citations } from './Citations'
import { Confidence } from './Confidence'
import { exactUtc, moment } from './format-time'
import type { Finders } from './hit-finder'
import { MessageFeedback } from './MessageFeedback'
import { MessageParts } from './MessageParts'
import { MessageText } from './MessageText'
import { shadeOf, ungroundedValues } from './shade'
import classes from './transcript.module.css'

const ICONS = {
  customer: IconUser,
  agent: IconRobot,
  human: IconHeadset,
  system: IconSettings
} as const satisfies Record<Role, typeof IconUser>

export const MessageArticle = memo(function MessageArticle({
  message,
  count,
  timeZone,
  finders,
  asked
}: {
  readonly message: Message
  /** Messages in the conversation. */
  readonly count: number
  readonly timeZone: string
  readonly finders: Finders | null
  /** What the customer wrote right before. */
  readonly asked: string
}) {
  const time = message.sentAt === null ? 'no time' : moment(message.sentAt, timeZone)
  const find = finders?.[message.role] ?? null
  const Icon = ICONS[message.role]
  const role = ROLE_WORDS[message.role]
  const shade = useMemo(() => shadeOf(message, asked), [message, asked])
  const isUnanswered = message.role === 'agent' && message.citationsKnown && message.citations.length === 0
  return (
    <article
      className={classes.message}
      data-role={message.role}
      data-key={message.key}
      aria-label={`${role}, ${time}`}
      aria-posinset={message.seq}
      aria-setsize={count}
      tabIndex={-1}
    >
      <header className={classes.messageHead}>
        <Icon size={15} stroke={1.7} aria-hidden />
        <strong>{role}</strong>
        {message.author && <bdi className={classes.author}>{message.author}</bdi>}
        {message.confidence !== null && <Confidence value={message.confidence} />}
        {isUnanswered && (
          <span className={classes.badge} data-band="none" title="This answer rests on no citation">
            No citations
          </span>
        )}
        <Ungrounded message={message} asked={asked} />
        <span className={classes.spacer} />
        <ImproveAnswer message={message} />
        <span className={classes.messageEnd}>
          <Time at={message.sentAt} words={time} isEstimated={message.timeIsEstimated} />
          <AnswerThumbs message={message} />
          <MessageMenu message={message} words={`${role}, ${time}`} />
          <button
            type="button"
            className={classes.iconButton}
            title="Copy message"
            aria-label={`Copy message ${message.seq}`}
            onClick={() => copy(message.text)}
          >
            <IconCopy size={14} aria-hidden />
          </button>
        </span>
      </header>
      <MessageText message={message} find={find} shade={shade} />
      <MessageParts parts={message.parts} find={find} />
      <MessageFeedback feedback={message.feedback} find={find} />
      <ThumbState message={message} />
      <Citations citations={message.citations} find={finders?.citation ?? null} />
      <MessageMarks messageKey={message.key} />
    </article>
  )
})

/** How many values of an answer stand in no cited excerpt, in words: shading alone is not seen by everyone. */
function Ungrounded({ message, asked }: { readonly message: Message; readonly asked: string }) {
  const values = useMemo(() => ungroundedValues(message, asked), [message, asked])
  if (values.length === 0) return null
  return (
    <span
      className={classes.badge}
      data-band="medium"
      title={`In none of the cited excerpts: ${values.slice(0, 20).join(', ')}`}
    >
      {values.length === 1 ? '1 value' : `${values.length} values`} not in sources
    </span>
  )
}

function Time({
  at,
  words,
  isEstimated
}: {
  readonly at: number | null
  readonly words: string
  readonly isEstimated: boolean
}) {
  if (at === null) return <span className={classes.muted}>{words}</span>
  const title = isEstimated ? `${exactUtc(at)} (estimated: the source gives no time)` : exactUtc(at)
  return (
    <time className={classes.muted} dateTime={new Date(at).toISOString()} title={title}>
      {isEstimated && '≈ '}
      {words}
    </time>
  )
}

function copy(text: string): void {
  call('clipboard.write', { text }).then(() => showMessage('Message copied.'), showError)
}
