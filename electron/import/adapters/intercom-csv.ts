// Intercom conversations as CSV with one row per message (the columns that Intercom's data export and its resellers use): bodies are
// HTML, times are UTC without saying so, the author of a row is the customer or a teammate.
import type { Cells } from '../mapping-rows'
import { tableAdapter } from './table-adapter'

const MARKS = ['conversation_id', 'message_id', 'message_body', 'message_author_type', 'message_created_at']
const AUTHOR = ['message_author_user_id', 'message_author_name', 'message_author_email'] as const
const TIMES = ['message_created_at', 'conversation_created_at', 'conversation_closed_at'] as const
const CUSTOMERS: ReadonlySet<string | undefined> = new Set(['user', 'lead', 'contact', 'visitor'])

export const intercomCsv = tableAdapter({
  id: 'intercom-csv',
  label: 'Intercom messages (CSV)',
  certainty: 0.96,
  reason: 'The columns are those of an Intercom export with one row per message. Its times are UTC.',
  matches: (header) => MARKS.every((name) => header.includes(name)),
  mapping: {
    rows: 'message',
    timeZone: 'UTC',
    columns: {
      message_id: 'message.id',
      message_body: 'message.text',
      message_author_type: 'message.role',
      message_author_user_id: 'customer.id',
      message_author_name: 'customer.name',
      message_author_email: 'customer.email',
      message_created_at: 'message.sentAt',
      conversation_id: 'conversation.id',
      conversation_state: 'conversation.status',
      conversation_created_at: 'conversation.startedAt',
      conversation_closed_at: 'conversation.updatedAt',
      app_name: 'agent'
    }
  },
  touches: {
    cells: readable,
    message: (message, cells) => ({ ...message, author: cells['message_author_name'] || null, format: 'html' })
  }
})

/** The author of a row is the customer only where the customer wrote it; times are said to be UTC. */
function readable(cells: Cells): Cells {
  const changed: Record<string, string> = { ...cells }
  for (const name of TIMES) changed[name] = (changed[name] ?? '').replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/, '$1Z')
  if (!CUSTOMERS.has(cells['message_author_type'])) for (const name of AUTHOR) changed[name] = ''
  return changed
}
