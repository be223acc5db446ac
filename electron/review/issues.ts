// Issues: findings with a title that collect conversations.
import type { Act, Issue } from '../../shared/review'
import type { ReadableDatabase } from '../database/open'
import type { Actor } from './acts'
import type { Recorder } from './changes'

/** Returns the issue's id. */
export function openIssue(record: Recorder, act: Extract<Act, { kind: 'open-issue' }>, actor: Actor): number {
  const issue = record.insert('issue', {
    title: act.title,
    body: act.body,
    state: 'open',
    created_at: actor.now,
    updated_at: actor.now
  })
  for (const conversation of act.conversations) attach(record, issue, conversation, null, actor)
  return issue
}

export function editIssue(record: Recorder, act: Extract<Act, { kind: 'edit-issue' }>, actor: Actor): null {
  const changed = record.update('issue', [act.issue], { title: act.title, body: act.body, state: act.state })
  if (changed) record.update('issue', [act.issue], { updated_at: actor.now })
  return null
}

export function attachIssue(
  database: ReadableDatabase,
  record: Recorder,
  act: Extract<Act, { kind: 'attach-issue' }>,
  actor: Actor
): null {
  for (const conversation of act.conversations) {
    if (!isAttached(database, act.issue, conversation)) attach(record, act.issue, conversation, act.messageKey, actor)
  }
  return null
}

export function detachIssue(
  database: ReadableDatabase,
  record: Recorder,
  act: Extract<Act, { kind: 'detach-issue' }>
): null {
  for (const conversation of act.conversations) {
    if (isAttached(database, act.issue, conversation)) record.remove('issue_conversation', [act.issue, conversation])
  }
  return null
}

/** Open ones first, newest first. */
export function listIssues(database: ReadableDatabase): Issue[] {
  return database
    .prepare(
      `SELECT id, title, body, state, created_at AS createdAt,
         (SELECT count(*) FROM issue_conversation WHERE issue_id = issue.id) AS conversations
       FROM issue ORDER BY state = 'resolved', id DESC`
    )
    .all<Issue>()
}

function attach(record: Recorder, issue: number, conversation: number, messageKey: string | null, actor: Actor): void {
  record.insert('issue_conversation', {
    issue_id: issue,
    conversation_id: conversation,
    message_key: messageKey,
    created_at: actor.now
  })
}

function isAttached(database: ReadableDatabase, issue: number, conversation: number): boolean {
  return (
    database
      .prepare('SELECT 1 AS yes FROM issue_conversation WHERE issue_id = ? AND conversation_id = ?')
      .get(issue, conversation) !== undefined
  )
}
