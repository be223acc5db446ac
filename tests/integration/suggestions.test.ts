// Suggestions over a real workspace: what counts as weak, what the numbers mean, and decisions that outlive grouping and imports.
import { expect, it } from 'vitest'
import { openReadable, type WritableDatabase } from '../../electron/database/open'
import { carryOut } from '../../electron/review/acts'
import { redo, undo } from '../../electron/review/history'
import { ensureDefaultScorecard, listScorecards } from '../../electron/review/scorecards'
import { decideSuggestion } from '../../electron/review/suggestion-decisions'
import { createSearch } from '../../electron/search/result-sets'
import type { Decision, Suggestion, SuggestionList } from '../../shared/improve'
import { actSchema } from '../../shared/review'
import { asked, improving } from '../support/asked'
import { importAll } from '../support/import-records'
import { tempWorkspace } from '../support/temp-workspace'

const ada = { reviewer: 'Ada', now: 1_000 }
const names = (list: SuggestionList) => list.suggestions.map((s) => s.name)
const idOf = (database: WritableDatabase, external: string) =>
  database.prepare('SELECT id FROM conversation WHERE external_id = ?').get<{ id: number }>(external)!.id

async function shop() {
  const { database, file } = tempWorkspace()
  ensureDefaultScorecard(database, 0)
  await importAll(database, [
    asked('c1', 'Can I return sale shoes?', {}, { day: 100 }),
    asked('c2', 'can I return the sale shoes #10482', { confidence: 0.1, feedback: [{ value: 'down' }] }, { day: 100 }),
    asked('c3', 'Can I return sale shoes, ann@example.test?', { confidence: 0.4 }, { day: 99 }),
    asked('c4', 'Where is my parcel?', { confidence: 0.3 }, { day: 98 }),
    asked('c5', 'Do you sell tents?', { confidence: 0.95 }, { day: 1 }),
    asked('c6', 'Do you repair zips?', { confidence: 0.7 }, { day: 2 })
  ])
  const reader = openReadable(file)
  return { database, reader, ...improving(reader) }
}

it('groups weakly answered questions by what was asked, the most valuable first, with the numbers they stand for', async () => {
  const { find, suggestions, database, reader } = await shop()
  const list = await find()
  expect(list).toMatchObject({ questions: 6, answers: 6, weakAnswers: 4, groups: 2, isPartial: false })
  const [shoes, parcel] = list.suggestions
  expect(shoes).toMatchObject({ conversations: 3, questions: 3, recent: 3, perWeek: 0.75, down: 1, confidenceCount: 3 })
  expect(shoes?.confidence).toBeCloseTo((0.2 + 0.1 + 0.4) / 3)
  expect(parcel).toMatchObject({ name: 'Where is my parcel?', conversations: 1, down: 0 })
  expect(suggestions.conversations(list.id, shoes!.key, 'down')).toEqual([idOf(database, 'c2')])
  // What a click opens is what was counted.
  const search = createSearch(reader)
  const values = suggestions.conversations(list.id, shoes!.key, 'all').map((id) => `#${id}`)
  const opened = await search.open(
    { version: 1, filter: { kind: 'condition', field: 'id', op: 'is', values }, sort: [], agentId: null },
    { timeZone: 'UTC', now: 0 }
  )
  expect(opened.total).toBe(shoes?.conversations)
  search.close()
  reader.close()
})

it('finds at a stricter threshold nothing that a looser one does not', async () => {
  const { find, reader } = await shop()
  const [strict, balanced, cautious] = [await find('strict'), await find('balanced'), await find('cautious')]
  expect([strict, balanced, cautious].map((list) => list.weakAnswers)).toEqual([3, 4, 5])
  expect(names(cautious)).toContain('Do you repair zips?')
  reader.close()
})

it('believes what people judged more than what was measured', async () => {
  const { database, find, suggestions, reader } = await shop()
  const card = listScorecards(database)[0]!.id
  const judge = (external: string, value: string) =>
    carryOut(
      database,
      actSchema.parse({
        kind: 'judge',
        conversation: idOf(database, external),
        scorecardId: card,
        criterion: 'verdict',
        value
      }),
      ada
    )
  const before = await find()
  judge('c4', 'correct')
  judge('c5', 'wrong')
  expect(suggestions.list({ threshold: 'balanced', similarity: 0.6, agentId: null })?.isCurrent).toBe(false)
  expect(before.id).not.toBe((await find()).id)
  expect(names(await find())).toContain('Do you sell tents?')
  expect(names(await find())).not.toContain('Where is my parcel?')
  reader.close()
})

/** The group as a decision names it: with all the questions it has now. */
type Found = ReturnType<typeof improving>
const named = ({ suggestions }: Found, list: SuggestionList, { key, groupId, name }: Suggestion) => ({
  groupId,
  name,
  anchors: suggestions.anchors(list.id, key, []).rest
})

