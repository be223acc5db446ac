// AnythingLLM's own database (anythingllm.db): chats in workspaces and their threads, and chats of embedded widgets.

import { text } from '../../ingest/json-values'
import { anythingllmRow } from './anythingllm'
import { type SqliteQuery, sqliteAdapter, utc } from './sqlite-adapter'

const CHAT = [
  'id',
  'workspaceId',
  'prompt',
  'response',
  'include',
  'user_id',
  'thread_id',
  'createdAt',
  'feedbackScore'
]

const workspaceChats: SqliteQuery = {
  needs: {
    workspace_chats: CHAT,
    workspaces: ['id', 'name'],
    users: ['id', 'username'],
    workspace_threads: ['id', 'name']
  },
  sql: `SELECT c.*, w.name AS workspaceName, u.username AS username, t.name AS threadName
    FROM workspace_chats c LEFT JOIN workspaces w ON w.id = c.workspaceId LEFT JOIN users u ON u.id = c.user_id
    LEFT JOIN workspace_threads t ON t.id = c.thread_id ORDER BY c.workspaceId, c.thread_id, c.id`,
  rowsAreMessages: true,
  read: (row) => {
    const read = anythingllmRow({ ...row, createdAt: utc(row['createdAt']) })
    return typeof read === 'string' ? read : { ...read, title: text(row['threadName']) }
  }
}

const embedChats: SqliteQuery = {
  needs: {
    embed_chats: ['id', 'prompt', 'response', 'session_id', 'include', 'embed_id', 'createdAt'],
    embed_configs: ['id', 'workspace_id'],
    workspaces: ['id', 'name']
  },
  sql: `SELECT c.*, w.id AS workspaceId, w.name AS workspaceName, c.session_id AS api_session_id
    FROM embed_chats c LEFT JOIN embed_configs e ON e.id = c.embed_id LEFT JOIN workspaces w ON w.id = e.workspace_id
    ORDER BY c.session_id, c.id`,
  rowsAreMessages: true,
  read: (row) => {
    const read = anythingllmRow({ ...row, createdAt: utc(row['createdAt']) })
    return typeof read === 'string' ? read : { ...read, channel: 'embed' }
  }
}

export const sqliteAnythingllm = sqliteAdapter({
  id: 'sqlite-anythingllm',
  label: 'AnythingLLM database (SQLite)',
  reason: 'The database has the table workspace_chats of AnythingLLM.',
  queries: [[workspaceChats], [embedChats]]
})
