// The suggestions as a table: what was asked, how often, how badly. Every number opens the conversations behind it.
import { Checkbox } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { SUGGESTION_SUBSETS, Suggestion } from '../../shared/improve'
import { call } from '../api'
import { useFormat } from '../components/format'
import { showError } from '../notify'
import { useShowConversations } from '../show-conversations'
import classes from './suggestions.module.css'
import { TREND_WORDS } from './words'

/** Rows drawn at once; more on request. */
const STEP = 100

export interface SuggestionTableProps {
  readonly list: string
  readonly rows: readonly Suggestion[]
  readonly chosen: string | null
  readonly marked: ReadonlySet<string>
  onChoose(key: string): void
  onMark(key: string): void
}

export function SuggestionTable({ list, rows, chosen, marked, onChoose, onMark }: SuggestionTableProps) {
  const [shown, setShown] = useState(STEP)
  const body = useRef<HTMLTableSectionElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    const buttons = [...(body.current?.querySelectorAll<HTMLElement>('[data-choose]') ?? [])]
    const next = buttons[buttons.indexOf(event.target as HTMLElement) + step]
    if (!next) return
    event.preventDefault()
    next.focus()
    next.click()
  }
  return (
    <div className={classes.tableScroll}>
      <table className={classes.table} aria-label="Suggestions">
        <thead>
          <tr>
            <th>
              <span className={classes.heard}>Mark</span>
            </th>
            <th>What was asked</th>
            <th className={classes.number}>Conversations</th>
            <th className={classes.number} title="Conversations a week, in the last four weeks of the workspace">
              Per week
              <br />
              lately
            </th>
            <th>Trend</th>
            <th className={classes.number}>
              Thumbs
              <br />
              down
            </th>
            <th className={classes.number}>Confidence</th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.key} data-chosen={row.key === chosen || undefined}>
              <td>
                <Checkbox
                  aria-label={`Mark ${row.name}`}
                  checked={marked.has(row.key)}
                  onChange={() => onMark(row.key)}
                />
              </td>
              <td className={classes.nameCell}>
                <button
                  type="button"
                  data-choose
                  className={classes.name}
                  aria-pressed={row.key === chosen}
                  title={row.name}
                  onClick={() => onChoose(row.key)}
                >
                  <bdi>{row.name}</bdi>
                </button>
                {row.topic !== null && (
                  <bdi className={classes.topic} title={row.topic}>
                    {row.topic}
                  </bdi>
                )}
              </td>
              <Numbers list={list} suggestion={row} />
            </tr>
          ))}
        </tbody>
      </table>
      {shown < rows.length && (
        <button type="button" className={classes.more} onClick={() => setShown(shown + STEP)}>
          Show more ({(rows.length - shown).toLocaleString()} left)
        </button>
      )}
    </div>
  )
}

function Numbers({ list, suggestion }: { readonly list: string; readonly suggestion: Suggestion }) {
  const format = useFormat()
  const { key, conversations, recent, perWeek, down, confidence, confidenceCount, trend, weeks } = suggestion
  const behind = { list, suggestionKey: key, name: suggestion.name }
  return (
    <>
      <td className={classes.number}>
        <Behind {...behind} of="all" value={conversations} words="Conversations">
          {format.number(conversations)}
        </Behind>
      </td>
      <td className={classes.number}>
        <Behind {...behind} of="recent" value={recent} words="Conversations of the last four weeks">
          {perWeek.toFixed(1)}
        </Behind>
      </td>
      <td className={classes.trend} data-trend={trend}>
        <Weeks weeks={weeks} /> {TREND_WORDS[trend]}
      </td>
      <td className={classes.number}>
        <Behind {...behind} of="down" value={down} words="Conversations with thumbs down">
          {down === 0 ? '–' : format.number(down)}
        </Behind>
        {down > 0 && <div className={classes.sub}>{Math.round((down / conversations) * 100)} %</div>}
      </td>
      <td className={classes.number}>
        <Behind {...behind} of="confidence" value={confidenceCount} words="Conversations with a confidence">
          {confidence === null ? '–' : confidence.toFixed(2)}
        </Behind>
        {confidence !== null && <div className={classes.sub}>n {format.number(confidenceCount)}</div>}
      </td>
    </>
  )
}

interface BehindProps {
  readonly list: string
  /** null: all of them. */
  readonly suggestionKey: string | null
  readonly name: string
  readonly of: (typeof SUGGESTION_SUBSETS)[number]
  readonly value: number
  /** What the number counts. */
  readonly words: string
  readonly children: React.ReactNode
}

/** A number that opens the conversations behind it; plain where there are none. */
export function Behind({ list, suggestionKey, name, of, value, words, children }: BehindProps) {
  const { ids } = useShowConversations()
  if (value === 0) return <>{children}</>
  const open = () => {
    call('suggestions.conversations', { list, key: suggestionKey, of }).then(ids, showError)
  }
  return (
    <button type="button" className={classes.link} title={`${words}: show them`} onClick={open}>
      {children}
      <span className={classes.heard}>
        {' '}
        {words} of {name}
      </span>
    </button>
  )
}

const WIDTH = 48
const HEIGHT = 14

/** Twelve weeks as small bars. */
function Weeks({ weeks }: { readonly weeks: readonly number[] }) {
  const most = Math.max(1, ...weeks)
  const step = WIDTH / weeks.length
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={`Last ${weeks.length} weeks: ${weeks.join(', ')}`}>
      {weeks.map((count, week) => {
        const height = Math.max(1, (count / most) * HEIGHT)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: weeks keep their order
          <rect key={week} x={week * step} y={HEIGHT - height} width={step - 1} height={height} fill="var(--app-bar)" />
        )
      })}
    </svg>
  )
}
