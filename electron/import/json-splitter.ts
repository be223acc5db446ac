// Cuts a stream of JSON bytes into records: finds the values at one path and hands out their bytes, whole, in any size of file.
// Only strings, brackets and commas are looked at; what is inside a record is JSON.parse's business.
import {
  BACKSLASH,
  CLOSE,
  COLON,
  COMMA,
  MEANING,
  NEWLINE,
  OPEN,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  QUOTE_BYTE,
  SPACE
} from './json-bytes'
import { ValueScanner } from './json-value-scanner'

/** Records bigger than this are refused, so that one missing bracket does not pull a whole file into memory. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024
/** A record of this size is looked at for the beginning of another one: a lost quote or bracket swallows what follows. */
const SUSPECT_BYTES = 2 * 1024 * 1024
/** What stands between two records and begins a record (`,\n  {\n    "id":`) is short; longer ones are no mark. */
const MAX_MARK = 256
/** Keys of objects on the way to the records; longer ones are never a step of the path. */
const MAX_KEY_BYTES = 4_096

/** A step of a record path: a key, or any element of an array. */
export const EACH = '[]'

/** The bytes of one record and what was noticed on the way. */
export interface Slice {
  readonly kind: 'record' | 'too-deep' | 'too-big' | 'damaged' | 'broken-off'
  /** The whole record; of a refused one its beginning. */
  readonly bytes: Buffer
  /** It holds a number outside strings that may not be exact as a JavaScript number. */
  readonly hasLongNumber: boolean
}

const NOTHING = Buffer.alloc(0)
type Mode = 'value' | 'key' | 'colon' | 'next' | 'record' | 'skip'

/** Fed with chunks in order, gives back slices. One object reads one file. */
export class JsonSplitter {
  readonly #path: readonly string[]
  /** Containers entered on the way to the records, outermost first: true for an object. */
  #entered: boolean[] = []
  #mode: Mode = 'value'
  #key: number[] = []
  #isInKey: boolean = false
  #escaped: boolean = false
  readonly #value = new ValueScanner()
  #parts: Buffer[] = []
  #partBytes = 0
  #tooBig: boolean = false
  /** The bytes that are being read, and how far. */
  #chunk: Buffer = NOTHING
  #at = 0
  /** Bytes since the last record, and the mark by which records begin where each begins on a line of its own. */
  #gap: number[] = []
  #mark: Buffer | null = null
  #isSuspect: boolean = false
  /** Records found in the document that is being read, and documents that held none. */
  #found = 0
  #fruitless = 0

  constructor(path: readonly string[]) {
    this.#path = path
  }

  /** Documents that ended without a record at the path. */
  get fruitlessDocuments(): number {
    return this.#fruitless
  }

  /** True when the bytes so far end inside a document. */
  get isInside(): boolean {
    return this.#entered.length > 0 || this.#mode === 'record' || this.#mode === 'skip'
  }

  /** The records that are complete with this chunk. */
  *push(chunk: Buffer): Generator<Slice> {
    this.#chunk = chunk
    this.#at = 0
    yield* this.#run()
  }

