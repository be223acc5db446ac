// Reads what is new on a platform into the workspace: everything the first time, then what was active since; goes on where it was cut off.
import type { AgentSync, Connection } from '../../shared/connections'
import type { Progress } from '../../shared/contract'
import { DEFAULT_BAND_LIMITS, type ImportCounts } from '../../shared/domain'
import { AppError, toErrorValue } from '../../shared/errors'
import { PLATFORM_WORDS } from '../../shared/platforms'
import type { Connector } from '../connectors/connector'
import { PlatformError } from '../connectors/platform-error'
import { pauseConnection } from '../database/connections'
import { dropImport, finishImport, startImport } from '../database/imports'
import { learnedReader } from '../database/learned'
import type { WritableDatabase } from '../database/open'
import { upsertSource } from '../database/sources'
import { type SyncState, saveSyncState, syncStateOf } from '../database/sync-state'
import { type BatchWriter, createBatchWriter } from '../ingest/batch-writer'
import type { RawRecord } from '../ingest/raw'
import { readTime } from '../ingest/timestamps'
import { markGone } from './gone'
import { applyLabels, type Learning, learnCitations } from './learn'
import { learnLabels } from './learn-labels'
import { placeAfter } from './lost-place'
import { type Learned, readRecord } from './platform-records'

export interface SyncCall {
  readonly signal: AbortSignal
  progress(progress: Progress): void
  /** Conversations were added or changed. */
  wrote?(): void
}

export interface SyncOptions {
  /** Reads everything again. */
  readonly full: boolean
  /** Answers less sure than this are weak, 0..1: their citations are read where that takes a request each. */
  readonly weakBelow?: number | undefined
}

/** What a sync brought, all agents together. */
export type SyncResult = Pick<ImportCounts, 'added' | 'updated' | 'unchanged' | 'rejected'>

/** Activity this long before the watermark is read again: servers' clocks and indexes lag behind. */
const OVERLAP_MS = 60 * 60 * 1_000
/** Nobody says whether a thumb counts as activity, so that once in a while this long before the watermark is looked at again. */
const RECHECK_MS = 14 * 24 * 60 * 60 * 1_000
const RECHECK_EVERY_MS = 24 * 60 * 60 * 1_000

/**
 * Synchronises every agent of a connection, or begins anew where `full`. What came in before an error or a cancel is kept, and the next
 * call goes on from there. A key that is not accepted pauses the connection. An agent that may not be read holds up no other; it is named
 * at the end. Throws `PlatformError`, `AppError` with its code, `cancelled`.
 */
