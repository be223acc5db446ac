// Which sources the answers rest on and what became of those answers; and which imports cannot tell. Every number is a query's count.
import type { AnswersFrom, CitedSource, CitedSources, UncitingSource } from '../../shared/answers'
import type { Condition, Filter } from '../../shared/query/query'
import { type Criterion, criterionSchema, isGoodValue } from '../../shared/review'
import { type Bits, count, hasBit } from '../search/bits'
import { HAS_CITATION, IS_UNANSWERED } from '../search/columns'
import { evaluateIn, type Moment, scopeBits } from '../search/sets'
import { type CitingConversations, citationIndex } from './citation-index'

/** Conversations counted between two looks at the clock. */
const SLICE = 20_000
/** Sources sent to the window, the most cited first. */
const SHOWN = 1_000

const is = (field: Condition['field'], ...values: readonly string[]): Condition => ({
  kind: 'condition',
  field,
  op: 'is',
  values
})
const exactly = (field: Condition['field'], value: string): Condition => ({ ...is(field, value), op: 'exact' })
const both = (...of: readonly Filter[]): Filter => ({ kind: 'all', of })

const NOT_A_TEST: Filter = { kind: 'not', of: is('is', 'test') }
const HANDED_OFF: Filter = { kind: 'any', of: [is('is', 'escalated'), is('has', 'human')] }
/** No conversation has this number. */
const NOTHING: Filter = is('id', '#0')

export interface SourcesCall {
  progress(done: number, total: number): void
}

/** Test conversations are left out, as in suggestions. */
export async function citedSourcesOf(
  moment: Moment,
  agentId: number | null,
  { progress }: SourcesCall
): Promise<CitedSources> {
  const scope = await evaluateIn(moment, NOT_A_TEST, scopeBits(moment, agentId))
  const wrong = judgedWrong(moment)
  const marks = {
    handedOff: await evaluateIn(moment, HANDED_OFF, scope),
    wrong: wrong === null ? new Uint32Array(scope.length) : await evaluateIn(moment, wrong, scope)
  }
  const { sources, none } = await citationIndex(moment, progress)
  const named: [string, CitingConversations, SourceTally][] = []
  for (const [name, citing] of sources) {
    const tally = await tallyOf(moment, citing, scope, marks)
    if (tally.all > 0) named.push([name, citing, tally])
  }
  const agent = agentId === null ? null : agentName(moment, agentId)
  const of = (...filters: readonly Filter[]): Filter =>
    both(...filters, ...(agent === null ? [] : [exactly('agent', agent)]), NOT_A_TEST)
  const tallied = (tally: SourceTally, what: Filter): AnswersFrom => ({
    answers: tally.answers,
    all: { count: tally.all, filter: of(what) },
    down: { count: tally.down, filter: of({ kind: 'msg', of: both(what, is('feedback', 'down')) }) },
    handedOff: { count: tally.handedOff, filter: of(what, HANDED_OFF) },
    wrong: { count: tally.wrong, filter: of(what, wrong ?? NOTHING) }
  })
  named.sort(([a, , x], [b, , y]) => y.all - x.all || (a < b ? -1 : 1))
  return {
    sources: named.slice(0, SHOWN).map(
      ([name, { url }, tally]): CitedSource => ({
        ...tallied(tally, exactly('cites', name)),
        name,
        url,
        lastAt: tally.lastAt,
        lastIn: tally.lastIn
      })
    ),
    total: named.length,
    none: tallied(await tallyOf(moment, none, scope, marks), is('is', 'unanswered')),
    conversations: count(scope),
    uncited: uncitingSources(moment, scope, of)
  }
}

/** Numbers of one source; all but `answers` are conversations. */
interface SourceTally {
  answers: number
  all: number
  down: number
  handedOff: number
  wrong: number
  lastAt: number | null
  lastIn: number | null
}

async function tallyOf(
  { pause }: Moment,
  citing: CitingConversations,
  scope: Bits,
  marks: { readonly handedOff: Bits; readonly wrong: Bits }
): Promise<SourceTally> {
  const tally: SourceTally = { answers: 0, all: 0, down: 0, handedOff: 0, wrong: 0, lastAt: null, lastIn: null }
  for (let place = 0; place < citing.size; place++) {
    if (place % SLICE === 0) await pause()
    const conversation = citing.conversation(place)
    if (!hasBit(scope, conversation)) continue
    tally.all++
    tally.answers += citing.answers(place)
    if (citing.isDown(place)) tally.down++
    if (hasBit(marks.handedOff, conversation)) tally.handedOff++
    if (hasBit(marks.wrong, conversation)) tally.wrong++
    const at = citing.at(place)
    if (Number.isNaN(at) || (tally.lastAt !== null && at < tally.lastAt)) continue
    tally.lastAt = at
    tally.lastIn = conversation
  }
  return tally
}

function agentName({ database }: Moment, id: number): string {
  return database.prepare('SELECT name FROM agent WHERE id = ?').get<{ name: string }>(id)?.name ?? ''
}

/** A value of a critical criterion that is not good, of any scorecard; null where no scorecard has one. */
function judgedWrong({ database }: Moment): Filter | null {
  const bad = new Map<string, Set<string>>()
  for (const { criteria } of database.prepare('SELECT criteria FROM scorecard').all<{ criteria: string }>()) {
    for (const criterion of criterionSchema.array().parse(JSON.parse(criteria))) {
      if (!criterion.critical) continue
      const values = bad.get(criterion.key) ?? new Set()
      for (const value of optionsOf(criterion)) if (!isGoodValue(criterion, value)) values.add(value)
      bad.set(criterion.key, values)
    }
  }
  const clauses = [...bad].flatMap(([name, values]): Condition[] =>
    values.size === 0 ? [] : [{ kind: 'condition', field: 'score', name, op: 'is', values: [...values] }]
  )
  return clauses.length === 0 ? null : { kind: 'any', of: clauses }
}

/** Every value that can be given. */
function optionsOf({ kind, options }: Criterion): readonly string[] {
  switch (kind) {
    case 'choice':
      return options
    case 'rating':
      return ['1', '2', '3', '4', '5']
    case 'pass':
      return ['pass', 'fail']
    case 'text':
      return []
  }
}

function uncitingSources(
  { columns }: Moment,
  scope: Bits,
  of: (...filters: readonly Filter[]) => Filter
): UncitingSource[] {
  const { codes, dictionary } = columns.words.origin
  const all = new Map<number, { conversations: number; telling: number }>()
  for (let id = 0; id < columns.size; id++) {
    if (!hasBit(scope, id)) continue
    const code = codes[id] ?? 0
    const known = all.get(code) ?? { conversations: 0, telling: 0 }
    known.conversations++
    // Where no answer has a citation and none is called unanswered, the source says nothing of citations.
    if (((columns.flags[id] ?? 0) & (HAS_CITATION | IS_UNANSWERED)) !== 0) known.telling++
    all.set(code, known)
  }
  return [...all].flatMap(([code, { conversations, telling }]): UncitingSource[] => {
    const name = dictionary.entries[code]?.word ?? null
    if (telling > 0 || name === null) return []
    return [{ name, conversations, silent: { count: conversations, filter: of(exactly('origin', name)) } }]
  })
}
