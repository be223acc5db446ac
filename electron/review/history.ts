// Every act of a person as one line that can be undone and redone, across restarts. An act and its line are one transaction.
import { AppError } from '../../shared/errors'
import type { HistoryEntry } from '../../shared/review'
import { countReturned } from '../database/deleted-conversations'
import type { ReadableDatabase, WritableDatabase } from '../database/open'
import { entriesOfLine } from '../database/outbox'
import { takeBack } from '../outbox/enqueue'
import { type Change, DELETED, Recorder, reapply, revert } from './changes'
import { OF_PAIRS, readDeliveries } from './deliveries'
import { foldChanges } from './fold-changes'

export interface Performed<T> {
  /** null: the act changed nothing, so there is no line. */
  readonly entry: HistoryEntry | null
  readonly value: T
}

interface ActInfo {
  readonly label: string
  readonly reviewer: string
  readonly now: number
  readonly conversations: number
}

/** Runs an act; when it throws, nothing of it remains. On the disk before this returns. */
export function perform<T>(database: WritableDatabase, info: ActInfo, act: (record: Recorder) => T): Performed<T> {
  return database.transaction(
    () => {
      const recorder = new Recorder(database)
      const value = act(recorder)
      if (recorder.changes.length === 0) return { entry: null, value }
      // What was undone before a new act can no longer be redone: it would write over the new act.
      database.prepare("UPDATE history SET state = 'dropped' WHERE state = 'undone'").run()
      const { lastInsertRowid } = database
        .prepare('INSERT INTO history (at, reviewer, label, conversations, changes) VALUES (?, ?, ?, ?, ?)')
        .run(info.now, info.reviewer, info.label, info.conversations, JSON.stringify(recorder.changes))
      const entry: HistoryEntry = {
        id: lastInsertRowid,
        at: info.now,
        reviewer: info.reviewer,
        label: info.label,
        conversations: info.conversations,
        state: 'done'
      }
      return { entry, value }
    },
    { durable: true }
  )
}

/**
 * The same for work that is saved again and again: where the newest act is by the same person about the same row, at most ten
 * minutes old and of a kind that goes on (its label matches `goesOn`), the line of that act takes the changes in and keeps its words.
 */
export function performAgain<T>(
  database: WritableDatabase,
  info: ActInfo,
  about: { readonly id: number; readonly goesOn: RegExp },
  act: (record: Recorder) => T
): Performed<T> {
  return database.transaction(
    () => {
      const last = database
        .prepare(`SELECT ${COLUMNS}, changes FROM history WHERE state <> 'dropped' ORDER BY id DESC LIMIT 1`)
        .get<HistoryRow>()
      const isSame =
        last?.state === 'done' &&
        last.reviewer === info.reviewer &&
        info.now - last.at < AGAIN_MS &&
        about.goesOn.test(last.label) &&
        parse(last).every((change) => change.table !== DELETED && change.key[0] === about.id)
      if (!last || !isSame) return perform(database, info, act)
      const recorder = new Recorder(database)
      const value = act(recorder)
      if (recorder.changes.length === 0) return { entry: null, value }
      const rows = [...parse(last), ...recorder.changes].flatMap((change) => (change.table === DELETED ? [] : [change]))
      const folded = foldChanges(rows)
      // What came and went again leaves nothing; a line without changes would say that it sent something and cannot be undone.
      const changes = JSON.stringify(folded.length > 0 ? folded : rows)
      database.prepare('UPDATE history SET changes = ? WHERE id = ?').run(changes, last.id)
      return { entry: entry(last), value }
    },
    { durable: true }
  )
}

const AGAIN_MS = 600_000

/**
 * Runs an act that puts something into the outbox; `work` gets the id of its line. What it changes here is the outbox's to put back.
 * On the disk before this returns; when it throws, nothing of it remains.
 */
export function performSending(
  database: WritableDatabase,
  info: ActInfo,
  work: (historyId: number) => void
): HistoryEntry {
  return database.transaction(
    () => {
      database.prepare("UPDATE history SET state = 'dropped' WHERE state = 'undone'").run()
      const { lastInsertRowid: id } = database
        .prepare("INSERT INTO history (at, reviewer, label, conversations, changes) VALUES (?, ?, ?, ?, '[]')")
        .run(info.now, info.reviewer, info.label, info.conversations)
      work(id)
      const { label, reviewer, conversations } = info
      return { id, at: info.now, reviewer, label, conversations, state: 'done' }
    },
    { durable: true }
  )
}

export interface UndoOptions {
  /** Passes over acts that cannot be taken back, instead of saying so. */
  readonly past?: boolean | undefined
  readonly now?: number
}

