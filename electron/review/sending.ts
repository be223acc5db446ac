// What people send to platforms, each a line of History: Q&A pairs, thumbs, hand-offs; and what takes back what arrived there.
import type { PlatformPlace } from '../../shared/connections'
import type { Table } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import type { HandOff } from '../../shared/hand-off'
import { PLATFORM_WORDS } from '../../shared/platforms'
import type { HistoryEntry } from '../../shared/review'
import { connectionOf } from '../database/connections'
import type { ReadableDatabase, WritableDatabase } from '../database/open'
import { entryOf, type OutboxRow, remotePair } from '../database/outbox'
import { placeOf } from '../database/outbox-lists'
import { listQaPairs } from '../database/qa-pairs'
import { giveThumb, putThumbBack, readThumb } from '../database/thumbs'
import {
  discardEntry,
  feedbackOf,
  isUnsent,
  pairIdOf,
  type SendTo,
  sendFeedback,
  sendPairs,
  withdrawPairs
} from '../outbox/enqueue'
import { editHandOff, handOffOf, sendHandOff, sendResume } from '../outbox/hand-off'
import type { Handlers } from '../rpc'
import type { Actor } from './acts'
import { readDeliveries } from './deliveries'
import { performSending } from './history'
import { titleOf } from './qa-pairs'

export type SendingCommand =
  | 'outbox.send'
  | 'outbox.withdraw'
  | 'outbox.giveThumb'
  | 'outbox.restoreThumb'
  | 'outbox.handOff'
  | 'outbox.handOffMany'
  | 'outbox.editHandOff'
  | 'history.counter'

const SENT = ['outbox', 'improve', 'review'] as const satisfies readonly Table[]
/** A thumb changes what a conversation says. */
const RATED = ['outbox', 'review', 'conversation'] as const satisfies readonly Table[]

/** `changing` runs work that changes tables and tells the windows of it. */
export function sendingCommands(
  changing: <T>(tables: readonly Table[], work: (database: WritableDatabase) => T) => Promise<T>
): Pick<Handlers<'writer'>, SendingCommand> {
  const actor = (reviewer: string): Actor => ({ reviewer, now: Date.now() })
  return {
    'outbox.send': (_call, { ids, to, reviewer }) =>
      changing(SENT, (database) => void sendPairsAct(database, ids, to, actor(reviewer))),
    'outbox.withdraw': (_call, { ids, reviewer }) =>
      changing(SENT, (database) => void withdrawAct(database, ids, actor(reviewer))),
    'outbox.giveThumb': (_call, { reviewer, ...thumb }) =>
      changing(RATED, (database) => giveThumbAct(database, thumb, actor(reviewer))),
    'outbox.restoreThumb': (_call, { id, reviewer }) =>
      changing(RATED, (database) => restoreThumb(database, id, actor(reviewer))),
    'outbox.handOff': (_call, { conversationId, handOff, reviewer }) =>
      changing(SENT, (database) => handOffAct(database, conversationId, handOff, actor(reviewer))),
    'outbox.handOffMany': (_call, { handOffs, reviewer }) =>
      changing(SENT, (database) => handOffManyAct(database, handOffs, actor(reviewer))),
    'outbox.editHandOff': (_call, { id, handOff }) =>
      changing(SENT, (database) => editHandOff(database, id, handOff, Date.now())),
    'history.counter': (_call, { id, reviewer }) =>
      changing([...RATED, 'improve'], (database) => counterAct(database, id, actor(reviewer)))
  }
}

export function sendPairsAct(
  database: WritableDatabase,
  ids: readonly number[],
  to: SendTo,
  actor: Actor
): HistoryEntry {
  const label = `Sent ${pairWords(database, ids)} to ${connectionOf(database, to.connectionId).name}`
  return performSending(database, { ...actor, label, conversations: 0 }, (line) =>
    sendPairs(database, ids, to, actor.now, line)
  )
}

