// The whole conversation at a glance, beside its messages: hits, thumbs down, low confidence, annotated messages. A click goes there.
// Navigation "Overview".
import { useMemo } from 'react'
import { useContract } from '../api'
import type { Target } from './MessageList'
import classes from './overview.module.css'
import { type OverviewKind, type OverviewSlot, overviewSlots } from './overview-slots'

const KIND_WORDS: Readonly<Record<OverviewKind, string>> = {
  hit: 'match',
  'thumbs-down': 'thumbs down',
  'low-confidence': 'low confidence',
  annotated: 'note, tag or verdict'
}

interface OverviewStripProps {
  readonly conversationId: number
  readonly count: number
  /** Positions of messages that hold a hit, 0-based. */
  readonly hits: readonly number[]
  onGo(target: Target): void
}

/** Draws nothing where nothing is marked. The keys for all of this are `n` and `d`; the strip is for the pointer and the eye. */
export function OverviewStrip({ conversationId, count, hits, onGo }: OverviewStripProps) {
  const marks = useContract('transcript.marks', { conversationId }, { tables: ['conversation', 'review'] })
  const slots = useMemo(() => overviewSlots(count, marks.data ?? [], hits), [count, marks.data, hits])
  if (count < 2 || slots.length === 0) return null
  return (
    <nav aria-label="Overview" className={classes.strip}>
      {slots.map((slot) => (
        <button
          key={slot.index}
          type="button"
          tabIndex={-1}
          className={classes.slot}
          style={{ top: `calc(${slot.top} * (100% - 10px))` }}
          aria-label={wordsOf(slot)}
          title={wordsOf(slot)}
          onClick={() => onGo({ index: slot.index, hit: slot.kinds.includes('hit'), focus: false })}
        >
          {/* Each kind has a lane of its own: colour alone tells nothing. */}
          {slot.kinds.map((kind) => (
            <span key={kind} className={classes.mark} data-kind={kind} />
          ))}
        </button>
      ))}
    </nav>
  )
}

function wordsOf({ index, kinds, messages }: OverviewSlot): string {
  const words = kinds.map((kind) => KIND_WORDS[kind]).join(', ')
  return messages === 1
    ? `Message ${(index + 1).toLocaleString()}: ${words}`
    : `${messages.toLocaleString()} messages from ${(index + 1).toLocaleString()}: ${words}`
}
