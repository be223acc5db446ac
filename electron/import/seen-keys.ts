// Remembers which keys were seen in a file, in little memory: files hold millions of conversations.

/**
 * Which keys were seen, in 8 bytes each: a table of 53-bit hashes. Among ten million keys two share one with a chance of one in
 * 180, and then a whole conversation is merely written by the way of a part.
 */
export class SeenKeys {
  #table = new Float64Array(1024)
  #size = 0

  /** False: it was there before. */
  add(key: string): boolean {
    if (this.#size * 2 >= this.#table.length) this.#grow()
    return this.#insert(hashOf(key))
  }

  has(key: string): boolean {
    const hash = hashOf(key)
    const table = this.#table
    let at = hash % table.length
    while (table[at] !== 0) {
      if (table[at] === hash) return true
      at = (at + 1) % table.length
    }
    return false
  }

  #insert(hash: number): boolean {
    const table = this.#table
    let at = hash % table.length
    while (table[at] !== 0) {
      if (table[at] === hash) return false
      at = (at + 1) % table.length
    }
    table[at] = hash
    this.#size++
    return true
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Float64Array(old.length * 2)
    this.#size = 0
    for (const hash of old) if (hash !== 0) this.#insert(hash)
  }
}

/** 53 bits by two multiply-xorshift lanes (cyrb53, public domain); never 0. */
function hashOf(key: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (0x1fffff & low) + (high >>> 0) || 1
}
