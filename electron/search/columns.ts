// What the list is filtered, sorted and counted by, of every conversation, in typed arrays: some 45 bytes a conversation. Read once after
// the first page is on screen, then kept up with what changed. The same answers as SQL, which the tests prove.
import type { ReadableDatabase } from '../database/open'
import { type Bits, hasBit } from './bits'
import { emptyColumns, grown, type Loading, type Names, namesOf, put, SELECT_ROWS, take, viewOf } from './column-rows'
import type { Dictionary } from './dictionary'
import { pauseOf } from './pause'
import type { Uints } from './uints'

/** All arrays are indexed by conversation id; what is not `present` has no meaning. Numbers that are unknown are NaN. */
export interface Columns {
  /** One more than the highest id. */
  readonly size: number
  readonly present: Bits
  readonly total: number
  readonly startedAt: Float64Array
  readonly lastAt: Float64Array
  readonly confidence: Float64Array
  readonly messages: Uints
  readonly up: Uints
  readonly down: Uints
  readonly flags: Uint8Array
  readonly words: Readonly<Record<WordColumn, WordValues>>
}

/** A column of words: a code per conversation and the word of each code. Code 0 is no word. */
export interface WordValues {
  readonly codes: Uints
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
const MAX_ROOM = 30_000_000
/**
 * Where columns must grow, they get room for as many at once: room that is not used takes no memory, but two copies beside each other do,
 * and in a long import there would be many.
 */
const ROOM = 1_000_000
/** Conversations read between two looks at the clock and the cancel signal; about 15 ms. */
const SLICE = 8_000
/** More than this are not read in one go but in slices that let other calls in. */
const AT_ONCE = 20_000

/** How soon a call that waits for the reading notices that it was cancelled. */
const LOOK_EVERY_MS = 20

export interface ColumnStore {
  /** Up to date with the file as of now, or null where arrays cannot hold it. `pause` is awaited between slices of a long reading. */
  current(pause: () => Promise<void>): Promise<Columns | null>
  /** False while a long reading is under way or was not begun: `current` would wait for it. */
  readonly isReady: boolean
  /** `dataVersion` of the columns: another number whenever they are others. */
  readonly version: number
  /** Another number whenever conversations came, went or were written again by an import; not for what people add to them. */
  readonly contentVersion: number
  /** The same, but not where conversations only came in: what was read of the others still holds, they all have lower ids. */
  readonly rewriteVersion: number
}

/** How far the columns are: `dataVersion` and the last entry of the log of changed conversations. */
interface Seen {
  readonly version: number
  readonly change: number
}

/** Rows come in through `data_version` (did anything change?), the log of changed conversations (what?), and ids above those known. */
export function createColumnStore(database: ReadableDatabase): ColumnStore {
  let columns: Loading | null = null
  let view: Columns | null = null
  let seen: Seen = { version: -1, change: 0 }
  let running: Promise<void> | null = null
  let contentVersion = 0
  let rewriteVersion = 0

  /** Rows that are not read yet, about. Begins anew where the columns cannot be brought up to date. */
  function behind(): number {
    if (columns && dataVersion(database) === seen.version) return 0
    const highest = highestId(database)
    const change = lastChange(database)
    const oldest = number(database, 'SELECT min(id) AS n FROM conversation_change')
    // The log was emptied since.
    const isCut = change > seen.change && (oldest === 0 || oldest > seen.change + 1)
    if (highest >= MAX_ROOM) {
      columns = null
      view = null
      return 0
    }
    if (!columns || isCut) {
      columns = emptyColumns(Math.max(1_024, Math.ceil(highest * 1.1)))
      view = null
      seen = { version: -1, change }
      rewriteVersion++
    }
    return Math.max(0, highest + 1 - columns.filled) + change - seen.change
  }

  /** Reads what is behind, and stops between slices. */
  function* catchUp(): Generator<undefined, void, void> {
    const now = { version: dataVersion(database), change: lastChange(database) }
    if (!columns || now.version === seen.version) return
    const highest = highestId(database)
    // Read after it, so that they name all that these conversations name.
    const names = namesOf(database)
    for (let change = seen.change; change < now.change; change += SLICE) {
      // Told at once: where this is broken off, the same rows look unchanged the next time.
      if (rereadChanged(columns, [change, Math.min(change + SLICE, now.change)], names)) {
        rewriteVersion++
        contentVersion++
      }
      yield
    }
    if (highest >= columns.room) columns = grown(columns, Math.max(ROOM, highest * 2))
    const rows = database.prepare(`${SELECT_ROWS} WHERE c.id BETWEEN ? AND ?`)
    for (let from = columns.filled; from <= highest; from += SLICE) {
      for (const row of rows.columns(from, Math.min(from + SLICE - 1, highest))) put(columns, row, names)
      yield
    }
    if (columns.total !== view?.total) contentVersion++
    view = viewOf(columns, highest + 1)
    seen = now
  }

  /** Reads what the log names between two entries. Returns whether any of what was known went or was written by an import. */
  function rereadChanged(into: Loading, span: readonly [after: number, to: number], names: Names): boolean {
    const changed = database
      .prepare('SELECT DISTINCT conversation_id FROM conversation_change WHERE id > ? AND id <= ?')
      .columns(...span)
      .map(([id]) => Number(id))
      // Those that are not known yet are read with all that came in.
      .filter((id) => id < into.filled)
    const writtenAt = (id: number) => (hasBit(into.present, id) ? into.changedAt[id] : undefined)
    const before = changed.map(writtenAt)
    for (const id of changed) take(into, id)
    const rows = database.prepare(`${SELECT_ROWS} WHERE c.id IN (SELECT value FROM json_each(?))`)
    for (const row of rows.columns(JSON.stringify(changed))) put(into, row, names)
    return changed.some((id, i) => before[i] !== writtenAt(id))
  }

  /** Until so little is left that it is read at once. */
  async function catchUpInSlices(): Promise<void> {
    const pause = pauseOf(undefined)
    while (behind() > AT_ONCE) for (const _ of catchUp()) await pause()
  }

  return {
    get isReady() {
      return view !== null && running === null
    },
    get version() {
      return seen.version
    },
    get contentVersion() {
      return contentVersion
    },
    get rewriteVersion() {
      return rewriteVersion
    },
    async current(pause) {
      for (;;) {
        if (running === null && behind() <= AT_ONCE) break
        running ??= catchUpInSlices().finally(() => {
          running = null
        })
        // Whoever stops waiting does not stop the reading: others wait for it too.
        await Promise.race([running, new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))])
        await pause()
      }
      for (const _ of catchUp());
      return view
    }
  }
}

function number(database: ReadableDatabase, query: string): number {
  return Number(database.prepare(query).get<{ n: number | null }>()?.n ?? 0)
}

function highestId(database: ReadableDatabase): number {
  return number(database, 'SELECT max(id) AS n FROM conversation')
}

/** Another number whenever another connection has committed. */
export function dataVersion(database: ReadableDatabase): number {
  return Number(database.prepare('PRAGMA data_version').get<{ data_version: number }>()?.data_version ?? 0)
}

function lastChange(database: ReadableDatabase): number {
  return number(database, "SELECT seq AS n FROM sqlite_sequence WHERE name = 'conversation_change'")
}