export function withdrawAct(database: WritableDatabase, ids: readonly number[], actor: Actor): HistoryEntry {
  const label = `Withdrew ${pairWords(database, ids)}`
  return performSending(database, { ...actor, label, conversations: 0 }, (line) =>
    withdrawPairs(database, ids, actor.now, line)
  )
}

function pairWords(database: ReadableDatabase, ids: readonly number[]): string {
  const [only] = ids.length === 1 ? listQaPairs(database, ids) : []
  return only ? `Q&A pair “${titleOf(only)}”` : `${ids.length} Q&A pairs`
}

interface GivenThumb {
  readonly conversationId: number
  readonly messageKey: string
  readonly thumb: -1 | 1 | null
}

/** null: the answer has this thumb from us already. Throws `invalid-input` where it cannot be sent; then nothing changed. */
export function giveThumbAct(database: WritableDatabase, given: GivenThumb, actor: Actor): HistoryEntry | null {
  const { conversationId, messageKey, thumb } = given
  const place = takesFeedback(placeOf(database, conversationId))
  const now = readThumb(database, conversationId, messageKey)
  if (now.thumb === thumb && now.rows.some(({ rater }) => rater === 'teammate')) return null
  const label =
    thumb === null ? 'Took the thumb off an answer' : `Gave thumbs ${thumb > 0 ? 'up' : 'down'} to an answer`
  return performSending(database, { ...actor, label, conversations: 1 }, (historyId) => {
    const before = giveThumb(database, conversationId, messageKey, thumb)
    const body = { conversationId: place.conversationId, messageId: messageKey, messageKey, thumb, before }
    const title = thumbTitle(database, given)
    sendFeedback(database, place, body, title, actor.now, { conversationId, historyId })
  })
}

/** Puts back what stood before a thumb: takes it out of the outbox, or sends what was there. null: it was never sent. */
export function restoreThumb(database: WritableDatabase, entryId: number, actor: Actor): HistoryEntry | null {
  const entry = entryOf(database, entryId)
  const conversationId = conversationOf(database, entryId)
  if (!entry || conversationId === null) throw new AppError('not-found', 'This thumb is not known any more.')
  const { before, messageKey, messageId } = feedbackOf(entry)
  if (!before || messageKey === undefined)
    throw new AppError('refused', 'What stood before this thumb is not known. Nothing was changed.')
  if (isUnsent(entry)) {
    discardEntry(database, entryId, actor.now)
    return null
  }
  const place = takesFeedback(placeOf(database, conversationId))
  const label = before.thumb === null ? 'Took a thumb back' : 'Put the thumb back that was there before'
  return performSending(database, { ...actor, label, conversations: 1 }, (historyId) => {
    const { thumb } = before
    const replaced = readThumb(database, conversationId, messageKey)
    putThumbBack(database, conversationId, messageKey, before)
    const body = { conversationId: place.conversationId, messageId, messageKey, thumb, before: replaced }
    const title = thumbTitle(database, { conversationId, messageKey, thumb })
    sendFeedback(database, place, body, title, actor.now, { conversationId, historyId })
  })
}

function takesFeedback(place: PlatformPlace | null): PlatformPlace {
  if (place && PLATFORM_WORDS[place.platform].capabilities.feedback) return place
  throw new AppError('invalid-input', 'This conversation is at no platform that takes thumbs. Nothing was changed.')
}

function thumbTitle(database: ReadableDatabase, { conversationId, messageKey, thumb }: GivenThumb): string {
  const from = conversationId * 2 ** 20
  const text =
    database
      .prepare('SELECT substr(text, 1, 90) AS text FROM message WHERE id BETWEEN ? AND ? AND key = ?')
      .get<{ text: string }>(from + 1, from + 2 ** 20 - 1, messageKey)?.text ?? ''
  const words = thumb === null ? 'No thumb' : `Thumbs ${thumb > 0 ? 'up' : 'down'}`
  const line = text.replace(/\s+/g, ' ').trim()
  return `${words}: ${line.length > 80 ? `${line.slice(0, 80).replace(/\s\S*$/, '')} …` : line}`
}

