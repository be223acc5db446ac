// What a workspace holds, in numbers: for the status bar, the Sources page and the command line's `info`.
import { statSync } from 'node:fs'
import path from 'node:path'
import type { WorkspaceInfo } from '../../shared/domain'
import type { ReadableDatabase } from '../database/open'

interface Group {
  readonly agent_id: number
  readonly source_id: number
  readonly conversations: number
  readonly messages: number
  readonly lastAt: number | null
}

/** Counts everything in one pass over an index; about 0.1 s at a million conversations. */
export function workspaceInfo(database: ReadableDatabase): WorkspaceInfo {
  const groups = database
    .prepare(
      `SELECT agent_id, source_id, count(*) AS conversations, total(message_count) AS messages, max(last_at) AS lastAt
       FROM conversation
       GROUP BY agent_id, source_id`
    )
    .all<Group>()
  const first = database.prepare('SELECT min(started_at) AS at FROM conversation').get<{ readonly at: number | null }>()
  const lastTimes = groups.map((group) => group.lastAt).filter((time) => time !== null)
  const version = database.prepare('PRAGMA user_version').get<{ readonly user_version: number }>()
  const sources = database
    .prepare('SELECT id, kind, name, format FROM source ORDER BY id')
    .all<{ readonly id: number; readonly kind: string; readonly name: string; readonly format: string }>()
    .map((source) => ({ ...source, conversations: conversations(groups.filter((g) => g.source_id === source.id)) }))
  const agents = database
    .prepare('SELECT id, name FROM agent ORDER BY name')
    .all<{ readonly id: number; readonly name: string }>()
  return {
    path: database.path,
    name: path.basename(database.path).replace(/\.[^.]+$/, ''),
    conversations: conversations(groups),
    messages: groups.reduce((sum, group) => sum + group.messages, 0),
    firstAt: first?.at ?? null,
    lastAt: lastTimes.length === 0 ? null : Math.max(...lastTimes),
    agents: agents.map((agent) => ({
      ...agent,
      conversations: conversations(groups.filter((g) => g.agent_id === agent.id))
    })),
    sources: sources.map(({ name, format, conversations }) => ({ name, format, conversations })),
    schemaVersion: version?.user_version ?? 0,
    fileSize: fileSize(database.path) + fileSize(`${database.path}-wal`),
    hasSample: sources.some((source) => source.kind === 'sample' && source.conversations > 0)
  }
}

function conversations(groups: readonly Group[]): number {
  return groups.reduce((sum, group) => sum + group.conversations, 0)
}

/** Bytes on the disk; 0 when the file is not there (the log file of a workspace at rest). */
function fileSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
