// The turns of a conversation, of which only those near the screen exist: 5,000 open as quickly as five.
import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Heights, mountedRange, type Range } from './heights'
import type { Finders } from './hit-finder'
import { MessageArticle } from './MessageArticle'
import { askedBefore } from './shade'
import classes from './transcript.module.css'
import { useMessages } from './use-messages'

/** Messages drawn above and below the screen when there is time. */
const AROUND = 12
/** Room above each message in CSS pixels, as `.row` has it. */
const ROW_GAP = 8
/** Drawn before the size of the screen is known. */
const AT_FIRST = 4

/** A place to go to. A new object each time, so that going there again works. */
export interface Target {
  /** 0-based. */
  readonly index: number
  /** Show the first hit in it; else the message's beginning. */
  readonly hit: boolean
  readonly focus: boolean
}

export interface MessageListProps {
  readonly conversationId: number
  readonly count: number
  readonly timeZone: string
  readonly finders: Finders | null
  readonly target: Target | null
  /** Told the first message on the screen when it changes. */
  onTop(index: number): void
}

/** Mount it with the conversation's id as its key: a new conversation starts at its top. */
export function MessageList({ conversationId, count, timeZone, finders, target, onTop }: MessageListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const heights = useMemo(() => new Heights(count), [count])
  const [seen, setSeen] = useState<Range>({ start: 0, end: Math.min(AT_FIRST, count) })
  // The first drawing is what is seen and nothing around it.
  const nearby = useDeferredValue<Range | null>(seen, null)
  const { drawn, ...mounted } = mountedRange(seen, nearby ?? seen, nearby ? AROUND : 0, count)
  const messageAt = useMessages(conversationId, mounted)
  const end = useEnd(scroller)

  const look = () => {
    const box = scroller.current
    if (!box) return
    const start = heights.at(box.scrollTop)
    const end = heights.at(box.scrollTop + box.clientHeight) + 1
    setSeen((old) => (old.start === start && old.end === end ? old : { start, end }))
    onTop(start)
  }
  const observe = useMeasuring(heights, () => {
    end.keep()
    look()
  })
  const goTo = useTarget({ scroller, target, count, setSeen, onGone: end.forget })

  const rows = []
  for (let index = mounted.start; index < mounted.end; index++) {
    const message = index >= drawn.start && index < drawn.end ? messageAt(index) : undefined
    rows.push(
      <div key={index} data-index={index} ref={observe} className={classes.row}>
        {message ? (
          <MessageArticle
            message={message}
            count={count}
            timeZone={timeZone}
            finders={finders}
            asked={message.role === 'agent' ? askedBefore(messageAt, index) : ''}
          />
        ) : (
          <div
            className={classes.placeholder}
            style={{ height: heights.top(index + 1) - heights.top(index) - ROW_GAP }}
          />
        )}
      </div>
    )
  }
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
      tabIndex={0}
      role="feed"
      aria-label="Messages"
      aria-busy={false}
      onScroll={() => {
        end.look()
        look()
      }}
      onKeyDown={(event) => {
        goTo.giveUp()
        if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
        if (event.key !== 'End' && event.key !== 'Home') return
        // The browser would glide to a place that moves while messages on the way are measured.
        event.preventDefault()
        if (event.key === 'End') end.goTo()
        else scroller.current?.scrollTo({ top: 0, behavior: 'instant' })
      }}
      onWheel={goTo.giveUp}
      onPointerDown={goTo.giveUp}
    >
      {/* The browser's own scroll anchoring keeps what is read in place while heights above turn out different. */}
      <div style={{ height: heights.top(mounted.start) }} />
      {rows}
      <div style={{ height: heights.top(count) - heights.top(mounted.end) }} />
    </div>
  )
}

/** A ref for each row; measures it whenever its size changes, then looks again at what is on the screen. */
function useMeasuring(heights: Heights, look: () => void): (row: HTMLDivElement | null) => (() => void) | undefined {
  const latest = useRef({ heights, look })
  useLayoutEffect(() => {
    latest.current = { heights, look }
  })
  const observer = useMemo(
    () =>
      new ResizeObserver((entries) => {
        let changed = false
        for (const { target, borderBoxSize } of entries) {
          if (!(target instanceof HTMLElement) || !target.isConnected) continue
          const height = borderBoxSize[0]?.blockSize ?? target.offsetHeight
          changed = latest.current.heights.measured(Number(target.dataset['index']), height) || changed
        }
        if (changed) latest.current.look()
      }),
    []
  )
  useEffect(() => () => observer.disconnect(), [observer])
  return useMemo(
    () => (row) => {
      if (!row) return undefined
      observer.observe(row)
      return () => observer.unobserve(row)
    },
    [observer]
  )
}

/** Goes to `target`: mounts that place, and stays with it until its message is there. A person who scrolls is let go. */
function useTarget(given: {
  readonly scroller: React.RefObject<HTMLDivElement | null>
  readonly target: Target | null
  readonly count: number
  setSeen(range: Range): void
  onGone(): void
}): { giveUp(): void } {
  const { scroller, target, count, setSeen, onGone } = given
  const pending = useRef<Target | null>(null)
  useLayoutEffect(() => {
    if (!target || target.index >= count) return
    pending.current = target
    setSeen({ start: Math.max(0, target.index - 2), end: Math.min(count, target.index + AT_FIRST) })
  }, [target, count, setSeen])
  // After every render: the place may only now be mounted, its message only now loaded and drawn.
  useLayoutEffect(() => {
    const wanted = pending.current
    const box = scroller.current
    const row = wanted && box?.querySelector(`[data-index="${wanted.index}"]`)
    if (!wanted || !box || !row) return
    const mark = wanted.hit ? row.querySelector('mark') : null
    const from = box.getBoundingClientRect()
    const to = (mark ?? row).getBoundingClientRect()
    const room = mark ? Math.min(from.height / 3, Math.max(0, to.top - row.getBoundingClientRect().top + 4)) : 0
    box.scrollTop += to.top - from.top - room
    onGone()
    const article = row.querySelector('article')
    if (!article) return
    pending.current = null
    if (wanted.focus) article.focus({ preventScroll: true })
  })
  return {
    giveUp: () => {
      pending.current = null
    }
  }
}

/** How long the end is held on to while the messages there turn out taller than thought, in milliseconds. */
const HOLD_END_MS = 600

/** Whoever goes to the end stays at the end, although its messages are measured only then. */
function useEnd(scroller: React.RefObject<HTMLDivElement | null>) {
  const until = useRef(0)
  return useMemo(
    () => ({
      look: () => {
        const box = scroller.current
        const atEnd = box !== null && box.scrollTop > 0 && box.scrollTop + box.clientHeight >= box.scrollHeight - 1
        until.current = atEnd ? performance.now() + HOLD_END_MS : 0
      },
      goTo: () => {
        until.current = performance.now() + HOLD_END_MS
        scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: 'instant' })
      },
      keep: () => {
        const box = scroller.current
        if (box && performance.now() < until.current) box.scrollTop = box.scrollHeight
      },
      forget: () => {
        until.current = 0
      }
    }),
    [scroller]
  )
}
