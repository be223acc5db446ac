// What the list is filtered, sorted and counted by, of every conversation, in typed arrays: 80 bytes a conversation. Read once after
// the first page is on screen, then kept up with what changed. The same answers as SQL, which the tests prove.
import type { ReadableDatabase } from '../database/open'
import { type Bits, hasBit } from './bits'
import { emptyColumns, grown, highestOf, type Loading, namesOf, put, SELECT_ROWS, take } from './column-rows'
import type { Dictionary } from './dictionary'
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
export const HAS_HUMAN = 16

/** Beyond this highest id the arrays would be too large; SQL answers instead. */
const MAX_SIZE = 30_000_000
/** Conversations read between two looks at the clock and the cancel signal; about 15 ms. */
const SLICE = 8_000
/** More changes than this are not caught up with in one go but read anew, in slices that let other calls in. */
const AT_ONCE = 20_000

/** How soon a call that waits for the first reading notices that it was cancelled. */
const LOOK_EVERY_MS = 20

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
      const rows = database.prepare(`${SELECT_ROWS} WHERE c.id BETWEEN ? AND ?`).columns(from, from + SLICE - 1)
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
    // Room that is not used yet takes no memory; what takes it is to have the old arrays beside the new ones.
    if (highest >= old.size) loaded = grown(old, highest * 2)
    const columns = loaded
    const names = namesOf(database)
    const changed = database
      .prepare('SELECT DISTINCT conversation_id FROM conversation_change WHERE id > ?')
      .columns(seen.change)
      .map(([id]) => Number(id))
    const before = changed.map((id) => (hasBit(columns.present, id) ? (columns.changedAt[id] ?? 0) : -1))
    for (const id of changed) take(columns, id)
    const text = JSON.stringify(changed)
    for (const row of database.prepare(`${SELECT_ROWS} WHERE c.id IN (SELECT value FROM json_each(?))`).columns(text))
      put(columns, row, names)
    const known = columns.total
    for (let from = highestOf(columns) + 1; from <= highest; from += SLICE)
      for (const row of database.prepare(`${SELECT_ROWS} WHERE c.id BETWEEN ? AND ?`).columns(from, from + SLICE - 1))
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
