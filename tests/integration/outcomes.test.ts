// Did the fix work? Rates before and after a pair went live, recomputed by every import, and the conversations behind each number.
import { expect, it } from 'vitest'
import { openReadable, type WritableDatabase } from '../../electron/database/open'
import { redo, undo } from '../../electron/review/history'
import { savePair, setLiveSince, setPairState } from '../../electron/review/qa-pairs'
import { MEASURES, OUTCOME_PARTS, OUTCOME_SIDES } from '../../shared/answers'
import { DEFAULT_BAND_LIMITS } from '../../shared/domain'
import type { QaDraft } from '../../shared/improve'
import { asked, DAY, improving } from '../support/asked'
import { importAll, JAN_5 } from '../support/import-records'
import { tempWorkspace } from '../support/temp-workspace'

const ada = { reviewer: 'Ada', now: 1_000 }
const bands = DEFAULT_BAND_LIMITS
const signal = new AbortController().signal
const LIVE = (JAN_5 + 100 * DAY) * 1_000
const QUESTION = 'Can I return sale shoes?'
const PAIR: QaDraft = {
  name: '',
  questions: [QUESTION],
  answer: 'Within 14 days.',
  isPinned: false,
  agentId: null,
  conversationId: null,
  messageKey: null,
  replaces: null
}

/** `share` of the conversations of these days got a weak answer. */
function weeks(prefix: string, count: number, day: number, share: number) {
  return Array.from({ length: count }, (_, i) =>
    asked(`${prefix}${i}`, QUESTION, { confidence: i < count * share ? 0.2 : 0.9 }, { day: day + (i % 20) })
  )
}

function workspace() {
  const { database, file } = tempWorkspace()
  const reader = openReadable(file)
  return { database, reader, ...improving(reader) }
}

function livePair(database: WritableDatabase, at = LIVE): number {
  const { id } = savePair(database, null, PAIR, ada)
  setPairState(database, [id], 'ready', ada)
  setLiveSince(database, id, at, ada)
  return id
}

it('follows a pair from too few to fixed, and to worse, as imports come', async () => {
  const { database, reader, outcomes } = workspace()
  await importAll(database, weeks('before', 40, 50, 0.7))
  const id = livePair(database)
  const verdict = async () => (await outcomes.measure(null, bands, signal))[0]?.verdict
  expect(await verdict()).toBe('too few')
  await importAll(database, weeks('after', 40, 101, 0.1))
  expect(await verdict()).toBe('fixed')
  await importAll(database, weeks('later', 400, 130, 0.7))
  expect(await verdict()).toBe('no change')
  await importAll(database, weeks('last', 4_000, 160, 1))
  const [outcome] = await outcomes.measure([id], bands, signal)
  expect(outcome).toMatchObject({ verdict: 'worse', before: 40, after: 4_440 })
  expect(outcome?.measures.find(({ measure }) => measure === 'low')?.before).toEqual({ hits: 28, of: 40 })
  reader.close()
})

it('opens exactly the conversations that a number counts', async () => {
  const { database, reader, outcomes } = workspace()
  await importAll(database, [
    ...weeks('b', 20, 50, 0.5),
    asked('down', QUESTION, { confidence: 0.9, feedback: [{ value: 'down' }] }, { day: 110 }),
    asked('unsure', QUESTION, { confidence: undefined }, { day: 111, status: 'escalated' }),
    asked('other', 'Do you sell tents?', {}, { day: 112 }),
    asked('long ago', QUESTION, {}, { day: 1 })
  ])
  const id = livePair(database)
  const [outcome] = await outcomes.measure(null, bands, signal)
  expect(outcome).toMatchObject({ before: 20, after: 2 })
  for (const measure of MEASURES)
    for (const side of OUTCOME_SIDES)
      for (const part of OUTCOME_PARTS) {
        const counted = outcome!.measures.find((one) => one.measure === measure)![side][part]
        expect(await outcomes.conversations({ id, measure, side, part }, bands, signal)).toHaveLength(counted)
      }
  expect(outcome?.measures.map(({ after }) => after)).toEqual([
    { hits: 2, of: 2 },
    { hits: 0, of: 1 },
    { hits: 1, of: 2 },
    { hits: 1, of: 2 }
  ])
  reader.close()
})

it('remembers what a pair was meant for when it was made ready', async () => {
  const { database, reader, outcomes } = workspace()
  await importAll(database, weeks('b', 12, 50, 0.5))
  const { id } = savePair(database, null, { ...PAIR, questions: ['Sale?'], asked: [QUESTION] }, ada)
  setPairState(database, [id], 'ready', ada)
  savePair(database, id, { ...PAIR, questions: ['Something about tents?'] }, ada)
  setLiveSince(database, id, LIVE, ada)
  expect(await outcomes.measure(null, bands, signal)).toMatchObject([{ before: 12 }])
  reader.close()
})

it('notes by hand since when a pair is live, undoably, and refuses what the platform tells', () => {
  const { database, reader } = workspace()
  const state = () => database.prepare('SELECT * FROM qa_pair').all()
  const { id } = savePair(database, null, PAIR, ada)
  const before = state()
  setLiveSince(database, id, LIVE, ada)
  const after = state()
  expect(after).toMatchObject([{ state: 'live', live_at: LIVE }])
  undo(database)
  expect(state()).toEqual(before)
  redo(database)
  expect(state()).toEqual(after)
  setLiveSince(database, id, null, ada)
  expect(state()).toMatchObject([{ state: 'ready', live_at: null }])
  const empty = savePair(database, null, { ...PAIR, answer: '' }, ada).id
  expect(() => setLiveSince(database, empty, LIVE, ada)).toThrow('needs an answer')
  database.prepare("UPDATE qa_pair SET external_id = 'x'").run()
  expect(() => setLiveSince(database, id, LIVE, ada)).toThrow('The platform says')
  reader.close()
})
