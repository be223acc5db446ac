// Reads the rows of a page from a body as it arrives: `{"data":[…]}`, a row at a time, so that a body with everything needs no memory.
import { PlatformError } from './platform-error'

/** Bytes of a single row: more is not a conversation. */
const MOST_BYTES = 64 * 1024 * 1024

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN = new Set([0x7b, 0x5b])
const CLOSE = new Set([0x7d, 0x5d])

/** The text of every object in a list that stands directly in the root object. Throws `not-json`, `cut-off`. */
export async function* jsonItems(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let depth = 0
  let hasBegun = false
  let isText = false
  let isEscaped = false
  /** Of the row that is being read. */
  let pieces: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    let from = depth >= ITEM_DEPTH ? 0 : -1
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (isText) {
        if (isEscaped) isEscaped = false
        else if (byte === BACKSLASH) isEscaped = true
        else if (byte === QUOTE) isText = false
      } else if (byte === QUOTE && depth > 0) isText = true
      else if (OPEN.has(byte)) {
        depth++
        hasBegun = true
        if (depth === ITEM_DEPTH) from = at
      } else if (CLOSE.has(byte)) {
        if (depth === ITEM_DEPTH) {
          yield Buffer.concat([...pieces, chunk.subarray(Math.max(from, 0), at + 1)]).toString()
          pieces = []
          size = 0
          from = -1
        }
        depth--
      } else if (!hasBegun && byte > 0x20 && byte < 0x80) throw notJson()
    }
    if (from >= 0 && depth >= ITEM_DEPTH) {
      pieces.push(chunk.slice(from))
      size += chunk.length - from
      if (size > MOST_BYTES) throw new PlatformError('refused', 'The platform sent a conversation larger than 64 MB.')
    }
  }
  if (!hasBegun) throw notJson()
  if (depth !== 0) throw cutOff()
}

/** Root object, list, row. */
const ITEM_DEPTH = 3

export function notJson(): PlatformError {
  return new PlatformError(
    'not-json',
    'The server answered with a page instead of data. Check the base address, and whether this network asks you to sign in.',
    { mayBeDone: true }
  )
}

export function cutOff(): PlatformError {
  return new PlatformError('cut-off', 'The answer of the platform ended in the middle.', { mayBeDone: true })
}
