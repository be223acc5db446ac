// The list of Q&A pairs and what it writes for others; the difference between two answers.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseQaList } from '../../../electron/import/qa-list'
import { stripPersonalData } from '../../../electron/insights/prepare-draft'
import { filterPairs, sortPairs } from '../../../renderer/qa-pairs/pair-order'
import { qaText } from '../../../renderer/qa-pairs/qa-text'
import { wordDiff } from '../../../renderer/qa-pairs/word-diff'
import { QA_STATES, type QaPair } from '../../../shared/improve'

const pair = (id: number, more: Partial<QaPair> = {}): QaPair => ({
  id,
  name: '',
  questions: ['Can I return it?'],
  asked: [],
  answer: 'Yes.',
  isPinned: false,
  state: 'draft',
  failure: null,
  agentId: null,
  agent: null,
  conversationId: null,
  messageKey: null,
  replaces: null,
  createdAt: 0,
  updatedAt: id,
  liveAt: null,
  isRemote: false,
  ...more
})

it('shows a difference that gives both texts back word by word', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'cd', ' ', '\n', '  ', 'ü!'), { maxLength: 30 })
    .map((p) => p.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = wordDiff(before, after)
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join('')
      expect(without('added')).toBe(before)
      expect(without('removed')).toBe(after)
    })
  )
  expect(wordDiff('It takes 30 days.', 'It takes 14 days.').map((part) => part.kind)).toEqual([
    'same',
    'removed',
    'added',
    'same'
  ])
})

it('finds pairs by state and by every word, whatever case and accents', () => {
  const pairs = [
    pair(1, { answer: 'Größe ändern' }),
    pair(2, { state: 'live', questions: ['Grosse Tüte?'] }),
    pair(3, { name: 'Tute' })
  ]
  expect(filterPairs(pairs, null, 'tute').map((p) => p.id)).toEqual([2, 3])
  expect(filterPairs(pairs, 'live', '').map((p) => p.id)).toEqual([2])
  expect(filterPairs(pairs, null, 'TÜTE grosse').map((p) => p.id)).toEqual([2])
})

it('sorts states in the order of a pair’s life', () => {
  const pairs = QA_STATES.toReversed().map((state, i) => pair(i, { state }))
  expect(sortPairs(pairs, { by: 'state', descending: false }).map((p) => p.state)).toEqual([...QA_STATES])
  expect(sortPairs(pairs, { by: 'updatedAt', descending: true }).map((p) => p.id)).toEqual([6, 5, 4, 3, 2, 1, 0])
})

it('writes what it can read again, in every shape', () => {
  const line = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text && !/[\r\n]/.test(text))
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), line, (questions, answer) => {
      const pairs = [pair(1, { questions, answer })]
      for (const format of ['json', 'jsonl', 'qna'] as const)
        expect(parseQaList(qaText(pairs, format))).toEqual([{ questions, answer }])
      expect(parseQaList(qaText(pairs, 'faqs'))).toEqual(
        questions.map((question) => ({ questions: [question], answer }))
      )
    })
  )
})

it('writes a source body as the platform takes it, and a table that no spreadsheet runs', () => {
  const pairs = [pair(1, { name: 'Returns', questions: ['A?', ' ', 'B?'], answer: '=1+1' })]
  expect(JSON.parse(qaText(pairs, 'qna'))).toEqual([
    { type: 'qna', name: 'Returns', questions: ['A?', 'B?'], answer: '=1+1' }
  ])
  const lines = qaText(pairs, 'csv').split('\r\n')
  expect(lines).toHaveLength(4)
  expect(lines[1]).toContain("'=1+1")
})

it('takes out of a question what tells who asked', () => {
  expect(stripPersonalData('Where is my order #10482?', [])).toBe('Where is my order?')
  expect(stripPersonalData('Can I pay part of #68109 with a gift card?', [])).toBe(
    'Can I pay part of … with a gift card?'
  )
  expect(stripPersonalData('I am Ann Lee (ann@example.test), +49 170 555 0123: returns?', ['Ann Lee'])).not.toMatch(
    /Ann|Lee|@|0123/
  )
})
