// Reads the records of a JSON or JSON Lines file one after another with flat memory, at the speed of JSON.parse.
import { open } from 'node:fs/promises'
import { AppError } from '../../shared/errors'
import type { Rejection } from '../ingest/raw'
import { recordsAt } from './json-shape'
import { JsonSplitter, MAX_RECORD_BYTES, type Slice } from './json-splitter'
import { parseJson } from './json-text'
import { MAX_DEPTH } from './json-value-scanner'
import type { FileHead } from './source-adapter'
import { readText } from './text-encoding'
import { NeedsOrder, type TurnEnd, type Turns } from './turns'

/** Bytes read at a time; between two reads the event loop turns. Some 10 ms of work. */
const CHUNK_BYTES = 1024 * 1024
/** Characters of a rejected record that the report keeps. */
const MAX_RAW = 64 * 1024
const NEWLINE = 0x0a

/** One record as it stands in the file, and its value. */
export interface JsonRecord {
  readonly kind: 'record'
  /** Number of the record, or of the line in JSON Lines, from 1. */
  readonly row: number
  readonly bytesRead: number
  /** Word for word. */
  readonly text: string
  readonly value: unknown
}

export interface JsonSource {
  readonly head: Pick<FileHead, 'kind' | 'encoding' | 'recordPath'>
  readonly signal: AbortSignal
}

/** Of a file that threads share, only the turns of this one are read. */
interface SharedJsonSource extends JsonSource {
  readonly turns: Turns
}
type Read = JsonRecord | Rejection | TurnEnd

interface Chunk {
  readonly bytes: Buffer
  readonly bytesRead: number
}

/**
 * The records at `head.recordPath`. What is no JSON, too deep, too big or cut off is yielded as a rejection, and the next
 * records still come. Whole numbers beyond 2^53 are text. Throws `unreadable-file`, the signal's reason, and NeedsOrder at what is no
 * JSON where the file is shared: how much of it is damaged only its reader knows.
 */
export function readJsonRecords(file: string, source: JsonSource): AsyncGenerator<JsonRecord | Rejection>
export function readJsonRecords(file: string, source: SharedJsonSource): AsyncGenerator<Read>
export function readJsonRecords(file: string, source: JsonSource & { turns?: Turns }): AsyncGenerator<Read> {
  const { head, signal, turns = null } = source
  const chunks = readUtf8(file, head.encoding, signal)
  return head.kind === 'json-lines'
    ? readLines(chunks, head.recordPath, turns)
    : readDocuments(chunks, head.recordPath, turns)
}

/** The file as UTF-8 without a byte order mark, whatever its encoding. */
async function* readUtf8(file: string, encoding: string, signal: AbortSignal): AsyncGenerator<Chunk> {
  if (encoding !== 'utf-8') {
    for await (const { text, bytesRead } of readText(file, encoding, signal))
      yield { bytes: Buffer.from(text), bytesRead }
    return
  }
  const handle = await open(file).catch((thrown: unknown) => {
    throw new AppError(
      'unreadable-file',
      `“${file}” cannot be read. Check that it exists and that you may open it.`,
      String(thrown)
    )
  })
  try {
    let bytesRead = 0
    for (;;) {
      signal.throwIfAborted()
      const piece = await handle.read(Buffer.allocUnsafeSlow(CHUNK_BYTES), 0, CHUNK_BYTES, bytesRead)
      if (piece.bytesRead === 0) return
      const hasMark = bytesRead === 0 && piece.buffer[0] === 0xef && piece.buffer[1] === 0xbb
      bytesRead += piece.bytesRead
      yield { bytes: piece.buffer.subarray(hasMark ? 3 : 0, piece.bytesRead), bytesRead }
    }
  } finally {
    await handle.close()
  }
}

async function* readDocuments(
  chunks: AsyncIterable<Chunk>,
  path: readonly string[],
  turns: Turns | null
): AsyncGenerator<Read> {
  const splitter = new JsonSplitter(path)
  let row = 0
  let bytesRead = 0
  let fruitless = 0
  const read = function* (slices: Iterable<Slice>): Generator<Read> {
    for (const slice of slices) {
      if (turns?.take(slice.bytes.length, null)) yield { kind: 'turn-end', bytesRead }
      row++
      if (turns && !turns.isOurs) continue
      const record = toRecord(slice, row, bytesRead)
      if (record.kind === 'rejection' && turns?.isShared) throw new NeedsOrder()
      const lost = record.kind === 'rejection' ? splitter.recover(slice) : null
      yield lost === null ? record : damaged(slice.bytes.subarray(0, lost), row, bytesRead)
    }
  }
  for await (const chunk of chunks) {
    bytesRead = chunk.bytesRead
    for (const record of read(splitter.push(chunk.bytes))) yield record
    for (; fruitless < splitter.fruitlessDocuments; fruitless++) {
      if (row === 0) continue
      row++
      if (turns?.isOurs ?? true) yield otherShape(row, bytesRead, path)
    }
  }
  for (const record of read(splitter.end())) yield record
  if (turns?.end()) yield { kind: 'turn-end', bytesRead }
}

