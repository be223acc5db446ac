// The queue beside the transcript: every item with its state, the open one in sight. Only the rows on screen exist.

import { IconArrowForwardUp, IconBan, IconCheck } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { memo, useEffect, useRef, useState } from 'react'
import type { ReviewItem, ReviewSet } from '../../shared/review-set'
import { contractQuery } from '../api'
import classes from './focus.module.css'

/** Pixels, as `.item` has it. */
const ROW = 44
const PAGE = 100
const ABOVE_AND_BELOW = 8

/** The page of items that holds a position, as a query. */
export function itemsPage(reviewSet: number, position: number) {
  const start = Math.floor(position / PAGE) * PAGE
  return contractQuery('review.items', { reviewSet, start, end: start + PAGE }, ['review', 'conversation'])
}

/** The item at a position; undefined until it is read, or where its conversation was removed. */
export function useItems(set: ReviewSet, start: number, end: number): (position: number) => ReviewItem | undefined {
  const first = Math.floor(start / PAGE)
  const last = Math.floor(Math.max(start, end - 1) / PAGE)
  const pages = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const results = useQueries({
    queries: pages.map((page) => itemsPage(set.id, page * PAGE))
  })
  return (position) => results[Math.floor(position / PAGE) - first]?.data?.find((item) => item.position === position)
}

/** Unlocking an item, or judging it, changes nothing here. */
export const QueueRail = memo(function QueueRail({
  set,
  position,
  onGoTo
}: {
  readonly set: ReviewSet
  readonly position: number | null
  onGoTo(position: number): void
}) {
  const box = useRef<HTMLElement>(null)
  const [seen, setSeen] = useState({ top: (position ?? 0) * ROW, height: 800 })
  const start = Math.max(0, Math.floor(seen.top / ROW) - ABOVE_AND_BELOW)
  const end = Math.min(set.total, Math.ceil((seen.top + seen.height) / ROW) + ABOVE_AND_BELOW)
  const itemAt = useItems(set, start, end)
  const look = () => box.current && setSeen({ top: box.current.scrollTop, height: box.current.clientHeight })

  useEffect(() => {
    const element = box.current
    if (!element || position === null) return
    const top = position * ROW
    // A little of what comes stays in sight.
    if (top < element.scrollTop || top + 3 * ROW > element.scrollTop + element.clientHeight)
      element.scrollTop = Math.max(0, top - element.clientHeight / 3)
    setSeen({ top: element.scrollTop, height: element.clientHeight })
  }, [position])

  const rows = []
  for (let at = start; at < end; at++)
    rows.push(<Row key={at} at={at} item={itemAt(at)} isOpen={at === position} onGoTo={onGoTo} />)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section ref={box} className={classes.rail} onScroll={look} tabIndex={0} aria-label="Queue">
      <ol className={classes.items} style={{ height: set.total * ROW, paddingTop: start * ROW }}>
        {rows}
      </ol>
    </section>
  )
})

const Row = memo(function Row({
  at,
  item,
  isOpen,
  onGoTo
}: {
  readonly at: number
  readonly item: ReviewItem | undefined
  readonly isOpen: boolean
  onGoTo(position: number): void
}) {
  const state = item?.state ?? 'open'
  return (
    <li>
      <button
        type="button"
        className={classes.item}
        aria-current={isOpen ? 'true' : undefined}
        data-state={state}
        onClick={() => onGoTo(at)}
      >
        <span className={classes.itemMark} aria-hidden>
          {state === 'done' && <IconCheck size={13} />}
          {state === 'skipped' && <IconArrowForwardUp size={13} />}
          {state === 'declined' && <IconBan size={13} />}
          {state === 'open' && <span className={classes.unread} />}
        </span>
        <span className={classes.heard}>Item </span>
        <span className={classes.itemNumber}>{(at + 1).toLocaleString()}</span>
        <bdi className={classes.itemPreview}>{item?.preview ?? ''}</bdi>
        <span className={classes.heard}>, {state}</span>
      </button>
    </li>
  )
})
