// Suggestions: weakly answered questions in groups, the most valuable first. Computed in slices, kept until data or decisions change.
import { randomUUID } from 'node:crypto'
import type { Progress } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import {
  type Anchor,
  MAX_ANCHORS,
  type SUGGESTION_SUBSETS,
  type Suggestion,
  type SuggestionList,
  type Threshold
} from '../../shared/improve'
import type { ReadableDatabase } from '../database/open'
import type { AskedQuestions, AskedStore } from './asked-questions'
import { type DecidedGroup, readDecidedGroups } from './decided-groups'
import { groupQuestions, type QuestionGroup } from './group-questions'
import { type Judgements, readJudgements } from './judgements'
import { createPause } from './pause'
import { expectedValue, isRecent, RECENT_WEEKS, trendOf, weekCounts } from './rank-suggestions'
import type { AskedQuestion } from './read-questions'
import { badness, isWeak } from './weak-answers'

export interface SuggestionRequest {
  readonly threshold: Threshold
  readonly similarity: number
  /** Only this agent; null for all. */
  readonly agentId: number | null
}

export interface SuggestionCall {
  readonly signal: AbortSignal
  progress(progress: Progress): void
}

type Subset = (typeof SUGGESTION_SUBSETS)[number]

/** A group with what its numbers were counted from. */
export interface FoundGroup extends QuestionGroup<AskedQuestion> {
  readonly suggestion: Suggestion
}

export interface Suggestions {
  /** The list as it was computed last for this request; null: never, or no longer kept. */
  list(request: SuggestionRequest): SuggestionList | null
  compute(request: SuggestionRequest, call: SuggestionCall): Promise<SuggestionList>
  /** Throws `result-set-expired`. */
  group(list: string, key: string): FoundGroup
  /** Conversations behind a number of a group; `key` null: of all groups, dismissed ones too. */
  conversations(list: string, key: string | null, of: Subset): number[]
  /** What a decision about the group holds on to; `chosen` are the questions with these ids, `rest` the others. */
  anchors(
    list: string,
    key: string,
    questions: readonly number[]
  ): { readonly chosen: Anchor[]; readonly rest: Anchor[] }
}

interface Kept {
  readonly key: string
  readonly signature: string
  readonly version: number
  readonly list: SuggestionList
  readonly groups: ReadonlyMap<string, FoundGroup>
  readonly newest: number
}

/** Lists kept: switching a threshold back shows the list at once. */
const KEPT = 6
/** Open groups sent to the window; those after them are worth next to nothing. */
const SHOWN = 1_000

export function createSuggestions(database: ReadableDatabase, asked: AskedStore): Suggestions {
  let kept: readonly Kept[] = []
  const own = randomUUID().slice(0, 8)
  let next = 0

  const find = (list: string): Kept => {
    const found = kept.find((one) => one.list.id === list)
    if (!found) throw new AppError('result-set-expired', 'The suggestions have changed and are being read again.')
    return found
  }
  const group = (list: string, key: string): FoundGroup => {
    const found = find(list).groups.get(key)
    if (!found) throw new AppError('result-set-expired', 'This suggestion is no longer in the list.')
    return found
  }

  return {
    list(request) {
      const found = kept.find((one) => one.key === JSON.stringify(request))
      if (!found) return null
      const signature = signatureOf(readJudgements(database).signature, readDecidedGroups(database).signature)
      return { ...found.list, isCurrent: asked.isCurrent(found.version) && signature === found.signature }
    },
    async compute(request, call) {
      const pause = createPause(call.signal)
      const questions = await asked.current(pause, (done, total) =>
        call.progress({ phase: 'Reading questions', done, total, unit: 'conversations' })
      )
      const judgements = readJudgements(database)
      const decided = readDecidedGroups(database)
      const scope = questions.all.filter((q) => request.agentId === null || q.agent === request.agentId)
      const weak = scope.filter((q) => isWeak(q, judgements.of(q), request.threshold))
      const found = await groupQuestions(weak, {
        similarity: request.similarity,
        decided: decided.questions,
        signal: call.signal,
        pause,
        progress: (done) => call.progress({ phase: 'Grouping', done, total: weak.length, unit: 'rows' })
      })
      const groups: FoundGroup[] = []
      for (const one of found) {
        groups.push({ ...one, suggestion: describe(database, one, questions, judgements, decided.byId) })
        await pause()
      }
      groups.sort((a, b) => b.suggestion.value - a.suggestion.value || a.representative.id - b.representative.id)
      const suggestions = groups.map((one) => one.suggestion)
      const open = suggestions.filter((s) => s.dismissed === null)
      const list: SuggestionList = {
        id: `${own}.${++next}`,
        isCurrent: true,
        answers: scope.reduce((sum, q) => sum + q.answers, 0),
        weakAnswers: weak.length,
        weakConversations: new Set(weak.map((q) => q.conversation)).size,
        groups: open.length,
        suggestions: open.slice(0, SHOWN),
        dismissed: suggestions.filter((s) => s.dismissed !== null),
        questions: scope.length,
        isPartial: questions.isPartial
      }
      const one: Kept = {
        key: JSON.stringify(request),
        signature: signatureOf(judgements.signature, decided.signature),
        version: questions.version,
        list,
        groups: new Map(groups.map((g) => [g.suggestion.key, g])),
        newest: questions.newest
      }
      // The list before stays for a while: a click on it may be on its way.
      kept = [one, ...kept].slice(0, KEPT)
      return list
    },
    group,
    conversations(list, key, of) {
      const { newest, groups } = find(list)
      const members = key === null ? [...groups.values()].flatMap((one) => one.members) : group(list, key).members
      const wanted = members.filter((q) => counts(q, of, newest))
      return [...new Set(wanted.map((q) => q.conversation))]
    },
    anchors(list, key, ids) {
      const wanted = new Set(ids)
      const { members, groupId } = group(list, key)
      const chosen = anchorsOf(members.filter((q) => wanted.has(q.id)))
      const taken = new Set(chosen.map(anchorKey))
      // A group that was found was led by its first question; one that people made has its leaders already.
      const leader = members[0] && groupId === null ? anchorKey(anchorOf(members[0])) : null
      const all = anchorsOf(members).map((anchor) => ({ ...anchor, leads: anchorKey(anchor) === leader }))
      const rest = all.filter((anchor) => !taken.has(anchorKey(anchor)))
      const isLed = leader === null || !taken.has(leader)
      return { chosen: ledByFirst(chosen), rest: isLed ? rest : ledByFirst(rest) }
    }
  }
}

