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
import type { Done } from '../database/outbox-lists'
import { listQaPairs } from '../database/qa-pairs'
import { putThumbBack, type ThumbBefore } from '../database/thumbs'

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
  /** Here, where the thumb was given in the window. */
  readonly messageKey?: string
  /** What stood here before: put back where the thumb is given up. */
  readonly before?: ThumbBefore
}

/** Where an entry comes from, where that is known here. */
export interface Origin {
  readonly conversationId?: number | null
  readonly historyId?: number | null
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
export function sendPairs(
  database: WritableDatabase,
  ids: readonly number[],
  to: SendTo,
  now: number,
  historyId: number | null = null
): void {
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
        put(database, { ...to, pair, kind: 'pair', body, historyId }, now)
        setPairProgress(database, pair.id, 'queued', null, now)
      }
    },
    { durable: true }
  )
}

/** Takes pairs back from their platform. Throws `invalid-input` for one that is at none. */
export function withdrawPairs(
  database: WritableDatabase,
  ids: readonly number[],
  now: number,
  historyId: number | null = null
): void {
  database.transaction(
    () => {
      for (const pair of listQaPairs(database, ids)) {
        const remote = remotePair(database, pair.id)
        if (!remote)
          throw new AppError('invalid-input', 'This pair is at no platform. Nothing was put into the outbox.')
        const { connectionId, agentId } = remote
        put(database, { connectionId, agentId, pair, kind: 'withdrawal', body: { pairId: pair.id }, historyId }, now)
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
  now: number,
  origin: Origin = {}
): void {
  const target = `feedback:${to.connectionId}:${body.conversationId}:${body.messageId}`
  database.transaction(
    () => {
      // What stood before the thumb that was never sent is what stands before this one.
      const overtaken = coalesce(database, target, now)
      const before = overtaken.map(feedbackOf).find((one) => one.before)?.before ?? body.before
      const sent = JSON.stringify(before ? { ...body, before } : body)
      addEntry(database, { ...to, ...origin, target, kind: 'feedback', title, body: sent }, now)
    },
    { durable: true }
  )
}

interface Put extends SendTo {
  readonly pair: QaPair
  readonly kind: 'pair' | 'withdrawal'
  readonly body: PairBody | { readonly pairId: number }
  readonly historyId: number | null
}

function put(database: WritableDatabase, given: Put, now: number): void {
  const { pair, kind, body, connectionId, agentId, historyId } = given
  const target = targetOf(pair.id)
  coalesce(database, target, now)
  // One that was given up unclear may be there already: it is looked for by its mark before it is made again.
  const isUnclear = kind === 'pair' && entriesOf(database, target).some((entry) => entry.isUnclear === 1)
  const what = { connectionId, agentId, target, kind, title: titleOf(pair), body: JSON.stringify(body) }
  addEntry(database, { ...what, conversationId: pair.conversationId, historyId, isUnclear }, now)
}

/** Entries that surely were never sent are overtaken by the new one; answers which. */
export function coalesce(database: WritableDatabase, target: string, now: number): readonly OutboxRow[] {
  const overtaken = entriesOf(database, target).filter(isUnsent)
  for (const entry of overtaken)
    changeEntry(database, entry.id, { state: 'discarded', words: 'Overtaken by a later change.' }, now)
  return overtaken
}

/** Nothing of it is at the platform; a hand-off that may be there is not overtaken, a pair is looked for by its mark before the next. */
export function isUnsent({ kind, state, isUnclear, done }: OutboxRow): boolean {
  if (done !== null) return false
  return isUnclear === 0 || kind !== 'hand-off'
    ? state === 'refused' || (state === 'waiting' && isUnclear === 0)
    : false
}

/** Tries again now. */
export function retryEntry(database: WritableDatabase, id: number, now: number): void {
  const entry = entryOf(database, id)
  if (entry?.state !== 'refused' && entry?.state !== 'waiting') return
  database.transaction(() => {
    changeEntry(database, id, { state: 'waiting', nextAt: now }, now)
    if (entry.kind === 'pair' || entry.kind === 'withdrawal')
      setPairProgress(database, pairIdOf(entry), 'queued', null, now)
  })
}

/** Gives an entry up. What a platform may have got of it already stays there. */
export function discardEntry(database: WritableDatabase, id: number, now: number): void {
  const entry = entryOf(database, id)
  if (!entry || (entry.state !== 'refused' && entry.state !== 'waiting'))
    throw new AppError('refused', 'This change is on its way or settled: it cannot be discarded.')
  database.transaction(
    () => {
      changeEntry(database, id, { state: 'discarded', words: discardedWords(entry) }, now)
      giveUp(database, entry, now)
    },
    { durable: true }
  )
}

function discardedWords({ kind, isUnclear, done }: OutboxRow): string {
  const { ticket }: Done = done === null ? {} : JSON.parse(done)
  if (kind === 'hand-off' && ticket)
    return `Discarded after ticket ${ticket.number} was made: the agent was not paused.`
  return isUnclear ? 'Discarded; the platform may have got it.' : 'Discarded.'
}

/** What is so here again when an entry is not sent. */
function giveUp(database: WritableDatabase, entry: OutboxRow, now: number): void {
  switch (entry.kind) {
    case 'pair':
    case 'withdrawal': {
      const isThere = remotePair(database, pairIdOf(entry)) !== undefined
      setPairProgress(database, pairIdOf(entry), isThere && entry.kind === 'withdrawal' ? 'live' : 'ready', null, now)
      return
    }
    case 'feedback': {
      const { before, messageKey } = feedbackOf(entry)
      const isLast = entriesOf(database, entry.target).at(-1)?.id === entry.id
      const conversation = before && conversationOf(database, entry.id)
      // Where it may have arrived, the next sync tells what is so.
      if (conversation && messageKey !== undefined && isLast && entry.isUnclear === 0)
        putThumbBack(database, conversation, messageKey, before)
      return
    }
    case 'hand-off':
    case 'deletion':
      return
  }
}

function conversationOf(database: WritableDatabase, id: number): number | null {
  return (
    database.prepare('SELECT conversation_id AS id FROM outbox WHERE id = ?').get<{ id: number | null }>(id)?.id ?? null
  )
}

/** Takes back what a line of History put into the outbox. Throws `refused` where something of it is on its way or there already. */
export function takeBack(database: WritableDatabase, entries: readonly OutboxRow[], now: number): void {
  for (const entry of entries) {
    if (entry.state === 'discarded') continue
    if (!isUnsent(entry)) throw new AppError('refused', 'This has reached the platform: undo cannot take it back.')
    changeEntry(database, entry.id, { state: 'discarded', words: 'Undone before it was sent.' }, now)
    giveUp(database, entry, now)
  }
}

export function feedbackOf({ body }: Pick<OutboxRow, 'body'>): FeedbackBody {
  return JSON.parse(body)
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
