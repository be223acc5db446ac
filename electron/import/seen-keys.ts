// Remembers which keys were seen in a file, in little memory: files hold millions of conversations.
import { hash53 } from '../../shared/hash53'

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
    return this.#insert(markOf(key))
  }

  has(key: string): boolean {
    const mark = markOf(key)
    return this.#table[this.#placeOf(mark)] === mark
  }

  #insert(mark: number): boolean {
    const place = this.#placeOf(mark)
    if (this.#table[place] === mark) return false
    this.#table[place] = mark
    this.#size++
    return true
  }

  /** Where it is, or the free place where it belongs. */
  #placeOf(mark: number): number {
    const table = this.#table
    let at = mark % table.length
    while (table[at] !== 0 && table[at] !== mark) at = (at + 1) % table.length
    return at
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Float64Array(old.length * 2)
    this.#size = 0
    for (const mark of old) if (mark !== 0) this.#insert(mark)
  }
}

/** Never 0, which stands for a free place. */
function markOf(key: string): number {
  return hash53(key) || 1
}
