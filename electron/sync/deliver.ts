// Delivers the outbox: each entry in its turn, looked up before it is repeated, followed until it is live.
import { AppError, toErrorValue } from '../../shared/errors'
import type { Change, Connector } from '../connectors/connector'
import { PlatformError } from '../connectors/platform-error'
import { pauseConnection } from '../database/connections'
import type { WritableDatabase } from '../database/open'
import {
  changeEntry,
  entriesInTurn,
  entriesOf,
  entryOf,
  type OutboxRow,
  remotePair,
  saveRemotePair,
  setPairProgress
} from '../database/outbox'
import { doneWords } from '../database/outbox-lists'
import { type FeedbackBody, type PairBody, pairIdOf } from '../outbox/enqueue'
import { nextStep, type Outcome } from '../outbox/retry-policy'
import { deliverDeletion, deliverHandOff } from './deliver-hand-off'

export interface Delivery {
  /** When something is to be tried next, milliseconds since 1970; null: nothing waits. */
  readonly nextAt: number | null
  readonly isOffline: boolean
}

export interface DeliverOptions {
  /** Of a connection by its id; null: its key is not known now. */
  readonly connectorOf: (connectionId: number) => Connector | null
  readonly signal: AbortSignal
  readonly now?: () => number
  readonly random?: () => number
}

/** Milliseconds between two looks whether a pair is live. */
const TRAINING_EVERY_MS = 2_000

/**
 * Tries everything that is due, once each. One call at a time. What a killed process was sending counts as unclear.
 */
export async function deliver(database: WritableDatabase, options: DeliverOptions): Promise<Delivery> {
  const { now = Date.now, connectorOf, signal } = options
  let isOffline = false
  const tried = new Set<number>()
  for (;;) {
    if (signal.aborted) break
    const due = entriesInTurn(database).find(({ id, nextAt, connectionId }) => {
      return nextAt <= now() && !tried.has(id) && connectorOf(connectionId) !== null
    })
    const connector = due && connectorOf(due.connectionId)
    if (!due || !connector) break
    tried.add(due.id)
    const met = await attempt(database, due, connector, options)
    if (met === 'offline') isOffline = true
  }
  const waiting = entriesInTurn(database).filter(({ connectionId }) => connectorOf(connectionId) !== null)
  return { nextAt: waiting.length === 0 ? null : Math.min(...waiting.map(({ nextAt }) => nextAt)), isOffline }
}

async function attempt(
  database: WritableDatabase,
  entry: OutboxRow,
  connector: Connector,
  { signal, now = Date.now, random = Math.random }: DeliverOptions
): Promise<'answered' | 'offline'> {
  const isTraining = entry.state === 'training'
  const isUnclear = entry.isUnclear === 1 || entry.state === 'sending'
  const attempts = entry.attempts + (isTraining ? 0 : 1)
  try {
    if (isTraining) await follow(database, entry, connector, signal, now())
    else {
      // Durable before the first byte goes out: after a crash it is known that it may have been sent.
      database.transaction(() => changeEntry(database, entry.id, { state: 'sending', attempts }, now()), {
        durable: true
      })
      await send(database, { ...entry, isUnclear: Number(isUnclear) }, connector, signal, now)
    }
    return 'answered'
  } catch (thrown) {
    // A step of it may have been settled before the next one failed.
    const met = entryOf(database, entry.id)
    const wasUnclear = met?.done === entry.done ? isUnclear : met?.isUnclear === 1
    const step = nextStep(outcomeOf(thrown), { attempt: attempts, wasUnclear, now: now(), random: random() })
    const message = withDone(met?.done ?? null, toErrorValue(thrown).message)
    const requestId = thrown instanceof PlatformError ? thrown.requestId : null
    database.transaction(
      () => {
        if (step.state === 'waiting') {
          const state = isTraining ? 'training' : 'waiting'
          const more = { attempts, nextAt: step.at, isUnclear: step.isUnclear, words: message, requestId }
          changeEntry(database, entry.id, { state, ...more }, now())
          if (step.pauses) pauseConnection(database, entry.connectionId, message)
        } else {
          // A look-up that is refused settles nothing: what may have been done before may be done still.
          changeEntry(database, entry.id, { state: 'refused', isUnclear: wasUnclear, words: message, requestId }, now())
          if (entry.kind === 'pair' || entry.kind === 'withdrawal')
            setPairProgress(database, pairIdOf(entry), 'failed', message, now())
        }
      },
      { durable: true }
    )
    return thrown instanceof PlatformError && thrown.code === 'offline' ? 'offline' : 'answered'
  }
}

/** What is done of it already stands before what went wrong with the rest. */
function withDone(done: string | null, message: string): string {
  const words = done === null ? null : doneWords(done)
  return words === null ? message : `${words} What is missing: the pause of the agent. ${message}`
}

