// Conversations over time as bars above the list. A click narrows to the bar, a drag to the bars it passes.
import { UnstyledButton } from '@mantine/core'
import { useRef, useState } from 'react'
import type { Format } from '../components/format'
import { dayWords } from '../components/formatters'
import classes from './DateStrip.module.css'

/** One bar: whole days in the workspace's time zone, written `2026-03-01`, both included. */
export interface DateBar {
  readonly from: string
  readonly to: string
  readonly count: number
}

interface DateStripProps {
  readonly bars: readonly DateBar[]
  readonly format: Format
  /** The days that the filter asks for now. */
  readonly chosen: { readonly from: string; readonly to: string } | null
  onChoose(days: { readonly from: string; readonly to: string } | null): void
}

export function DateStrip({ bars, format, chosen, onChoose }: DateStripProps) {
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null)
  const [current, setCurrent] = useState(0)
  const group = useRef<HTMLFieldSetElement>(null)
  const highest = Math.max(1, ...bars.map((bar) => bar.count))
  const first = bars[0]
  const last = bars.at(-1)
  if (!first || !last || bars.length < 2) return null

  const words = bars.map((bar) => barWords(bar, format))
  const choose = (from: number, to: number) => {
    const start = bars[Math.min(from, to)]
    const end = bars[Math.max(from, to)]
    if (start && end) onChoose({ from: start.from, to: end.to })
  }
  const isMarked = (bar: DateBar, index: number) =>
    drag
      ? index >= Math.min(drag.from, drag.to) && index <= Math.max(drag.from, drag.to)
      : chosen !== null && bar.to >= chosen.from && bar.from <= chosen.to
  const move = (index: number) => {
    const next = Math.max(0, Math.min(index, bars.length - 1))
    setCurrent(next)
    group.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <fieldset
      ref={group}
      className={classes.strip}
      aria-label="Conversations over time"
      onPointerUp={() => {
        if (drag) choose(drag.from, drag.to)
        setDrag(null)
      }}
      onPointerLeave={() => setDrag(null)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') move(current + 1)
        else if (event.key === 'ArrowLeft') move(current - 1)
        else return
        event.preventDefault()
      }}
    >
      <div className={classes.bars}>
        {/* Plain buttons: there are a hundred, and while conversations come in they are drawn every second. */}
        {bars.map((bar, index) => (
          <button
            key={bar.from}
            type="button"
            className={classes.slot}
            data-marked={isMarked(bar, index) || undefined}
            tabIndex={index === Math.min(current, bars.length - 1) ? 0 : -1}
            aria-label={words[index]}
            title={words[index]}
            onFocus={() => setCurrent(index)}
            onPointerDown={(event) => {
              // The button would keep the pointer to itself, and the drag would not leave it.
              event.currentTarget.releasePointerCapture(event.pointerId)
              setDrag({ from: index, to: index })
            }}
            onPointerEnter={() => drag && setDrag({ from: drag.from, to: index })}
            onClick={(event) => {
              // A click by key; the pointer has chosen already.
              if (event.detail === 0) choose(index, index)
            }}
          >
            <span
              className={classes.bar}
              style={{ height: `${Math.max(bar.count > 0 ? 4 : 0, (bar.count / highest) * 100)}%` }}
            />
          </button>
        ))}
      </div>
      <div className={classes.axis}>
        <span>{dayWords(first.from, format.locale)}</span>
        {chosen && (
          <UnstyledButton
            className={classes.all}
            onClick={() => {
              move(current)
              onChoose(null)
            }}
          >
            Show all dates
          </UnstyledButton>
        )}
        <span>{dayWords(last.to, format.locale)}</span>
      </div>
    </fieldset>
  )
}

function barWords(bar: DateBar, format: Format): string {
  const days =
    bar.from === bar.to
      ? dayWords(bar.from, format.locale)
      : `${dayWords(bar.from, format.locale)} to ${dayWords(bar.to, format.locale)}`
  return `${days}: ${format.number(bar.count)} conversations`
}
