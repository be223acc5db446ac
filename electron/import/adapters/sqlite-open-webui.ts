// Open WebUI's own database (webui.db): one row a chat, with its tree of messages as JSON.
import { text } from '../../ingest/json-values'
import { openWebuiChat } from './open-webui'
import { type SqliteQuery, sqliteAdapter } from './sqlite-adapter'

const CHAT = ['id', 'user_id', 'title', 'chat', 'created_at', 'updated_at']

const chats = (user: boolean): SqliteQuery => ({
  needs: { chat: CHAT, ...(user ? { user: ['id', 'name', 'email'] } : {}) },
  sql: user
    ? 'SELECT c.*, u.name AS userName, u.email AS userEmail FROM chat c LEFT JOIN user u ON u.id = c.user_id ORDER BY c.created_at'
    : 'SELECT * FROM chat ORDER BY created_at',
  rowsAreMessages: false,
  read: (row) => {
    const read = openWebuiChat(row)
    if (read === null || typeof read === 'string') return read
    return { ...read, customer: { ...read.customer, name: text(row['userName']), email: text(row['userEmail']) } }
  }
})

export const sqliteOpenWebui = sqliteAdapter({
  id: 'sqlite-open-webui',
  label: 'Open WebUI database (SQLite)',
  reason: 'The database has the table chat of Open WebUI.',
  queries: [[chats(true), chats(false)]]
})
