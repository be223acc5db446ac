// Shares a file between threads that prepare it beside each other: its records are cut into turns, and each thread takes every n-th of
// them. A turn is one batch of the writer, who takes them in the order of the file. Every thread looks at where each record begins and
// ends, so that all of them cut alike without talking to each other; what costs time, reading what is in a record, is done once.
import { SeenKeys } from './seen-keys'

/** Bytes or characters of a turn: some four thousand messages, a good batch for the writer (ingest/gather.ts). */
const TURN_SIZE = 1_500_000

/** Which turns of a file a thread takes. */
export interface Share {
  /** Among `of` threads, from 0. */
  readonly index: number
  readonly of: number
  /** The first turn that is taken; those before are written already. */
  readonly from: number
  /** Bytes or characters of a turn; for tests. */
  readonly size?: number | undefined
}

/** Stands behind the last record of a turn. */
export interface TurnEnd {
  readonly kind: 'turn-end'
  readonly bytesRead: number
}

/** The records must be read in their order from here on, by one thread: what one of them means depends on those before it. */
export class NeedsOrder extends Error {}

export class Turns {
  readonly #share: Share
  #turn = 0
  #size = 0
  #key: string | null = null
  #keys: string[] = []
  readonly #before = new SeenKeys()

  constructor(share: Share) {
    this.#share = share
  }

  /** Other threads take the other turns. */
  get isShared(): boolean {
    return this.#share.of > 1
  }

  /** Whether the record that was taken last is for this thread. */
  get isOurs(): boolean {
    const { index, of, from } = this.#share
    return this.#turn >= from && this.#turn % of === index
  }

  /**
   * Takes the next record. `key`: records with the same one stay in one turn; null: each stands for itself. Returns whether a turn of
   * this thread ended with the record before it. Throws NeedsOrder where a key comes back after its turn, while others share the file.
   */
  take(size: number, key: string | null): boolean {
    const isNewKey = key === null || key !== this.#key
    const isFull = isNewKey && this.#size >= (this.#share.size ?? TURN_SIZE) && !this.#isLast
    const ended = isFull && this.end()
    if (isFull) this.#next()
    this.#size += size
    if (key !== null && isNewKey) {
      if (this.isShared && this.#before.has(key)) throw new NeedsOrder()
      if (!this.#isLast) this.#keys.push(key)
      this.#key = key
    }
    return ended
  }

  /** After the last record: whether a turn of this thread ended with it. A file without any is one turn. */
  end(): boolean {
    return this.isShared && this.isOurs
  }

  /** Whether records of this key came in a turn before those of this thread; never in a file that is shared. */
  hadBefore(key: string): boolean {
    return !this.isShared && this.#before.has(key)
  }

  /** One thread alone takes all that is left as one turn. */
  get #isLast(): boolean {
    return !this.isShared && this.#turn >= this.#share.from
  }

  #next(): void {
    for (const key of this.#keys) this.#before.add(key)
    this.#keys = []
    this.#turn++
    this.#size = 0
  }
}