  *#run(): Generator<Slice> {
    while (this.#at < this.#chunk.length) {
      if (this.#mode === 'record') {
        const start = this.#at
        this.#at = this.#pass(start)
        this.#keep(this.#chunk.subarray(start, this.#at))
        if (this.#mode !== 'record') yield this.#take()
        else if (this.#hasSwallowed()) yield { ...this.#take(), kind: 'damaged' }
      } else if (this.#mode === 'skip') this.#at = this.#pass(this.#at)
      else {
        const byte = this.#chunk[this.#at] as number
        const next = this.#step(byte, this.#at)
        if (next > this.#at && this.#gap.length <= MAX_MARK) this.#gap.push(byte)
        this.#at = next
      }
    }
  }

  /** After the last chunk: the record that the file broke off in, if it did. */
  *end(): Generator<Slice> {
    for (;;) {
      if (this.#mode === 'record' && this.#value.depth === 0 && !this.#value.isInString) {
        // A bare number or word at the end of the file is whole.
        this.#mode = 'next'
        yield this.#take()
      }
      if (this.#mode !== 'record') {
        if (this.isInside) yield { kind: 'broken-off', bytes: NOTHING, hasLongNumber: false }
        return
      }
      yield { ...this.#take(), kind: 'broken-off' }
      const wentBack = this.#at < this.#chunk.length
      if (!wentBack) return
      yield* this.#run()
    }
  }

  /**
   * For a slice just yielded that turned out to be no record: when another record begins inside of it, goes back to there. Returns
   * the length of what is lost, or null when nothing was found. Only where records begin on lines of their own is that sure.
   */
  recover({ bytes }: Slice): number | null {
    const found = this.#mark ? bytes.indexOf(this.#mark, 1) : -1
    if (found < 0) return null
    this.#chunk = Buffer.concat([bytes.subarray(found), this.#chunk.subarray(this.#at)])
    this.#at = 0
    this.#mode = 'next'
    return found
  }

  #hasSwallowed(): boolean {
    if (this.#isSuspect || this.#mark === null || this.#partBytes < SUSPECT_BYTES) return false
    this.#isSuspect = true
    this.#parts = [Buffer.concat(this.#parts)]
    return this.#parts[0]?.includes(this.#mark, 1) ?? false
  }

  /** One byte between values: on the way to the records. Returns where to go on. */
  #step(byte: number, at: number): number {
    if (this.#mode === 'key' && this.#isInKey) return this.#readKey(byte, at)
    const meaning = MEANING[byte]
    if (meaning === SPACE) return at + 1
    if (this.#mode === 'value' && meaning !== CLOSE) return this.#startValue(byte, at)
    if (meaning === CLOSE) this.#leave()
    else if (this.#mode === 'key' && meaning === QUOTE) {
      this.#key = []
      this.#isInKey = true
    } else if (this.#mode === 'colon' && byte === COLON) this.#mode = 'value'
    else if (meaning === COMMA) this.#mode = this.#entered.at(-1) ? 'key' : 'value'
    else if (this.#entered.length === 0 && meaning !== CLOSE) return this.#startValue(byte, at)
    return at + 1
  }

  #readKey(byte: number, at: number): number {
    if (this.#escaped) this.#escaped = false
    else if (byte === BACKSLASH) this.#escaped = true
    else if (byte === QUOTE_BYTE) {
      this.#isInKey = false
      this.#mode = 'colon'
      return at + 1
    }
    if (this.#key.length < MAX_KEY_BYTES) this.#key.push(byte)
    return at + 1
  }

  #startValue(byte: number, at: number): number {
    const level = this.#entered.length
    const isOnPath = level === 0 || this.#matches(level - 1)
    const isRecord = isOnPath && level === this.#path.length
    const isOpening = MEANING[byte] === OPEN
    const wanted = this.#path[level]
    const enters = isOnPath && isOpening && wanted !== undefined && (byte === OPEN_BRACKET) === (wanted === EACH)
    if (enters) {
      this.#entered.push(byte === OPEN_BRACE)
      this.#mode = byte === OPEN_BRACE ? 'key' : 'value'
      return at + 1
    }
    // A stray comma where a value should be is no value: [1,,2] and [1,] lose nothing.
    if (MEANING[byte] === COMMA) return at + 1
    this.#mode = isRecord ? 'record' : 'skip'
    this.#value.begin()
    return at
  }

  /** Whether the value that begins is the one the path names at this level. */
  #matches(level: number): boolean {
    const step = this.#path[level]
    if (!this.#entered[level]) return step === EACH
    return step !== EACH && decodeKey(this.#key) === step
  }

  #leave(): void {
    this.#entered.pop()
    if (this.#entered.length === 0) this.#endDocument()
    this.#mode = 'next'
  }

  #endDocument(): void {
    if (this.#found === 0) this.#fruitless++
    this.#found = 0
  }

  /** Passes the inside of a value. Returns the first byte after it, or the end of the chunk. */
  #pass(start: number): number {
    const at = this.#value.pass(this.#chunk, start)
    if (this.#value.isDone) this.#finishValue()
    return at
  }

  #finishValue(): void {
    this.#mode = 'next'
    if (this.#entered.length === 0 && this.#partBytes === 0 && this.#path.length > 0) this.#endDocument()
  }

  #keep(bytes: Buffer): void {
    const room = MAX_RECORD_BYTES - this.#partBytes
    if (bytes.length > room) this.#tooBig = true
    if (this.#tooBig) {
      // Of a record that is too big only the beginning is kept, for the report.
      this.#parts = [Buffer.concat([...this.#parts, bytes]).subarray(0, 65_536)]
      return
    }
    this.#parts.push(bytes)
    this.#partBytes += bytes.length
  }

  #learnMark(record: Buffer): void {
    // The first record has the file's beginning before it; the second tells how records follow each other.
    if (this.#found === 2) this.#mark ??= markOf(this.#gap, record)
    this.#gap = []
  }

  #take(): Slice {
    const bytes = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts)
    const kind = this.#tooBig ? 'too-big' : this.#value.isTooDeep ? 'too-deep' : 'record'
    this.#parts = []
    this.#partBytes = 0
    this.#tooBig = false
    this.#isSuspect = false
    this.#found++
    this.#learnMark(bytes)
    if (this.#entered.length === 0 && this.#mode !== 'record') this.#endDocument()
    return { kind, bytes, hasLongNumber: this.#value.hasLongNumber }
  }
}

/** Which bytes begin a record: those since the record before, and its opening up to the first colon. */
function markOf(gap: readonly number[], record: Buffer): Buffer | null {
  const colon = record.subarray(0, MAX_MARK).indexOf(COLON)
  if (gap.length > MAX_MARK || !gap.includes(NEWLINE) || colon < 0) return null
  return Buffer.concat([Buffer.from(gap), record.subarray(0, colon + 1)])
}

function decodeKey(bytes: readonly number[]): string {
  const text = Buffer.from(bytes).toString('utf8')
  if (!text.includes('\\')) return text
  try {
    const value: unknown = JSON.parse(`"${text}"`)
    return typeof value === 'string' ? value : text
  } catch {
    return text
  }
}
