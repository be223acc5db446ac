// Reads JSON text for records: exact ids beyond 2^53, and the beginning of a document that may be cut off or damaged.
import { endOfString, isObject, type JsonObject, parseJson, quoteLongNumbers } from '../../shared/json'
import { MAX_DEPTH } from './json-value-scanner'

export { isObject, type JsonObject, parseJson, quoteLongNumbers }

/** What could be read of the beginning of a document. */
export interface Sketch {
  readonly value: unknown
  /** The text ended before the document did. The last value of every open container may then be incomplete. */
  readonly isCutOff: boolean
}

/**
 * Reads the beginning of a JSON document as far as it goes: a missing end is supplied, a bad token counts as null. For looking
 * at a file; records that are imported are read by parseJson. Null when the text begins with neither a brace nor a bracket.
 */
export function sketchJson(text: string): Sketch | null {
  const reader = { text, at: 0, isCutOff: false }
  skipSpace(reader)
  const first = text[reader.at]
  if (first !== '{' && first !== '[') return null
  const value = sketchValue(reader, 0)
  return { value, isCutOff: reader.isCutOff }
}

interface Reader {
  readonly text: string
  at: number
  isCutOff: boolean
}

function skipSpace(reader: Reader): void {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at++
}

function sketchValue(reader: Reader, depth: number): unknown {
  skipSpace(reader)
  const first = reader.text[reader.at]
  if (first === undefined) {
    reader.isCutOff = true
    return undefined
  }
  if (depth > MAX_DEPTH) return skipDeep(reader)
  if (first === '"') return sketchString(reader)
  if (first === '{') return sketchObject(reader, depth)
  if (first === '[') return sketchArray(reader, depth)
  return sketchToken(reader)
}

/** Passes a value that is nested too deep to be looked at. */
function skipDeep(reader: Reader): null {
  let open = 0
  do {
    const next = reader.text[reader.at]
    if (next === undefined) reader.isCutOff = true
    else if (next === '"') reader.at = endOfString(reader.text, reader.at) - 1
    else if (next === '{' || next === '[') open++
    else if (next === '}' || next === ']') open--
    reader.at++
  } while (open > 0 && !reader.isCutOff)
  return null
}

function sketchString(reader: Reader): unknown {
  const start = reader.at
  reader.at = endOfString(reader.text, start)
  const token = reader.text.slice(start, reader.at)
  const isWhole = token.length > 1 && endOfString(`${token} `, 0) === token.length
  if (isWhole) return parsedOr(token, token.slice(1, -1))
  reader.isCutOff = true
  return parsedOr(`${token}"`, token.slice(1))
}

function sketchToken(reader: Reader): unknown {
  const start = reader.at
  while (reader.at < reader.text.length && !/[\s,\]}:"[{]/.test(reader.text[reader.at] ?? '')) reader.at++
  if (reader.at === start) reader.at++
  if (reader.at >= reader.text.length) reader.isCutOff = true
  return parsedOr(quoteLongNumbers(reader.text.slice(start, reader.at)), null)
}

function parsedOr(token: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(token)
  } catch {
    return otherwise
  }
}

function sketchArray(reader: Reader, depth: number): unknown[] {
  const items: unknown[] = []
  reader.at++
  while (!reader.isCutOff) {
    skipSpace(reader)
    const next = reader.text[reader.at]
    if (next === ']' || next === '}') {
      reader.at++
      return items
    }
    if (next === ',') reader.at++
    else {
      const item = sketchValue(reader, depth + 1)
      if (item !== undefined) items.push(item)
    }
  }
  return items
}

function sketchObject(reader: Reader, depth: number): JsonObject {
  const entries: [string, unknown][] = []
  reader.at++
  while (!reader.isCutOff) {
    skipSpace(reader)
    const next = reader.text[reader.at]
    if (next === undefined) reader.isCutOff = true
    else if (next === '}' || next === ']') {
      reader.at++
      break
    } else if (next !== '"') reader.at++
    else {
      const key = sketchString(reader)
      skipSpace(reader)
      if (reader.text[reader.at] !== ':') continue
      reader.at++
      const value = sketchValue(reader, depth + 1)
      if (typeof key === 'string' && value !== undefined) entries.push([key, value])
    }
  }
  // fromEntries defines own properties, so that a key such as __proto__ is a key like any other.
  return Object.fromEntries(entries)
}
