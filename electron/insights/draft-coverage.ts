// What a draft's variants would answer from now on: past weak questions it covers, good answers it would take over, pairs it doubles.
import type { AlikePair, Coverage, CoveredSet } from '../../shared/improve'
import type { ReadableDatabase } from '../database/open'
import type { IndexedQuestions } from './indexed-questions'
import { readJudgements } from './judgements'
import type { Alike } from './question-index'
import { buildVocabulary, cosine, questionWords } from './question-vectors'
import type { AskedQuestion } from './read-questions'
import { oneLine, textOf } from './suggestions'
import { isGood, isWeak } from './weak-answers'
import { thumbOf } from './weak-questions'

export interface CoverageRequest {
  readonly variants: readonly string[]
  readonly similarity: number
  readonly agentId: number | null
  /** The pair being edited: it is not its own double. */
  readonly pairId: number | null
}

/** Questions listed; the numbers count all. */
const LISTED = 50
/** Cosine from which a past question counts as one that a pair answers. */
export const COVERED = 0.6
/** Existing pairs are compared as strictly. */
const PAIR_SIMILARITY = COVERED
const PAIRS_LISTED = 20

export interface DraftCoverage {
  /** The first time it indexes all questions, in slices; afterwards it answers in milliseconds. */
  ask(request: CoverageRequest, signal: AbortSignal): Promise<Coverage>
}

export function createDraftCoverage(database: ReadableDatabase, indexed: IndexedQuestions): DraftCoverage {
  return {
    async ask({ variants, similarity, agentId, pairId }, signal) {
      const { questions, index } = await indexed.current(signal)
      const words = variants.map(questionWords).filter((list) => list.length > 0)
      const judgements = readJudgements(database)
      const hits = index.alike(words, similarity).filter(({ of }) => agentId === null || of.agent === agentId)
      return {
        weak: covered(
          database,
          hits.filter(({ of }) => isWeak(of, judgements.of(of), 'balanced'))
        ),
        good: covered(
          database,
          hits.filter(({ of }) => isGood(of, judgements.of(of)))
        ),
        pairs: alikePairs(database, words, pairId),
        compared: index.size,
        isPartial: questions.isPartial
      }
    }
  }
}

function covered(database: ReadableDatabase, hits: readonly Alike<AskedQuestion>[]): CoveredSet {
  return {
    questions: hits.length,
    conversations: [...new Set(hits.map(({ of }) => of.conversation))],
    closest: hits.slice(0, LISTED).map(({ of, similarity }) => ({
      conversationId: of.conversation,
      text: oneLine(textOf(database, of.id), 300),
      at: of.at,
      confidence: of.confidence,
      thumb: thumbOf(of),
      similarity
    }))
  }
}

const references = new WeakMap<ReadableDatabase, { readonly state: string; readonly rows: readonly Compared[] }>()

/** Questions of the imported lists: never edited, so that they are the same until a list comes or goes. */
function referencesOf(database: ReadableDatabase): readonly Compared[] {
  const { state } = database
    .prepare('SELECT json_array(count(*), max(id), total(id), max(imported_at)) AS state FROM qa_reference')
    .get<{ state: string }>() ?? { state: '' }
  const kept = references.get(database)
  if (kept?.state === state) return kept.rows
  const rows = database
    .prepare('SELECT NULL AS id, list, value AS question, answer FROM qa_reference, json_each(qa_reference.questions)')
    .all<Compared>()
  references.set(database, { state, rows })
  return rows
}

/** Imported lists are long, and compared at every key while a draft is typed: each question is read once. */
const known = new Map<string, readonly string[]>()
const MOST_KNOWN = 50_000

function wordsOf(question: string): readonly string[] {
  const found = known.get(question)
  if (found) return found
  const words = questionWords(question)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(question, words)
  return words
}

type Compared = Omit<AlikePair, 'similarity'>

/** Our own pairs but withdrawn ones, and those of imported lists, whose questions are alike. */
function alikePairs(
  database: ReadableDatabase,
  variants: readonly (readonly string[])[],
  pairId: number | null
): AlikePair[] {
  const own = database
    .prepare(
      `SELECT p.id, NULL AS list, q.text AS question, p.answer FROM qa_question q JOIN qa_pair p ON p.id = q.qa_pair_id
       WHERE p.state <> 'withdrawn' AND p.id IS NOT ?`
    )
    .all<Compared>(pairId)
  const imported = referencesOf(database)
  const all = [...own, ...imported]
  const words = all.map(({ question }) => wordsOf(question))
  const vocabulary = buildVocabulary([...words, ...variants])
  const wanted = variants.map((variant) => vocabulary.vectorOf(variant))
  const best = new Map<string, AlikePair>()
  for (const [i, pair] of all.entries()) {
    const vector = vocabulary.vectorOf(words[i] ?? [])
    const similarity = Math.max(0, ...wanted.map((one) => cosine(one, vector)))
    // One line a pair: its closest question.
    const key = pair.id === null ? `${pair.list}\n${pair.answer}` : String(pair.id)
    if (similarity >= PAIR_SIMILARITY && similarity > (best.get(key)?.similarity ?? 0))
      best.set(key, { ...pair, answer: oneLine(pair.answer, 300), similarity })
  }
  return [...best.values()].sort((a, b) => b.similarity - a.similarity).slice(0, PAIRS_LISTED)
}
