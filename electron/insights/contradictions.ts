// Same question, different answers: groups near-identical questions, reads their answers, and finds values that contradict each other.
import { randomUUID } from 'node:crypto'
import type { Contradiction, ContradictionList } from '../../shared/answers'
import { AppError } from '../../shared/errors'
import type { ReadableDatabase } from '../database/open'
import type { AskedStore } from './asked-questions'
import { type Conflict, conflictsOf, type GivenAnswer } from './contradicting-values'
import { groupQuestions, type Question } from './group-questions'
import { createPause, type Pause } from './pause'
import type { AskedQuestion } from './read-questions'
import { numbersAsked, statedValues } from './stated-values'
import { oneLine, type SuggestionCall, textOf } from './suggestions'

/** Cosine from which two questions are the same question in other words. */
export const SAME_QUESTION = 0.8
/** Contradictions sent to the window. */
const SHOWN = 1_000
/** Lists kept: of other agents, and the one before while a click on it is on its way. */
const KEPT = 4

export interface ContradictionRequest {
  /** Only this agent; null for all. */
  readonly agentId: number | null
}

/** A question with one of its answers and what they state. */
export interface AskedAndAnswered extends GivenAnswer {
  readonly question: AskedQuestion
}

export interface FoundContradiction extends Conflict<AskedAndAnswered> {
  readonly contradiction: Contradiction
}

export interface Contradictions {
  /** The list as it was computed last for this request; null: never, or no longer kept. */
  list(request: ContradictionRequest): ContradictionList | null
  compute(request: ContradictionRequest, call: SuggestionCall): Promise<ContradictionList>
  /** Throws `result-set-expired`. */
  get(list: string, key: string): FoundContradiction
  /** Conversations that got a value, by its place; null: any of them. */
  conversations(list: string, key: string, value: number | null): number[]
}

interface Kept {
  readonly agentId: number | null
  readonly version: number
  readonly list: ContradictionList
  readonly found: ReadonlyMap<string, FoundContradiction>
}

export function createContradictions(database: ReadableDatabase, asked: AskedStore): Contradictions {
  let kept: readonly Kept[] = []
  const own = randomUUID().slice(0, 8)
  let next = 0

  function get(list: string, key: string): FoundContradiction {
    const found = kept.find((one) => one.list.id === list)?.found.get(key)
    if (!found) throw new AppError('result-set-expired', 'The answers have changed and are being read again.')
    return found
  }

  return {
    get,
    list({ agentId }) {
      const found = kept.find((one) => one.agentId === agentId)
      return found ? { ...found.list, isCurrent: asked.isCurrent(found.version) } : null
    },
    async compute({ agentId }, call) {
      const pause = createPause(call.signal)
      const questions = await asked.current(pause, (done, total) =>
        call.progress({ phase: 'Reading questions', done, total, unit: 'conversations' })
      )
      const scope = questions.all.filter((q) => agentId === null || q.agent === agentId)
      const repeated = await sameQuestions(scope, call, pause)
      const found: FoundContradiction[] = []
      let done = 0
      const total = repeated.reduce((sum, group) => sum + group.length, 0)
      for (const group of repeated) {
        found.push(...(await contradictionsIn(database, group, pause)))
        done += group.length
        if (call.signal.aborted) throw call.signal.reason
        call.progress({ phase: 'Comparing answers', done, total, unit: 'rows' })
      }
      found.sort((a, b) => reach(b) - reach(a) || b.contradiction.conversations - a.contradiction.conversations)
      const shown = found.slice(0, SHOWN)
      const list: ContradictionList = {
        id: `${own}.${++next}`,
        isCurrent: true,
        contradictions: shown.map(({ contradiction }) => contradiction),
        total: found.length,
        questions: scope.length,
        repeated: total,
        isPartial: questions.isPartial
      }
      const byKey = new Map(shown.map((one) => [one.contradiction.key, one]))
      kept = [{ agentId, version: questions.version, list, found: byKey }, ...kept].slice(0, KEPT)
      return list
    },
    conversations(list, key, value) {
      const { values } = get(list, key)
      const wanted = value === null ? values : values.slice(value, value + 1)
      return [...new Set(wanted.flatMap(({ answers }) => answers.map(({ conversation }) => conversation)))]
    }
  }
}

/** Conversations that got another value than the most frequent one: so many were told something else than the rest. */
function reach({ contradiction }: FoundContradiction): number {
  return contradiction.conversations - (contradiction.values[0]?.conversations ?? 0)
}

interface Wording extends Question {
  readonly asked: AskedQuestion[]
}