/**
 * Undoes the newest act that is done, or that very act and all after it. Returns what was undone, newest first. What reached a platform
 * is never undone: throws `refused` where the newest act is such a one, `not-found` where there is nothing to undo.
 */
export function undo(
  database: WritableDatabase,
  backTo?: number,
  { past = false, now = Date.now() }: UndoOptions = {}
): HistoryEntry[] {
  return database.transaction(
    () => {
      const deliveries = readDeliveries(database)
      const rows: HistoryRow[] = []
      for (const row of database
        .prepare(`SELECT ${COLUMNS}, changes FROM history WHERE state = 'done' AND id >= ? ORDER BY id DESC`)
        .iterate<HistoryRow>(Math.trunc(backTo ?? 0))) {
        const held = whyHeld(deliveries.of(row)) ?? whyNotBack(database, row)
        if (held === null) rows.push(row)
        else if (backTo === undefined && !past) throw new AppError('refused', `“${row.label}” ${held}`)
        if (backTo === undefined && rows.length > 0) break
      }
      if (rows.length === 0) throw new AppError('not-found', 'There is nothing to undo.')
      for (const row of rows) {
        const sent = entriesOfLine(database, row.id)
        takeBack(database, sent, now)
        revert(database, parse(row))
        // What was taken out of the outbox is put in anew by the person, not by a redo.
        setState(database, row.id, sent.length > 0 ? 'dropped' : 'undone')
      }
      return rows.map((row) => entry({ ...row, state: 'undone' }))
    },
    { durable: true }
  )
}

/** A conversation that came in again cannot be brought back beside itself. */
function whyNotBack(database: ReadableDatabase, row: HistoryRow): string | null {
  if (!row.changes.includes(DELETED)) return null
  const ids = parse(row).flatMap((change) => (change.table === DELETED ? change.key : []))
  const returned = countReturned(database, ids)
  if (returned === 0) return null
  const words = returned === 1 ? 'One of its conversations has' : `${returned} of its conversations have`
  return `cannot be undone. ${words} come in again since. Undo once more to take back what was done before it.`
}

function whyHeld({ delivery, isFinal }: Pick<HistoryEntry, 'delivery' | 'isFinal'>): string | null {
  if (delivery?.state === 'reached')
    return `has reached ${delivery.to}: undo cannot take it back.${delivery.counter ? ' History offers what does.' : ''} Undo once more to take back what was done before it.`
  return isFinal ? 'cannot be undone.' : null
}

/** Redoes the act that was undone last. */
export function redo(database: WritableDatabase): HistoryEntry {
  return database.transaction(
    () => {
      const row = database
        .prepare(`SELECT ${COLUMNS}, changes FROM history WHERE state = 'undone' ORDER BY id LIMIT 1`)
        .get<HistoryRow>()
      if (!row) throw new AppError('not-found', 'There is nothing to redo.')
      reapply(database, parse(row))
      setState(database, row.id, 'done')
      return entry({ ...row, state: 'done' })
    },
    { durable: true }
  )
}

/** Newest first, each with what of it went to a platform. */
export function listHistory(database: ReadableDatabase, limit = 500): HistoryEntry[] {
  const deliveries = readDeliveries(database)
  // Changes of a bulk act are long, and are not read: only those of Q&A pairs are looked at.
  return database
    .prepare(
      `SELECT ${COLUMNS}, CASE WHEN octet_length(changes) > ${MOST_LOOKED_AT} THEN '[{}]' WHEN changes = '[]' OR substr(changes, 1, ${OF_PAIRS.length}) = ? THEN changes ELSE '[{}]' END AS changes
       FROM history ORDER BY id DESC LIMIT ?`
    )
    .all<HistoryRow>(OF_PAIRS, limit)
    .map((row) => (row.state === 'done' ? { ...entry(row), ...deliveries.of(row) } : entry(row)))
}

/** Bytes. */
const MOST_LOOKED_AT = 4_000_000

const COLUMNS = 'id, at, reviewer, label, conversations, state'

interface HistoryRow extends HistoryEntry {
  readonly changes: string
}

function parse(row: HistoryRow): readonly Change[] {
  return JSON.parse(row.changes)
}

function entry({ id, at, reviewer, label, conversations, state }: HistoryEntry): HistoryEntry {
  return { id, at, reviewer, label, conversations, state }
}

function setState(database: WritableDatabase, id: number, state: HistoryEntry['state']): void {
  database.prepare('UPDATE history SET state = ? WHERE id = ?').run(state, id)
}
