// One suggestion: the questions people really asked with the answers they got, and what can be done about it.
import { Button, Checkbox } from '@mantine/core'
import { IconArrowBackUp, IconEyeOff, IconPencil, IconScissors, IconSparkles } from '@tabler/icons-react'
import { useState } from 'react'
import type { Suggestion, WeakQuestion } from '../../shared/improve'
import { useContract } from '../api'
import { useFormat } from '../components/format'
import { useNavigation } from '../navigation'
import { useImprove } from '../qa-pairs/improve'
import { askForText } from './ask-for-text'
import classes from './suggestions.module.css'
import type { Decisions } from './use-decisions'

const STEP = 50

export interface SuggestionDetailProps {
  readonly list: string
  readonly suggestion: Suggestion
  readonly decisions: Decisions
}

export function SuggestionDetail({ list, suggestion, decisions }: SuggestionDetailProps) {
  const [count, setCount] = useState(STEP)
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set())
  const asked = { list, key: suggestion.key, start: 0, end: count }
  const questions = useContract('suggestions.questions', asked, { keepPrevious: true, tables: [] })
  const rows = questions.data?.rows ?? []
  return (
    <section className={classes.detail} aria-label="Suggestion">
      <header className={classes.detailHead}>
        <h2>
          <bdi>{suggestion.name}</bdi>
        </h2>
        {suggestion.dismissed && (
          <p className="muted">Dismissed{suggestion.dismissed.reason ? `: ${suggestion.dismissed.reason}` : '.'}</p>
        )}
        <Acts list={list} suggestion={suggestion} decisions={decisions} picked={picked} />
      </header>
      <ul className={classes.questions} aria-label="Questions people asked">
        {rows.map((row) => (
          <Question
            key={row.id}
            row={row}
            picked={picked.has(row.id)}
            onPick={() => {
              const next = new Set(picked)
              if (!next.delete(row.id)) next.add(row.id)
              setPicked(next)
            }}
          />
        ))}
      </ul>
      {questions.data && rows.length < questions.data.total && (
        <button type="button" className={classes.more} onClick={() => setCount(count + STEP)}>
          Show more ({(questions.data.total - rows.length).toLocaleString()} left)
        </button>
      )}
    </section>
  )
}

function Acts({
  list,
  suggestion,
  decisions,
  picked
}: SuggestionDetailProps & { readonly picked: ReadonlySet<number> }) {
  const { open } = useImprove()
  if (suggestion.dismissed)
    return (
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={15} />}
          onClick={() => void decisions.restore(suggestion)}
        >
          Restore
        </Button>
      </div>
    )
  return (
    <div className={classes.actions}>
      <Button
        leftSection={<IconSparkles size={15} />}
        onClick={() => open({ kind: 'suggestion', list, key: suggestion.key })}
      >
        Improve answer
      </Button>
      <Button
        variant="default"
        leftSection={<IconPencil size={15} />}
        onClick={() =>
          askForText(
            { title: 'Rename the suggestion', label: 'Name', text: suggestion.name, button: 'Rename' },
            (name) => decisions.rename(suggestion, name)
          )
        }
      >
        Rename
      </Button>
      <Button
        variant="default"
        leftSection={<IconScissors size={15} />}
        disabled={picked.size === 0}
        title={picked.size === 0 ? 'Tick the questions that belong to another group' : undefined}
        onClick={() =>
          askForText({ title: 'Split off', label: 'Name of the new group', text: '', button: 'Split' }, (name) =>
            decisions.split(suggestion, [...picked], name)
          )
        }
      >
        Split off {picked.size > 0 ? picked.size : ''}
      </Button>
      <Button
        variant="default"
        leftSection={<IconEyeOff size={15} />}
        onClick={() =>
          askForText(
            { title: 'Dismiss the suggestion', label: 'Reason', text: '', button: 'Dismiss', mayBeEmpty: true },
            (reason) => decisions.dismiss([suggestion], reason === '' ? null : reason)
          )
        }
      >
        Dismiss
      </Button>
    </div>
  )
}

function Question({ row, picked, onPick }: { readonly row: WeakQuestion; readonly picked: boolean; onPick(): void }) {
  const format = useFormat()
  const { openConversation } = useNavigation()
  return (
    <li className={classes.question}>
      <Checkbox aria-label={`Tick: ${row.text.slice(0, 80)}`} checked={picked} onChange={onPick} />
      <div className={classes.questionBody}>
        <button
          type="button"
          className={classes.questionText}
          title="Read the conversation"
          onClick={() => openConversation(row.conversationId)}
        >
          <bdi>{row.text}</bdi>
        </button>
        <div className={classes.answer}>
          <bdi>{row.answer}</bdi>
        </div>
        <div className={classes.facts}>
          {row.at !== null && <span>{format.short(row.at)}</span>}
          {row.confidence !== null && <span>Confidence {row.confidence.toFixed(2)}</span>}
          {row.thumb === 'down' && <span className={classes.down}>Thumbs down</span>}
        </div>
      </div>
    </li>
  )
}
