// What the variants would answer from now on, as one types: covered weak questions, good answers in danger, pairs that say the same.
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { AlikePair, CoveredSet } from '../../shared/improve'
import { useContract } from '../api'
import { useFormat } from '../components/format'
import { useNavigation } from '../navigation'
import { useShowConversations } from '../show-conversations'
import { useImprove } from './improve'
import classes from './improve.module.css'

const TYPING_MS = 60
/** Cosine from which a question counts as covered: the default of suggestions, a little stricter. */
const SIMILARITY = 0.6

export interface CoveragePanelProps {
  readonly questions: readonly string[]
  readonly agentId: number | null
  readonly pairId: number | null
}

export function CoveragePanel({ questions, agentId, pairId }: CoveragePanelProps) {
  const format = useFormat()
  const [variants] = useDebouncedValue(
    questions.map((question) => question.trim()).filter((question) => question !== ''),
    TYPING_MS
  )
  const coverage = useContract(
    'qa.coverage',
    { variants: [...variants], similarity: SIMILARITY, agentId, pairId },
    { keepPrevious: true, tables: ['conversation'], enabled: variants.length > 0 }
  )
  const { data, error } = coverage
  return (
    <section aria-label="Coverage" className={classes.coverage} aria-busy={coverage.isFetching}>
      <h3>What it would change</h3>
      {error && <p className={classes.bad}>{error.message}</p>}
      {variants.length === 0 && <p className="muted">Write a question to see which past questions it covers.</p>}
      {variants.length > 0 && !data && !error && <p className="muted">Reading past questions …</p>}
      {variants.length > 0 && data && (
        <>
          <Covered set={data.weak} kind="weak" />
          <Covered set={data.good} kind="good" />
          <Doubles pairs={data.pairs} />
          <p className="muted">
            Compared with {format.number(data.compared)} past questions
            {data.isPartial ? ', the newest only' : ''}, at {Math.round(SIMILARITY * 100)} % similarity. Numbers are an
            estimate by words: the platform decides itself what it matches.
          </p>
        </>
      )}
    </section>
  )
}

const WORDS = {
  weak: { one: 'past weak question covered', many: 'past weak questions covered' },
  good: { one: 'good answer it might take over', many: 'good answers it might take over' }
} as const

const LISTED = 8

function Covered({ set, kind }: { readonly set: CoveredSet; readonly kind: 'weak' | 'good' }) {
  const format = useFormat()
  const [open, setOpen] = useState(kind === 'weak')
  const { ids } = useShowConversations()
  const { close } = useImprove()
  const { openConversation } = useNavigation()
  const words = WORDS[kind][set.questions === 1 ? 'one' : 'many']
  return (
    <details className={classes.covered} data-kind={kind} open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        <strong>{format.number(set.questions)}</strong> {words}
        {set.conversations.length > 0 && (
          <button
            type="button"
            className={classes.link}
            onClick={(event) => {
              event.preventDefault()
              close()
              ids(set.conversations)
            }}
          >
            {format.number(set.conversations.length)}{' '}
            {set.conversations.length === 1 ? 'conversation' : 'conversations'}
          </button>
        )}
      </summary>
      <ul>
        {set.closest.slice(0, LISTED).map((question, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a conversation may ask the same twice
          <li key={`${question.conversationId} ${index}`}>
            <button type="button" className={classes.plain} onClick={() => openConversation(question.conversationId)}>
              <bdi>{question.text}</bdi>
            </button>
            <span className="muted">
              {' '}
              {Math.round(question.similarity * 100)} %
              {question.confidence !== null && `, confidence ${question.confidence.toFixed(2)}`}
              {question.thumb !== null && `, thumbs ${question.thumb}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Doubles({ pairs }: { readonly pairs: readonly AlikePair[] }) {
  const { open } = useImprove()
  if (pairs.length === 0) return null
  return (
    <div className={classes.doubles}>
      <strong>{pairs.length}</strong> existing {pairs.length === 1 ? 'pair says' : 'pairs say'} nearly the same:
      <ul>
        {pairs.map((pair) => (
          <li key={`${pair.id} ${pair.list} ${pair.question}`}>
            {pair.id === null ? (
              <bdi title={pair.answer}>{pair.question}</bdi>
            ) : (
              <button
                type="button"
                className={classes.plain}
                title={pair.answer}
                onClick={() => pair.id !== null && open({ kind: 'pair', id: pair.id })}
              >
                <bdi>{pair.question}</bdi>
              </button>
            )}
            <span className="muted">
              {' '}
              {Math.round(pair.similarity * 100)} %{pair.list === null ? '' : `, in ${pair.list}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
