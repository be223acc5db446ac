// The outbox's rows: what waits to be sent to platforms, with what became of it.
import type { OutboxEntry, OutboxState, OutboxSummary } from '../../shared/connections'
import type { ReadableDatabase, WritableDatabase } from './open'

export { listOutbox } from './outbox-lists'

export interface OutboxRow {
  readonly id: number
  readonly connectionId: number
  readonly agentId: string
  readonly target: string
  readonly kind: OutboxEntry['kind']
  /** JSON. */
  readonly body: string
  readonly state: OutboxState
  readonly isUnclear: number
  readonly attempts: number
  readonly nextAt: number
  readonly historyId: number | null
  /** JSON: the steps that are done. */
  readonly done: string | null
}

const ROW = `SELECT id, connection_id AS connectionId, agent_id AS agentId, target, kind, body, state, is_unclear AS isUnclear, attempts,
  next_at AS nextAt, history_id AS historyId, done FROM outbox`

const OPEN = "state IN ('waiting', 'sending', 'training')"

/**
 * Entries that are on their way, of connections that are not paused: of each target the oldest only, so that a pair's changes arrive in
 * their order. One that was refused holds back those after it until a person decides.
 */
export function entriesInTurn(database: ReadableDatabase): OutboxRow[] {
  return database
    .prepare(
      `${ROW} o WHERE ${OPEN} AND connection_id IN (SELECT id FROM connection WHERE paused IS NULL) AND NOT EXISTS
         (SELECT 1 FROM outbox b WHERE b.target = o.target AND b.id < o.id AND (b.${OPEN} OR b.state = 'refused'))
       ORDER BY next_at, id`
    )
    .all<OutboxRow>()
}

export function entriesOf(database: ReadableDatabase, target: string): OutboxRow[] {
  return database.prepare(`${ROW} WHERE target = ? ORDER BY id`).all<OutboxRow>(target)
}

export function entryOf(database: ReadableDatabase, id: number): OutboxRow | undefined {
  return database.prepare(`${ROW} WHERE id = ?`).get<OutboxRow>(id)
}

/** Whether an act of History waits in it, so that undo may take it out. */
export function waitsInOutbox(database: ReadableDatabase): boolean {
  return (
    database.prepare("SELECT 1 FROM outbox WHERE history_id IS NOT NULL AND state IN ('waiting', 'refused')").get() !==
    undefined
  )
}

/** What a line of History put in. */
export function entriesOfLine(database: ReadableDatabase, historyId: number): OutboxRow[] {
  return database.prepare(`${ROW} WHERE history_id = ? ORDER BY id`).all<OutboxRow>(historyId)
}

export interface NewEntry extends Pick<OutboxRow, 'connectionId' | 'agentId' | 'target' | 'kind' | 'body'> {
  readonly title: string
  /** Here; null: about none. */
  readonly conversationId?: number | null
  /** The line of History it comes from. */
  readonly historyId?: number | null
  /** An earlier entry, given up since, may have done the same: look before sending. */
  readonly isUnclear?: boolean
}

export function addEntry(database: WritableDatabase, entry: NewEntry, now: number): number {
  return database
    .prepare(
      `INSERT INTO outbox (connection_id, agent_id, target, kind, title, body, conversation_id, history_id, is_unclear, state, next_at,
         created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?)`
    )
    .run(
      ...[entry.connectionId, entry.agentId, entry.target, entry.kind, entry.title, entry.body],
      ...[entry.conversationId ?? null, entry.historyId ?? null, entry.isUnclear ? 1 : 0, now, now, now]
    ).lastInsertRowid
}

export interface EntryChange {
  readonly state: OutboxState
  readonly attempts?: number
  readonly isUnclear?: boolean
  readonly nextAt?: number
  readonly words?: string | null
  readonly requestId?: string | null
}