/** Throws `invalid-input` where the platform takes none; then nothing changed. */
export function handOffAct(
  database: WritableDatabase,
  conversationId: number,
  handOff: HandOff,
  actor: Actor
): HistoryEntry {
  const place = placeOf(database, conversationId)
  if (!place) throw new AppError('invalid-input', 'This conversation is at no platform of a connection.')
  const label = `Handed off to ${place.connection}: “${handOff.subject}”`
  return performSending(database, { ...actor, label, conversations: 1 }, (historyId) =>
    sendHandOff(database, place, handOff, actor.now, { conversationId, historyId })
  )
}

/** Several at once: all of them, or none where one cannot be handed off. Throws `invalid-input`. */
export function handOffManyAct(
  database: WritableDatabase,
  handOffs: readonly { readonly conversationId: number; readonly handOff: HandOff }[],
  actor: Actor
): HistoryEntry {
  const placed = handOffs.map((one) => {
    const place = placeOf(database, one.conversationId)
    if (!place)
      throw new AppError('invalid-input', 'One of these conversations is at no platform. None was handed off.')
    return { ...one, place }
  })
  const names = [...new Set(placed.map(({ place }) => place.connection))].join(', ')
  const label = `Handed off to ${names}`
  return performSending(database, { ...actor, label, conversations: placed.length }, (historyId) => {
    for (const { conversationId, handOff, place } of placed)
      sendHandOff(database, place, handOff, actor.now, { conversationId, historyId })
  })
}

/** Takes back, on the platform, what a line of History sent there. Throws `refused` where nothing does. */
export function counterAct(database: WritableDatabase, lineId: number, actor: Actor): HistoryEntry {
  const line = database
    .prepare('SELECT id, at, changes FROM history WHERE id = ?')
    .get<{ id: number; at: number; changes: string }>(lineId)
  const deliveries = readDeliveries(database)
  const counter = line && deliveries.of(line).delivery?.counter
  if (!line || !counter) throw new AppError('refused', 'Nothing takes this back. Nothing was changed.')
  const entries = deliveries.entriesOf(line).filter(({ state }) => state !== 'discarded')
  switch (counter) {
    case 'withdraw': {
      const pairs = new Set(entries.filter(({ kind }) => kind === 'pair').map(pairIdOf))
      return withdrawAct(
        database,
        [...pairs].filter((id) => remotePair(database, id)),
        actor
      )
    }
    case 'restore-thumb': {
      const restored = restoreThumb(database, newest(entries).id, actor)
      if (!restored) throw new AppError('refused', 'This thumb was never sent: undo takes it back.')
      return restored
    }
    case 'resume-agent':
      return resumeAct(database, entries, actor)
  }
}

/** In all conversations that the line paused the agent in. */
function resumeAct(database: WritableDatabase, entries: readonly OutboxRow[], actor: Actor): HistoryEntry {
  const paused = entries.flatMap((entry) => {
    const { pause, way, subject } = handOffOf(entry)
    const conversationId = conversationOf(database, entry.id)
    const place = conversationId === null ? null : placeOf(database, conversationId)
    return pause && way !== 'resume' && entry.state === 'delivered' && place ? [{ subject, conversationId, place }] : []
  })
  const [first] = paused
  if (!first) throw new AppError('refused', 'This conversation is not in the workspace any more.')
  const label = `Let the agent answer again${paused.length === 1 ? `: “${first.subject}”` : ''}`
  return performSending(database, { ...actor, label, conversations: paused.length }, (historyId) => {
    for (const { place, conversationId } of paused)
      sendResume(database, place, actor.now, { conversationId, historyId })
  })
}

function newest(entries: readonly OutboxRow[]): OutboxRow {
  const last = entries.at(-1)
  if (!last) throw new AppError('refused', 'Nothing takes this back. Nothing was changed.')
  return last
}

function conversationOf(database: ReadableDatabase, entryId: number): number | null {
  return (
    database.prepare('SELECT conversation_id AS id FROM outbox WHERE id = ?').get<{ id: number | null }>(entryId)?.id ??
    null
  )
}
