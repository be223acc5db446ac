// Sends one hand-off or deletion: step by step, each noted when it is done, so that only what is missing is repeated.
import { AppError } from '../../shared/errors'
import type { Connector } from '../connectors/connector'
import type { HelpDesk, Ticket } from '../connectors/help-desk'
import { PlatformError } from '../connectors/platform-error'
import type { WritableDatabase } from '../database/open'
import { changeEntry, type OutboxRow, saveDone } from '../database/outbox'
import type { Done } from '../database/outbox-lists'
import { type DeletionBody, type HandOffBody, handOffOf } from '../outbox/hand-off'

/** Everything a step needs. */
export interface Delivering {
  readonly database: WritableDatabase
  readonly entry: OutboxRow
  readonly connector: Connector
  readonly signal: AbortSignal
  readonly now: () => number
}

export async function deliverHandOff(delivering: Delivering): Promise<void> {
  const { database, entry, signal, now } = delivering
  const helpDesk = helpDeskOf(delivering)
  const body = handOffOf(entry)
  const { way, pause, conversationId } = body
  if (way === 'resume') await helpDesk.pause(entry.agentId, conversationId, false, signal)
  else {
    const done = doneOf(entry)
    if (!done.ticket) await makeTicket(delivering, helpDesk, body, done)
    // An escalation pauses by itself.
    if (way === 'ticket' && pause) await helpDesk.pause(entry.agentId, conversationId, true, signal)
  }
  changeEntry(database, entry.id, { state: 'delivered', isUnclear: false }, now())
}

async function makeTicket(delivering: Delivering, helpDesk: HelpDesk, body: HandOffBody, done: Done): Promise<void> {
  const { database, entry, signal, now } = delivering
  const ticket = (await earlier(delivering, helpDesk, body, done)) ?? (await open(entry, helpDesk, body, signal))
  database.transaction(
    () => {
      saveDone(database, entry.id, { ticket } satisfies Done)
      changeEntry(database, entry.id, { state: 'sending', isUnclear: false }, now())
    },
    { durable: true }
  )
}

/** The ticket that an attempt without an answer may have made. */
async function earlier(
  { database, entry, signal }: Delivering,
  helpDesk: HelpDesk,
  { mark }: HandOffBody,
  { wasAsked = false }: Done
): Promise<Ticket | null> {
  if (wasAsked) saveDone(database, entry.id, {} satisfies Done)
  if (entry.isUnclear === 0 || wasAsked) return null
  const found = await helpDesk.findTicket(entry.agentId, mark, signal)
  if (found !== 'unknown') return found
  // Kept, so that “Retry” is the person's decision to send it again.
  saveDone(database, entry.id, { wasAsked: true } satisfies Done)
  throw new PlatformError(
    'refused',
    'No answer came, and this platform does not let us look whether the ticket was made. Look there: Retry sends it again, Discard leaves it.'
  )
}

async function open(entry: OutboxRow, helpDesk: HelpDesk, body: HandOffBody, signal: AbortSignal): Promise<Ticket> {
  const { way, conversationId, subject, summary, priority, pause, email, name, mark } = body
  const { agentId } = entry
  // The mark says which one of ours it is, whoever else opens tickets there.
  const key = `hand-off-${mark.slice(1, -1)}`
  if (way === 'escalate')
    return await helpDesk.escalate(
      { agentId, conversationId, subject, summary: `${summary}\n\n${mark}`, priority, pause, key },
      signal
    )
  if (email === null) throw new AppError('invalid-input', 'A ticket needs the customer’s e-mail address.')
  const text = `${summary}\n\nConversation ${conversationId} ${mark}`
  return await helpDesk.openTicket({ agentId, email, name, subject, summary: text, priority, key }, signal)
}

export async function deliverDeletion(delivering: Delivering): Promise<void> {
  const { database, entry, signal, now } = delivering
  const { until }: DeletionBody = JSON.parse(entry.body)
  const deleted = await helpDeskOf(delivering).deleteConversations(entry.agentId, until, signal)
  database.transaction(
    () => {
      saveDone(database, entry.id, { deleted } satisfies Done)
      changeEntry(database, entry.id, { state: 'delivered', isUnclear: false }, now())
    },
    { durable: true }
  )
}

function helpDeskOf({ connector }: Delivering): HelpDesk {
  if (!connector.helpDesk)
    throw new PlatformError('refused', 'This platform takes neither hand-offs nor deletions through its API.')
  return connector.helpDesk
}

function doneOf({ done }: OutboxRow): Done {
  return done === null ? {} : JSON.parse(done)
}
