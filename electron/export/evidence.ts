// The evidence of a review, to stand before its conversations: what was asked, how it was sampled, the numbers with their intervals,
// and what was found wrong in the words that were said.
import { type Criterion, isGoodValue } from '../../shared/review'
import type { ReviewSummary } from '../../shared/review-set'
import type { AnnotationRow } from '../database/annotation-tables'
import type { FullConversation } from '../database/full-conversations'
import type { ReadableDatabase } from '../database/open'
import { readScorecard } from '../review/scorecards'
import { summarize } from '../review/summary'

/** A judgement that was not good, with what it is about. */
export interface Finding {
  /** Id of the conversation at its source. */
  readonly conversation: string
  readonly criterion: string
  readonly value: string
  readonly comment: string | null
  readonly reviewer: string
  /** The message that was judged; of the whole conversation, how it began. */
  readonly quote: string
}

export interface Evidence {
  readonly name: string
  readonly queryWords: string
  readonly population: number
  /** Size, seed and strata as they were drawn; null when everything is reviewed. */
  readonly sample: string | null
  readonly scorecard: string
  readonly createdAt: number
  readonly states: ReviewSummary['states']
  readonly criteria: ReviewSummary['criteria']
  readonly findings: readonly Finding[]
  readonly issues: readonly { readonly title: string; readonly conversations: number }[]
}

/** Findings beyond this many are in the conversations below; a report that nobody reads to its end proves nothing. */
const MOST_FINDINGS = 200

/** Ids of a review set's conversations in the order of its queue. */
export function reviewedIds(database: ReadableDatabase, reviewSet: number): number[] {
  return database
    .prepare('SELECT conversation_id AS id FROM review_item WHERE review_set_id = ? ORDER BY position')
    .all<{ id: number }>(reviewSet)
    .map(({ id }) => id)
}

/** `read`: conversations as the export will write them, so that quotes are redacted where it is. Null: there is no such set. */
export function readEvidence(
  database: ReadableDatabase,
  reviewSet: number,
  read: (ids: readonly number[]) => readonly FullConversation[]
): Evidence | null {
  const summary = summarize(database, reviewSet)
  if (!summary) return null
  const { set, states, criteria } = summary
  const card = readScorecard(database, set.scorecardId)
  const judged = database
    .prepare(
      `SELECT DISTINCT i.conversation_id AS id FROM review_item i JOIN verdict v ON v.conversation_id = i.conversation_id
         AND v.review_set_id = i.review_set_id WHERE i.review_set_id = ? ORDER BY i.position LIMIT ?`
    )
    .all<{ id: number }>(reviewSet, MOST_FINDINGS * 10)
    .map(({ id }) => id)
  const findings: Finding[] = []
  for (let start = 0; start < judged.length && findings.length < MOST_FINDINGS; start += 100)
    for (const conversation of read(judged.slice(start, start + 100)))
      findings.push(...findingsOf(conversation, set.name, card?.criteria ?? []))
  return {
    name: set.name,
    queryWords: set.queryWords,
    population: set.population,
    sample: set.sample,
    scorecard: card ? `${card.name}, version ${card.version}` : '',
    createdAt: set.createdAt,
    states,
    criteria,
    findings: findings.slice(0, MOST_FINDINGS),
    issues: issuesOf(database, reviewSet)
  }
}

function findingsOf(
  { record, preview, annotations }: FullConversation,
  setName: string,
  criteria: readonly Criterion[]
): Finding[] {
  return annotations.verdicts.flatMap((verdict) => {
    const criterion = criteria.find(({ key }) => key === verdict['criterion'])
    const { value, messageKey } = verdict
    const isOfSet = nameOf(verdict['reviewSet']) === setName
    if (!criterion || !isOfSet || typeof value !== 'string' || isGoodValue(criterion, value)) return []
    const judged = record.messages.find(({ key }) => key === messageKey)
    return [
      {
        conversation: record.externalId,
        criterion: criterion.label,
        value,
        comment: typeof verdict['comment'] === 'string' ? verdict['comment'] : null,
        reviewer: String(verdict['reviewer'] ?? ''),
        quote: judged?.text ?? preview
      }
    ]
  })
}

function nameOf(set: AnnotationRow[string] | undefined): string | null {
  return typeof set === 'object' && set !== null && 'name' in set ? String(Reflect.get(set, 'name')) : null
}

function issuesOf(database: ReadableDatabase, reviewSet: number) {
  return database
    .prepare(
      `SELECT issue.title, count(DISTINCT i.conversation_id) AS conversations FROM review_item i
       JOIN issue_conversation x ON x.conversation_id = i.conversation_id JOIN issue ON issue.id = x.issue_id
       WHERE i.review_set_id = ? GROUP BY issue.id ORDER BY conversations DESC, issue.id`
    )
    .all<{ title: string; conversations: number }>(reviewSet)
}
