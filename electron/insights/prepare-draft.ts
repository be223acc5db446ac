// What the editor of a Q&A pair starts from: the questions people asked without their personal data, the weak answer, its sources.

import type { Citation } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import { type DraftOrigin, MAX_ASKED, type PreparedDraft, type QaState } from '../../shared/improve'
import { findPersonalData } from '../../shared/personal-data'
import type { ReadableDatabase } from '../database/open'
import type { Contradictions } from './contradictions'
import { questionWords } from './question-vectors'
import type { AskedQuestion } from './read-questions'
import { type Suggestions, textOf } from './suggestions'

/** Variants a new draft begins with. */
const VARIANTS = 6
const BITS = 2 ** 20

/** Throws `not-found` where the conversation or message is gone, `result-set-expired` for an old list of suggestions. */
export function prepareDraft(
  database: ReadableDatabase,
  origin: DraftOrigin,
  { suggestions, contradictions }: { readonly suggestions: Suggestions; readonly contradictions: Contradictions }
): PreparedDraft {
  switch (origin.kind) {
    case 'nothing':
      return { draft: EMPTY, citations: [], citationsKnown: false, existing: [] }
    case 'message':
      return fromAnswer(database, answerOf(database, origin.conversationId, origin.messageKey), null)
    case 'conversation':
      return fromAnswer(database, worstAnswer(database, origin.conversationId), null)
    case 'issue': {
      const [first, ...others] = database
        .prepare(
          `SELECT conversation_id AS conversation, message_key AS message FROM issue_conversation
           WHERE issue_id = ? ORDER BY conversation_id DESC LIMIT ?`
        )
        .all<{ conversation: number; message: string | null }>(origin.issueId, VARIANTS)
      if (!first) throw new AppError('not-found', 'This issue has no conversation to take questions from.')
      const answer = (of: { conversation: number; message: string | null }) =>
        of.message === null ? worstAnswer(database, of.conversation) : answerOf(database, of.conversation, of.message)
      const questions = [first, ...others].flatMap((one) => {
        const question = questionBefore(database, answer(one).id)
        return question === null ? [] : [strippedQuestion(database, question.text, question.id)]
      })
      return fromAnswer(database, answer(first), questions)
    }
    case 'suggestion': {
      const { members } = suggestions.group(origin.list, origin.key)
      const worst = members.reduce((a, b) => (score(b) < score(a) ? b : a))
      return fromGroup(database, members, worst)
    }
    case 'contradiction': {
      const { values } = contradictions.get(origin.list, origin.key)
      const members = values.flatMap(({ answers }) => answers.map(({ question }) => question))
      return fromGroup(
        database,
        members,
        members.reduce((a, b) => ((b.at ?? 0) > (a.at ?? 0) ? b : a))
      )
    }
  }
}

/** `from`: the question whose answer is corrected. */
function fromGroup(database: ReadableDatabase, members: readonly AskedQuestion[], from: AskedQuestion): PreparedDraft {
  const row = database.prepare('SELECT key FROM message WHERE id = ?').get<{ key: string }>(from.answer)
  if (!row) throw new AppError('not-found', 'This conversation is no longer in the workspace.')
  const wordings = wordingsOf(database, members)
  const prepared = fromAnswer(database, { id: from.answer, key: row.key }, wordings.slice(0, 4 * VARIANTS))
  return { ...prepared, draft: { ...prepared.draft, asked: distinct(wordings).slice(0, MAX_ASKED) } }
}

const EMPTY = {
  name: '',
  questions: [''],
  asked: [],
  answer: '',
  isPinned: false,
  agentId: null,
  conversationId: null,
  messageKey: null,
  replaces: null
}

/** Thumbs down first, then the least sure, then the newest. */
const score = (q: AskedQuestion) => (q.isDown ? -1 : (q.confidence ?? 0.5)) - (q.at ?? 0) / 1e15

interface AnswerRow {
  readonly id: number
  readonly key: string
}

