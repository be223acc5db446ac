// Reads the questions of conversations: each customer message that was answered, with how well.
import type { AnswerSignals } from '../../shared/improve'
import type { ReadableDatabase, Value } from '../database/open'
import { questionWords } from './question-vectors'

export interface AskedQuestion extends AnswerSignals {
  /** Of the customer's message. */
  readonly id: number
  readonly conversation: number
  readonly agent: number
  readonly topic: string | null
  /** When it was asked, else when the conversation began. */
  readonly at: number | null
  readonly words: readonly string[]
  /** Of its worst answer: thumbs down first, then the least sure. */
  readonly answer: number
  /** Answers up to the next question. */
  readonly answers: number
}

const BITS = 2 ** 20

interface ConversationHead {
  readonly agent: number
  readonly topic: string | null
  readonly at: number | null
}

type Questions = [conversation: number, questions: readonly AskedQuestion[]]

/**
 * The questions of these conversations with what is known of their answers; for each conversation that is there and no test. Notes in
 * `changedAt` when an import wrote each last.
 */
export function readQuestions(
  database: ReadableDatabase,
  ids: readonly number[],
  changedAt: Map<number, number>
): Questions[] {
  const heads = readHeads(database, ids, changedAt)
  const found = new Map<number, AskedQuestion[]>([...heads.keys()].map((id) => [id, []]))
  for (const { first, last } of runs([...heads.keys()])) {
    let open: OpenQuestion | null = null
    const close = () => {
      if (open !== null && open.answers > 0) found.get(open.conversation)?.push(closed(open))
    }
    for (const row of database.prepare(MESSAGES).columns(BigInt(first) << 20n, BigInt(last + 1) << 20n)) {
      const id = Number(row[0])
      const conversation = Math.floor(id / BITS)
      if (row[1] === 'customer') {
        close()
        const head = heads.get(conversation)
        open = head ? begin(id, conversation, head, row) : null
      } else if (open?.conversation === conversation) addAnswer(open, id, row)
    }
    close()
  }
  return [...found]
}

const MESSAGES = `SELECT id, role, CASE role WHEN 'customer' THEN text END, sent_at, confidence, thumb, citation_count
  FROM message WHERE id > ? AND id < ? AND role IN ('customer', 'agent') ORDER BY id`

/** Conversations that are there and no tests; remembers when each was written last. */
function readHeads(
  database: ReadableDatabase,
  ids: readonly number[],
  changedAt: Map<number, number>
): Map<number, ConversationHead> {
  const heads = new Map<number, ConversationHead>()
  for (const [id, agent, topic, at, changed, isTest] of database
    .prepare(
      `SELECT id, agent_id, topic, started_at, changed_at, is_test FROM conversation
       WHERE id IN (SELECT value FROM json_each(?))`
    )
    .columns(JSON.stringify(ids))) {
    changedAt.set(Number(id), Number(changed))
    if (isTest !== 0) continue
    heads.set(Number(id), {
      agent: Number(agent),
      topic: typeof topic === 'string' ? topic : null,
      at: typeof at === 'number' ? at : null
    })
  }
  return heads
}

/** Ids as runs without holes: one range of messages is read for each. */
function runs(ids: readonly number[]): { first: number; last: number }[] {
  const found: { first: number; last: number }[] = []
  for (const id of ids.toSorted((a, b) => a - b)) {
    const run = found.at(-1)
    if (run && id === run.last + 1) run.last = id
    else found.push({ first: id, last: id })
  }
  return found
}

interface OpenQuestion {
  readonly id: number
  readonly conversation: number
  readonly head: ConversationHead
  readonly at: number | null
  readonly text: string
  worst: AnswerSignals
  answer: number
  answers: number
}

const NO_ANSWER: AnswerSignals = { confidence: null, isDown: false, isUp: false, isCited: null }

function begin(id: number, conversation: number, head: ConversationHead, row: readonly Value[]): OpenQuestion {
  const at = typeof row[3] === 'number' ? row[3] : head.at
  return { id, conversation, head, at, text: String(row[2] ?? ''), worst: NO_ANSWER, answer: 0, answers: 0 }
}

/** The worst of several answers is what the question is remembered by. */
function addAnswer(open: OpenQuestion, id: number, row: readonly Value[]): void {
  const answer: AnswerSignals = {
    confidence: typeof row[4] === 'number' ? row[4] : null,
    isDown: row[5] === -1,
    isUp: row[5] === 1,
    isCited: typeof row[6] === 'number' ? row[6] > 0 : null
  }
  const { worst } = open
  const isWorse =
    open.answers === 0 ||
    (answer.isDown && !worst.isDown) ||
    (answer.isDown === worst.isDown && (answer.confidence ?? 1) < (worst.confidence ?? 1))
  if (isWorse) {
    open.worst = answer
    open.answer = id
  }
  open.answers++
}

function closed({ id, conversation, head, at, text, worst, answer, answers }: OpenQuestion): AskedQuestion {
  const { confidence, isDown, isUp, isCited } = worst
  const { agent, topic } = head
  const words = questionWords(text)
  return { id, conversation, agent, topic, at, words, answer, answers, confidence, isDown, isUp, isCited }
}
