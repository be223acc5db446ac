// Every act of a person as one line that can be undone and redone, across restarts. An act and its line are one transaction.
import { AppError } from '../../shared/errors'
import type { HistoryEntry } from '../../shared/review'
import type { ReadableDatabase, WritableDatabase } from '../database/open'
import { type Change, Recorder, reapply, revert } from './changes'
import { isDelivered } from './delivered'
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
        parse(last).every((change) => change.key[0] === about.id)
      if (!last || !isSame) return perform(database, info, act)
      const recorder = new Recorder(database)
      const value = act(recorder)
      if (recorder.changes.length === 0) return { entry: null, value }
      const changes = JSON.stringify(foldChanges([...parse(last), ...recorder.changes]))
      database.prepare('UPDATE history SET changes = ? WHERE id = ?').run(changes, last.id)
      return { entry: entry(last), value }
    },
    { durable: true }
  )
}

const AGAIN_MS = 600_000

/**
 * Undoes the newest act that is done, or that very act and all after it. Acts that a platform has already are left as they are. Returns
 * what was undone, newest first. Throws `not-found` where nothing is left, `refused` where a platform has all of it.
 */
export function undo(database: WritableDatabase, backTo?: number): HistoryEntry[] {
  return database.transaction(
    () => {
      const rows = database
        .prepare(
          backTo === undefined
            ? `SELECT ${COLUMNS}, changes FROM history WHERE state = 'done' ORDER BY id DESC LIMIT 1`
            : `SELECT ${COLUMNS}, changes FROM history WHERE state = 'done' AND id >= ${Math.trunc(backTo)} ORDER BY id DESC`
        )
        .all<HistoryRow>()
      if (rows.length === 0) throw new AppError('not-found', 'There is nothing to undo.')
      // One by one: what is taken back decides what a platform still has of the acts before.
      const undone = rows.filter((row) => {
        const changes = parse(row)
        if (isDelivered(database, changes)) return false
        revert(database, changes)
        setState(database, row.id, 'undone')
        return true
      })
      if (undone.length === 0) throw atPlatform(rows[0]?.label ?? '', 'undone')
      return undone.map((row) => entry({ ...row, state: 'undone' }))
    },
    { durable: true }
  )
}

/** Redoes the act that was undone last. */
export function redo(database: WritableDatabase): HistoryEntry {
  return database.transaction(
    () => {
      const row = database
        .prepare(`SELECT ${COLUMNS}, changes FROM history WHERE state = 'undone' ORDER BY id LIMIT 1`)
        .get<HistoryRow>()
      if (!row) throw new AppError('not-found', 'There is nothing to redo.')
      const changes = parse(row)
      if (isDelivered(database, changes)) throw atPlatform(row.label, 'done again')
      reapply(database, changes)
      setState(database, row.id, 'done')
      return entry({ ...row, state: 'done' })
    },
    { durable: true }
  )
}

/** Newest first. */
export function listHistory(database: ReadableDatabase, limit = 500): HistoryEntry[] {
  return database
    .prepare(
      `SELECT ${COLUMNS}, CASE WHEN conversations <= ${MOST_OF_A_PAIR} AND state = 'done' AND instr(changes, '"qa_pair"') > 0 THEN changes ELSE '[]' END AS changes
       FROM history ORDER BY id DESC LIMIT ?`
    )
    .all<HistoryRow>(limit)
    .map((row) => (isDelivered(database, parse(row)) ? { ...entry(row), isDelivered: true } : entry(row)))
}

/** An act on Q&A pairs tells of one conversation at most; acts on many are not looked through for pairs. */
const MOST_OF_A_PAIR = 1

function atPlatform(label: string, done: 'undone' | 'done again'): AppError {
  return new AppError(
    'refused',
    `“${label}” cannot be ${done} here: the platform has the pair, or it is on its way. Nothing was changed. Withdraw the pair in Q&A pairs, or discard it in the Outbox.`
  )
}

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