function fromAnswer(database: ReadableDatabase, answer: AnswerRow, variants: readonly string[] | null): PreparedDraft {
  const conversationId = Math.floor(answer.id / BITS)
  const question = questionBefore(database, answer.id)
  const questions = variants ?? (question ? [strippedQuestion(database, question.text, question.id)] : [])
  const head = database
    .prepare('SELECT agent_id AS agent, topic FROM conversation WHERE id = ?')
    .get<{ agent: number; topic: string | null }>(conversationId)
  const cited = database
    .prepare('SELECT citation_count AS n FROM message WHERE id = ?')
    .get<{ n: number | null }>(answer.id)
  const first = questions[0] ?? ''
  return {
    draft: {
      ...EMPTY,
      name: [head?.topic, first].filter(Boolean).join(': ').slice(0, 120),
      questions: distinct(questions).slice(0, VARIANTS),
      agentId: head?.agent ?? null,
      conversationId,
      messageKey: answer.key,
      replaces: textOf(database, answer.id)
    },
    citations: database
      .prepare('SELECT title, url, excerpt, score FROM citation WHERE message_id = ? ORDER BY position')
      .all<Citation>(answer.id),
    citationsKnown: cited?.n != null,
    existing: database
      .prepare('SELECT id, name, state FROM qa_pair WHERE conversation_id = ? AND message_key = ? ORDER BY id')
      .all<{ id: number; name: string; state: QaState }>(conversationId, answer.key)
  }
}

/** The questions of a group that differ most in words: each the most frequent of those that say the same. */
function wordingsOf(database: ReadableDatabase, members: readonly AskedQuestion[]): string[] {
  const byWords = new Map<string, { readonly question: AskedQuestion; n: number }>()
  for (const question of members) {
    const key = question.words.join(' ')
    const found = byWords.get(key)
    if (found) found.n++
    else byWords.set(key, { question, n: 1 })
  }
  return [...byWords.values()]
    .sort((a, b) => b.n - a.n || a.question.id - b.question.id)
    .slice(0, 2 * MAX_ASKED)
    .map(({ question }) => strippedQuestion(database, textOf(database, question.id), question.id))
}

function distinct(questions: readonly string[]): string[] {
  const seen = new Set<string>()
  return questions.filter((question) => {
    const key = questionWords(question).join(' ')
    if (question === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Longest question taken over: what is behind it is a story, not a question. */
const LONGEST = 400

/** A customer's words without names, addresses and numbers that tell who they are. */
export function stripPersonalData(text: string, names: readonly string[]): string {
  const opening = text.slice(0, LONGEST)
  let plain = opening
  for (const span of findPersonalData(opening, { names }).toReversed()) {
    // Inside a sentence a mark stays where something stood; at its end nothing is missed.
    const rest = plain.slice(span.end)
    const isInside = /^\s+[\p{L}\p{N}]/u.test(rest) && /[\p{L}\p{N}]\s*$/u.test(plain.slice(0, span.start))
    plain = `${plain.slice(0, span.start)}${isInside ? '…' : ''}${rest}`
  }
  return plain
    .replace(/\s+/g, ' ')
    .replace(/ ([,.;:!?])/g, '$1')
    .replace(/[,;:]+([.!?])/g, '$1')
    .replace(/^[\s,;:.]+|[\s,;:]+$/g, '')
    .trim()
}

function strippedQuestion(database: ReadableDatabase, text: string, message: number): string {
  const customer = database
    .prepare('SELECT customer FROM conversation WHERE id = ?')
    .get<{ customer: string | null }>(Math.floor(message / BITS))?.customer
  return stripPersonalData(text, customer ? [customer] : [])
}

function answerOf(database: ReadableDatabase, conversation: number, key: string): AnswerRow {
  const row = database
    .prepare('SELECT id, key FROM message WHERE id > ? << 20 AND id < (? + 1) << 20 AND key = ?')
    .get<AnswerRow>(BigInt(conversation), BigInt(conversation), key)
  if (!row) throw new AppError('not-found', 'This message is no longer in the workspace.')
  return row
}

/** Thumbs down first, then the least sure. */
function worstAnswer(database: ReadableDatabase, conversation: number): AnswerRow {
  const row = database
    .prepare(
      `SELECT id, key FROM message WHERE id > ? << 20 AND id < (? + 1) << 20 AND role = 'agent'
       ORDER BY thumb IS NOT -1, confidence IS NULL, confidence, id LIMIT 1`
    )
    .get<AnswerRow>(BigInt(conversation), BigInt(conversation))
  if (!row) throw new AppError('not-found', 'The agent gave no answer in this conversation.')
  return row
}

function questionBefore(database: ReadableDatabase, answer: number): { id: number; text: string } | null {
  return (
    database
      .prepare(`SELECT id, text FROM message WHERE id < ? AND id > ? AND role = 'customer' ORDER BY id DESC LIMIT 1`)
      .get<{ id: number; text: string }>(BigInt(answer), BigInt(Math.floor(answer / BITS) * BITS)) ?? null
  )
}
