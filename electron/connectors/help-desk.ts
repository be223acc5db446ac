// Handing conversations to people, and deleting them, on platforms that speak API v2: tickets, escalation, pause, deletion. Each call
// makes one request; whoever sends decides about repeating.
import type { HandOff } from '../../shared/hand-off'
import { isObject, type JsonObject } from '../../shared/json'
import type { Http } from './http'
import { notJson } from './json-items'
import type { Pager } from './pages'
import { PlatformError } from './platform-error'

export interface Ticket {
  readonly number: string
  readonly url: string | null
}

interface Escalated extends Pick<HandOff, 'subject' | 'summary' | 'priority' | 'pause'> {
  readonly agentId: string
  readonly conversationId: string
  /** The same for a repeat. */
  readonly key: string
}

interface NewTicket extends Pick<HandOff, 'subject' | 'summary' | 'priority' | 'name'> {
  readonly agentId: string
  readonly email: string
  readonly key: string
}

export interface HelpDesk {
  /** Ticket, pause and state in one. Throws `PlatformError`. */
  escalate(what: Escalated, signal: AbortSignal): Promise<Ticket>
  /** Opens a ticket as if the customer had written it. Throws `PlatformError`. */
  openTicket(what: NewTicket, signal: AbortSignal): Promise<Ticket>
  /** The ticket whose text holds the mark; null: there is none; `unknown`: this platform does not list tickets. */
  findTicket(agentId: string, mark: string, signal: AbortSignal): Promise<Ticket | null | 'unknown'>
  /** The agent stops answering in a conversation, or answers again. */
  pause(agentId: string, conversationId: string, isPaused: boolean, signal: AbortSignal): Promise<void>
  /** Deletes the agent's conversations that were not active after `until`, Unix seconds. Answers how many. */
  deleteConversations(agentId: string, until: number, signal: AbortSignal): Promise<number>
}

/** The newest tickets are looked through, this many: one that was just made is among them. */
const MOST_LOOKED_AT = 1_000
const TICKETS_PAGE = 100

export function createHelpDesk(http: Http, pages: Pager): HelpDesk {
  const agentPath = (agentId: string) => `/agents/${encodeURIComponent(agentId)}`
  const conversationPath = (agentId: string, id: string) =>
    `${agentPath(agentId)}/conversations/${encodeURIComponent(id)}`

  return {
    async escalate({ agentId, conversationId, key, pause, priority, ...words }, signal) {
      const path = `${conversationPath(agentId, conversationId)}/escalate`
      const body = { ...words, ...(priority === 'none' ? {} : { priority }), pauseAgent: pause }
      const answer = await http.json(path, { method: 'POST', body, idempotencyKey: key }, signal)
      const data = isObject(answer) ? answer['data'] : null
      const ticket = isObject(data) ? data['ticket'] : null
      if (!isObject(ticket)) throw notJson()
      return ticketOf(ticket)
    },
    async openTicket({ agentId, email, name, summary, subject, priority, key }, signal) {
      const customer = { email, ...(name === null || name === '' ? {} : { name }) }
      const body = { subject, description: summary, customer, ...(priority === 'none' ? {} : { priority }) }
      const path = `${agentPath(agentId)}/helpdesk/tickets`
      const answer = await http.json(path, { method: 'POST', body, idempotencyKey: key }, signal)
      if (!isObject(answer)) throw notJson()
      return ticketOf(answer)
    },
    async findTicket(agentId, mark, signal) {
      let seen = 0
      try {
        for await (const { rows } of pages(
          `${agentPath(agentId)}/helpdesk/tickets`,
          { limit: TICKETS_PAGE },
          null,
          signal
        )) {
          const found = rows.find((row) => [row['description'], row['subject']].some((text) => holds(text, mark)))
          if (found) return ticketOf(found)
          seen += rows.length
          if (seen >= MOST_LOOKED_AT) break
        }
      } catch (thrown) {
        if (thrown instanceof PlatformError && CANNOT_LOOK.has(thrown.kind)) return 'unknown'
        throw thrown
      }
      return null
    },
    async pause(agentId, conversationId, isPaused, signal) {
      await http.json(
        conversationPath(agentId, conversationId),
        { method: 'PATCH', body: { paused: isPaused } },
        signal
      )
    },
    async deleteConversations(agentId, until, signal) {
      const path = `${agentPath(agentId)}/conversations`
      const answer = await http.json(path, { method: 'DELETE', query: { until } }, signal)
      const data = isObject(answer) ? answer['data'] : null
      const deleted = isObject(data) ? data['deleted'] : null
      if (typeof deleted !== 'number') throw notJson()
      return deleted
    }
  }
}

/** Answers that say that tickets cannot be listed, not that there is none. */
const CANNOT_LOOK = new Set(['not-found', 'forbidden', 'refused'])

const holds = (text: unknown, mark: string) => typeof text === 'string' && text.includes(mark)

function ticketOf(row: JsonObject): Ticket {
  const number = row['number'] ?? row['ticketNumber']
  if (typeof number !== 'number' && typeof number !== 'string') throw notJson()
  const url = row['url']
  return { number: String(number), url: typeof url === 'string' && /^https?:\/\//.test(url) ? url : null }
}
