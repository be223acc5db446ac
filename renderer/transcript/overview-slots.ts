// Where the marks of a transcript stand beside it: the messages shared out among as many slots as there is room for.
import type { TranscriptMark } from '../../shared/transcript-marks'

export type OverviewKind = 'hit' | TranscriptMark['kind']

export interface OverviewSlot {
  /** The first marked message of the slot, 0-based: where a click goes. */
  readonly index: number
  /** From the top, 0 to 1. */
  readonly top: number
  readonly kinds: readonly OverviewKind[]
  /** Marked messages in the slot. */
  readonly messages: number
}

/** More slots than this cannot be told apart on a screen. */
const MOST_SLOTS = 100

/** Marks by slot, from the top. `count`: messages of the conversation. */
export function overviewSlots(
  count: number,
  marks: readonly TranscriptMark[],
  hits: readonly number[]
): readonly OverviewSlot[] {
  const size = Math.max(1, count / MOST_SLOTS)
  const slots = new Map<number, { index: number; kinds: Set<OverviewKind>; messages: Set<number> }>()
  const put = (index: number, kind: OverviewKind) => {
    if (index >= count) return
    const key = Math.floor(index / size)
    const slot = slots.get(key) ?? { index, kinds: new Set(), messages: new Set() }
    slot.index = Math.min(slot.index, index)
    slot.kinds.add(kind)
    slot.messages.add(index)
    slots.set(key, slot)
  }
  for (const index of hits) put(index, 'hit')
  for (const { index, kind } of marks) put(index, kind)
  return [...slots]
    .sort(([a], [b]) => a - b)
    .map(([, { index, kinds, messages }]) => ({
      index,
      top: index / count,
      kinds: [...kinds],
      messages: messages.size
    }))
}
