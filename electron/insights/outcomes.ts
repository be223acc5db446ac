// Did the fix work? Conversations with questions like those a pair was meant to answer, before it went live and since.
import { z } from 'zod'
import {
  MEASURES,
  type Measure,
  type MeasureChange,
  type Outcome,
  type OutcomePart,
  type OutcomeSide,
  type OutcomeVerdict
} from '../../shared/answers'
import { differenceOfShares } from '../../shared/difference'
import type { BandLimits } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import type { QaPair } from '../../shared/improve'
import type { ReadableDatabase } from '../database/open'
import { listQaPairs } from '../database/qa-pairs'
import { COVERED } from './draft-coverage'
import type { IndexedQuestions } from './indexed-questions'
import { createPause } from './pause'
import { questionWords } from './question-vectors'
import type { AskedQuestion } from './read-questions'

/** How far back "before" reaches: what was longer ago was another agent. */
const BEFORE_MS = 90 * 86_400_000
/** Conversations needed on each side before anything is said. */
const ENOUGH = 10

/** A conversation that asked what the pair answers, on one side of its going live. */
interface Matched {
  readonly id: number
  /** null: no answer to it has a confidence. */
  readonly low: boolean | null
  readonly down: boolean
  readonly handedOff: boolean
}

interface Measured {
  readonly key: string
  readonly outcome: Outcome
  readonly sides: Readonly<Record<OutcomeSide, readonly Matched[]>>
}

export interface Outcomes {
  /** Of live pairs; `ids` null: all of them. */
  measure(ids: readonly number[] | null, bands: BandLimits, signal: AbortSignal): Promise<Outcome[]>
  /** Conversations behind a number. Throws `not-found` where the pair is not live. */
  conversations(
    number: { readonly id: number; readonly measure: Measure; readonly side: OutcomeSide; readonly part: OutcomePart },
    bands: BandLimits,
    signal: AbortSignal
  ): Promise<number[]>
}

export function createOutcomes(database: ReadableDatabase, indexed: IndexedQuestions): Outcomes {
  const kept = new Map<number, Measured>()

  async function measured(
    ids: readonly number[] | null,
    bands: BandLimits,
    signal: AbortSignal
  ): Promise<readonly Measured[]> {
    const pairs = listQaPairs(database, ids ?? undefined).filter(isLive)
    if (pairs.length === 0) return []
    const { questions, index } = await indexed.current(signal)
    const pause = createPause(signal)
    const found: Measured[] = []
    for (const pair of pairs) {
      const meant = meantFor(database, pair)
      const key = JSON.stringify([questions.version, pair.liveAt, pair.agentId, bands.medium, meant])
      let one = kept.get(pair.id)
      if (one?.key !== key) {
        const alike = new Set<AskedQuestion>()
        // One by one: a pair may remember a hundred questions, and others wait for this process.
        for (const question of meant) {
          for (const { of } of index.alike([questionWords(question)], COVERED))
            if (pair.agentId === null || of.agent === pair.agentId) alike.add(of)
          await pause()
        }
        one = { key, ...outcomeOf(database, pair, [...alike], bands) }
        kept.set(pair.id, one)
      }
      found.push(one)
    }
    return found
  }

  return {
    async measure(ids, bands, signal) {
      return (await measured(ids, bands, signal)).map(({ outcome }) => outcome)
    },
    async conversations({ id, measure, side, part }, bands, signal) {
      const [one] = await measured([id], bands, signal)
      if (!one) throw new AppError('not-found', 'This Q&A pair is not live any more.')
      return one.sides[side].filter((matched) => counts(matched, measure, part)).map((matched) => matched.id)
    }
  }
}

type LivePair = QaPair & { readonly liveAt: number }
const isLive = (pair: QaPair): pair is LivePair => pair.state === 'live' && pair.liveAt !== null

const meantSchema = z.object({ questions: z.array(z.string()) })

/** What it was meant for when it was made ready; a pair that never was is meant for its own questions. */
function meantFor(database: ReadableDatabase, { id, questions, asked }: QaPair): readonly string[] {
  const kept = database.prepare('SELECT covered FROM qa_pair WHERE id = ?').get<{ covered: string | null }>(id)?.covered
  const meant = kept ? meantSchema.safeParse(JSON.parse(kept)).data?.questions : undefined
  return meant ?? [...questions, ...asked].filter((question) => question.trim() !== '')
}

function outcomeOf(
  database: ReadableDatabase,
  { id, liveAt }: LivePair,
  questions: readonly AskedQuestion[],
  { medium }: BandLimits
): Omit<Measured, 'key'> {
  const handedOff = handedOffAmong(database, questions)
  const side = (isIn: (at: number) => boolean): Matched[] => {
    const byConversation = new Map<number, Matched>()
    for (const { conversation, at, confidence, isDown } of questions) {
      if (at === null || !isIn(at)) continue
      const known = byConversation.get(conversation)
      const low = confidence === null ? (known?.low ?? null) : known?.low === true || confidence < medium
      const down = known?.down === true || isDown
      byConversation.set(conversation, { id: conversation, low, down, handedOff: handedOff.has(conversation) })
    }
    return [...byConversation.values()]
  }
  const sides = {
    before: side((at) => at < liveAt && at >= liveAt - BEFORE_MS),
    after: side((at) => at >= liveAt)
  }
  const measures = MEASURES.map((measure): MeasureChange => {
    const share = (matched: readonly Matched[]) => ({
      hits: matched.filter((one) => counts(one, measure, 'hits')).length,
      of: matched.filter((one) => counts(one, measure, 'of')).length
    })
    const [before, after] = [share(sides.before), share(sides.after)]
    return { measure, before, after, change: differenceOfShares(before, after) }
  })
  const [before, after] = [sides.before.length, sides.after.length]
  return {
    sides,
    outcome: { pairId: id, liveAt, verdict: verdictOf(measures, before, after), before, after, measures }
  }
}

/** By the one measure that holds the others, so that looking at three of them is no three chances to be wrong. */
function verdictOf(measures: readonly MeasureChange[], before: number, after: number): OutcomeVerdict {
  if (before < ENOUGH || after < ENOUGH) return 'too few'
  const change = measures.find(({ measure }) => measure === 'weak')?.change
  if (change && change.high < 0) return 'fixed'
  return change && change.low > 0 ? 'worse' : 'no change'
}

function counts({ low, down, handedOff }: Matched, measure: Measure, part: OutcomePart): boolean {
  if (part === 'of') return measure !== 'low' || low !== null
  switch (measure) {
    case 'weak':
      return low === true || down || handedOff
    case 'low':
      return low === true
    case 'down':
      return down
    case 'handedOff':
      return handedOff
  }
}

/** As `is:escalated OR has:human` finds them. */
function handedOffAmong(database: ReadableDatabase, questions: readonly AskedQuestion[]): ReadonlySet<number> {
  const ids = [...new Set(questions.map(({ conversation }) => conversation))]
  return new Set(
    database
      .prepare(
        `SELECT id FROM conversation WHERE id IN (SELECT value FROM json_each(?)) AND (status = 'escalated' OR has_human = 1)`
      )
      .columns(JSON.stringify(ids))
      .map(([id]) => Number(id))
  )
}
