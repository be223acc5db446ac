// Tickets, escalation, pause and deletion of the development platform: each mode has what its platform has.
import { type Answered, type AnswerOptions, type Asked, failure, fields, NOT_FOUND, ok, page } from './answers'
import type { Json, PlatformAgent, PlatformConversation, PlatformStore, PlatformTicket } from './store'

/** null: the path is about something else. Bookbag's API has none of this: its paths are not found. */
export function handOff(
  store: PlatformStore,
  { mode }: AnswerOptions,
  agent: PlatformAgent,
  rest: string,
  asked: Asked
): Answered | null {
  const { method } = asked
  if (mode === 'bookbag') return null
  if (rest === '/helpdesk/tickets') return tickets(store, agent, asked)
  if (method === 'DELETE' && rest.startsWith('/conversations'))
    // Chatbase is verified not to route it.
    return mode === 'generic' ? remove(store, agent, rest, asked) : NOT_FOUND
  const [isAbout, id, more = ''] = /^\/conversations\/([^/]+)(\/escalate)?$/.exec(rest) ?? []
  if (isAbout === undefined || (method !== 'PATCH' && more === '')) return null
  const conversation = store.conversations.find(
    (one) => one.agentId === agent.id && String(one.id) === decodeURIComponent(id ?? '')
  )
  if (!conversation || (more !== '' && (mode !== 'generic' || method !== 'POST'))) return NOT_FOUND
  return more === '' ? pause(conversation, asked) : escalate(store, agent, conversation, asked)
}

function tickets(store: PlatformStore, agent: PlatformAgent, asked: Asked): Answered {
  const own = store.tickets.filter(({ agentId }) => agentId === agent.id)
  if (asked.method === 'GET') return page(asked, own.toReversed(), { maximum: 100, fallback: 20 }, shaped)
  if (asked.method !== 'POST') return NOT_FOUND
  const { subject, description, customer, priority } = fields(asked.body)
  const { email, name } = fields(customer)
  if (!isText(subject, 500)) return refuse('subject must hold 1 to 500 characters')
  if (!isText(description, 10_000)) return refuse('description must hold 1 to 10000 characters')
  if (!isText(email, 255) || !String(email).includes('@')) return refuse('customer.email must be an e-mail address')
  const given = { subject: String(subject), description: String(description), email: String(email) }
  const ticket = addTicket(store, agent, {
    ...given,
    name: textOf(name),
    priority: textOf(priority),
    conversationId: null
  })
  return ok(shaped(ticket), 201)
}

function escalate(
  store: PlatformStore,
  agent: PlatformAgent,
  conversation: PlatformConversation,
  { body, idempotencyKey }: Asked
): Answered {
  const known = idempotencyKey === undefined ? undefined : store.answered.get(idempotencyKey)
  if (known !== undefined) return ok(known, 201)
  const { subject, summary, priority } = fields(body)
  if (!isText(subject, 500)) return refuse('subject must hold 1 to 500 characters')
  if (!isText(summary, 10_000)) return refuse('summary must hold 1 to 10000 characters')
  const given = { subject: String(subject), description: String(summary), email: null, name: null }
  const ticket = addTicket(store, agent, { ...given, priority: textOf(priority), conversationId: conversation.id })
  conversation.body['status'] = 'escalated'
  const url = `https://desk.example/tickets/${ticket.number}`
  const data = { conversationId: String(conversation.id), status: 'escalated', ticket: { number: ticket.number, url } }
  if (idempotencyKey !== undefined) store.answered.set(idempotencyKey, { data })
  return ok({ data }, 201)
}

function pause({ id, body }: PlatformConversation, asked: Asked): Answered {
  const { paused } = fields(asked.body)
  if (typeof paused !== 'boolean') return refuse('paused must be true or false')
  body['status'] = paused ? 'paused' : 'ongoing'
  return ok({ data: { id, status: body['status'] } })
}

/** One conversation, or all that were not active after `until`. */
function remove(store: PlatformStore, agent: PlatformAgent, rest: string, { query }: Asked): Answered {
  const id = rest.slice('/conversations/'.length)
  const until = Number(query.get('until') ?? Number.NaN)
  if (rest === '/conversations' && !Number.isFinite(until)) return refuse('until is required')
  const goes = ({ agentId, id: own, updatedAt }: PlatformConversation) =>
    agentId === agent.id && (rest === '/conversations' ? updatedAt <= until : String(own) === decodeURIComponent(id))
  const kept = store.conversations.filter((one) => !goes(one))
  const deleted = store.conversations.length - kept.length
  if (rest !== '/conversations' && deleted === 0) return NOT_FOUND
  store.conversations.splice(0, store.conversations.length, ...kept)
  return ok({ data: { deleted } })
}

function addTicket(
  store: PlatformStore,
  agent: PlatformAgent,
  given: Omit<PlatformTicket, 'number' | 'agentId' | 'createdAt' | 'priority'> & { readonly priority: string | null }
): PlatformTicket {
  const number = 318 + store.tickets.length
  const createdAt = new Date().toISOString()
  const ticket = { ...given, priority: given.priority ?? 'none', number, agentId: agent.id, createdAt }
  store.tickets.push(ticket)
  return ticket
}

function shaped({
  number,
  subject,
  description,
  email,
  name,
  priority,
  conversationId,
  createdAt
}: PlatformTicket): Json {
  const customer = { id: `cus_${number}`, name, email, phoneNumber: null }
  const more = { metadata: {}, channel: 'api', conversationId, teamId: null, assigneeId: null, statusId: 'new' }
  return {
    ...{ ticketNumber: number, subject, description, statusCategory: 'new', customer, priority, ...more },
    ...{ createdAt, updatedAt: createdAt, lastMessageAt: createdAt }
  }
}

const refuse = (what: string) => failure(400, 'VALIDATION_INVALID_BODY', what)
const isText = (value: unknown, most: number) => typeof value === 'string' && value.length > 0 && value.length <= most
const textOf = (value: unknown) => (typeof value === 'string' ? value : null)