export function changeEntry(database: WritableDatabase, id: number, change: EntryChange, now: number): void {
  const { state, attempts = null, isUnclear, nextAt = null, words = null, requestId = null } = change
  database
    .prepare(
      `UPDATE outbox SET state = ?, attempts = coalesce(?, attempts), is_unclear = coalesce(?, is_unclear),
         next_at = coalesce(?, next_at), words = ?, request_id = ?, updated_at = ? WHERE id = ?`
    )
    .run(state, attempts, isUnclear === undefined ? null : Number(isUnclear), nextAt, words, requestId, now, id)
}

/** What is done of it from now on, in the steps that its kind has. */
export function saveDone(database: WritableDatabase, id: number, done: unknown): void {
  database.prepare('UPDATE outbox SET done = ? WHERE id = ?').run(JSON.stringify(done), id)
}

export function changeBody(database: WritableDatabase, id: number, body: unknown, title: string | null = null): void {
  database
    .prepare('UPDATE outbox SET title = coalesce(?, title), body = ? WHERE id = ?')
    .run(title, JSON.stringify(body), id)
}

/** Thumbs that are not delivered yet and that nobody gave up. */
export function openThumbs(
  database: ReadableDatabase
): { readonly id: number; readonly conversationId: number; readonly body: string }[] {
  return database
    .prepare(
      `SELECT id, conversation_id AS conversationId, body FROM outbox
       WHERE kind = 'feedback' AND state IN ('waiting', 'sending', 'refused') AND conversation_id IS NOT NULL ORDER BY id`
    )
    .all()
}

/** Whether conversations of this connection wait to be deleted on the platform. */
export function waitsForDeletion(database: ReadableDatabase, connectionId: number): boolean {
  return (
    database
      .prepare(`SELECT 1 FROM outbox WHERE connection_id = ? AND kind = 'deletion' AND (${OPEN} OR state = 'refused')`)
      .get(connectionId) !== undefined
  )
}

export function outboxSummary(database: ReadableDatabase): Omit<OutboxSummary, 'isPaused' | 'isOffline'> {
  const counts = database
    .prepare(
      `SELECT count(CASE WHEN ${OPEN} THEN 1 END) AS waiting, count(CASE WHEN state = 'refused' THEN 1 END) AS refused,
         (SELECT max(last_at) FROM sync_state) AS lastSync, (SELECT count(*) FROM connection) AS connections FROM outbox`
    )
    .get<{ waiting: number; refused: number; lastSync: number | null; connections: number }>()
  return counts ?? { waiting: 0, refused: 0, lastSync: null, connections: 0 }
}

/** Where a Q&A pair is at a platform. */
export interface RemotePair {
  readonly connectionId: number
  readonly agentId: string
  readonly sourceId: string
}

export function remotePair(database: ReadableDatabase, pairId: number): RemotePair | undefined {
  return database
    .prepare(
      'SELECT connection_id AS connectionId, agent_id AS agentId, source_id AS sourceId FROM qa_remote WHERE qa_pair_id = ?'
    )
    .get<RemotePair & Record<string, string | number>>(pairId)
}

export function saveRemotePair(database: WritableDatabase, pairId: number, remote: RemotePair | null): void {
  if (remote === null) database.prepare('DELETE FROM qa_remote WHERE qa_pair_id = ?').run(pairId)
  else
    database
      .prepare('INSERT OR REPLACE INTO qa_remote (qa_pair_id, connection_id, agent_id, source_id) VALUES (?, ?, ?, ?)')
      .run(pairId, remote.connectionId, remote.agentId, remote.sourceId)
  database.prepare('UPDATE qa_pair SET external_id = ? WHERE id = ?').run(remote?.sourceId ?? null, pairId)
}

/** What a pair's badge shows of its way to the platform. */
export function setPairProgress(
  database: WritableDatabase,
  pairId: number,
  state: 'ready' | 'queued' | 'sent' | 'live' | 'failed' | 'withdrawn',
  failure: string | null,
  now: number
): void {
  database
    .prepare(
      `UPDATE qa_pair SET state = ?, failure = ?, live_at = CASE WHEN ? = 'live' THEN ? ELSE live_at END, updated_at = ? WHERE id = ?`
    )
    .run(state, failure, state, now, now, pairId)
}
