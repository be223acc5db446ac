// How a row of the table becomes a place in the typed arrays, and how the arrays grow.
import type { ReadableDatabase, Value } from '../database/open'
import { type Bits, clearBit, hasBit, noBits, setBit } from './bits'
import { WORD_COLUMNS, type WordColumn } from './columns'
import { createDictionary, type Dictionary } from './dictionary'

/** The columns in the order that `put` takes them. */
export const SELECT_ROWS = `SELECT c.id, c.started_at, c.last_at, c.confidence, c.message_count, c.up_count, c.down_count,
  (c.citation_count > 0) + 2 * (coalesce(c.unanswered_count, 0) > 0) + 4 * coalesce(c.changed_at > c.reviewed_at, 0) + 8 * c.is_test + 16 * c.has_human,
  c.channel, c.channel_raw, c.status, c.status_raw, c.sentiment, c.topic, c.agent_id, c.language, c.country, c.source_id,
  c.review_state, c.last_role, c.changed_at FROM conversation c`

/** The columns while they are written. */
export interface Loading {
  size: number
  present: Bits
  total: number
  startedAt: Float64Array
  lastAt: Float64Array
  confidence: Float64Array
  messages: Uint32Array
  up: Uint32Array
  down: Uint32Array
  flags: Uint8Array
  changedAt: Float64Array
  words: Record<WordColumn, { codes: Uint32Array; dictionary: Dictionary }>
}

export function emptyColumns(size: number): Loading {
  const word = () => ({ codes: new Uint32Array(size), dictionary: createDictionary() })
  return {
    size,
    present: noBits(size),
    total: 0,
    startedAt: new Float64Array(size),
    lastAt: new Float64Array(size),
    confidence: new Float64Array(size),
    messages: new Uint32Array(size),
    up: new Uint32Array(size),
    down: new Uint32Array(size),
    flags: new Uint8Array(size),
    changedAt: new Float64Array(size),
    words: {
      channel: word(),
      status: word(),
      sentiment: word(),
      topic: word(),
      agent: word(),
      lang: word(),
      country: word(),
      origin: word(),
      review: word(),
      last: word()
    }
  }
}

/** The same columns with room for more ids; the dictionaries go along. */
export function grown(old: Loading, size: number): Loading {
  const fresh = emptyColumns(size)
  fresh.total = old.total
  for (const key of [
    'present',
    'startedAt',
    'lastAt',
    'confidence',
    'messages',
    'up',
    'down',
    'flags',
    'changedAt'
  ] as const)
    fresh[key].set(old[key])
  for (const name of WORD_COLUMNS) {
    fresh.words[name].codes.set(old.words[name].codes)
    fresh.words[name].dictionary = old.words[name].dictionary
  }
  return fresh
}

interface Names {
  readonly agents: ReadonlyMap<Value, string>
  readonly sources: ReadonlyMap<Value, string>
}

export function namesOf(database: ReadableDatabase): Names {
  const read = (table: 'agent' | 'source') =>
    new Map(
      database
        .prepare(`SELECT id, name FROM ${table}`)
        .columns()
        .map(([id, name]) => [id ?? null, String(name)] as const)
    )
  return { agents: read('agent'), sources: read('source') }
}

const text = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null)
const orNaN = (value: Value | undefined): number => (typeof value === 'number' ? value : Number.NaN)

/** One row of SELECT into its place. */
export function put(columns: Loading, row: readonly Value[], names: Names): void {
  const id = Number(row[0])
  if (id < 0 || id >= columns.size) return
  if (!hasBit(columns.present, id)) {
    setBit(columns.present, id)
    columns.total++
  }
  columns.startedAt[id] = orNaN(row[1])
  columns.lastAt[id] = orNaN(row[2])
  columns.confidence[id] = orNaN(row[3])
  columns.messages[id] = Number(row[4])
  columns.up[id] = Number(row[5])
  columns.down[id] = Number(row[6])
  columns.flags[id] = Number(row[7])
  const { words } = columns
  words.channel.codes[id] = words.channel.dictionary.codeOf(text(row[8]), text(row[9]))
  words.status.codes[id] = words.status.dictionary.codeOf(text(row[10]), text(row[11]))
  words.sentiment.codes[id] = words.sentiment.dictionary.codeOf(text(row[12]))
  words.topic.codes[id] = words.topic.dictionary.codeOf(text(row[13]))
  words.agent.codes[id] = words.agent.dictionary.codeOf(names.agents.get(row[14] ?? null) ?? null)
  words.lang.codes[id] = words.lang.dictionary.codeOf(text(row[15]))
  words.country.codes[id] = words.country.dictionary.codeOf(text(row[16]))
  words.origin.codes[id] = words.origin.dictionary.codeOf(names.sources.get(row[17] ?? null) ?? null)
  words.review.codes[id] = words.review.dictionary.codeOf(text(row[18]))
  words.last.codes[id] = words.last.dictionary.codeOf(text(row[19]))
  columns.changedAt[id] = Number(row[20])
}

export function take(columns: Loading, id: number): void {
  if (!hasBit(columns.present, id)) return
  clearBit(columns.present, id)
  columns.total--
}

export function highestOf(columns: Loading): number {
  for (let word = columns.present.length - 1; word >= 0; word--) {
    const bits = columns.present[word] ?? 0
    if (bits !== 0) return word * 32 + 31 - Math.clz32(bits)
  }
  return 0
}
