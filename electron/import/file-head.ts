// Looks at the beginning of a file once: what its bytes are, its text, and its first records or rows. Adapters judge by this.
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../shared/errors'
import { sniffCsv } from './csv-sniff'
import { kindOfBytes } from './file-kind'
import { recordPath, recordsAt } from './json-shape'
import { EACH } from './json-splitter'
import { isObject, type JsonObject, parseJson, sketchJson } from './json-text'
import type { FileHead, KnownHead } from './source-adapter'
import { openSqlite } from './sqlite-file'
import { decodeText, detectEncoding, readHead } from './text-encoding'

/** Enough for some hundred conversations. */
const HEAD_BYTES = 1024 * 1024
/** Where the first record alone is bigger than that. */
const LONG_HEAD_BYTES = 16 * 1024 * 1024
const MAX_RECORDS = 20
/** Lines looked at to tell JSON Lines. */
const LINES = 20

type JsonPart = Pick<FileHead, 'records' | 'arrayPath' | 'recordPath' | 'envelope'>
const NO_JSON: JsonPart = { records: [], arrayPath: '', recordPath: [], envelope: {} }
const NO_TABLE = { delimiter: '', header: [], rows: [] } as const

export interface HeadOptions {
  /** Name to show and judge by, where the file on the disk is a temporary one. */
  readonly fileName?: string
  /** Encoding that a person chose. */
  readonly encoding?: string | undefined
  /** Size of the whole, where the file on the disk is only its beginning. */
  readonly size?: number
}

/** Reads the head of a file. Throws `unreadable-file` when the file system refuses. */
export async function readFileHead(file: string, options: HeadOptions = {}): Promise<FileHead> {
  const size = Math.max(options.size ?? 0, await sizeOf(file))
  const first = await headOf(file, size, await readHead(file, HEAD_BYTES), options)
  const isLong = first.kind === 'json' && first.records.length < 2 && size > HEAD_BYTES
  return isLong ? headOf(file, size, await readHead(file, LONG_HEAD_BYTES), options) : first
}

/** For as long as the file is read. A copy, since strings that were cut from the text keep all of it. */
export function withoutText({ text: _, ...others }: FileHead): KnownHead {
  return structuredClone(others)
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (thrown) {
    throw new AppError(
      'unreadable-file',
      `“${file}” cannot be read. Check that it exists and that you may open it.`,
      String(thrown)
    )
  }
}

async function headOf(file: string, size: number, bytes: Uint8Array, options: HeadOptions): Promise<FileHead> {
  const fileName = options.fileName ?? path.basename(file)
  const encoding = options.encoding ?? detectEncoding(bytes)
  const { kind, name } = kindOfBytes(bytes, encoding)
  const about = { fileName, size, encoding, text: '', tables: {}, problem: null, ...NO_JSON, ...NO_TABLE }
  switch (kind) {
    case 'empty':
      return { ...about, kind, problem: 'The file is empty.' }
    case 'sqlite':
      return { ...about, kind, ...(await sqliteHead(file, options)) }
    case 'binary':
    case 'gzip':
    case 'zip':
      return {
        ...about,
        kind: 'binary',
        problem: `This is ${name}, whatever its name says. It holds no conversations the app can read.`
      }
    case 'text':
      return { ...about, ...textHead(bytes, encoding, bytes.length < size) }
  }
}

/** The tables of a database; of one whose beginning alone is there, none. */
async function sqliteHead(
  file: string,
  { size }: HeadOptions
): Promise<Pick<FileHead, 'tables' | 'problem' | 'warning'>> {
  if (size !== undefined && size > (await sizeOf(file))) return { tables: {}, problem: null }
  try {
    const database = await openSqlite(file)
    database.close()
    return { tables: database.tables, problem: null, warning: await unwrittenChanges(file) }
  } catch (thrown) {
    if (thrown instanceof AppError) return { tables: {}, problem: thrown.message }
    throw thrown
  }
}

/** The program a database belongs to keeps its latest changes in a file of their own until it is closed. */
async function unwrittenChanges(file: string): Promise<string | undefined> {
  const log = await stat(`${file}-wal`).catch(() => null)
  if (!log || log.size === 0) return undefined
  return 'The latest changes are still in the file “…-wal” beside the database and were not read; close the program it belongs to, then import it again.'
}

function textHead(bytes: Uint8Array, encoding: string, isCut: boolean): Partial<FileHead> & Pick<FileHead, 'kind'> {
  const text = withoutMark(decodeText(bytes, encoding))
  if (text.trim() === '') return { kind: 'empty', text, problem: 'The file holds nothing but blanks.' }
  const lines = jsonLines(text, isCut)
  if (lines) return { kind: 'json-lines', text, ...lines }
  const sketch = sketchJson(text)
  if (sketch) {
    const part = jsonPart(sketch.value, sketch.isCutOff)
    const isBare = part.records.length === 0 && !isCut
    return {
      kind: 'json',
      text,
      ...part,
      ...(isBare ? { problem: 'The file holds an empty list and no conversations.' } : {})
    }
  }
  if (!isCut && isJson(text))
    return { kind: 'json', text, problem: 'The file holds a single JSON value and no conversations.' }
  const { delimiter, header, rows } = sniffCsv(bytes, { encoding })
  return { kind: 'csv', text, delimiter, header, rows: rows.slice(0, MAX_RECORDS) }
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** JSON Lines: most of the first lines are a JSON object or array each. */
function jsonLines(text: string, isCut: boolean): JsonPart | null {
  const lines = text.split('\n', LINES + 1).map((line) => line.trim())
  if (isCut || lines.length > LINES) lines.pop()
  const filled = lines.filter((line) => line !== '')
  const values: unknown[] = []
  for (const line of filled) {
    try {
      const value = parseJson(line)
      if (typeof value === 'object' && value !== null) values.push(value)
    } catch {
      // A line that cannot be read is counted against the format; its import will say so.
    }
  }
  if (values.length < 2 || values.length * 2 < filled.length) return null
  const path = recordPath(values[0])
  return {
    ...NO_JSON,
    recordPath: path,
    records: values.flatMap((value) => [...recordsAt(value, path)]).slice(0, MAX_RECORDS)
  }
}

function jsonPart(document: unknown, isCutOff: boolean): JsonPart {
  const path = recordPath(document)
  const found: unknown[] = []
  for (const record of recordsAt(document, path)) {
    if (Array.isArray(record) && record.length === 0) continue
    found.push(record)
    if (found.length > MAX_RECORDS) break
  }
  // Of a cut-off document the last record may lack keys; it counts only where it is all there is.
  const records = isCutOff && found.length > 1 && found.length <= MAX_RECORDS ? found.slice(0, -1) : found
  const envelope = isObject(document) && path.length > 0 ? withoutPath(document, path) : {}
  return {
    records: records.slice(0, MAX_RECORDS),
    recordPath: path,
    arrayPath: path.filter((step) => step !== EACH).join('.'),
    envelope
  }
}

/** The object without what is at the end of the path. */
function withoutPath(value: JsonObject, path: readonly string[]): JsonObject {
  const [step, ...rest] = path
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
      if (key !== step) return [[key, inner]]
      return rest.length > 0 && isObject(inner) ? [[key, withoutPath(inner, rest)]] : []
    })
  )
}
