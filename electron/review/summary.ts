// What a review set found: how many of what verdict, with intervals, weighted back to the population when it was sampled.
import type { ReviewSummary, ValueShare } from '../../shared/review-set'
import { weightedShare } from '../../shared/wilson'
import type { ReadableDatabase } from '../database/open'
import { listReviewSets } from './review-sets'
import { readScorecard } from './scorecards'

interface JudgedItem {
  readonly conversationId: number
  readonly weight: number
  readonly criterion: string
  readonly value: string | null
}

/**
 * Counts conversations, not messages: a conversation has the value when any of its verdicts by anyone in this set has it. The
 * share of a value is among the decided conversations that were judged by that criterion at all and not "not applicable".
 */
export function summarize(database: ReadableDatabase, reviewSet: number): ReviewSummary | null {
  const set = listReviewSets(database).find((s) => s.id === reviewSet)
  if (!set) return null
  const judged = database
    .prepare(
      `SELECT DISTINCT review_item.conversation_id AS conversationId, weight, criterion, value
       FROM review_item JOIN verdict ON verdict.conversation_id = review_item.conversation_id AND verdict.review_set_id = review_item.review_set_id
       WHERE review_item.review_set_id = ? AND review_item.state <> 'open'`
    )
    .all<JudgedItem>(reviewSet)
  const conversations: Record<string, number[]> = {}
  const items = database
    .prepare('SELECT state, conversation_id AS id FROM review_item WHERE review_set_id = ? ORDER BY position')
    .all<{ state: string; id: number }>(reviewSet)
  for (const { state, id } of items) {
    const others = conversations[state]
    if (others) others.push(id)
    else conversations[state] = [id]
  }
  const drafted = database
    .prepare(
      `SELECT qa_pair.conversation_id AS id FROM qa_pair JOIN review_item ON review_item.conversation_id = qa_pair.conversation_id
       WHERE review_set_id = ? AND qa_pair.created_at >= ?`
    )
    .all<{ id: number }>(reviewSet, set.createdAt)
  const criteria = readScorecard(database, set.scorecardId)?.criteria ?? []
  return {
    set,
    states: Object.fromEntries(Object.entries(conversations).map(([state, ids]) => [state, ids.length])),
    conversations,
    criteria: criteria
      .filter((criterion) => criterion.kind !== 'text')
      .map((criterion) => ({
        key: criterion.key,
        label: criterion.label,
        values: valueShares(judged.filter((item) => item.criterion === criterion.key))
      })),
    newIssues: count(
      database,
      `SELECT count(DISTINCT issue.id) AS n FROM issue JOIN issue_conversation ON issue_id = issue.id
       JOIN review_item ON review_item.conversation_id = issue_conversation.conversation_id
       WHERE review_set_id = ? AND issue.created_at >= ?`,
      [reviewSet, set.createdAt]
    ),
    drafts: drafted.length,
    draftConversations: [...new Set(drafted.map(({ id }) => id))]
  }
}

/** Most frequent first. */
function valueShares(items: readonly JudgedItem[]): ValueShare[] {
  const weights = new Map<number, number>()
  const values = new Map<string, Set<number>>()
  for (const item of items) {
    if (item.value === null) continue
    weights.set(item.conversationId, item.weight)
    const holders = values.get(item.value)
    if (holders) holders.add(item.conversationId)
    else values.set(item.value, new Set([item.conversationId]))
  }
  return [...values]
    .map(([value, holders]) => ({
      value,
      conversations: [...holders],
      ...weightedShare([...weights].map(([id, weight]) => ({ hit: holders.has(id), weight })))
    }))
    .sort((a, b) => b.conversations.length - a.conversations.length)
}

function count(database: ReadableDatabase, sql: string, values: readonly number[]): number {
  return database.prepare(sql).get<{ n: number }>(...values)?.n ?? 0
}
