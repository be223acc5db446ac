// Groups alike questions: inside one topic, each joins the first leader it is close enough to, or leads a new group. A question is
// compared with leaders only, never with members, so that groups cannot chain into one blob. What a person decided leads first.
import type { Pause } from './pause'
import { cosine, createWordCounter, prefixLength, type QuestionVector, type Vocabulary } from './question-vectors'

export interface Question {
  readonly id: number
  /** Questions of different topics are never grouped, unless a person put them together. */
  readonly topic: string | null
  /** Its telling words: `questionWords` of its text. */
  readonly words: readonly string[]
}

/** A question that a person put into a group of theirs. */
export interface DecidedQuestion {
  readonly topic: string | null
  readonly words: readonly string[]
  readonly groupId: number
  /** Questions alike to it join the group; the others stay in it and draw nobody, so that a decision changes only what it says. */
  readonly leads: boolean
}

export interface QuestionGroup<Q extends Question = Question> {
  readonly topic: string | null
  /** The person's group; null for one that was only found. */
  readonly groupId: number | null
  /** The member closest to all others: what the group is called. */
  readonly representative: Q
  readonly members: readonly Q[]
}

export interface GroupingOptions {
  /** Cosine from which two questions are alike, 0..1. */
  readonly similarity: number
  readonly decided?: readonly DecidedQuestion[]
  readonly signal?: AbortSignal
  /** Told now and then with the number of questions done. */
  readonly progress?: (done: number) => void
  readonly pause?: Pause
}

const PROGRESS_EVERY = 500
/** The representative is sought among this many members: more do not change it. */
const REPRESENTATIVE_SAMPLE = 50

/** The same questions in the same order give the same groups; largest group first. Throws AbortError when cancelled. */
export async function groupQuestions<Q extends Question>(
  questions: readonly Q[],
  options: GroupingOptions
): Promise<QuestionGroup<Q>[]> {
  const { signal, pause } = options
  const counter = createWordCounter()
  for (const question of questions) {
    counter.add(question.words)
    await pause?.()
  }
  const grouping = new Grouping<Q>(counter.vocabulary(), options)
  for (const [i, question] of questions.entries()) {
    grouping.add(question)
    if (i % PROGRESS_EVERY === PROGRESS_EVERY - 1) {
      signal?.throwIfAborted()
      options.progress?.(i + 1)
    }
    await pause?.()
  }
  const groups: QuestionGroup<Q>[] = []
  for (const group of grouping.groups) {
    if (group.members.length > 0) groups.push(closed(group))
    await pause?.()
  }
  return groups.sort((a, b) => b.members.length - a.members.length || a.representative.id - b.representative.id)
}

interface OpenGroup<Q> {
  readonly topic: string | null
  readonly groupId: number | null
  readonly members: Q[]
  readonly vectors: QuestionVector[]
}

interface Leader<Q> {
  readonly vector: QuestionVector
  readonly group: OpenGroup<Q>
}

class Grouping<Q extends Question> {
  readonly groups: OpenGroup<Q>[] = []
  private readonly byTopic = new Map<string | null, Leaders<Q>>()
  private readonly decided = new Map<string, OpenGroup<Q>>()

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly options: GroupingOptions
  ) {
    const byId = new Map<number, OpenGroup<Q>>()
    for (const { topic, words, groupId, leads } of options.decided ?? []) {
      const group = byId.get(groupId) ?? this.open(topic, groupId)
      byId.set(groupId, group)
      this.decided.set(keyOf(topic, words), group)
      if (leads) this.topic(topic).add({ vector: vocabulary.vectorOf(words), group })
    }
  }

  add(question: Q): void {
    const vector = this.vocabulary.vectorOf(question.words)
    const leaders = this.topic(question.topic)
    let group = this.decided.get(keyOf(question.topic, question.words)) ?? leaders.find(vector)
    if (!group) {
      group = this.open(question.topic, null)
      leaders.add({ vector, group })
    }
    group.members.push(question)
    group.vectors.push(vector)
  }

  private topic(name: string | null): Leaders<Q> {
    const leaders = this.byTopic.get(name) ?? new Leaders<Q>(this.options.similarity)
    this.byTopic.set(name, leaders)
    return leaders
  }

  private open(topic: string | null, groupId: number | null): OpenGroup<Q> {
    const group: OpenGroup<Q> = { topic, groupId, members: [], vectors: [] }
    this.groups.push(group)
    return group
  }
}

const keyOf = (topic: string | null, words: readonly string[]) => `${topic ?? ''}\n${words.join(' ')}`

/** The leaders of one topic, findable by their rarest terms. */
class Leaders<Q> {
  private readonly byTerm = new Map<number, Leader<Q>[]>()
  /** Questions without a telling word ("???", "#10482") are one group. */
  private empty: OpenGroup<Q> | undefined
  constructor(private readonly similarity: number) {}

  /** The group of the closest leader that is close enough. */
  find(vector: QuestionVector): OpenGroup<Q> | undefined {
    if (vector.terms.length === 0) return this.empty
    const seen = new Set<Leader<Q>>()
    let best: Leader<Q> | undefined
    let bestCosine = this.similarity
    for (const term of vector.terms.slice(0, prefixLength(vector, this.similarity))) {
      for (const leader of this.byTerm.get(term) ?? []) {
        if (seen.has(leader)) continue
        seen.add(leader)
        const similarity = cosine(vector, leader.vector)
        if (similarity >= bestCosine && (best === undefined || similarity > bestCosine)) {
          best = leader
          bestCosine = similarity
        }
      }
    }
    return best?.group
  }

  add(leader: Leader<Q>): void {
    const { vector, group } = leader
    if (vector.terms.length === 0) this.empty = group
    for (const term of vector.terms.slice(0, prefixLength(vector, this.similarity))) {
      const leaders = this.byTerm.get(term)
      if (leaders) leaders.push(leader)
      else this.byTerm.set(term, [leader])
    }
  }
}

function closed<Q extends Question>({ topic, groupId, members, vectors }: OpenGroup<Q>): QuestionGroup<Q> {
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
  return { topic, groupId, representative, members }
}
