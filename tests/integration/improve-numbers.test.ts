// Every number of suggestions, coverage, contradictions and outcomes is exactly as many conversations as a click on it shows.
import { expect, it, onTestFinished } from 'vitest'
import { openReadable } from '../../electron/database/open'
import { savePair, setLiveSince } from '../../electron/review/qa-pairs'
import { createSearch } from '../../electron/search/result-sets'
import { filterOfIds } from '../../renderer/show-conversations'
import { MEASURES, OUTCOME_PARTS, OUTCOME_SIDES } from '../../shared/answers'
import { DEFAULT_BAND_LIMITS } from '../../shared/domain'
import { THRESHOLDS } from '../../shared/improve'
import { DAY, improving } from '../support/asked'
import { importAll, JAN_5 } from '../support/import-records'
import { plantedAnswers } from '../support/planted-answers'
import { seedConversations } from '../support/seed-workspace'
import { tempWorkspace } from '../support/temp-workspace'
import { writeSeed } from '../support/write-seed'

const signal = new AbortController().signal
const quiet = { signal, progress: () => undefined }
const nothing = { isPinned: false, agentId: null, conversationId: null, messageKey: null, replaces: null }

/** A workspace of every kind of conversation, and how many of some ids the list shows. */
async function workspace(seed: number) {
  const { database, file } = tempWorkspace()
  writeSeed(database, seedConversations(250, seed))
  await importAll(database, plantedAnswers(seed, 2).conversations)
  const reader = openReadable(file)
  const search = createSearch(reader)
  onTestFinished(() => {
    search.close()
    reader.close()
  })
  const shown = async (ids: readonly number[]) => {
    const query = { version: 1, filter: filterOfIds(ids), sort: [], agentId: null } as const
    return ids.length === 0 ? 0 : (await search.open(query, { timeZone: 'UTC', now: 0 })).total
  }
  return { database, reader, shown, ...improving(reader) }
}

it('of suggestions', async () => {
  const { find, suggestions, shown } = await workspace(5)
  for (const threshold of THRESHOLDS) {
    const list = await find(threshold)
    expect(list.suggestions.length).toBeGreaterThan(3)
    expect(await shown(suggestions.conversations(list.id, null, 'all'))).toBe(list.weakConversations)
    for (const suggestion of list.suggestions.slice(0, 60)) {
      const { key, conversations, recent, down, questions } = suggestion
      const behind = (of: 'all' | 'recent' | 'down') => shown(suggestions.conversations(list.id, key, of))
      expect([await behind('all'), await behind('recent'), await behind('down')]).toEqual([conversations, recent, down])
      expect(suggestions.group(list.id, key).members).toHaveLength(questions)
    }
    const all = [...list.suggestions, ...list.dismissed]
    if (list.groups === list.suggestions.length)
      expect(all.reduce((sum, { questions }) => sum + questions, 0)).toBe(list.weakAnswers)
  }
})

it('of coverage', async () => {
  const { coverage, shown, reader } = await workspace(6)
  const questions = reader
    .prepare("SELECT text FROM message WHERE role = 'customer' ORDER BY id LIMIT 40")
    .all<{ text: string }>()
  for (const { text } of questions) {
    const request = { variants: [text.slice(0, 200)], similarity: 0.6, agentId: null, pairId: null }
    const { weak, good } = await coverage.ask(request, signal)
    for (const set of [weak, good]) {
      expect(await shown(set.conversations)).toBe(set.conversations.length)
      expect(set.questions).toBeGreaterThanOrEqual(set.conversations.length)
    }
  }
})

it('of contradictions', async () => {
  const { contradictions, shown } = await workspace(7)
  const list = await contradictions.compute({ agentId: null }, quiet)
  for (const { key, conversations, values } of list.contradictions) {
    expect(await shown(contradictions.conversations(list.id, key, null))).toBe(conversations)
    for (const [place, value] of values.entries())
      expect(await shown(contradictions.conversations(list.id, key, place))).toBe(value.conversations)
  }
})

it('of outcomes', async () => {
  const { database, outcomes, shown } = await workspace(8)
  for (const question of ['How long do I have to return boots?', 'What does shipping of tents cost?']) {
    const { id } = savePair(
      database,
      null,
      { name: '', questions: [question], answer: 'A', ...nothing },
      { reviewer: 'A', now: 1 }
    )
    setLiveSince(database, id, (JAN_5 + 4 * DAY) * 1_000, { reviewer: 'A', now: 2 })
  }
  const all = await outcomes.measure(null, DEFAULT_BAND_LIMITS, signal)
  expect(all.some(({ before, after }) => before > 0 && after > 0)).toBe(true)
  for (const { pairId: id, measures } of all)
    for (const measure of MEASURES)
      for (const side of OUTCOME_SIDES)
        for (const part of OUTCOME_PARTS) {
          const ids = await outcomes.conversations({ id, measure, side, part }, DEFAULT_BAND_LIMITS, signal)
          expect(await shown(ids)).toBe(measures.find((one) => one.measure === measure)?.[side][part])
        }
})
