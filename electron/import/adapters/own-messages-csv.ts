// The app's own CSV exports of messages: their columns are known by heart, whichever were chosen.
import { MESSAGE_COLUMNS } from '../../../shared/export-columns'
import { tableAdapter } from './table-adapter'

/** Without these a row is no message of a conversation. */
const NEEDED = ['Conversation ID', 'Role', 'Text'] as const
/** At least one that no other program calls so, beside the needed ones. */
const OWN_MARKS: ReadonlySet<string> = new Set(['Position', 'Feedback comment', 'Customer e-mail'])

const targets = Object.fromEntries(MESSAGE_COLUMNS.map(({ name, target }) => [name, target]))

export const ownMessagesCsv = tableAdapter({
  id: 'own-messages-csv',
  label: 'Chatlog Desk export (CSV, one row per message)',
  certainty: 1,
  reason: 'It has the columns of this app’s own export.',
  matches: (header) =>
    NEEDED.every((name) => header.includes(name)) &&
    header.every((name) => Object.hasOwn(targets, name)) &&
    header.some((name) => OWN_MARKS.has(name)),
  mapping: {
    rows: 'message',
    columns: targets,
    timeZone: 'UTC',
    scoreScale: 1,
    roles: { customer: 'customer', agent: 'agent', human: 'human', system: 'system' }
  },
  touches: {
    message: (message, cells) => ({
      ...message,
      // As written: nothing is taken for HTML, and a blank cell of citations says that the source told of none.
      text: cells['Text'] ?? '',
      format: message.role === 'agent' ? 'markdown' : 'text',
      citations: (cells['Citations'] ?? '') === '' ? undefined : message.citations
    })
  }
})
