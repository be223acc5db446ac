// Reads what is new on a platform into the workspace: everything the first time, then what was active since; goes on where it was cut off.
import { type AgentSync, type Connection, PLATFORM_WORDS } from '../../shared/connections'
import type { Progress } from '../../shared/contract'
import type { ImportCounts } from '../../shared/domain'
import { AppError, toErrorValue } from '../../shared/errors'
import { isObject, parseJson } from '../../shared/json'
import type { Connector } from '../connectors/connector'
import { PlatformError } from '../connectors/platform-error'
import { pauseConnection, type SyncState, saveSyncState, syncStateOf } from '../database/connections'
import { finishImport, startImport } from '../database/imports'
import type { WritableDatabase } from '../database/open'
import { upsertSource } from '../database/sources'
import { type BatchWriter, createBatchWriter } from '../ingest/batch-writer'
import { toConversation } from '../ingest/platform-record'
import type { RawRecord } from '../ingest/raw'
import { readTime } from '../ingest/timestamps'
import { markGone } from './gone'

export interface SyncCall {
  readonly signal: AbortSignal
  progress(progress: Progress): void
}

/** What a sync brought, all agents together. */
export type SyncResult = Pick<ImportCounts, 'added' | 'updated' | 'unchanged' | 'rejected'>

/** Activity this long before the watermark is read again: servers' clocks and indexes lag behind. */
const OVERLAP_MS = 60 * 60 * 1_000

/**
 * Synchronises every agent of a connection, or begins anew where `full`. What came in before an error or a cancel is kept, and the next
 * call goes on from there. A key that is not accepted pauses the connection. An agent that may not be read holds up no other; it is named
 * at the end. Throws `PlatformError`, `AppError` with its code, `cancelled`.
 */
export async function synchronize(
  database: WritableDatabase,
  connection: Connection,
  connector: Connector,
  { full }: { readonly full: boolean },
  call: SyncCall
): Promise<SyncResult> {
  const sum = { added: 0, updated: 0, unchanged: 0, rejected: 0 }
  let ofOne: AppError | null = null
  for (const agent of connection.agents) {
    try {
      const counts = await syncAgent(database, connection, connector, agent, full, call)
      for (const name of ['added', 'updated', 'unchanged', 'rejected'] as const) sum[name] += counts[name]
    } catch (thrown) {
      if (thrown instanceof PlatformError && thrown.kind === 'unauthorized')
        pauseConnection(database, connection.id, thrown.message)
      if (!isOfOneAgent(thrown)) throw thrown
      ofOne ??= new AppError(thrown.code, `${agent.name}: ${thrown.message}`, thrown.detail)
    }
  }
  // The key is taken, whatever it may not read.
  if (connection.paused !== null) pauseConnection(database, connection.id, null)
  if (ofOne) throw ofOne
  return sum
}

/** The key may not read this agent, or it is gone: the others are read nevertheless. */
function isOfOneAgent(thrown: unknown): thrown is PlatformError {
  return thrown instanceof PlatformError && (thrown.kind === 'forbidden' || thrown.kind === 'not-found')
}

