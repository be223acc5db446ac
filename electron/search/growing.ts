// What is read of every conversation once and kept: where more came in, it is read on, not anew.
import type { Moment } from './sets'

/** Something that is read by the ids of conversations, ascending. */
export interface Growing {
  /** Conversations below this id are read. */
  next: number
  /** Conversations read at once, between two looks at the clock. */
  readonly slice: number
  /** Takes the conversations from `from` up to `to`, exclusive. */
  read(moment: Moment, from: number, to: number): void
}

/**
 * Reads on to the last conversation. What was read is kept until an import changes or removes any of it; whoever stops waiting leaves it
 * to the next who asks. `progress` is told of conversations; not at all where everything is known already.
 */
export async function readOn<T extends Growing>(
  moment: Moment,
  Kind: new () => T,
  progress?: (done: number, total: number) => void
): Promise<T> {
  const { keptReading, columns, pause } = moment
  const known = keptReading.get(Kind)
  const reading = known instanceof Kind ? known : new Kind()
  keptReading.set(Kind, reading)
  // Others may read on in the pauses: each slice is read by whoever comes to it.
  while (reading.next < columns.size) {
    const to = Math.min(reading.next + reading.slice, columns.size)
    reading.read(moment, reading.next, to)
    reading.next = to
    progress?.(to, columns.size)
    await pause()
  }
  return reading
}
