// Whole numbers from 0 in as few bytes as the largest of them needs: nearly every column of words and counts takes one byte a conversation.

export type Uints = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>

/** An array of zeros for numbers up to `largest`, which is below 2^32. */
function uints(length: number, largest: number): Uints {
  if (largest < 2 ** 8) return new Uint8Array(length)
  return largest < 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length)
}

/**
 * Puts a number at its place. Returns the array that holds it from now on: the same one, or a copy with wider numbers, in which only the
 * first `filled` are taken over.
 */
export function putUint(into: Uints, at: number, value: number, filled: number): Uints {
  const fitting = value <= largestIn(into) ? into : copied(into, uints(into.length, value), filled)
  fitting[at] = value
  return fitting
}

/** A copy of the first `filled` numbers with room for more. */
export function roomier(old: Uints, room: number, filled: number): Uints {
  return copied(old, uints(room, largestIn(old)), filled)
}

function largestIn({ BYTES_PER_ELEMENT }: Uints): number {
  return 2 ** (8 * BYTES_PER_ELEMENT) - 1
}

/** Not all of the old one: what is never written takes no memory. */
function copied(old: Uints, into: Uints, filled: number): Uints {
  into.set(old.subarray(0, filled))
  return into
}