/**
 * Questions that were asked in more than one conversation, in the same words or nearly, of one agent. Word for word equal ones are put
 * together first: they are most of all, and the others are then few.
 */
async function sameQuestions(
  questions: readonly AskedQuestion[],
  { signal, progress }: SuggestionCall,
  pause: Pause
): Promise<AskedQuestion[][]> {
  const wordings = new Map<string, Wording>()
  for (const question of questions) {
    if (!standsAlone(question)) continue
    const key = `${question.agent} ${question.words.join(' ')}`
    const known = wordings.get(key)
    if (known) known.asked.push(question)
    else wordings.set(key, { id: question.id, topic: String(question.agent), words: question.words, asked: [question] })
    await pause()
  }
  const groups = await groupQuestions([...wordings.values()], {
    similarity: SAME_QUESTION,
    signal,
    pause,
    progress: (done) => progress({ phase: 'Grouping questions', done, total: wordings.size, unit: 'rows' })
  })
  const repeated: AskedQuestion[][] = []
  for (const { members } of groups) {
    const group = members.flatMap(({ asked }) => asked)
    if (group.some(({ conversation }) => conversation !== group[0]?.conversation)) repeated.push(group)
    await pause()
  }
  return repeated
}

const BITS = 2 ** 20
/** Shorter questions in the middle of a conversation are about what was said before: "And with express?" */
const WORDS_ALONE = 5
/** Places of a conversation's first question: behind a greeting of the agent at most. */
const OPENING = 2

function standsAlone({ id, words }: AskedQuestion): boolean {
  return words.length >= WORDS_ALONE || (words.length > 0 && id % BITS <= OPENING)
}

async function contradictionsIn(
  database: ReadableDatabase,
  group: readonly AskedQuestion[],
  pause: Pause
): Promise<FoundContradiction[]> {
  // What was asked with other numbers is another question.
  const byNumbers = new Map<string, AskedAndAnswered[]>()
  for (const question of group) {
    await pause()
    const read = readAnswers(database, question)
    const numbers = read === null ? null : numbersAsked(read.question)
    if (read === null || numbers === null) continue
    const values = read.answers.flatMap((answer) => statedValues(answer, read.question))
    const { conversation, at } = question
    const known = byNumbers.get(numbers) ?? []
    known.push({ conversation, at, values, question })
    byNumbers.set(numbers, known)
  }
  const found: FoundContradiction[] = []
  for (const answers of byNumbers.values()) {
    for (const conflict of await conflictsOf(answers, pause)) found.push(describe(database, conflict, found.length))
  }
  return found
}

/** Messages read behind a question: its answers, up to the next question. */
const MOST_MESSAGES = 12

/** Null where an answer was looked up by a tool: it tells this customer's own things. */
function readAnswers(
  database: ReadableDatabase,
  { id }: AskedQuestion
): { readonly question: string; readonly answers: string[] } | null {
  const [first, ...others] = database
    .prepare('SELECT role, text, parts FROM message WHERE id BETWEEN ? AND ? ORDER BY id')
    .columns(BigInt(id), BigInt(id + MOST_MESSAGES))
  if (!first) return null
  const answers: string[] = []
  for (const [role, text, parts] of others) {
    if (role === 'customer') break
    if (typeof parts === 'string' && parts.includes('"tool-')) return null
    if (role === 'agent') answers.push(String(text))
  }
  return { question: String(first[1]), answers }
}

function describe(database: ReadableDatabase, conflict: Conflict<AskedAndAnswered>, place: number): FoundContradiction {
  const { kind, drift, values } = conflict
  const all = values.flatMap(({ answers }) => answers)
  const named = mostFrequent(all)
  return {
    ...conflict,
    contradiction: {
      key: `q${named.id}.${place}`,
      question: oneLine(textOf(database, named.id), 300),
      topic: named.topic,
      kind,
      drift,
      conversations: new Set(all.map(({ conversation }) => conversation)).size,
      values: values.map(({ text, sentence, conversations, firstAt, lastAt }) => ({
        ...{ text, sentence, conversations, firstAt, lastAt }
      }))
    }
  }
}

/** The question that was asked most in these words; of several the oldest. */
function mostFrequent(answers: readonly AskedAndAnswered[]): AskedQuestion {
  const counts = new Map<string, { readonly question: AskedQuestion; n: number }>()
  for (const { question } of answers) {
    const key = question.words.join(' ')
    const known = counts.get(key)
    if (known) known.n++
    else counts.set(key, { question, n: 1 })
  }
  const [most] = [...counts.values()].sort((a, b) => b.n - a.n || a.question.id - b.question.id)
  if (!most) throw new Error('a contradiction without answers')
  return most.question
}
