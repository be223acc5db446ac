// What encoding the bytes of a text file are in, and a file's text as a stream of pieces with flat memory.
import { isAscii } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { AppError } from '../../shared/errors'

/** Bytes read at a time: some hundred rows of a chat export. Larger pieces of text cost the collector more than fewer reads save. */
const CHUNK_BYTES = 64 * 1024
/** Bytes looked at to tell UTF-16 without a byte order mark by its zeros. */
const ZERO_SAMPLE = 4_096

/** A piece of decoded text and how much of the file was read to have it. */
export interface TextChunk {
  readonly text: string
  readonly bytesRead: number
}

/**
 * The name of the encoding of a file that begins with `bytes`: by byte order mark, else UTF-16 by its zero bytes, else UTF-8
 * when the bytes are (nearly all) UTF-8, else Windows-1252.
 */
export function detectEncoding(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'utf-32le' : 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'utf-32be'
  return utf16ByZeros(bytes) ?? (isMostlyUtf8(bytes) ? 'utf-8' : 'windows-1252')
}

/** Western text in UTF-16 has a zero in nearly every second byte; text with stray NUL bytes does not. */
function utf16ByZeros(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, ZERO_SAMPLE - (ZERO_SAMPLE % 2))
  const pairs = Math.floor(sample.length / 2)
  if (pairs < 2) return null
  let evenZeros = 0
  let oddZeros = 0
  for (let index = 0; index + 1 < sample.length; index += 2) {
    if (sample[index] === 0) evenZeros++
    if (sample[index + 1] === 0) oddZeros++
  }
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.1) return 'utf-16le'
  return evenZeros > pairs * 0.4 && oddZeros < pairs * 0.1 ? 'utf-16be' : null
}

/**
 * True for text without a single byte above 127, and where characters that decode outnumber bytes that do not: one damaged
 * byte does not turn a UTF-8 file into Windows-1252, in which nearly every accented letter is invalid as UTF-8.
 */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  if (isAscii(bytes)) return true
  const text = new TextDecoder('utf-8').decode(bytes, { stream: true })
  let broken = 0
  let whole = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0xfffd) broken++
    else if (code > 127) whole++
  }
  return broken < Math.max(whole, 1)
}

/** The text of the first bytes of a file, without a byte order mark. */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), knownEncoding(encoding))
}

function knownEncoding(encoding: string): string {
  if (iconv.encodingExists(encoding)) return encoding
  throw new AppError('invalid-input', `“${encoding}” is not an encoding this app knows. Try utf-8 or windows-1252.`)
}

/**
 * Decodes chunk by chunk. A file that was plain ASCII for long and then holds bytes that are no UTF-8 is Windows-1252 after
 * all: nothing decoded so far would have been different.
 */
export class TextDecoding {
  #decoder: iconv.DecoderStream
  #mayTurn: boolean

  constructor(encoding: string) {
    this.#decoder = iconv.getDecoder(knownEncoding(encoding))
    this.#mayTurn = /^utf-?8$/i.test(encoding)
  }

  write(bytes: Buffer): string {
    if (this.#mayTurn && !isAscii(bytes)) {
      this.#mayTurn = false
      if (detectEncoding(bytes) === 'windows-1252') this.#decoder = iconv.getDecoder('windows-1252')
    }
    return this.#decoder.write(bytes)
  }

  end(): string {
    return this.#decoder.end() ?? ''
  }
}

/** The first `length` bytes of a file. Throws `unreadable-file`. */
export async function readHead(file: string, length: number): Promise<Uint8Array> {
  const handle = await openFile(file)
  try {
    const bytes = Buffer.alloc(length)
    let filled = 0
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } catch (thrown) {
    throw asUnreadable(thrown, file)
  } finally {
    await handle.close()
  }
}

/**
 * The text of a file in pieces of at most 64 KiB of the file, without a byte order mark. Every piece is read in a turn of the
 * event loop of its own. Throws `unreadable-file`, `invalid-input` (unknown encoding), and the signal's reason.
 */
export async function* readText(file: string, encoding: string, signal: AbortSignal): AsyncGenerator<TextChunk> {
  const decoding = new TextDecoding(encoding)
  const handle = await openFile(file)
  try {
    const bytes = Buffer.alloc(CHUNK_BYTES)
    let position = 0
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead } = await handle.read(bytes, 0, CHUNK_BYTES, position)
      if (bytesRead === 0) break
      position += bytesRead
      yield { text: decoding.write(bytes.subarray(0, bytesRead)), bytesRead: position }
    }
    yield { text: decoding.end(), bytesRead: position }
  } catch (thrown) {
    throw asUnreadable(thrown, file)
  } finally {
    await handle.close()
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file)
  } catch (thrown) {
    throw asUnreadable(thrown, file)
  }
}

/** What an error of the file system means to a person; any other error is handed back as it is. */
function asUnreadable(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof Error) || !('syscall' in thrown)) return thrown
  return new AppError(
    'unreadable-file',
    `“${file}” cannot be read. Check that it exists, that it is a file, and that you may open it.`,
    thrown.message
  )
}
