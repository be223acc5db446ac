// Reads the groups that people made of suggestions: names, dismissals, and the questions each holds on to.
import type { ReadableDatabase } from '../database/open'
import type { DecidedQuestion } from './group-questions'

export interface DecidedGroup {
  readonly id: number
  readonly name: string | null
  readonly state: 'open' | 'dismissed'
  readonly reason: string | null
}

export interface DecidedGroups {
  readonly byId: ReadonlyMap<number, DecidedGroup>
  readonly questions: readonly DecidedQuestion[]
  /** Equal where nothing was decided in between. */
  readonly signature: string
}

export function readDecidedGroups(database: ReadableDatabase): DecidedGroups {
  const groups = database
    .prepare('SELECT id, name, state, reason FROM suggestion_group ORDER BY id')
    .all<DecidedGroup>()
  const questions = database
    .prepare('SELECT topic, words, group_id AS groupId, leads FROM suggestion_question ORDER BY group_id, topic, words')
    .all<{ topic: string; words: string; groupId: number; leads: number }>()
    .map(({ topic, words, groupId, leads }) => ({
      topic: topic === '' ? null : topic,
      words: words === '' ? [] : words.split(' '),
      groupId,
      leads: leads === 1
    }))
  const holders = questions.reduce(
    (sum, { groupId, words }) => (sum * 31 + groupId * 7 + words.length) % 2_147_483_647,
    7
  )
  return {
    byId: new Map(groups.map((group) => [group.id, group])),
    questions,
    signature: `${JSON.stringify(groups)} ${questions.length} ${holders}`
  }
}
