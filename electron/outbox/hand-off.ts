// Hand-offs and deletions on their way to a platform: what is sent, and putting it into the outbox.
import { randomBytes } from 'node:crypto'
import type { PlatformPlace } from '../../shared/connections'
import { AppError } from '../../shared/errors'
import { type HandOff, handOffSchema } from '../../shared/hand-off'
import { PLATFORM_WORDS } from '../../shared/platforms'
import type { WipePlace } from '../../shared/wipe'
import type { WritableDatabase } from '../database/open'
import { addEntry, changeBody, entryOf, type OutboxRow } from '../database/outbox'
import { coalesce, isUnsent, type Origin } from './enqueue'

/** `resume`: the agent answers again, the other way of the pause. */
export type HandOffWay = 'escalate' | 'ticket' | 'resume'

export interface HandOffBody extends HandOff {
  /** At the platform. */
  readonly conversationId: string
  readonly way: HandOffWay
  /** Stands in the text: by it a ticket is found again. */
  readonly mark: string
}

export interface DeletionBody {
  /** Unix seconds: what was active later stays. */
  readonly until: number
}

const targetOf = ({ connectionId, conversationId }: PlatformPlace) => `hand-off:${connectionId}:${conversationId}`

/** Throws `invalid-input` where the platform cannot do it this way, or a ticket would have no e-mail address. */
export function sendHandOff(
  database: WritableDatabase,
  place: PlatformPlace,
  given: HandOff,
  now: number,
  origin: Origin
): void {
  const way = PLATFORM_WORDS[place.platform].capabilities.handOff
  if (way === undefined)
    throw new AppError('invalid-input', 'This platform takes no hand-off through its API. Nothing was sent.')
  const handOff = checked(given, way)
  const target = targetOf(place)
  database.transaction(
    () => {
      coalesce(database, target, now)
      add(database, place, { ...handOff, conversationId: place.conversationId, way, mark: newMark() }, now, origin)
    },
    { durable: true }
  )
}

/** The agent answers in the conversation again. What was made at the help desk stays there. */
export function sendResume(database: WritableDatabase, place: PlatformPlace, now: number, origin: Origin): void {
  const nothing = { summary: '', priority: 'none', email: null, name: null, pause: false } as const
  const body = { ...nothing, subject: 'Let the agent answer again', way: 'resume', mark: newMark() } as const
  add(database, place, { ...body, conversationId: place.conversationId }, now, origin)
}

function add(database: WritableDatabase, place: PlatformPlace, body: HandOffBody, now: number, origin: Origin): void {
  const { connectionId, agentId } = place
  const what = { connectionId, agentId, target: targetOf(place), kind: 'hand-off', title: body.subject } as const
  addEntry(database, { ...what, ...origin, body: JSON.stringify(body) }, now)
}

/** Changes a hand-off of which nothing was sent yet, and tries it at once. Throws `refused` for any other. */
export function editHandOff(database: WritableDatabase, id: number, given: HandOff, now: number): void {
  const entry = entryOf(database, id)
  if (entry?.kind !== 'hand-off' || !isUnsent(entry))
    throw new AppError('refused', 'This hand-off is on its way or settled: it cannot be changed any more.')
  const body = handOffOf(entry)
  const next: HandOffBody = { ...body, ...checked(given, body.way) }
  database.transaction(
    () => {
      changeBody(database, id, next, next.subject)
      database
        .prepare(
          "UPDATE outbox SET state = 'waiting', next_at = ?, words = NULL, request_id = NULL, updated_at = ? WHERE id = ?"
        )
        .run(now, now, id)
    },
    { durable: true }
  )
}

/** Deletes the conversations of an agent at its platform, up to the newest activity that is known here. */
export function sendDeletion(
  database: WritableDatabase,
  place: Pick<WipePlace, 'connectionId' | 'agentId'>,
  { until, title }: DeletionBody & { readonly title: string },
  now: number,
  historyId: number
): void {
  const target = `deletion:${place.connectionId}:${place.agentId}`
  coalesce(database, target, now)
  const { connectionId, agentId } = place
  const body: DeletionBody = { until }
  addEntry(
    database,
    { connectionId, agentId, target, kind: 'deletion', title, body: JSON.stringify(body), historyId },
    now
  )
}

export function handOffOf({ body }: Pick<OutboxRow, 'body'>): HandOffBody {
  return JSON.parse(body)
}

function checked(given: HandOff, way: HandOffWay): HandOff {
  const handOff = handOffSchema.parse(given)
  if (way === 'ticket' && handOff.email === null)
    throw new AppError('invalid-input', 'A ticket needs the customer’s e-mail address. Nothing was sent.')
  return handOff
}

function newMark(): string {
  return `[cd-${randomBytes(5).toString('hex')}]`
}
