// Puts changes into the outbox: coalesced where nothing was sent yet, else behind what is on its way.
import { createHash } from 'node:crypto'
import { AppError } from '../../shared/errors'
import type { QaPair } from '../../shared/improve'
import { connectionOf } from '../database/connections'
import type { WritableDatabase } from '../database/open'
import {
  addEntry,
  changeEntry,
  entriesOf,
  entryOf,
  type OutboxRow,
  remotePair,
  setPairProgress
} from '../database/outbox'
import { listQaPairs } from '../database/qa-pairs'

/** What a `pair` entry sends, and by which mark it is found again. */
export interface PairBody {
  readonly pairId: number
  readonly mark: string
  readonly name: string
  readonly questions: readonly string[]
  readonly answer: string
}

export interface FeedbackBody {
  readonly conversationId: string
  readonly messageId: string
  readonly thumb: -1 | 1 | null
}

export interface SendTo {
  readonly connectionId: number
  /** At the platform. */
  readonly agentId: string
}

const targetOf = (pairId: number) => `pair:${pairId}`

/**
 * Sends ready pairs, or sends changed ones again. On the disk when it returns. Throws `invalid-input` where one is not ready; then none
 * was put in.
 */
export function sendPairs(database: WritableDatabase, ids: readonly number[], to: SendTo, now: number): void {
  const connection = connectionOf(database, to.connectionId)
  const pairs = listQaPairs(database, ids)
  database.transaction(
    () => {
      for (const pair of pairs) {
        if (pair.state !== 'ready')
          throw new AppError('invalid-input', 'Only pairs that are ready can be sent. Nothing was put into the outbox.')
        const known = remotePair(database, pair.id)
        if (known && (known.connectionId !== to.connectionId || known.agentId !== to.agentId))
          throw new AppError('refused', 'This pair is at another agent already: withdraw it there first.')
        const mark = markOf(connection.uid, pair)
        const body: PairBody = {
          ...{ pairId: pair.id, mark, name: `${titleOf(pair)} ${mark}`, answer: pair.answer },
          questions: pair.questions.filter((question) => question.trim() !== '')
        }
        put(database, { ...to, pair, kind: 'pair', body }, now)
        setPairProgress(database, pair.id, 'queued', null, now)
      }
    },
    { durable: true }
  )
}

/** Takes pairs back from their platform. Throws `invalid-input` for one that is at none. */
export function withdrawPairs(database: WritableDatabase, ids: readonly number[], now: number): void {
  database.transaction(
    () => {
      for (const pair of listQaPairs(database, ids)) {
        const remote = remotePair(database, pair.id)
        if (!remote)
          throw new AppError('invalid-input', 'This pair is at no platform. Nothing was put into the outbox.')
        const { connectionId, agentId } = remote
        put(database, { connectionId, agentId, pair, kind: 'withdrawal', body: { pairId: pair.id } }, now)
        setPairProgress(database, pair.id, 'queued', null, now)
      }
    },
    { durable: true }
  )
}

/** A thumb on an answer; it replaces whatever thumb the platform has. */
export function sendFeedback(
  database: WritableDatabase,
  to: SendTo,
  body: FeedbackBody,
  title: string,
  now: number
): void {
  const target = `feedback:${to.connectionId}:${body.conversationId}:${body.messageId}`
  database.transaction(
    () => {
      coalesce(database, target, now)
      addEntry(database, { ...to, target, kind: 'feedback', title, body: JSON.stringify(body) }, now)
    },
    { durable: true }
  )
}

interface Put extends SendTo {
  readonly pair: QaPair
  readonly kind: 'pair' | 'withdrawal'
  readonly body: PairBody | { readonly pairId: number }
}

function put(database: WritableDatabase, { pair, kind, body, connectionId, agentId }: Put, now: number): void {
  const target = targetOf(pair.id)
  coalesce(database, target, now)
  addEntry(database, { connectionId, agentId, target, kind, title: titleOf(pair), body: JSON.stringify(body) }, now)
}

/** Entries that surely were never sent are overtaken by the new one. */
function coalesce(database: WritableDatabase, target: string, now: number): void {
  for (const entry of entriesOf(database, target))
    if (isUnsent(entry))
      changeEntry(database, entry.id, { state: 'discarded', words: 'Overtaken by a later change.' }, now)
}

function isUnsent({ state, isUnclear }: OutboxRow): boolean {
  return state === 'refused' || (state === 'waiting' && isUnclear === 0)
}

/** Tries again now. */
export function retryEntry(database: WritableDatabase, id: number, now: number): void {
  const entry = entryOf(database, id)
  if (entry?.state !== 'refused' && entry?.state !== 'waiting') return
  database.transaction(() => {
    changeEntry(database, id, { state: 'waiting', nextAt: now }, now)
    if (entry.kind === 'pair') setPairProgress(database, pairIdOf(entry), 'queued', null, now)
  })
}

/** Gives an entry up. What a platform may have got of it already stays there. */
export function discardEntry(database: WritableDatabase, id: number, now: number): void {
  const entry = entryOf(database, id)
  if (!entry || (entry.state !== 'refused' && entry.state !== 'waiting'))
    throw new AppError('refused', 'This change is on its way or settled: it cannot be discarded.')
  database.transaction(
    () => {
      const words = entry.isUnclear ? 'Discarded; the platform may have got it.' : 'Discarded.'
      changeEntry(database, id, { state: 'discarded', words }, now)
      if (entry.kind === 'feedback') return
      const isThere = remotePair(database, pairIdOf(entry)) !== undefined
      setPairProgress(database, pairIdOf(entry), isThere && entry.kind === 'withdrawal' ? 'live' : 'ready', null, now)
    },
    { durable: true }
  )
}

export function pairIdOf({ body }: Pick<OutboxRow, 'body'>): number {
  const { pairId }: PairBody = JSON.parse(body)
  return pairId
}

/** The same for a pair always, other for every workspace: by it a pair is found at the platform, whoever else writes there. */
function markOf(uid: string, { id, createdAt }: QaPair): string {
  return `[cd-${createHash('sha256').update(`${uid}\n${id}\n${createdAt}`).digest('hex').slice(0, 10)}]`
}

function titleOf({ name, questions }: QaPair): string {
  const title = name.trim() || questions.find((question) => question.trim() !== '')?.trim() || 'Untitled'
  return title.length > 120 ? `${title.slice(0, 119)}…` : title
}
