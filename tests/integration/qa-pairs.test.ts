// Q&A pairs: saved as one types, one line of History, states with their rules, coverage of past questions.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openReadable, type WritableDatabase } from '../../electron/database/open'
import { listQaPairs } from '../../electron/database/qa-pairs'
import { importQaList, parseQaList } from '../../electron/import/qa-list'
import { prepareDraft } from '../../electron/insights/prepare-draft'
import { listHistory, redo, undo } from '../../electron/review/history'
import { deletePairs, savePair, setPairState } from '../../electron/review/qa-pairs'
import type { QaDraft } from '../../shared/improve'
import { asked, improving } from '../support/asked'
import { writeTo } from '../support/import-call'
import { importAll } from '../support/import-records'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const ada = { reviewer: 'Ada', now: 1_000 }
const draft = (more: Partial<QaDraft> = {}): QaDraft => ({
  name: '',
  questions: ['Can I return sale shoes?'],
  answer: 'Within 14 days.',
  isPinned: false,
  agentId: null,
  conversationId: null,
  messageKey: null,
  replaces: null,
  ...more
})
const state = (database: WritableDatabase) =>
  ['qa_pair', 'qa_question'].map((table) => database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all())

it('keeps every save of one pair, and shows them as one line of History that undoes all of them', () => {
  const { database } = tempWorkspace()
  const { id } = savePair(database, null, draft({ answer: 'W' }), ada)
  for (const answer of ['Wi', 'Within', 'Within 14 days'])
    savePair(database, id, draft({ answer, questions: ['Sale shoes?', answer] }), { ...ada, now: 2_000 })
  savePair(database, id, draft({ answer: 'Within 14 days', questions: ['Sale shoes?'], isPinned: true }), ada)
  expect(listQaPairs(database)).toMatchObject([
    { answer: 'Within 14 days', questions: ['Sale shoes?'], isPinned: true }
  ])
  expect(listHistory(database).map((entry) => entry.label)).toEqual(['Drafted Q&A pair “Can I return sale shoes?”'])
  const after = state(database)
  undo(database)
  expect(state(database)).toEqual([[], []])
  redo(database)
  expect(state(database)).toEqual(after)
})

it('undoes and redoes saves that came back to where they began', () => {
  const { database } = tempWorkspace()
  const { id } = savePair(database, null, draft(), ada)
  setPairState(database, [id], 'withdrawn', ada)
  const before = state(database)
  // A question more and one less in the same moment: nothing is left of it in the table.
  savePair(database, id, draft({ questions: [...draft().questions, 'Sale?'] }), ada)
  savePair(database, id, draft(), ada)
  expect(state(database)).toEqual(before)
  expect(undo(database)).toMatchObject([{ label: 'Changed Q&A pair “Can I return sale shoes?”' }])
  expect(state(database)).toEqual(before)
  redo(database)
  expect(state(database)).toEqual(before)
  savePair(database, id, draft({ answer: 'Other' }), ada)
  undo(database)
  expect(state(database)).toEqual(before)
})

it('undoes and redoes any number of saves exactly, whatever came and went in between', () => {
  const { database } = tempWorkspace()
  const { id } = savePair(database, null, draft(), ada)
  setPairState(database, [id], 'ready', ada)
  const save = fc.record({
    questions: fc.array(fc.constantFrom('A', 'B', 'C'), { maxLength: 4 }),
    answer: fc.constantFrom('', 'x', 'y')
  })
  fc.assert(
    fc.property(fc.array(save, { minLength: 1, maxLength: 6 }), (saves) => {
      const before = state(database)
      const lines = () => listHistory(database).filter((entry) => entry.state === 'done').length
      const known = lines()
      for (const one of saves) savePair(database, id, draft(one), ada)
      const after = state(database)
      expect(lines() - known).toBeLessThanOrEqual(1)
      if (lines() === known) return
      undo(database)
      expect(state(database)).toEqual(before)
      redo(database)
      expect(state(database)).toEqual(after)
      // The next run's saves are a line of their own.
      setPairState(database, [id], 'withdrawn', ada)
      setPairState(database, [id], 'draft', ada)
    }),
    { numRuns: 25 }
  )
})

it('makes a pair ready only when it is whole, and a draft again when its words change', () => {
  const { database } = tempWorkspace()
  const { id } = savePair(database, null, draft({ answer: ' ' }), ada)
  expect(() => setPairState(database, [id], 'ready', ada)).toThrow(/needs an answer/)
  savePair(database, id, draft({ questions: ['', ' '] }), ada)
  expect(() => setPairState(database, [id], 'ready', ada)).toThrow(/at least one question/)
  savePair(database, id, draft(), ada)
  setPairState(database, [id], 'ready', ada)
  expect(savePair(database, id, draft(), ada).state).toBe('ready')
  expect(savePair(database, id, draft({ answer: 'Within 30 days.' }), ada).state).toBe('draft')
})