/** Whether a question is among those that a number of its group counts. */
function counts(question: AskedQuestion, of: Subset, newest: number): boolean {
  switch (of) {
    case 'all':
      return true
    case 'recent':
      return isRecent(question.at, newest)
    case 'down':
      return question.isDown
    case 'confidence':
      return question.confidence !== null
  }
}

const signatureOf = (...parts: readonly string[]) => parts.join('\n')
const anchorKey = ({ topic, words }: Pick<Anchor, 'topic' | 'words'>) => `${topic}\n${words}`

function anchorOf({ topic, words }: AskedQuestion): Anchor {
  return { topic: topic ?? '', words: words.join(' '), leads: false }
}

const ledByFirst = (anchors: readonly Anchor[]) => anchors.map((anchor, i) => ({ ...anchor, leads: i === 0 }))

/** The different questions of a group, the most frequent first. */
function anchorsOf(members: readonly AskedQuestion[]): Anchor[] {
  const counts = new Map<string, { readonly anchor: Anchor; n: number }>()
  for (const question of members) {
    const anchor = anchorOf(question)
    const found = counts.get(anchorKey(anchor))
    if (found) found.n++
    else counts.set(anchorKey(anchor), { anchor, n: 1 })
  }
  return [...counts.values()]
    .sort((a, b) => b.n - a.n)
    .slice(0, MAX_ANCHORS)
    .map(({ anchor }) => anchor)
}

function describe(
  database: ReadableDatabase,
  { groupId, topic, representative, members }: QuestionGroup<AskedQuestion>,
  { newest, oldest }: AskedQuestions,
  judgements: Judgements,
  decided: ReadonlyMap<number, DecidedGroup>
): Suggestion {
  // Of a conversation that asks more than once, its worst answer counts.
  const worst = new Map<number, { readonly at: number | null; readonly badness: number }>()
  const down = new Set<number>()
  for (const question of members) {
    const bad = badness(question, judgements.of(question))
    const known = worst.get(question.conversation)
    if (!known || bad > known.badness) worst.set(question.conversation, { at: question.at, badness: bad })
    if (question.isDown) down.add(question.conversation)
  }
  const occurrences = [...worst.values()]
  const times = occurrences.map(({ at }) => at)
  const recent = new Set(members.filter((q) => isRecent(q.at, newest)).map((q) => q.conversation)).size
  const sure = members.flatMap((q) => (q.confidence === null ? [] : [q.confidence]))
  const group = groupId === null ? undefined : decided.get(groupId)
  return {
    key: groupId === null ? `q${representative.id}` : `g${groupId}`,
    groupId,
    name: group?.name ?? oneLine(textOf(database, representative.id), 200),
    isNamed: group?.name != null,
    topic,
    conversations: worst.size,
    questions: members.length,
    recent,
    perWeek: recent / RECENT_WEEKS,
    weeks: weekCounts(times, newest),
    trend: trendOf(times, newest, oldest),
    down: down.size,
    confidence: sure.length === 0 ? null : sure.reduce((sum, c) => sum + c, 0) / sure.length,
    confidenceCount: sure.length,
    value: expectedValue(occurrences, newest),
    dismissed: group?.state === 'dismissed' ? { reason: group.reason } : null
  }
}

export function textOf(database: ReadableDatabase, message: number): string {
  return database.prepare('SELECT text FROM message WHERE id = ?').get<{ text: string }>(message)?.text ?? ''
}

export function oneLine(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