async function send(
  database: WritableDatabase,
  entry: OutboxRow,
  connector: Connector,
  signal: AbortSignal,
  now: () => number
): Promise<void> {
  switch (entry.kind) {
    case 'pair':
      return await sendPair(database, entry, connector, signal, now)
    case 'withdrawal':
      return await withdraw(database, entry, connector, signal, now)
    case 'feedback': {
      const body: FeedbackBody = JSON.parse(entry.body)
      const { conversationId, messageId, thumb } = body
      await connector.push({ kind: 'feedback', agentId: entry.agentId, conversationId, messageId, thumb }, signal)
      changeEntry(database, entry.id, { state: 'delivered', isUnclear: false }, now())
      return
    }
    case 'hand-off':
      return await deliverHandOff({ database, entry, connector, signal, now })
    case 'deletion':
      return await deliverDeletion({ database, entry, connector, signal, now })
  }
}

async function sendPair(
  database: WritableDatabase,
  entry: OutboxRow,
  connector: Connector,
  signal: AbortSignal,
  now: () => number
): Promise<void> {
  const { pairId, mark, name, questions, answer }: PairBody = JSON.parse(entry.body)
  const { agentId, connectionId } = entry
  const pair = { name, questions, answer }
  const known =
    remotePair(database, pairId)?.sourceId ??
    (mayBeThere(database, entry) ? await connector.find(agentId, mark, signal) : null)
  // What was found under the mark may have been sent with earlier words: an update makes it right either way.
  const change: Change =
    known === null ? { kind: 'create', agentId, pair } : { kind: 'update', agentId, sourceId: known, pair }
  const sourceId = await connector.push(change, signal).catch((thrown: unknown) => {
    if (change.kind !== 'update' || !isGone(thrown)) throw thrown
    // Someone deleted it there: made anew. First it is forgotten, so that after a crash it is looked for, not made twice.
    database.transaction(() => saveRemotePair(database, pairId, null), { durable: true })
    return connector.push({ kind: 'create', agentId, pair }, signal)
  })
  if (sourceId === null) throw new AppError('internal', 'The platform did not say where the pair is.')
  database.transaction(
    () => {
      saveRemotePair(database, pairId, { connectionId, agentId, sourceId })
      setPairProgress(database, pairId, 'sent', null, now())
      changeEntry(database, entry.id, { state: 'training', isUnclear: false, nextAt: now() }, now())
    },
    { durable: true }
  )
}

/** An attempt may have made it: of this entry, or of one before it that a person took out and replaced. */
function mayBeThere(database: WritableDatabase, { id, target, isUnclear }: OutboxRow): boolean {
  return isUnclear === 1 || entriesOf(database, target).some((other) => other.id < id && other.attempts > 0)
}

async function withdraw(
  database: WritableDatabase,
  entry: OutboxRow,
  connector: Connector,
  signal: AbortSignal,
  now: () => number
): Promise<void> {
  const pairId = pairIdOf(entry)
  const remote = remotePair(database, pairId)
  if (remote) {
    try {
      await connector.push({ kind: 'delete', agentId: entry.agentId, sourceId: remote.sourceId }, signal)
    } catch (thrown) {
      if (!isGone(thrown)) throw thrown
    }
  }
  database.transaction(
    () => {
      saveRemotePair(database, pairId, null)
      setPairProgress(database, pairId, 'withdrawn', null, now())
      changeEntry(database, entry.id, { state: 'delivered', isUnclear: false }, now())
    },
    { durable: true }
  )
}

/** Already deleted, or about to be: that is what was wanted. */
function isGone(thrown: unknown): boolean {
  if (!(thrown instanceof PlatformError)) return false
  return thrown.kind === 'not-found' || thrown.serverCode === 'SOURCE_ALREADY_PENDING_DELETION'
}

async function follow(
  database: WritableDatabase,
  entry: OutboxRow,
  connector: Connector,
  signal: AbortSignal,
  now: number
): Promise<void> {
  const pairId = pairIdOf(entry)
  const remote = remotePair(database, pairId)
  const training = remote ? await connector.training(entry.agentId, remote.sourceId, signal) : 'gone'
  database.transaction(() => {
    if (training === 'training') {
      changeEntry(database, entry.id, { state: 'training', nextAt: now + TRAINING_EVERY_MS }, now)
      return
    }
    if (training === 'live') {
      changeEntry(database, entry.id, { state: 'delivered' }, now)
      setPairProgress(database, pairId, 'live', null, now)
      return
    }
    const words =
      training === 'failed'
        ? 'The platform took the pair, but could not train its agent with it.'
        : 'The pair is not on the platform any more: someone deleted it there.'
    if (training === 'gone') saveRemotePair(database, pairId, null)
    changeEntry(database, entry.id, { state: 'refused', words }, now)
    setPairProgress(database, pairId, 'failed', words, now)
  })
}

function outcomeOf(thrown: unknown): Outcome {
  // A cancel, or a fault of ours: whether the request went out is not known.
  if (!(thrown instanceof PlatformError)) return { kind: 'unclear' }
  const { retryAfterMs } = thrown
  switch (thrown.kind) {
    case 'unauthorized':
      return { kind: 'unauthorized' }
    case 'offline':
    case 'rate-limited':
    case 'maintenance':
      return { kind: 'not-done', retryAfterMs }
    case 'timeout':
    case 'cut-off':
    case 'not-json':
    case 'server':
      return thrown.mayBeDone ? { kind: 'unclear', retryAfterMs } : { kind: 'not-done', retryAfterMs }
    case 'no-credits':
    case 'forbidden':
    case 'not-found':
    case 'refused':
    case 'bad-paging':
      return { kind: 'refused' }
  }
}
