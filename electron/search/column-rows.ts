// How a row of the table becomes a place in the typed arrays, and how the arrays grow.
import type { ReadableDatabase, Value } from '../database/open'
import { type Bits, clearBit, hasBit, noBits, setBit } from './bits'
import type { Columns, WordColumn } from './columns'
import { createDictionary, type Dictionary } from './dictionary'
import { putUint, roomier, type Uints } from './uints'

/** The columns in the order that `put` takes them. */
export const SELECT_ROWS = `SELECT c.id, c.started_at, c.last_at, c.confidence, c.message_count, c.up_count, c.down_count,
  (c.citation_count > 0) + 2 * (coalesce(c.unanswered_count, 0) > 0) + 4 * coalesce(c.changed_at > c.reviewed_at, 0) + 8 * c.is_test + 16 * c.has_human,
  c.channel, c.channel_raw, c.status, c.status_raw, c.sentiment, c.topic, c.agent_id, c.language, c.country, c.source_id,
  c.review_state, c.last_role, c.changed_at FROM conversation c`

type CountColumn = 'messages' | 'up' | 'down'

/** The columns while they are written, with room for more. What is not written yet takes no memory, only room. */
export interface Loading {
  /** One more than the highest id there is room for. */
  readonly room: number
  /** One more than the highest id that was ever written. */
  filled: number
  total: number
  readonly present: Bits
  readonly startedAt: Float64Array
  readonly lastAt: Float64Array
  readonly confidence: Float64Array
  readonly flags: Uint8Array
  /** When an import last wrote it: milliseconds, their lowest 32 bits, to see that it is another moment. */
  readonly changedAt: Uint32Array
  readonly counts: Record<CountColumn, Uints>
  readonly codes: Record<WordColumn, Uints>
  readonly dictionaries: Readonly<Record<WordColumn, Dictionary>>
}

function ofWords<T>(make: (name: WordColumn) => T): Record<WordColumn, T> {
  return {
    channel: make('channel'),
    status: make('status'),
    sentiment: make('sentiment'),
    topic: make('topic'),
    agent: make('agent'),
    lang: make('lang'),
    country: make('country'),
    origin: make('origin'),
    review: make('review'),
    last: make('last')
  }
}

export function emptyColumns(room: number): Loading {
  const narrow = (): Uints => new Uint8Array(room)
  return {
    room,
    filled: 0,
    total: 0,
    present: noBits(room),
    startedAt: new Float64Array(room),
    lastAt: new Float64Array(room),
    confidence: new Float64Array(room),
    flags: new Uint8Array(room),
    changedAt: new Uint32Array(room),
    counts: { messages: narrow(), up: narrow(), down: narrow() },
    codes: ofWords(narrow),
    dictionaries: ofWords(createDictionary)
  }
}

/** The same columns with room for more ids; the dictionaries go along. */
export function grown(old: Loading, room: number): Loading {
  const fresh = emptyColumns(room)
  const { filled, total, dictionaries } = old
  fresh.present.set(old.present)
  for (const key of ['startedAt', 'lastAt', 'confidence', 'flags', 'changedAt'] as const)
    fresh[key].set(old[key].subarray(0, filled))
  const wider = (narrow: Uints) => roomier(narrow, room, filled)
  const { messages, up, down } = old.counts
  const counts = { messages: wider(messages), up: wider(up), down: wider(down) }
  return { ...fresh, filled, total, dictionaries, counts, codes: ofWords((name) => wider(old.codes[name])) }
}

/** The columns as they are read, of ids below `size`. Which of them there are stays as it is, also when the columns go on. */
export function viewOf(columns: Loading, size: number): Columns {
  const { present, startedAt, lastAt, confidence, flags, counts, codes, dictionaries } = columns
  return {
    size,
    total: columns.total,
    present: present.slice(0, noBits(size).length),
    startedAt: startedAt.subarray(0, size),
    lastAt: lastAt.subarray(0, size),
    confidence: confidence.subarray(0, size),
    flags: flags.subarray(0, size),
    messages: counts.messages.subarray(0, size),
    up: counts.up.subarray(0, size),
    down: counts.down.subarray(0, size),
    words: ofWords((name) => ({ codes: codes[name].subarray(0, size), dictionary: dictionaries[name] }))
  }
}

export interface Names {
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
  if (id < 0 || id >= columns.room) return
  if (!hasBit(columns.present, id)) {
    setBit(columns.present, id)
    columns.total++
  }
  columns.filled = Math.max(columns.filled, id + 1)
  columns.startedAt[id] = orNaN(row[1])
  columns.lastAt[id] = orNaN(row[2])
  columns.confidence[id] = orNaN(row[3])
  putCount('messages', row[4])
  putCount('up', row[5])
  putCount('down', row[6])
  columns.flags[id] = Number(row[7])
  putWord('channel', text(row[8]), text(row[9]))
  putWord('status', text(row[10]), text(row[11]))
  putWord('sentiment', text(row[12]))
  putWord('topic', text(row[13]))
  putWord('agent', names.agents.get(row[14] ?? null) ?? null)
  putWord('lang', text(row[15]))
  putWord('country', text(row[16]))
  putWord('origin', names.sources.get(row[17] ?? null) ?? null)
  putWord('review', text(row[18]))
  putWord('last', text(row[19]))
  columns.changedAt[id] = Number(row[20])

  function putCount(name: CountColumn, value: Value | undefined): void {
    columns.counts[name] = putUint(columns.counts[name], id, Number(value), columns.filled)
  }

  function putWord(name: WordColumn, word: string | null, raw?: string | null): void {
    const code = columns.dictionaries[name].codeOf(word, raw)
    columns.codes[name] = putUint(columns.codes[name], id, code, columns.filled)
  }
}

export function take(columns: Loading, id: number): void {
  if (!hasBit(columns.present, id)) return
  clearBit(columns.present, id)
  columns.total--
}