it('keeps merged, renamed and dismissed groups through another similarity and next month’s import', async () => {
  const opened = await shop()
  const { database, find, reader } = opened
  const decide = (decision: Decision) => decideSuggestion(database, decision, ada)
  const list = await find()
  decide({ kind: 'merge', groups: list.suggestions.map((s) => named(opened, list, s)) })
  const merged = await find()
  expect(merged.suggestions).toMatchObject([{ conversations: 4, name: list.suggestions[0]!.name }])
  decide({
    kind: 'rename',
    group: named(opened, merged, merged.suggestions[0]!),
    name: 'Getting it and giving it back'
  })
  const renamed = await find()
  expect(names(renamed)).toEqual(['Getting it and giving it back'])

  await importAll(database, [
    asked('n1', 'Can I return sale shoes?', { confidence: 0.3 }, { day: 120 }),
    asked('n2', 'Where is my parcel #99120?', { confidence: 0.3 }, { day: 121 }),
    asked('n3', 'Is the voucher valid abroad?', { confidence: 0.3 }, { day: 121 })
  ])
  for (const similarity of [0.4, 0.6, 0.85]) {
    const later = await find('balanced', similarity)
    expect(later.suggestions.find((s) => s.isNamed)).toMatchObject({ conversations: 6 })
    expect(names(later)).toContain('Is the voucher valid abroad?')
  }
  const next = await find()
  decide({ kind: 'dismiss', groups: [named(opened, next, next.suggestions[0]!)], reason: 'No longer sold' })
  const dismissed = await find('cautious', 0.5)
  expect(dismissed.dismissed).toMatchObject([
    { name: 'Getting it and giving it back', dismissed: { reason: 'No longer sold' } }
  ])
  expect(names(dismissed)).not.toContain('Getting it and giving it back')
  reader.close()
})

it('leaves every group alone that a decision is not about', async () => {
  const { database, file } = tempWorkspace()
  await importAll(
    database,
    Array.from({ length: 40 }, (_, i) =>
      asked(
        `c${i}`,
        [...['return', 'sale', 'shoe', 'tent', 'refund'].slice(i % 4, (i % 4) + 1 + (i % 3)), `w${i % 7}`].join(' ')
      )
    )
  )
  const reader = openReadable(file)
  const opened = { database, reader, ...improving(reader) }
  const list = await opened.find()
  const [first, second, ...others] = list.suggestions
  const merge = { kind: 'merge', groups: [first!, second!].map((s) => named(opened, list, s)) } as const
  decideSuggestion(database, merge, ada)
  const after = await opened.find()
  const size = (s: Suggestion) => [s.name, s.conversations]
  expect(after.suggestions.filter((s) => s.groupId === null).map(size)).toEqual(others.map(size))
  expect(after.suggestions.find((s) => s.groupId !== null)?.questions).toBe(first!.questions + second!.questions)
  reader.close()
})

it('splits questions off into a group of their own, for good', async () => {
  const opened = await shop()
  const { database, find, suggestions, reader } = opened
  await importAll(database, [
    asked('s1', 'Can I return sale shoes without a receipt?', {}, { day: 100 }),
    asked('s2', 'Can I return sale shoes without receipt', {}, { day: 100 })
  ])
  const list = await find('balanced', 0.4)
  const [shoes] = list.suggestions
  const rows = suggestions.group(list.id, shoes!.key).members
  const receipt = rows.filter((q) => q.words.includes('receipt')).map((q) => q.id)
  const { chosen, rest } = suggestions.anchors(list.id, shoes!.key, receipt)
  decideSuggestion(
    database,
    { kind: 'split', group: { groupId: null, name: shoes!.name, anchors: rest }, split: chosen, name: 'No receipt' },
    ada
  )
  for (const similarity of [0.4, 0.8]) {
    const later = await find('balanced', similarity)
    expect(later.suggestions.find((s) => s.name === 'No receipt')).toMatchObject({ conversations: 2 })
  }
  reader.close()
})

it('undoes and redoes every decision exactly', async () => {
  const opened = await shop()
  const { database, find, reader } = opened
  const state = () =>
    ['suggestion_group', 'suggestion_question'].map((table) => database.prepare(`SELECT * FROM ${table}`).all())
  const list = await find()
  const [first, second] = list.suggestions
  const before = state()
  decideSuggestion(database, { kind: 'rename', group: named(opened, list, second!), name: 'Parcels' }, ada)
  const renamed = await find()
  decideSuggestion(
    database,
    {
      kind: 'merge',
      groups: [first!, renamed.suggestions[1]!].map((s) => named(opened, renamed, { ...s, key: s.key }))
    },
    ada
  )
  const after = state()
  undo(database)
  undo(database)
  expect(state()).toEqual(before)
  redo(database)
  redo(database)
  expect(state()).toEqual(after)
  reader.close()
})

it('reads only what changed: new, changed and removed conversations, and no review', async () => {
  const { database, store, reader } = await shop()
  const pause = () => undefined
  const first = await store.current(pause)
  database.transaction(() => database.prepare("UPDATE conversation SET review_state = 'done' WHERE id = 1").run())
  expect(store.isCurrent(first.version)).toBe(true)
  expect((await store.current(pause)).version).toBe(first.version)
  await importAll(database, [asked('c6', 'Do you repair zips and buckles?', {}, { day: 3 }), asked('c7', 'New one?')])
  expect(store.isCurrent(first.version)).toBe(false)
  const second = await store.current(pause)
  expect(second.all.length).toBe(7)
  expect(second.all.find((q) => q.conversation === idOf(database, 'c6'))?.words).toContain('buckle')
  reader.close()
})