function damaged(bytes: Buffer, row: number, bytesRead: number): Rejection {
  const reason = `Record ${row} is damaged: a quote or a bracket is missing or too many. The records after it were read.`
  return { kind: 'rejection', row, bytesRead, code: 'not-json', reason, raw: bytes.toString('utf8').slice(0, MAX_RAW) }
}

function otherShape(row: number, bytesRead: number, path: readonly string[]): Rejection {
  const reason = `This part of the file holds nothing at “${path.join('.')}”, where the records before it were.`
  return { kind: 'rejection', row, bytesRead, code: 'other-shape', reason, raw: '' }
}

function toRecord(slice: Slice, row: number, bytesRead: number): JsonRecord | Rejection {
  const text = slice.bytes.toString('utf8')
  const reject = (code: string, reason: string): Rejection => ({
    kind: 'rejection',
    row,
    bytesRead,
    code,
    reason,
    raw: text.slice(0, MAX_RAW)
  })
  switch (slice.kind) {
    case 'broken-off':
      return reject(
        'broken-off',
        `The file breaks off in record ${row}. It is not complete: get it again, then import it again.`
      )
    case 'too-deep':
      return reject('too-deep', `Record ${row} is nested deeper than ${MAX_DEPTH} levels, as no conversation is.`)
    case 'too-big':
      return reject('too-big', `Record ${row} is bigger than ${MAX_RECORD_BYTES >> 20} MB, as no conversation is.`)
    case 'damaged':
    case 'record':
      try {
        return { kind: 'record', row, bytesRead, text, value: parseJson(text, slice.hasLongNumber) }
      } catch (thrown) {
        return reject('not-json', `Record ${row} is not valid JSON: ${thrown instanceof Error ? thrown.message : ''}.`)
      }
  }
}

/** JSON Lines: a line that cannot be read costs that line. */
async function* readLines(
  chunks: AsyncIterable<Chunk>,
  path: readonly string[],
  turns: Turns | null
): AsyncGenerator<Read> {
  let row = 0
  let bytesRead = 0
  const line = new LineBuffer()
  const read = function* (slice: Slice): Generator<Read> {
    if (turns?.take(slice.bytes.length, null)) yield { kind: 'turn-end', bytesRead }
    row++
    if (turns?.isOurs ?? true) yield* readLine(slice, row, bytesRead, path)
  }
  for await (const chunk of chunks) {
    bytesRead = chunk.bytesRead
    let start = 0
    for (;;) {
      const end = chunk.bytes.indexOf(NEWLINE, start)
      if (end < 0) break
      for (const record of read(line.take(chunk.bytes.subarray(start, end)))) yield record
      start = end + 1
    }
    line.keep(chunk.bytes.subarray(start))
  }
  for (const record of read(line.take(Buffer.alloc(0)))) yield record
  if (turns?.end()) yield { kind: 'turn-end', bytesRead }
}

/** The beginning of a line whose end is in a later chunk. Keeps no more than a record may have. */
class LineBuffer {
  #parts: Buffer[] = []
  #length = 0

  keep(bytes: Buffer): void {
    this.#length += bytes.length
    if (this.#length <= MAX_RECORD_BYTES || this.#parts.length === 0) this.#parts.push(bytes)
  }

  take(last: Buffer): Slice {
    const isBig = this.#length + last.length > MAX_RECORD_BYTES
    const bytes = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last])
    this.#parts = []
    this.#length = 0
    const kind = isBig ? 'too-big' : isDeep(bytes) ? 'too-deep' : 'record'
    return { kind, bytes, hasLongNumber: true }
  }
}

function* readLine(
  slice: Slice,
  row: number,
  bytesRead: number,
  path: readonly string[]
): Generator<JsonRecord | Rejection> {
  if (isBlank(slice.bytes)) return
  const line = toRecord(slice, row, bytesRead)
  if (line.kind === 'rejection' || path.length === 0) yield line
  else {
    let isEmpty = true
    for (const value of recordsAt(line.value, path)) {
      isEmpty = false
      yield { ...line, text: JSON.stringify(value), value }
    }
    if (isEmpty) yield otherShape(row, bytesRead, path)
  }
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte > 0x20) return false
  return true
}

/** Whether brackets could be nested too deep. Brackets in strings count as well, so a sure answer takes the splitter. */
function isDeep(bytes: Buffer): boolean {
  let openers = 0
  for (let at = 0; at < bytes.length && openers <= MAX_DEPTH; at++) {
    const byte = bytes[at]
    if (byte === 0x7b || byte === 0x5b) openers++
  }
  if (openers <= MAX_DEPTH) return false
  for (const slice of new JsonSplitter([]).push(bytes)) return slice.kind === 'too-deep'
  return new JsonSplitter([]).isInside
}
