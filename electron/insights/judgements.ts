// What reviewers judged answers to be, for whatever counts weak answers: a verdict outranks a measured signal.
import { criterionSchema, isGoodValue } from '../../shared/review'
import type { ReadableDatabase } from '../database/open'
import type { AskedQuestion } from './read-questions'
import type { Judgement } from './weak-answers'

export interface Judgements {
  /** Of the question's worst answer; a verdict on the conversation as a whole stands for all its answers. */
  of(question: AskedQuestion): Judgement
  /** Equal where nothing was judged in between. */
  readonly signature: string
}

const kept = new WeakMap<ReadableDatabase, { readonly state: string; readonly judgements: Judgements }>()

/**
 * Only critical criteria tell good from bad; one bad value outweighs any number of good ones. Not applicable says nothing. Kept until
 * anything is judged or imported: it is asked for at every key while a draft is typed.
 */
export function readJudgements(database: ReadableDatabase): Judgements {
  const { state } = database.prepare(STATE).get<{ state: string }>() ?? { state: '' }
  const known = kept.get(database)
  if (known?.state === state) return known.judgements
  const judgements = read(database)
  kept.set(database, { state, judgements })
  return judgements
}

/** Another text whenever a verdict or a scorecard came, went or changed, or a conversation did: its messages may have other ids. */
const STATE = `SELECT json_array(
    (SELECT group_concat(id || coalesce(value, '')) FROM verdict), (SELECT group_concat(id || criteria) FROM scorecard),
    (SELECT seq FROM sqlite_sequence WHERE name = 'conversation_change'), (SELECT max(id) FROM conversation)) AS state`

function read(database: ReadableDatabase): Judgements {
  const criteria = new Map(
    database
      .prepare('SELECT id, criteria FROM scorecard')
      .all<{ id: number; criteria: string }>()
      .map(({ id, criteria }) => [id, criterionSchema.array().parse(JSON.parse(criteria))] as const)
  )
  const byMessage = new Map<number, 'good' | 'bad'>()
  const byConversation = new Map<number, 'good' | 'bad'>()
  for (const verdict of database.prepare(VERDICTS).iterate<VerdictRow>()) {
    const criterion = criteria.get(verdict.card)?.find((c) => c.key === verdict.criterion)
    if (!criterion?.critical) continue
    const judged = isGoodValue(criterion, verdict.value) ? 'good' : 'bad'
    const [map, key] = verdict.message === null ? [byConversation, verdict.conversation] : [byMessage, verdict.message]
    if (map.get(key) !== 'bad') map.set(key, judged)
  }
  return {
    of: ({ answer, conversation }) => byMessage.get(answer) ?? byConversation.get(conversation) ?? null,
    signature: [...byMessage, ...byConversation].map(([id, judged]) => `${id}${judged}`).join()
  }
}

const VERDICTS = `SELECT v.conversation_id AS conversation, v.scorecard_id AS card, v.criterion, v.value, m.id AS message
  FROM verdict v LEFT JOIN message m ON v.message_key IS NOT NULL AND m.key = v.message_key
    AND m.id > (v.conversation_id << 20) AND m.id < ((v.conversation_id + 1) << 20)
  WHERE v.value IS NOT NULL AND (v.message_key IS NULL OR m.id IS NOT NULL)`

interface VerdictRow {
  readonly conversation: number
  readonly card: number
  readonly criterion: string
  readonly value: string
  readonly message: number | null
}
