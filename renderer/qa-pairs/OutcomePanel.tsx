// Did the fix work? What became of questions like the pair's, before it went live and since; and since when, where no platform tells.
import { DatePickerInput } from '@mantine/dates'
import { useQueryClient } from '@tanstack/react-query'
import { MEASURES, type Measure, type MeasureChange, type Outcome, type OutcomeSide } from '../../shared/answers'
import type { QaPair } from '../../shared/improve'
import { localTimeAt, momentOf } from '../../shared/query/time-zone'
import { wilson } from '../../shared/wilson'
import { call, useContract } from '../api'
import { type Format, useFormat } from '../components/format'
import { numberFormat } from '../components/formatters'
import { ToneBadge } from '../components/ToneBadge'
import { showError } from '../notify'
import { useUndo } from '../review/undo'
import { useReviewer } from '../review/use-reviewer'
import { useShowConversations } from '../show-conversations'
import { useImprove } from './improve'
import classes from './outcome.module.css'
import { VERDICT_TONES, VERDICT_WORDS } from './words'

const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  weak: 'Any of these',
  low: 'Low confidence',
  down: 'Thumbs down',
  handedOff: 'Handed off'
}
/** The one that decides last, as a sum stands. */
const SHOWN = MEASURES.toSorted((a, b) => Number(a === 'weak') - Number(b === 'weak'))

/** Since when the pair is live and what that changed; nothing for a pair that is not saved yet. */
export function OutcomePanel({ pairId }: { readonly pairId: number | null }) {
  const pairs = useContract('qa.list', undefined, { tables: ['improve', 'review', 'import'], enabled: pairId !== null })
  const pair = pairs.data?.find(({ id }) => id === pairId)
  const isLive = pair?.state === 'live'
  const outcomes = useContract(
    'qa.outcomes',
    { ids: pairId === null ? null : [pairId] },
    { tables: ['improve', 'conversation', 'import'], keepPrevious: true, enabled: isLive }
  )
  if (!pair) return null
  const outcome = isLive ? outcomes.data?.[0] : undefined
  return (
    <section aria-label="Did the fix work?" className={classes.panel} data-live={isLive || undefined}>
      <header className={classes.head}>
        <h3>Did the fix work?</h3>
        {outcome && <Verdict outcome={outcome} />}
      </header>
      <LiveSince pair={pair} />
      {outcomes.error && <p className={classes.bad}>{outcomes.error.message}</p>}
      {isLive && !outcome && !outcomes.error && <p className="muted">Reading past questions …</p>}
      {outcome && <Measures outcome={outcome} />}
    </section>
  )
}

export function Verdict({ outcome }: { readonly outcome: Outcome }) {
  return <ToneBadge tone={VERDICT_TONES[outcome.verdict]}>{VERDICT_WORDS[outcome.verdict]}</ToneBadge>
}

function LiveSince({ pair }: { readonly pair: QaPair }) {
  const format = useFormat()
  const client = useQueryClient()
  const { name } = useReviewer()
  const { offer } = useUndo()
  if (pair.isRemote || pair.state === 'queued' || pair.state === 'sent')
    return (
      <p className="muted">
        {pair.liveAt === null ? 'The platform will say when it is live.' : `Live since ${format.long(pair.liveAt)}.`}
      </p>
    )
  const save = async (day: string | null) => {
    try {
      const at = day === null ? null : startOf(day, format.timeZone)
      const entry = await call('qa.setLiveSince', { id: pair.id, at, reviewer: name })
      void client.invalidateQueries({ queryKey: ['qa.list'] })
      if (entry) offer(entry)
    } catch (error) {
      showError(error)
    }
  }
  return (
    <DatePickerInput
      size="xs"
      clearable
      label="Live since"
      description="The day it was entered at the agent by hand. For pairs sent from here the platform tells."
      previousLabel="Previous month"
      nextLabel="Next month"
      placeholder="Not live"
      maxDate={dayOf(Date.now(), format.timeZone)}
      value={pair.state === 'live' && pair.liveAt !== null ? dayOf(pair.liveAt, format.timeZone) : null}
      onChange={(day) => void save(day)}
    />
  )
}

/** `2026-03-01` */
function dayOf(time: number, timeZone: string): string {
  const { year, month, day } = localTimeAt(time, timeZone)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function startOf(written: string, timeZone: string): number {
  const [year = 1970, month = 1, day = 1] = written.split('-').map(Number)
  return momentOf({ year, month, day }, timeZone)
}

function Measures({ outcome }: { readonly outcome: Outcome }) {
  const format = useFormat()
  const isEmpty = outcome.before === 0 && outcome.after === 0
  return (
    <>
      <p className="muted">
        {isEmpty
          ? 'No past question is like those of this pair.'
          : `Conversations with a question like those of this pair: ${format.number(outcome.before)} in the 90 days before, ${format.number(outcome.after)} since.`}
      </p>
      {!isEmpty && (
        <table className={classes.table} aria-label="Before and since">
          <thead>
            <tr>
              <th />
              <th>Before</th>
              <th>Since</th>
              <th>Change, 95 % interval</th>
            </tr>
          </thead>
          <tbody>
            {SHOWN.map((measure) => {
              const change = outcome.measures.find((one) => one.measure === measure)
              return change ? <MeasureRow key={measure} pairId={outcome.pairId} change={change} /> : null
            })}
          </tbody>
        </table>
      )}
    </>
  )
}

function MeasureRow({ pairId, change }: { readonly pairId: number; readonly change: MeasureChange }) {
  const format = useFormat()
  const { measure, before, after, change: difference } = change
  return (
    <tr data-measure={measure}>
      <th scope="row">{MEASURE_WORDS[measure]}</th>
      <td>
        <OutcomeShare pairId={pairId} measure={measure} side="before" {...before} />
      </td>
      <td>
        <OutcomeShare pairId={pairId} measure={measure} side="after" {...after} />
      </td>
      <td className="numbers">
        {difference === null
          ? '–'
          : `${points(difference.difference, format)} (${points(difference.low, format)} to ${points(difference.high, format)})`}
      </td>
    </tr>
  )
}

interface OutcomeShareProps {
  readonly pairId: number
  readonly measure: Measure
  readonly side: OutcomeSide
  readonly hits: number
  readonly of: number
}

/** `12 % (5 of 42)`: both numbers open the conversations they count. */
export function OutcomeShare({ pairId, measure, side, hits, of }: OutcomeShareProps) {
  const format = useFormat()
  const { ids } = useShowConversations()
  const { close } = useImprove()
  if (of === 0) return <>–</>
  const { low, high } = wilson(hits, of)
  const when = side === 'before' ? 'before' : 'since'
  const link = (part: 'hits' | 'of', count: number) =>
    count === 0 ? (
      '0'
    ) : (
      <button
        type="button"
        className={classes.link}
        aria-label={`${part === 'hits' ? MEASURE_WORDS[measure] : 'All'} ${when}: ${format.number(count)}`}
        title="Show these conversations"
        onClick={() => {
          call('qa.outcomeConversations', { id: pairId, measure, side, part }).then((found) => {
            close()
            ids(found)
          }, showError)
        }}
      >
        {format.number(count)}
      </button>
    )
  return (
    <span className="numbers" title={`${percent(low, format)} to ${percent(high, format)} at 95 % confidence`}>
      {percent(hits / of, format)}{' '}
      <span className="muted">
        ({link('hits', hits)} of {link('of', of)})
      </span>
    </span>
  )
}

const percent = (share: number, { locale }: Format) =>
  numberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)

/** Percentage points with their sign. */
const points = (difference: number, { locale }: Format) =>
  numberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(difference * 100)
