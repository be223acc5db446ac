// How tall each message of a transcript is: measured where it was shown, assumed where not. Makes a scroll bar over 5,000 messages
// of which thirty exist.

/** Assumed height of a message nobody has seen yet, in CSS pixels. */
const ASSUMED = 104

export class Heights {
  readonly count: number
  private readonly heights: Float64Array
  /** Place of each message from the top; one more than messages, the last is the whole. Good below `clean`. */
  private readonly tops: Float64Array
  private clean = 0

  constructor(count: number) {
    this.count = count
    this.heights = new Float64Array(count).fill(ASSUMED)
    this.tops = new Float64Array(count + 1)
  }

  /** Pixels from the top of the first message to the top of this one; `count` gives the height of all. */
  top(index: number): number {
    for (; this.clean < index; this.clean++) {
      this.tops[this.clean + 1] = (this.tops[this.clean] ?? 0) + (this.heights[this.clean] ?? 0)
    }
    return this.tops[Math.min(index, this.count)] ?? 0
  }

  /** The message at so many pixels from the top; the nearest one when it is above or below all. */
  at(pixels: number): number {
    this.top(this.count)
    let low = 0
    let high = Math.max(0, this.count - 1)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.tops[middle] ?? 0) <= pixels) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Remembers a measured height. True when it differs from what was thought. */
  measured(index: number, height: number): boolean {
    const known = this.heights[index]
    if (known === undefined || Math.abs(known - height) < 0.5) return false
    this.heights[index] = height
    this.clean = Math.min(this.clean, index)
    return true
  }
}

/** Half-open range of messages. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** What to mount of a transcript. */
export interface Mounted extends Range {
  /** Of these the messages themselves; of the others, after a jump, only their room, until there is time. */
  readonly drawn: Range
}

/**
 * What to mount: what is seen now, and `around` it what was seen a moment ago (`nearby`, which is drawn when there is time).
 * Scrolling draws at once what comes into view; a jump draws nothing until there is time, so that dragging the scroll bar is smooth.
 */
export function mountedRange(seen: Range, nearby: Range, around: number, count: number): Mounted {
  const wide = clamp({ start: nearby.start - around, end: nearby.end + around }, count)
  if (wide.start > seen.end || wide.end < seen.start) return { ...clamp(seen, count), drawn: { start: 0, end: 0 } }
  // Only so far from what is seen: a long drag must not pile up everything on its way.
  const drawn = clamp(
    {
      start: Math.max(Math.min(seen.start, wide.start), seen.start - 2 * around),
      end: Math.min(Math.max(seen.end, wide.end), seen.end + 2 * around)
    },
    count
  )
  return { ...drawn, drawn }
}

const clamp = ({ start, end }: Range, count: number): Range => ({
  start: Math.max(0, Math.min(start, count)),
  end: Math.max(0, Math.min(end, count))
})
