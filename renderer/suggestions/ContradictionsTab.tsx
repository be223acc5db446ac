// Same question, different answers: what customers were told about one thing, side by side, and what they were told until when.
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconArrowsSplit2, IconSparkles } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { ContradictingValue, Contradiction, ContradictionList, Drift } from '../../shared/answers'
import { fold } from '../../shared/search-text'
import { call } from '../api'
import { useFormat } from '../components/format'
import { ToneBadge } from '../components/ToneBadge'
import { useCurrentQuery } from '../current-query'
import { showError } from '../notify'
import { useImprove } from '../qa-pairs/improve'
import { useShowConversations } from '../show-conversations'
import classes from './contradictions.module.css'
import page from './suggestions.module.css'
import { useComputed } from './use-computed'
import { Working } from './Working'

/** Drawn at once; more on request. */
const STEP = 50

export function ContradictionsTab() {
  const { query } = useCurrentQuery()
  const state = useComputed('contradictions', { agentId: query.agentId })
  const [drift, setDrift] = useState<Drift | null>(null)
  const [text, setText] = useState('')
  const [shown, setShown] = useState(STEP)
  const { list } = state
  const rows = useMemo(() => (list ? chosenOf(list, drift, text) : []), [list, drift, text])
  return (
    <>
      <header className={page.head}>
        <Summary list={list} />
        <TextInput
          type="search"
          className={page.search}
          aria-label="Search questions and values"
          placeholder="Search questions and values"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label="Which contradictions"
          value={drift ?? 'all'}
          onChange={(value) => setDrift(value === 'changed' || value === 'mixed' ? value : null)}
          data={[
            { value: 'all', label: 'All' },
            { value: 'mixed', label: 'At the same time' },
            { value: 'changed', label: 'Changed' }
          ]}
        />
      </header>
      <Working
        {...state}
        method="contradictions.compute"
        words={{ stopped: 'Comparing answers was stopped.', again: 'Compare answers' }}
      />
      {list && rows.length === 0 && <Nothing list={list} />}
      {list && rows.length > 0 && (
        <ul className={classes.list} aria-label="Different answers">
          {rows.slice(0, shown).map((contradiction) => (
            <Card key={contradiction.key} list={list.id} contradiction={contradiction} />
          ))}
          {shown < rows.length && (
            <li>
              <button type="button" className={page.more} onClick={() => setShown(shown + STEP)}>
                Show more ({(rows.length - shown).toLocaleString()} left)
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  )
}

function chosenOf({ contradictions }: ContradictionList, drift: Drift | null, text: string): Contradiction[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  return contradictions.filter((one) => {
    if (drift !== null && one.drift !== drift) return false
    const whole = fold([one.question, ...one.values.flatMap((value) => [value.text, value.sentence])].join('\n'))
    return words.every((word) => whole.includes(word))
  })
}

function Summary({ list }: { readonly list: ContradictionList | null }) {
  const format = useFormat()
  if (!list) return null
  return (
    <p className={page.summary} role="status" aria-label="Different answers summary">
      {format.number(list.total)} {list.total === 1 ? 'contradiction' : 'contradictions'} among the answers to{' '}
      {format.number(list.repeated)} of {format.number(list.questions)} questions, those that were asked more than once.
      {list.total > list.contradictions.length &&
        ` The ${format.number(list.contradictions.length)} that reached most people are shown.`}
      {list.isPartial && ' Older questions were left out: only the newest are looked at.'}
    </p>
  )
}

function Card({ list, contradiction }: { readonly list: string; readonly contradiction: Contradiction }) {
  const { open } = useImprove()
  const { question, topic, drift, conversations, key, values } = contradiction
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <h2>
          <bdi>{question}</bdi>
        </h2>
        <ToneBadge tone={drift === 'changed' ? 'plain' : 'bad'}>
          {drift === 'changed' ? 'Changed' : 'At the same time'}
        </ToneBadge>
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconSparkles size={13} />}
          onClick={() => open({ kind: 'contradiction', list, key })}
        >
          Improve answer
        </Button>
      </div>
      <div className="muted">
        {topic !== null && (
          <>
            <bdi>{topic}</bdi> ·{' '}
          </>
        )}
        <Behind list={list} of={contradiction} value={null} count={conversations} />
      </div>
      <ul className={classes.values} aria-label={`Values of: ${question}`}>
        {values.map((value, place) => (
          <Value key={value.text} list={list} of={contradiction} value={value} place={place} />
        ))}
      </ul>
    </li>
  )
}

interface ValueProps {
  readonly list: string
  readonly of: Contradiction
  readonly value: ContradictingValue
  readonly place: number
}

function Value({ list, of, value, place }: ValueProps) {
  const format = useFormat()
  const { firstAt, lastAt } = value
  return (
    <li className={classes.value}>
      <strong>
        <bdi>{value.text}</bdi>
      </strong>
      <Behind list={list} of={of} value={place} count={value.conversations} />
      {firstAt !== null && lastAt !== null && (
        <span className="muted" title={`${format.long(firstAt)} – ${format.long(lastAt)}`}>
          {firstAt === lastAt ? format.day(firstAt) : `${format.day(firstAt)} – ${format.day(lastAt)}`}
        </span>
      )}
      <q className={classes.sentence} dir="auto">
        {value.sentence}
      </q>
    </li>
  )
}

interface BehindProps {
  readonly list: string
  readonly of: Contradiction
  /** Place of the value; null: all of them. */
  readonly value: number | null
  readonly count: number
}

/** A number that opens the conversations behind it. */
function Behind({ list, of, value, count }: BehindProps) {
  const format = useFormat()
  const { ids } = useShowConversations()
  const open = () => {
    call('contradictions.conversations', { list, key: of.key, value }).then(ids, showError)
  }
  return (
    <button type="button" className={page.link} title="Show these conversations" onClick={open}>
      {format.number(count)} {count === 1 ? 'conversation' : 'conversations'}
      <span className={page.heard}>
        {' '}
        {value === null ? 'with one of the values' : `with ${of.values[value]?.text ?? ''}`}: {of.question}
      </span>
    </button>
  )
}

function Nothing({ list }: { readonly list: ContradictionList }) {
  return (
    <div className={page.empty}>
      <IconArrowsSplit2 size={30} stroke={1.3} aria-hidden />
      <p>{list.total > 0 ? 'None of these.' : 'No different answers to the same question.'}</p>
      <p className="muted">
        {list.total > 0
          ? 'Clear the search, or choose All.'
          : 'Numbers, prices, dates and addresses are compared between the answers to questions that are nearly the same. What is each customer’s own, such as order numbers, is left out.'}
      </p>
    </div>
  )
}