export async function synchronize(
  database: WritableDatabase,
  connection: Connection,
  connector: Connector,
  options: SyncOptions,
  call: SyncCall
): Promise<SyncResult> {
  const sum = { added: 0, updated: 0, unchanged: 0, rejected: 0 }
  let ofOne: AppError | null = null
  // What was cut off last time first: on a bad network the others, which are read in full already, must not hold it up.
  const turn = { full: 0, changes: 1, ended: 2 }
  const turnOf = ({ agentId }: AgentSync) => turn[syncStateOf(database, connection.id, agentId).sweep ?? 'ended']
  const agents = [...connection.agents].sort((one, other) => turnOf(one) - turnOf(other))
  for (const agent of agents) {
    try {
      const counts = await syncAgent(database, connection, connector, agent, options, call)
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
  { full, weakBelow = DEFAULT_BAND_LIMITS.medium }: SyncOptions,
  call: SyncCall
): Promise<ImportCounts> {
  const { platform } = connection
  const sourceId = upsertSource(database, { kind: 'connection', name: connection.name, format: platform })
  const importId = startImport(database, {
    sourceId,
    agentName: agent.name,
    fileName: connection.name,
    fileSize: 0,
    formatLabel: `Sync, ${PLATFORM_WORDS[platform].label}`
  })
  let state = begin(syncStateOf(database, connection.id, agent.agentId), full, importId)
  const save = (next: SyncState) => saveSyncState(database, connection.id, agent.agentId, next)
  save(state)
  /** Where the pull began; absent before and after it: the searches have places of their own. */
  let begunAt: string | null | undefined
  let atCommit: SyncState | null = null
  const writer = createBatchWriter({
    ...{ database, importId, sourceId, agentName: agent.name, timeZone: null, signal: call.signal },
    onCommit: () => {
      if (atCommit) save(atCommit)
    }
  })
  let row = 0
  const learnedOf = readLearned(database, agent.agentId)
  const read = (text: string) => readRecord(platform, agent, text, ++row, learnedOf)
  const learning: Learning = { database, connection, connector, agent, call, read, writer, weakBelow }
  const flush = flushing(writer, call)
  try {
    // A sweep that goes on in the middle had its labels before its first page.
    const hasLabels = state.cursor !== null && state.labelledUntil !== null
    const labelNote = hasLabels ? null : await learnLabels(learning)
    const { labelling, labelledUntil } = syncStateOf(database, connection.id, agent.agentId)
    state = { ...state, labelling, labelledUntil }
    begunAt = state.cursor
    const recheck = recheckFrom(state)
    const since = state.watermark === null ? null : state.watermark - OVERLAP_MS
    const from = { sweep: state.sweep ?? 'full', cursor: state.cursor, since, recheck } as const
    for await (const page of connector.pull(agent.agentId, from, call.signal)) {
      let newest = page.newest ?? null
      for (const text of page.records) {
        const record = read(text)
        if (page.newest == null) newest = later(newest, record)
        await writer.add(record)
      }
      state = { ...state, cursor: page.cursor ?? state.cursor, nextWatermark: state.nextWatermark ?? newest }
      atCommit = state
      await flush()
      // A page without a row has no transaction of its own.
      if (page.records.length === 0) save(state)
      atCommit = null
      const done = writer.counts.added + writer.counts.updated + writer.counts.unchanged
      call.progress({
        ...{ phase: `Reading ${agent.name}`, done, unit: 'conversations' },
        ...(page.total === null ? {} : { total: page.total })
      })
    }
    begunAt = undefined
    await applyLabels(learning)
    await flush()
    const notes = [labelNote, await learnCitations(learning)].filter((note) => note !== null)
    await flush()
    if (state.sweep === 'full' || recheck !== null) state = { ...state, recheckedAt: Date.now() }
    return end(database, connection, agent, { ...state, notes }, importId, await writer.finish())
  } catch (thrown) {
    // What is saved belongs to what is written.
    const saved = syncStateOf(database, connection.id, agent.agentId)
    const problem = call.signal.aborted ? null : toErrorValue(thrown).message
    save({ ...saved, ...(begunAt === undefined ? {} : placeAfter(thrown, saved, begunAt)), problem })
    stop(database, importId, writer, thrown, call.signal)
    throw thrown
  }
}

/** Writes what waits, and tells when that changed conversations. */
function flushing(writer: BatchWriter, call: SyncCall): () => Promise<void> {
  let before = 0
  return async () => {
    await writer.flush()
    const { added, updated } = writer.counts
    if (added + updated > before) call.wrote?.()
    before = added + updated
  }
}

function readLearned(database: WritableDatabase, agentId: string): (id: string) => Learned | null {
  const learnedOf = learnedReader(database, agentId)
  return (id) => {
    const row = learnedOf(id)
    return row ? { ...row, citations: row.citations === null ? {} : JSON.parse(row.citations) } : null
  }
}

/** From where late thumbs are looked for, where it is time to. */
function recheckFrom({ sweep, watermark, recheckedAt }: SyncState): number | null {
  if (sweep !== 'changes' || watermark === null) return null
  return recheckedAt !== null && Date.now() - recheckedAt < RECHECK_EVERY_MS ? null : watermark - RECHECK_MS
}

function begin(known: SyncState, full: boolean, importId: number): SyncState {
  if (known.sweep !== null && !(full && known.sweep === 'changes'))
    return { ...known, firstImportId: known.firstImportId ?? importId }
  const sweep = full || known.watermark === null ? 'full' : 'changes'
  return { ...known, sweep, cursor: null, lostCursor: null, firstImportId: importId, nextWatermark: null }
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
    const sweep = { connection, agent: { id: agent.agentId, name: agent.name } }
    markGone(database, state.sweep === 'full', { ...sweep, since: state.firstImportId ?? importId, now })
    saveSyncState(database, connection.id, agent.agentId, {
      ...{ sweep: null, cursor: null, lostCursor: null, firstImportId: null, nextWatermark: null },
      // Of the first page: what was active while the others were read is read again by the next sync.
      watermark: Math.max(state.nextWatermark ?? 0, state.watermark ?? 0) || null,
      lastAt: now,
      lastFullAt: state.sweep === 'full' ? now : state.lastFullAt,
      ...{ recheckedAt: state.recheckedAt, labelledUntil: state.labelledUntil, labelling: state.labelling },
      ...{ problem: null, notes: state.notes }
    })
    const isEmpty = counts.added + counts.updated + counts.skipped + counts.rejected === 0
    // A sync every few minutes that found nothing new is not worth a line among the imports.
    if (isEmpty && state.sweep === 'changes') dropImport(database, importId)
    else finishImport(database, importId, { state: 'done', counts, firstAt, lastAt })
  })
  return counts
}

function stop(database: WritableDatabase, importId: number, writer: BatchWriter, thrown: unknown, signal: AbortSignal) {
  const { added, updated, unchanged, skipped, rejected } = writer.counts
  // Nothing came in, and why stands with the connection: tries of a whole night without a network are not worth a line each.
  if (added + updated + unchanged + skipped + rejected === 0) {
    database.transaction(() => dropImport(database, importId))
    return
  }
  const words = signal.aborted ? 'Cancelled.' : toErrorValue(thrown).message
  const note = `${words} What had come in until then is kept; the next sync goes on from there.`
  const result = { counts: writer.counts, firstAt: null, lastAt: null, note }
  finishImport(database, importId, { state: signal.aborted ? 'cancelled' : 'failed', ...result })
}

/** The later of a time and a conversation's activity: what it says of itself, else its newest message. */
function later(newest: number | null, record: RawRecord): number | null {
  if (record.kind !== 'conversation') return newest
  const times = record.updatedAt == null ? record.messages.map(({ sentAt }) => sentAt) : [record.updatedAt]
  let latest = newest
  for (const value of times) {
    if (typeof value !== 'number' && typeof value !== 'string') continue
    const at = readTime(value, { timeZone: null })
    if (typeof at === 'number' && at > (latest ?? 0)) latest = at
  }
  return latest
}