async function syncAgent(
  database: WritableDatabase,
  connection: Connection,
  connector: Connector,
  agent: AgentSync,
  full: boolean,
  call: SyncCall
): Promise<ImportCounts> {
  const { label } = PLATFORM_WORDS[connection.platform]
  const sourceId = upsertSource(database, { kind: 'connection', name: connection.name, format: connection.platform })
  const importId = startImport(database, {
    sourceId,
    agentName: agent.name,
    fileName: connection.name,
    fileSize: 0,
    formatLabel: `Sync, ${label}`
  })
  let state = begin(syncStateOf(database, connection.id, agent.agentId), full, importId)
  const save = (next: SyncState) => saveSyncState(database, connection.id, agent.agentId, next)
  save(state)
  const begunAt = state.cursor
  let atCommit: SyncState | null = null
  const writer = createBatchWriter({
    ...{ database, importId, sourceId, agentName: agent.name, timeZone: null, signal: call.signal },
    onCommit: () => {
      if (atCommit) save(atCommit)
    }
  })
  try {
    const since = state.watermark === null ? null : state.watermark - OVERLAP_MS
    const from = { sweep: state.sweep ?? 'full', cursor: state.cursor, since }
    let row = 0
    for await (const page of connector.pull(agent.agentId, from, call.signal)) {
      let newest: number | null = null
      for (const text of page.records) {
        const record = toRecord(text, ++row, agent)
        newest = later(newest, record.kind === 'conversation' ? record.updatedAt : null)
        await writer.add(record)
      }
      state = { ...state, cursor: page.cursor ?? state.cursor, nextWatermark: state.nextWatermark ?? newest }
      atCommit = state
      await writer.flush()
      // A page without a row has no transaction of its own.
      if (page.records.length === 0) save(state)
      atCommit = null
      const done = writer.counts.added + writer.counts.updated + writer.counts.unchanged
      call.progress({
        ...{ phase: `Reading ${agent.name}`, done, unit: 'conversations' },
        ...(page.total === null ? {} : { total: page.total })
      })
    }
    return end(database, connection, agent, state, importId, await writer.finish())
  } catch (thrown) {
    // A cursor that leads nowhere must not be gone on from for ever; one that was only just reached is tried once more.
    if (isLost(thrown) && state.cursor === begunAt) save({ ...state, cursor: null })
    stop(database, importId, writer, thrown, call.signal)
    throw thrown
  }
}

function begin(known: SyncState, full: boolean, importId: number): SyncState {
  if (known.sweep !== null && !(full && known.sweep === 'changes'))
    return { ...known, firstImportId: known.firstImportId ?? importId }
  const sweep = full || known.watermark === null ? 'full' : 'changes'
  return { ...known, sweep, cursor: null, firstImportId: importId, nextWatermark: null }
}

function end(
  database: WritableDatabase,
  connection: Connection,
  agent: AgentSync,
  state: SyncState,
  importId: number,
  { firstAt, lastAt, ...counts }: ImportCounts & { readonly firstAt: number | null; readonly lastAt: number | null }
): ImportCounts {
  const now = Date.now()
  database.transaction(() => {
    if (state.sweep === 'full')
      markGone(database, { connection, agentId: agent.agentId, since: state.firstImportId ?? importId, now })
    saveSyncState(database, connection.id, agent.agentId, {
      ...{ sweep: null, cursor: null, firstImportId: null, nextWatermark: null },
      // Of the first page: what was active while the others were read is read again by the next sync.
      watermark: Math.max(state.nextWatermark ?? 0, state.watermark ?? 0) || null,
      lastAt: now,
      lastFullAt: state.sweep === 'full' ? now : state.lastFullAt
    })
    finishImport(database, importId, { state: 'done', counts, firstAt, lastAt })
  })
  return counts
}

function stop(database: WritableDatabase, importId: number, writer: BatchWriter, thrown: unknown, signal: AbortSignal) {
  const words = signal.aborted ? 'Cancelled.' : toErrorValue(thrown).message
  const note = `${words} What had come in until then is kept; the next sync goes on from there.`
  const result = { counts: writer.counts, firstAt: null, lastAt: null, note }
  finishImport(database, importId, { state: signal.aborted ? 'cancelled' : 'failed', ...result })
}

/** A cursor that repeats, or that the platform does not take any more. */
function isLost(thrown: unknown): boolean {
  if (!(thrown instanceof PlatformError)) return false
  return thrown.kind === 'bad-paging' || (thrown.kind === 'refused' && thrown.serverCode?.includes('CURSOR') === true)
}

function toRecord(text: string, row: number, { agentId, name }: AgentSync): RawRecord {
  const place = { row, bytesRead: 0 }
  const value = parseJson(text)
  const read = isObject(value) ? toConversation(value) : 'This is no conversation.'
  if (typeof read === 'string') return { kind: 'skip', ...place, code: 'no-conversation', reason: read }
  return { ...read, agent: { id: agentId, name }, kind: 'conversation', ...place, raw: text }
}

function later(newest: number | null, value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return newest
  const at = readTime(value, { timeZone: null })
  return typeof at === 'number' && at > (newest ?? 0) ? at : newest
}
