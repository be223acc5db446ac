// Flowise's own database (database.sqlite): messages, their feedback, and the leads that customers left.
import { flowiseRow } from '../../ingest/flowise-record'
import { type SqliteQuery, sqliteAdapter, utc } from './sqlite-adapter'

const MESSAGE = ['id', 'role', 'chatflowid', 'content', 'chatId', 'createdDate']
const FEEDBACK = ['messageId', 'rating', 'content']

const messages = (lead: boolean): SqliteQuery => ({
  needs: {
    chat_message: MESSAGE,
    chat_message_feedback: FEEDBACK,
    ...(lead ? { lead: ['chatId', 'name', 'email', 'phone'] } : {})
  },
  // Of several ratings of a message the last one counts.
  sql: `SELECT m.*, f.rating AS feedbackRating, f.content AS feedbackContent
      ${lead ? ', l.name AS leadName, l.email AS leadEmailGiven, l.phone AS leadPhone' : ''}
    FROM chat_message m
    LEFT JOIN chat_message_feedback f ON f.rowid = (SELECT max(rowid) FROM chat_message_feedback WHERE messageId = m.id)
    ${lead ? 'LEFT JOIN lead l ON l.rowid = (SELECT max(rowid) FROM lead WHERE chatId = m.chatId)' : ''}
    ORDER BY m.chatId, m.createdDate, m.rowid`,
  rowsAreMessages: true,
  read: (row) =>
    flowiseRow({
      ...row,
      createdDate: utc(row['createdDate']),
      leadEmail: row['leadEmail'] ?? row['leadEmailGiven'],
      feedback:
        row['feedbackRating'] == null ? undefined : { rating: row['feedbackRating'], content: row['feedbackContent'] }
    })
})

export const sqliteFlowise = sqliteAdapter({
  id: 'sqlite-flowise',
  label: 'Flowise database (SQLite)',
  reason: 'The database has the tables chat_message and chat_message_feedback of Flowise.',
  queries: [[messages(true), messages(false)]]
})
