// What the list is filtered, sorted and counted by, of every conversation, in typed arrays: 80 bytes a conversation. Read once after
// the first page is on screen, then kept up with what changed. The same answers as SQL, which the tests prove.
import type { ReadableDatabase, Value } from '../database/open'
import { type Bits, clearBit, hasBit, noBits, setBit } from './bits'
import { createDictionary, type Dictionary } from './dictionary'
import { pauseOf } from './pause'

/** All arrays are indexed by conversation id; what is not `present` has no meaning. Numbers that are unknown are NaN. */
export interface Columns {
  /** One more than the highest id there is room for. */
  readonly size: number
  readonly present: Bits
  readonly total: number
  readonly startedAt: Float64Array
  readonly lastAt: Float64Array
  readonly confidence: Float64Array
  readonly messages: Uint32Array
  readonly up: Uint32Array
  readonly down: Uint32Array
  readonly flags: Uint8Array
  /** When an import last wrote it. */
  readonly changedAt: Float64Array
  readonly words: Readonly<Record<WordColumn, WordValues>>
}

/** A column of words: a code per conversation and the word of each code. Code 0 is no word. */
export interface WordValues {
  readonly codes: Uint32Array
  readonly dictionary: Dictionary
}

export const WORD_COLUMNS = [
  'channel',
  'status',
  'sentiment',
  'topic',
  'agent',
  'lang',
  'country',
  'origin',
  'review',
  'last'
] as const
export type WordColumn = (typeof WORD_COLUMNS)[number]

/** Bits of `flags`. */
export const HAS_CITATION = 1
export const IS_UNANSWERED = 2
export const IS_CHANGED = 4
export const IS_TEST = 8

/** Beyond this highest id the arrays would be too large; SQL answers instead. */
const MAX_SIZE = 30_000_000
/** Conversations read between two looks at the clock and the cancel signal; about 15 ms. */
const SLICE = 8_000
/** More changes than this are not caught up with in one go but read anew, in slices that let other calls in. */
const AT_ONCE = 20_000

const SELECT = `SELECT c.id, c.started_at, c.last_at, c.confidence, c.message_count, c.up_count, c.down_count,
  (c.citation_count > 0) + 2 * (coalesce(c.unanswered_count, 0) > 0) + 4 * coalesce(c.changed_at > c.reviewed_at, 0) + 8 * c.is_test,
  c.channel, c.channel_raw, c.status, c.status_raw, c.sentiment, c.topic, c.agent_id, c.language, c.country, c.source_id,
  c.review_state, c.last_role, c.changed_at FROM conversation c`

/** How soon a call that waits for the first reading notices that it was cancelled. */
const LOOK_EVERY_MS = 20

interface Loading {
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

export interface ColumnStore {
  /** Up to date with the file as of now, or null where arrays cannot hold it. `pause` is awaited between slices of a first reading. */
  current(pause: () => Promise<void>): Promise<Columns | null>
  /** True when `current` would answer at once. */
  readonly isReady: boolean
  /** Another number whenever conversations came, went or were written again by an import; not for what people add to them. */
  readonly contentVersion: number
}

/** Rows come in through `data_version` (did anything change?) and the log of changed conversations (what?). */
export function createColumnStore(database: ReadableDatabase): ColumnStore {
  let loaded: Loading | null = null
  let seen = { version: -1, change: 0 }
  let running: Promise<void> | null = null
  let contentVersion = 0

  async function load(pause: () => Promise<void>): Promise<void> {
    const at = { version: dataVersion(database), change: lastChange(database) }
    const highest = number(database, 'SELECT max(id) AS n FROM conversation')
    if (highest >= MAX_SIZE) return
    const columns = emptyColumns(Math.max(1_024, Math.ceil(highest * 1.1)))
    const names = namesOf(database)
    for (let from = 0; from <= highest; from += SLICE) {
      const rows = database.prepare(`${SELECT} WHERE c.id BETWEEN ? AND ?`).columns(from, from + SLICE - 1)
      for (const row of rows) put(columns, row, names)
      await pause()
    }
    loaded = columns
    seen = at
    contentVersion++
    refresh()
  }

  function refresh(): void {
    if (!loaded) return
    const version = dataVersion(database)
    if (version === seen.version) return
    const change = lastChange(database)
    const old = loaded
    const highest = number(database, 'SELECT max(id) AS n FROM conversation')
    const oldest = number(database, 'SELECT min(id) AS n FROM conversation_change')
    if (change > seen.change && (oldest === 0 || oldest > seen.change + 1)) {
      // The log was emptied since: start again.
      loaded = null
      return
    }
    const changes = number(database, `SELECT count(*) AS n FROM conversation_change WHERE id > ${seen.change}`)
    if (highest - highestOf(old) > AT_ONCE || changes > AT_ONCE) {
      loaded = null
      return
    }
    if (highest >= old.size) loaded = grown(old, Math.ceil(highest * 1.3))
    const columns = loaded
    const names = namesOf(database)
    const changed = database
      .prepare('SELECT DISTINCT conversation_id FROM conversation_change WHERE id > ?')
      .columns(seen.change)
      .map(([id]) => Number(id))
    const before = changed.map((id) => (hasBit(columns.present, id) ? (columns.changedAt[id] ?? 0) : -1))
    for (const id of changed) take(columns, id)
    const text = JSON.stringify(changed)
    for (const row of database.prepare(`${SELECT} WHERE c.id IN (SELECT value FROM json_each(?))`).columns(text))
      put(columns, row, names)
    const known = columns.total
    for (let from = highestOf(columns) + 1; from <= highest; from += SLICE)
      for (const row of database.prepare(`${SELECT} WHERE c.id BETWEEN ? AND ?`).columns(from, from + SLICE - 1))
        put(columns, row, names)
    const isRewritten = changed.some(
      (id, i) => before[i] !== (hasBit(columns.present, id) ? columns.changedAt[id] : -1)
    )
    if (isRewritten || columns.total !== known) contentVersion++
    seen = { version, change }
  }

  return {
    get isReady() {
      return loaded !== null
    },
    get contentVersion() {
      return contentVersion
    },
    async current(pause) {
      refresh()
      if (!loaded)
        running ??= load(pauseOf(undefined)).finally(() => {
          running = null
        })
      // Whoever stops waiting does not stop the reading: others wait for it too.
      while (running !== null) {
        await Promise.race([running, new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))])
        await pause()
      }
      return loaded
    }
  }
}

function emptyColumns(size: number): Loading {
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
function grown(old: Loading, size: number): Loading {
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

function namesOf(database: ReadableDatabase): Names {
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
function put(columns: Loading, row: readonly Value[], names: Names): void {
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

function take(columns: Loading, id: number): void {
  if (!hasBit(columns.present, id)) return
  clearBit(columns.present, id)
  columns.total--
}

function highestOf(columns: Loading): number {
  for (let word = columns.present.length - 1; word >= 0; word--) {
    const bits = columns.present[word] ?? 0
    if (bits !== 0) return word * 32 + 31 - Math.clz32(bits)
  }
  return 0
}

function number(database: ReadableDatabase, query: string): number {
  return Number(database.prepare(query).get<{ n: number | null }>()?.n ?? 0)
}

/** Another number whenever another connection has committed. */
export function dataVersion(database: ReadableDatabase): number {
  return Number(database.prepare('PRAGMA data_version').get<{ data_version: number }>()?.data_version ?? 0)
}

function lastChange(database: ReadableDatabase): number {
  return number(database, "SELECT seq AS n FROM sqlite_sequence WHERE name = 'conversation_change'")
}
