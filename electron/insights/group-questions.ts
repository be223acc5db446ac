// Groups alike questions: inside one topic, each joins the first leader it is close enough to, or leads a new group. A question is
// compared with leaders only, never with members, so that groups cannot chain into one blob.
import {
  buildVocabulary,
  cosine,
  prefixLength,
  type QuestionVector,
  questionWords,
  type Vocabulary
} from './question-vectors'

export interface Question {
  readonly id: number
  /** Questions of different topics are never grouped. */
  readonly topic: string | null
  readonly text: string
}

export interface QuestionGroup {
  readonly topic: string | null
  /** The member closest to all others: what the group is called. */
  readonly representative: Question
  readonly members: readonly Question[]
}

export interface GroupingOptions {
  /** Cosine from which two questions are alike, 0..1. */
  readonly similarity: number
  readonly signal?: AbortSignal
  /** Told now and then with the number of questions done; awaiting it lets the process answer others. */
  readonly progress?: (done: number) => Promise<void>
}

const PROGRESS_EVERY = 500
/** The representative is sought among this many members: more do not change it. */
const REPRESENTATIVE_SAMPLE = 50

/** The same questions in the same order give the same groups; largest group first. Throws AbortError when cancelled. */
export async function groupQuestions(
  questions: readonly Question[],
  options: GroupingOptions
): Promise<QuestionGroup[]> {
  const words = questions.map((question) => questionWords(question.text))
  const vocabulary = buildVocabulary(words)
  const byTopic = new Map<string | null, TopicGroups>()
  const groups: OpenGroup[] = []
  for (const [i, question] of questions.entries()) {
    const topic = byTopic.get(question.topic) ?? new TopicGroups(options.similarity)
    byTopic.set(question.topic, topic)
    const vector = vocabulary.vectorOf(words[i] ?? [])
    const group = topic.find(vector)
    if (group) {
      group.members.push(question)
      group.vectors.push(vector)
    } else groups.push(topic.lead(question, vector))
    if (i % PROGRESS_EVERY === PROGRESS_EVERY - 1) {
      options.signal?.throwIfAborted()
      await options.progress?.(i + 1)
    }
  }
  return groups
    .map(closed)
    .sort((a, b) => b.members.length - a.members.length || a.representative.id - b.representative.id)
}

interface OpenGroup {
  readonly topic: string | null
  readonly members: Question[]
  readonly vectors: QuestionVector[]
}

/** The leaders of one topic, findable by their rarest terms. */
class TopicGroups {
  private readonly leadersByTerm = new Map<number, OpenGroup[]>()
  /** Questions without a telling word ("???", "#10482") are one group. */
  private empty: OpenGroup | undefined
  constructor(private readonly similarity: number) {}

  /** The closest leader that is close enough. */
  find(vector: QuestionVector): OpenGroup | undefined {
    if (vector.terms.length === 0) return this.empty
    const seen = new Set<OpenGroup>()
    let best: OpenGroup | undefined
    let bestCosine = this.similarity
    for (const term of vector.terms.slice(0, prefixLength(vector, this.similarity))) {
      for (const group of this.leadersByTerm.get(term) ?? []) {
        if (seen.has(group)) continue
        seen.add(group)
        const leader = group.vectors[0]
        const similarity = leader ? cosine(vector, leader) : 0
        if (similarity >= bestCosine && (best === undefined || similarity > bestCosine)) {
          best = group
          bestCosine = similarity
        }
      }
    }
    return best
  }

  lead(question: Question, vector: QuestionVector): OpenGroup {
    const group: OpenGroup = { topic: question.topic, members: [question], vectors: [vector] }
    if (vector.terms.length === 0) this.empty = group
    for (const term of vector.terms.slice(0, prefixLength(vector, this.similarity))) {
      const leaders = this.leadersByTerm.get(term)
      if (leaders) leaders.push(group)
      else this.leadersByTerm.set(term, [group])
    }
    return group
  }
}

function closed({ topic, members, vectors }: OpenGroup): QuestionGroup {
  const sample = vectors.slice(0, REPRESENTATIVE_SAMPLE)
  let representative = members[0]
  let closest = -1
  for (const [i, vector] of sample.entries()) {
    const closeness = sample.reduce((sum, other) => sum + cosine(vector, other), 0)
    if (closeness > closest + 1e-9) {
      closest = closeness
      representative = members[i]
    }
  }
  if (!representative) throw new Error('a group has at least one member')
  return { topic, representative, members }
}

/** Ready to answer "which of these questions are like this one": the coverage preview while a draft is typed. */
export class QuestionIndex {
  private readonly vocabulary: Vocabulary
  private readonly vectors: readonly QuestionVector[]
  private readonly byTerm = new Map<number, number[]>()

  constructor(private readonly questions: readonly Question[]) {
    const words = questions.map((question) => questionWords(question.text))
    this.vocabulary = buildVocabulary(words)
    this.vectors = words.map((w) => this.vocabulary.vectorOf(w))
    for (const [i, vector] of this.vectors.entries())
      for (const term of vector.terms) {
        const holders = this.byTerm.get(term)
        if (holders) holders.push(i)
        else this.byTerm.set(term, [i])
      }
  }

  /** Questions alike to any of `variants`, the closest first. */
  alike(
    variants: readonly string[],
    similarity: number
  ): { readonly question: Question; readonly similarity: number }[] {
    const best = new Map<number, number>()
    for (const variant of variants) {
      const vector = this.vocabulary.vectorOf(questionWords(variant))
      const sums = new Map<number, number>()
      for (const term of vector.terms.slice(0, prefixLength(vector, similarity)))
        for (const i of this.byTerm.get(term) ?? [])
          if (!sums.has(i)) sums.set(i, cosine(vector, this.vectors[i] ?? NOTHING))
      for (const [i, sum] of sums) if (sum >= similarity && sum > (best.get(i) ?? 0)) best.set(i, sum)
    }
    return [...best]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .flatMap(([i, sum]) => {
        const question = this.questions[i]
        return question ? [{ question, similarity: sum }] : []
      })
  }
}

const NOTHING: QuestionVector = { terms: [], weights: [] }
