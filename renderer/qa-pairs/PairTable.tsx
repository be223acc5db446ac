// Q&A pairs as a table, sorted by a click on a column's head.
import { Checkbox } from '@mantine/core'
import { IconPinned } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import type { Outcome } from '../../shared/answers'
import type { AskedSummary } from '../../shared/ask-again'
import type { QaPair } from '../../shared/improve'
import { useContract } from '../api'
import { PairEvidence } from '../ask-again/PairEvidence'
import { useFormat } from '../components/format'
import { ToneBadge } from '../components/ToneBadge'
import { useImprove } from './improve'
import { OutcomeShare, Verdict } from './OutcomePanel'
import outcomeClasses from './outcome.module.css'
import type { PairSort } from './pair-order'
import classes from './qa-pairs.module.css'
import { STATE_TONES, STATE_WORDS } from './words'

/** Rows drawn at once; more on request. */
const STEP = 200

export interface PairTableProps {
  readonly pairs: readonly QaPair[]
  /** Of live pairs. */
  readonly outcomes: ReadonlyMap<number, Outcome>
  readonly sort: PairSort
  onSort(sort: PairSort): void
  readonly marked: ReadonlySet<number>
  onMarked(marked: ReadonlySet<number>): void
}

export function PairTable({ pairs, outcomes, sort, onSort, marked, onMarked }: PairTableProps) {
  const [shown, setShown] = useState(STEP)
  const summaries = useContract('asked.summary', undefined, { tables: ['improve', 'review'] })
  const asked = useMemo(() => new Map((summaries.data ?? []).map((one) => [one.pairId, one])), [summaries.data])
  const areAllMarked = pairs.length > 0 && pairs.every((pair) => marked.has(pair.id))
  const head = (by: PairSort['by'], words: string) => (
    <Head by={by} sort={sort} onSort={onSort}>
      {words}
    </Head>
  )
  return (
    <div className={classes.tableScroll}>
      <table className={classes.table} aria-label="Q&A pairs">
        <thead>
          <tr>
            <th>
              <Checkbox
                aria-label="Mark all"
                checked={areAllMarked}
                onChange={() => onMarked(areAllMarked ? new Set() : new Set(pairs.map((pair) => pair.id)))}
              />
            </th>
            {head('title', 'Question')}
            {head('answer', 'Answer')}
            {head('state', 'State')}
            {head('outcome', 'Since it is live')}
            {head('agent', 'Agent')}
            {head('updatedAt', 'Changed')}
          </tr>
        </thead>
        <tbody>
          {pairs.slice(0, shown).map((pair) => (
            <PairRow
              key={pair.id}
              pair={pair}
              outcome={outcomes.get(pair.id) ?? null}
              asked={asked.get(pair.id)}
              marked={marked.has(pair.id)}
              onMark={() => {
                const next = new Set(marked)
                if (!next.delete(pair.id)) next.add(pair.id)
                onMarked(next)
              }}
            />
          ))}
        </tbody>
      </table>
      {shown < pairs.length && (
        <button type="button" className={classes.more} onClick={() => setShown(shown + STEP)}>
          Show more ({(pairs.length - shown).toLocaleString()} left)
        </button>
      )}
    </div>
  )
}

function Head({
  by,
  sort,
  onSort,
  children
}: {
  readonly by: PairSort['by']
  readonly sort: PairSort
  onSort(sort: PairSort): void
  readonly children: ReactNode
}) {
  const isSorted = sort.by === by
  return (
    <th aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort({ by, descending: isSorted ? !sort.descending : by === 'updatedAt' })}
      >
        {children}
        {isSorted && <span aria-hidden>{sort.descending ? ' ↓' : ' ↑'}</span>}
      </button>
    </th>
  )
}

interface PairRowProps {
  readonly pair: QaPair
  readonly outcome: Outcome | null
  readonly asked: AskedSummary | undefined
  readonly marked: boolean
  onMark(): void
}

function PairRow({ pair, outcome, asked, marked, onMark }: PairRowProps) {
  const format = useFormat()
  const { open } = useImprove()
  const [first = '', ...others] = pair.questions.filter((question) => question.trim() !== '')
  return (
    <tr>
      <td>
        <Checkbox aria-label={`Mark ${first || 'Untitled'}`} checked={marked} onChange={onMark} />
      </td>
      <td className={classes.question}>
        <button type="button" className={classes.open} onClick={() => open({ kind: 'pair', id: pair.id })}>
          <bdi>{first || pair.name || 'Untitled'}</bdi>
        </button>
        {pair.isPinned && <IconPinned size={13} aria-label="Pinned as high priority" />}
        {others.length > 0 && (
          <div className={classes.sub} title={others.join('\n')}>
            {others.length} more {others.length === 1 ? 'question' : 'questions'}
          </div>
        )}
      </td>
      <td className={classes.answer}>
        <bdi>{pair.answer || '–'}</bdi>
        {pair.failure && <div className={classes.failure}>{pair.failure}</div>}
      </td>
      <td>
        <ToneBadge tone={STATE_TONES[pair.state]}>{STATE_WORDS[pair.state]}</ToneBadge>
        <PairEvidence pair={pair} asked={asked} />
      </td>
      <td>{outcome ? <OutcomeCell outcome={outcome} /> : '–'}</td>
      <td>
        <bdi>{pair.agent ?? 'Any'}</bdi>
      </td>
      <td className={classes.when} title={format.long(pair.updatedAt)}>
        {format.short(pair.updatedAt)}
      </td>
    </tr>
  )
}

/** The verdict, and the share of weak answers before and since. */
function OutcomeCell({ outcome }: { readonly outcome: Outcome }) {
  const { pairId, measures } = outcome
  const weak = measures.find(({ measure }) => measure === 'weak')
  return (
    <>
      <Verdict outcome={outcome} />
      {weak && (
        <div className={outcomeClasses.inTable}>
          <OutcomeShare pairId={pairId} measure="weak" side="before" {...weak.before} />
          <br />→ <OutcomeShare pairId={pairId} measure="weak" side="after" {...weak.after} />
        </div>
      )}
    </>
  )
}