it('leaves alone what is on its way to the platform', () => {
  const { database } = tempWorkspace()
  const { id } = savePair(database, null, draft(), ada)
  database.prepare("UPDATE qa_pair SET state = 'sent', external_id = 's1' WHERE id = ?").run(id)
  const before = state(database)
  expect(() => savePair(database, id, draft({ answer: 'Other' }), ada)).toThrow(/withdraw it/)
  expect(() => setPairState(database, [id], 'withdrawn', ada)).toThrow(/on its way/)
  expect(() => deletePairs(database, [id], ada)).toThrow(/cannot be deleted/)
  expect(state(database)).toEqual(before)
})

it('deletes several drafts as one act that can be undone', () => {
  const { database } = tempWorkspace()
  const ids = [draft(), draft({ questions: ['A', 'B', 'C'] })].map((one) => savePair(database, null, one, ada).id)
  const before = state(database)
  deletePairs(database, ids, ada)
  expect(listQaPairs(database)).toEqual([])
  undo(database)
  expect(state(database)).toEqual(before)
})

it('starts from a weak answer: the question without personal data, the answer, its sources, drafts begun before', async () => {
  const { database, file } = tempWorkspace()
  await importAll(database, [
    asked(
      'c1',
      'I am Ann Lee, where is my order #10482? ann@example.test',
      { citations: [{ title: 'Orders', url: null, excerpt: 'In your account.', score: 0.4 }] },
      { customer: { name: 'Ann Lee' } }
    )
  ])
  const reader = openReadable(file)
  const row = reader.prepare("SELECT id, key FROM message WHERE role = 'agent'").get<{ id: number; key: string }>()!
  const conversationId = Math.floor(row.id / 2 ** 20)
  const from = improving(reader)
  const origin = { kind: 'message', conversationId, messageKey: row.key } as const
  const prepared = prepareDraft(reader, origin, from)
  expect(prepared.draft).toMatchObject({ conversationId, messageKey: row.key, replaces: 'Answer to c1', answer: '' })
  expect(prepared.draft.questions.join()).not.toMatch(/Ann|10482|@/)
  expect(prepared.draft.questions.join()).toContain('where is my order')
  expect(prepared.citations).toMatchObject([{ title: 'Orders', excerpt: 'In your account.' }])
  const { id } = savePair(database, null, prepared.draft, ada)
  expect(prepareDraft(reader, origin, from).existing).toMatchObject([{ id, state: 'draft' }])
  expect(prepareDraft(reader, { kind: 'conversation', conversationId }, from).draft.messageKey).toBe(row.key)
  reader.close()
})

it('previews what a draft covers, what it endangers and what it doubles', async () => {
  const { database, file } = tempWorkspace()
  await importAll(database, [
    asked('weak', 'Can I return the sale shoes?', { confidence: 0.2 }),
    asked('good', 'Can I return sale shoes?', { confidence: 0.95 }),
    asked('liked', 'can i return sale shoes #55555', { confidence: 0.6, feedback: [{ value: 'up' }] }),
    asked('other', 'Where is my parcel?', { confidence: 0.2 })
  ])
  const own = savePair(database, null, draft(), ada).id
  const alike = savePair(database, null, draft({ questions: ['Return sale shoes?'], answer: 'No.' }), ada).id
  importQaList(
    database,
    writeTo(tempFolder(), 'faq.csv', 'Question,Answer\n"Can I return sale shoes?",Yes\nHi,Hello\n'),
    0
  )
  const reader = openReadable(file)
  const { coverage } = improving(reader)
  const found = await coverage.ask(
    { variants: ['Can I return sale shoes?'], similarity: 0.6, agentId: null, pairId: own },
    new AbortController().signal
  )
  expect(found.weak).toMatchObject({ questions: 1, closest: [{ text: 'Can I return the sale shoes?' }] })
  expect(found.good.questions).toBe(2)
  expect(found.pairs.map((pair) => [pair.id, pair.list])).toEqual([
    [null, 'faq.csv'],
    [alike, null]
  ])
  expect(found.compared).toBe(4)
  reader.close()
})

it('reads Q&A lists as platforms export them', () => {
  const one = { questions: ['Q'], answer: 'A' }
  expect(parseQaList('question,answer\nQ,A\n,B\n')).toEqual([one])
  expect(parseQaList('[{"questions":["Q"],"answer":"A","name":"n"}]')).toEqual([one])
  expect(parseQaList('{"type":"qa","faqs":[{"question":"Q","answer":"A"}]}')).toEqual([one])
  expect(parseQaList('{"question":"Q","answer":"A"}\n{"question":"","answer":"B"}\n')).toEqual([one])
  expect(parseQaList('a,b\n1,2\n')).toEqual([])
})
