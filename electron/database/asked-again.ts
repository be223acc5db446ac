// The rows of questions that were put to an agent again, and the answer of then that they are compared with.
import type {
  AskedAbout,
  AskedAgain,
  AskedSummary,
  AskOutcome,
  AskSubject,
  ComparedAnswer
} from '../../shared/ask-again'
import type { Citation } from '../../shared/domain'
import { MESSAGE_ID_STEP } from './messages'
import type { ReadableDatabase, WritableDatabase } from './open'
import { remotePair } from './outbox'

export interface NewAsking {
  readonly about: AskSubject
  readonly agent: string
  readonly question: string
  readonly before: ComparedAnswer | null
  /** Kept while nothing better is known. */
  readonly words: string
}

/** Made before the question goes out. Answers its id. */
export function addAsking(database: WritableDatabase, asking: NewAsking, now: number): number {
  const { about, agent, question, before, words } = asking
  return database
    .prepare(
      `INSERT INTO asked_again (qa_pair_id, conversation_id, message_key, agent, question, before, words, asked_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
    )
    .run(
      ...[about.pairId, about.conversationId, about.messageKey, agent, question],
      ...[before === null ? null : JSON.stringify(before), words, now]
    ).lastInsertRowid
}

export interface AskingEnd {
  readonly outcome: AskOutcome
  readonly now?: ComparedAnswer
  readonly credits?: number | null
  readonly remoteId?: string | null
  readonly words?: string | null
  readonly requestId?: string | null
}

export function endAsking(database: WritableDatabase, id: number, end: AskingEnd): void {
  const { outcome, now, credits = null, remoteId = null, words = null, requestId = null } = end
  database
    .prepare(
      'UPDATE asked_again SET outcome = ?, now = ?, credits = ?, remote_id = ?, words = ?, request_id = ? WHERE id = ?'
    )
    .run(outcome, now ? JSON.stringify(now) : null, credits, remoteId, words, requestId, id)
}

/** A question that surely was not put leaves nothing. */
export function removeAsking(database: WritableDatabase, id: number): void {
  database.prepare('DELETE FROM asked_again WHERE id = ?').run(id)
}

/** What was asked about a pair, or about the answer it corrects. */
export function askedAbout(database: ReadableDatabase, about: AskSubject): AskedAbout {
  const { pairId, conversationId, messageKey } = about
  const asked = database
    .prepare(
      `SELECT id, question, agent, asked_at AS askedAt, outcome, before, now, credits, words, request_id AS requestId, verdict,
         judged_by AS judgedBy
       FROM asked_again WHERE qa_pair_id = ? OR (conversation_id = ? AND message_key IS ?) ORDER BY id DESC LIMIT 200`
    )
    .all<AskedRow>(pairId, conversationId, messageKey)
    .map(({ before, now, ...row }) => ({ ...row, before: parsed(before), now: parsed(now) }))
  const remote = pairId === null ? undefined : remotePair(database, pairId)
  return { asked, sentTo: remote ? { connectionId: remote.connectionId, agentId: remote.agentId } : null }
}

interface AskedRow extends Omit<AskedAgain, 'before' | 'now'> {
  readonly before: string | null
  readonly now: string | null
}

const parsed = (json: string | null): ComparedAnswer | null => (json === null ? null : JSON.parse(json))

export function askedSummaries(database: ReadableDatabase): AskedSummary[] {
  return database
    .prepare(
      `SELECT qa_pair_id AS pairId, count(*) AS asked, count(CASE WHEN verdict = 'fixed' THEN 1 END) AS fixed,
         count(CASE WHEN verdict = 'not fixed' THEN 1 END) AS notFixed
       FROM asked_again WHERE qa_pair_id IS NOT NULL GROUP BY qa_pair_id`
    )
    .all()
}

/** The answer of then: the message where it is still here, else the words the pair replaces; null: there was none. */
export function answerBefore(database: ReadableDatabase, about: AskSubject): ComparedAnswer | null {
  const { conversationId, messageKey, pairId } = about
  if (conversationId !== null && messageKey !== null) {
    const base = conversationId * MESSAGE_ID_STEP
    const message = database
      .prepare('SELECT id, text, confidence, citation_count AS n FROM message WHERE id > ? AND id < ? AND key = ?')
      .get<{ id: number; text: string; confidence: number | null; n: number | null }>(
        ...[base, base + MESSAGE_ID_STEP, messageKey]
      )
    if (message) {
      const citations = database
        .prepare('SELECT title, url, excerpt, score FROM citation WHERE message_id = ? ORDER BY position')
        .all<Citation & Record<string, string | number | null>>(message.id)
      return { text: message.text, confidence: message.confidence, citations: message.n === null ? null : citations }
    }
  }
  const replaced = database
    .prepare('SELECT replaces FROM qa_pair WHERE id = ?')
    .get<{ replaces: string | null }>(pairId)?.replaces
  return replaced == null ? null : { text: replaced, confidence: null, citations: null }
}
