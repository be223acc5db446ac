// Finds the end of one JSON value in a stream of bytes, at some hundred MB a second, without reading what it says.
import { BACKSLASH, CLOSE, CLOSE_BRACE, DIGIT, MEANING, OPEN, OPEN_BRACE, PLAIN, QUOTE, QUOTE_BYTE } from './json-bytes'

/** Records deeper than this are refused: no export nests so deep, and code that walks a value by recursion stays safe. */
export const MAX_DEPTH = 500
/** Numbers of so many digits may not be exact as JavaScript numbers (2^53 has 16). */
const LONG_NUMBER = 16

/** Keeps its place between chunks. One value at a time: `begin`, then `pass` until `isDone`. */
export class ValueScanner {
  /** Brackets open so far. */
  depth = 0
  isInString: boolean = false
  isDone: boolean = false
  isTooDeep: boolean = false
  /** A number outside strings may not be exact as a JavaScript number. */
  hasLongNumber: boolean = false
  #escaped: boolean = false
  #digits = 0
  readonly #isObject = new Uint8Array(MAX_DEPTH + 1)

  begin(): void {
    this.depth = 0
    this.isInString = false
    this.isDone = false
    this.isTooDeep = false
    this.hasLongNumber = false
    this.#escaped = false
    this.#digits = 0
  }

  /** Passes the inside of a value: the hot loop. Returns the first byte after the value, or the end of the chunk. */
  pass(chunk: Buffer, start: number): number {
    const length = chunk.length
    let at = start
    let depth = this.depth
    let digits = this.#digits
    let isDone = false
    if (this.isInString) {
      at = this.#passString(chunk, at)
      isDone = !this.isInString && depth === 0
    }
    while (at < length && !isDone) {
      const byte = chunk[at] as number
      const meaning = MEANING[byte]
      if (meaning === DIGIT) {
        if (++digits === LONG_NUMBER) this.hasLongNumber = true
        at++
        continue
      }
      digits = 0
      if (meaning === PLAIN) at++
      else if (meaning === QUOTE) {
        at = this.#passString(chunk, at + 1)
        isDone = depth === 0 && !this.isInString
      } else if (meaning === OPEN) {
        if (++depth > MAX_DEPTH) this.isTooDeep = true
        else this.#isObject[depth] = byte === OPEN_BRACE ? 1 : 0
        at++
      } else if (meaning === CLOSE) {
        const left = this.#close(depth, byte)
        // Below zero: it closes what is around the record, which ends here, whatever it still lacks.
        isDone = left <= 0
        if (left < 0) break
        depth = left
        at++
      } else if (depth === 0) isDone = true
      else at++
    }
    this.depth = depth
    this.#digits = digits
    this.isDone = isDone
    return at
  }

  /** Passes the inside of a string. Returns the byte after its closing quote, or the end of the chunk. */
  #passString(chunk: Buffer, start: number): number {
    const length = chunk.length
    let at = start
    if (this.#escaped) {
      this.#escaped = false
      at++
    }
    while (at < length) {
      const byte = chunk[at]
      if (byte === QUOTE_BYTE) {
        this.isInString = false
        return at + 1
      }
      if (byte === BACKSLASH) {
        if (at + 1 >= length) this.#escaped = true
        at += 2
      } else at++
    }
    this.isInString = true
    return length
  }

  /** Depth after a closing bracket; -1 when nothing inside the record was opened for it. A wrong bracket closes up to its own kind. */
  #close(depth: number, byte: number): number {
    if (depth === 0) return -1
    if (depth > MAX_DEPTH) return depth - 1
    const kind = byte === CLOSE_BRACE ? 1 : 0
    let opener = depth
    while (opener > 0 && this.#isObject[opener] !== kind) opener--
    return opener - 1
  }
}
