// Who, where, when and how it went, in two lines; the rest folded below.
import { useState } from 'react'
import type { ConversationDetail, ConversationRow } from '../../shared/domain'
import { CHANNEL_WORDS, REVIEW_WORDS, SENTIMENT_WORDS, STATUS_WORDS } from '../components/words'
import { Citations } from './Citations'
import { Confidence } from './Confidence'
import { exactUtc, moment, period } from './format-time'
import type { Finders } from './hit-finder'
import { SafeLink } from './SafeLink'
import classes from './transcript.module.css'
import { counted } from './words'

export interface TranscriptHeaderProps {
  readonly detail: ConversationDetail
  readonly timeZone: string
  readonly finders: Finders | null
  readonly children?: React.ReactNode
}

export function TranscriptHeader({ detail, timeZone, finders, children }: TranscriptHeaderProps) {
  const [open, setOpen] = useState(false)
  const { row } = detail
  return (
    <header className={classes.head}>
      <div className={classes.headLine}>
        <h2 className={classes.customer}>
          <bdi>{row.customer ?? 'Unknown customer'}</bdi>
        </h2>
        <span className={classes.spacer} />
        {children}
      </div>
      <div className={classes.facts}>
        {row.channel !== null && (
          <span title={originally(row.channel, row.channelRaw)}>{CHANNEL_WORDS[row.channel]}</span>
        )}
        {row.status !== null && <span title={originally(row.status, row.statusRaw)}>{STATUS_WORDS[row.status]}</span>}
        {row.startedAt !== null && (
          <span title={exactUtc(row.startedAt)}>
            {row.timeIsEstimated && '≈ '}
            {period(row.startedAt, row.lastAt, timeZone)}
          </span>
        )}
        <span>{counted(row.messageCount, 'message')}</span>
        {row.topic !== null && <bdi>{row.topic}</bdi>}
        {row.sentiment !== null && <span>{SENTIMENT_WORDS[row.sentiment]}</span>}
        {row.confidence !== null && <Confidence value={row.confidence} of="Lowest confidence of its answers" />}
        <button type="button" className={classes.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Less' : 'More'}
        </button>
      </div>
      {open && <MoreFacts detail={detail} timeZone={timeZone} finders={finders} />}
    </header>
  )
}

const originally = (word: string, raw: string | null): string | undefined =>
  raw === null || raw.toLowerCase() === word ? undefined : `The source says: ${raw}`

function MoreFacts({ detail, timeZone, finders }: Omit<TranscriptHeaderProps, 'children'>) {
  const { row } = detail
  return (
    <div className={classes.moreFacts}>
      <dl>
        <Fact name="Title" value={row.title} />
        <Fact name="Summary" value={detail.summary} />
        <Fact name="Agent" value={row.agent} />
        <Fact name="Source" value={row.source} />
        <Fact name={detail.externalIdIsSynthetic ? 'Id (made by the app)' : 'Id'} value={detail.externalId} />
        <Fact name="Address" value={detail.url && <SafeLink url={detail.url}>{detail.url}</SafeLink>} />
        <Fact name="Last activity" value={row.lastAt !== null && moment(row.lastAt, timeZone)} />
        <Fact
          name="Mean confidence"
          value={
            row.confidenceMean !== null && <Confidence value={row.confidenceMean} of="Mean confidence of its answers" />
          }
        />
        <Fact name="Language" value={row.language} />
        <Fact name="Country" value={row.country} />
        <Fact name="Review" value={reviewWords(row)} />
        {Object.entries(detail.customerFields).map(([name, value]) => (
          <Fact key={name} name={CUSTOMER_WORDS[name] ?? name} value={value} />
        ))}
      </dl>
      <Citations citations={detail.citations} find={finders?.citation ?? null} />
    </div>
  )
}

const CUSTOMER_WORDS: Readonly<Record<string, string>> = {
  id: 'Customer id',
  name: 'Customer name',
  email: 'E-mail',
  phone: 'Phone'
}

/** Nothing when there is no value. */
function Fact({ name, value }: { readonly name: string; readonly value: React.ReactNode }) {
  if (value === null || value === '' || value === false) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  )
}

const reviewWords = ({ reviewState, tags }: ConversationRow): string | null =>
  reviewState === 'unreviewed' && tags.length === 0 ? null : [REVIEW_WORDS[reviewState], ...tags].join(', ')
