// Where the records of a CSV text begin and end: one pass over the characters that knows quotes, CR, LF and CRLF, and that can
// stop at the end of a piece of text and go on when more is there. What the cells hold is papaparse's business.

/** How a file separates and quotes cells. */
export interface Dialect {
  /** One character. */
  readonly delimiter: string
  /** The quote character, one character. */
  readonly quote: string
}

const LF = 10
const CR = 13
const SPACE = 32

/**
 * Walks over `text` record by record. After `next()` returned `record`, `start` and `end` are the record without its line end,
 * `cells` how many cells it has, `isLoose` whether a quote stands inside a quoted cell without being doubled, `isOpen`
 * whether the text ended inside quotes. After `suspect` the record from `start` has such a loose quote at `end`, on another
 * line than its first: either it is what it seems (call `next` again) or a quote before it was never closed (`restartAt`).
 *
 * Quotes mean something only at the beginning of a cell; a quoted cell ends at a quote before the delimiter, a line end or the
 * end of the text (spaces between are allowed): the same rules as papaparse.
 */
export class RecordScanner {
  start = 0
  end = 0
  cells = 1
  isLoose: boolean = false
  isOpen: boolean = false
  /** A record was ended by CR or CRLF. */
  sawCarriageReturn = false

  #text = ''
  #at = 0
  #nextStart = 0
  #isNew: boolean = true
  #isQuoted: boolean = false
  #looseQuotes = 0
  #searched = 0
  #atCellStart = true
  readonly #delimiter: number
  readonly #quote: string
  readonly #quoteCode: number

  constructor(dialect: Dialect) {
    this.#delimiter = dialect.delimiter.charCodeAt(0)
    this.#quote = dialect.quote
    this.#quoteCode = dialect.quote.charCodeAt(0)
  }

  get text(): string {
    return this.#text
  }

  /** Characters behind the last found record. */
  get pendingLength(): number {
    return this.#text.length - this.#nextStart
  }

  /** Drops the records that were found and adds text to what is left. */
  append(more: string): void {
    this.#text = this.#text.slice(this.#nextStart) + more
    this.#at -= this.#nextStart
    this.#searched -= this.#nextStart
    this.#nextStart = 0
    this.start = 0
    this.end = 0
  }

  /** Forgets what was scanned from `position` on: the next record begins there. */
  restartAt(position: number): void {
    this.#nextStart = position
    this.#at = position
    this.#isNew = true
  }

  /** Makes the unfinished record, as far as it is there, the found one. */
  selectPending(): void {
    this.start = this.#nextStart
    this.end = this.#text.length
  }

  /** Drops the text of the unfinished record but stays inside it: for records too big to keep. */
  dropPending(): void {
    this.#text = this.#text.slice(this.#at)
    this.#at = 0
    this.#searched = 0
    this.#nextStart = 0
  }

  #begin(): void {
    this.#isNew = false
    this.#looseQuotes = 0
    this.#searched = this.#nextStart
    this.#isQuoted = false
    this.#atCellStart = true
    this.cells = 1
    this.isLoose = false
    this.isOpen = false
  }

  /** Finds the next record; null: there is no whole one yet (or, when `isLast`, no more text). */
  next(isLast: boolean): 'record' | 'suspect' | null {
    if (this.#isNew) this.#begin()
    const text = this.#text
    const length = text.length
    while (this.#at < length) {
      const found = this.#isQuoted ? this.#skipQuoted(isLast) : this.#skipPlain(isLast)
      if (found === 'record' || found === 'suspect') return found
      if (found === 'wait') return null
    }
    if (!isLast || this.#nextStart >= length) return null
    this.isOpen = this.#isQuoted
    this.#finish(length, length)
    return 'record'
  }

  /** From inside quotes to behind the closing one. */
  #skipQuoted(isLast: boolean): 'closed' | 'suspect' | 'wait' | 'end' {
    const text = this.#text
    const length = text.length
    for (;;) {
      const found = text.indexOf(this.#quote, this.#at)
      if (found === -1) {
        this.#at = length
        return 'end'
      }
      this.#at = found
      if (found + 1 >= length && !isLast) return 'wait'
      if (text.charCodeAt(found + 1) === this.#quoteCode) {
        this.#at = found + 2
        continue
      }
      let after = found + 1
      while (after < length && text.charCodeAt(after) === SPACE) after++
      if (after >= length && !isLast) return 'wait'
      const code = after < length ? text.charCodeAt(after) : LF
      if (code === this.#delimiter || code === LF || code === CR) {
        this.#at = after
        this.#isQuoted = false
        return 'closed'
      }
      this.isLoose = true
      this.#at = found + 1
      // Told of the 1st, 2nd, 4th, 8th... of them: each time costs a look at the record so far.
      if (this.#isBehindFirstLine(found) && Number.isInteger(Math.log2(++this.#looseQuotes))) {
        this.start = this.#nextStart
        this.end = found
        return 'suspect'
      }
    }
  }

  #isBehindFirstLine(position: number): boolean {
    for (; this.#searched < position; this.#searched++) {
      const code = this.#text.charCodeAt(this.#searched)
      if (code === LF || code === CR) return true
    }
    return false
  }

  /** Over unquoted text up to a line end or an opening quote. */
  #skipPlain(isLast: boolean): 'record' | 'quoted' | 'wait' | 'end' {
    const text = this.#text
    const length = text.length
    const delimiter = this.#delimiter
    let at = this.#at
    let atCellStart = this.#atCellStart
    for (; at < length; at++) {
      const code = text.charCodeAt(at)
      if (code === delimiter) {
        this.cells++
        atCellStart = true
      } else if (code === this.#quoteCode && atCellStart) {
        this.#at = at + 1
        this.#atCellStart = false
        this.#isQuoted = true
        return 'quoted'
      } else if (code === LF || code === CR) {
        if (code === CR && at + 1 >= length && !isLast) {
          this.#at = at
          this.#atCellStart = atCellStart
          return 'wait'
        }
        if (code === CR) this.sawCarriageReturn = true
        this.#finish(at, code === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1)
        return 'record'
      } else atCellStart = false
    }
    this.#at = at
    this.#atCellStart = atCellStart
    return 'end'
  }

  #finish(end: number, next: number): void {
    this.start = this.#nextStart
    this.end = end
    this.#nextStart = next
    this.#at = next
    this.#isNew = true
  }
}
