// Grouping of alike questions: alike together, unlike apart, never one blob, and nothing missed by the index.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { groupQuestions, type Question } from '../../electron/insights/group-questions'
import { buildQuestionIndex } from '../../electron/insights/question-index'
import { buildVocabulary, cosine, questionWords } from '../../electron/insights/question-vectors'

const asked = (texts: readonly string[], topic: string | null = null): Question[] =>
  texts.map((text, i) => ({ id: i + 1, topic, words: questionWords(text) }))

it('puts questions that differ in numbers, names and endings into one group and others apart', async () => {
  const groups = await groupQuestions(
    asked([
      'Where is my order #10482?',
      'where is my order #99120, ann@example.test',
      'Can I return sale shoes?',
      'Can I return the sale shoe?',
      'Wie lange dauert der Versand?'
    ]),
    { similarity: 0.6 }
  )
  expect(groups.map((g) => g.members.map((m) => m.id))).toEqual([[1, 2], [3, 4], [5]])
})

it('never groups across topics', async () => {
  const groups = await groupQuestions([...asked(['Where is it?'], 'a'), ...asked(['Where is it?'], 'b')], {
    similarity: 0.5
  })
  expect(groups).toHaveLength(2)
})

it('stops when it is cancelled', async () => {
  const controller = new AbortController()
  controller.abort()
  await expect(
    groupQuestions(asked(Array.from({ length: 2_000 }, (_, i) => `question ${i}`)), {
      similarity: 0.6,
      signal: controller.signal
    })
  ).rejects.toThrow('abort')
})

const word = fc.constantFrom(
  'return',
  'refund',
  'shoe',
  'tent',
  'order',
  'where',
  'my',
  'can',
  'how',
  'sale',
  'zip',
  'broke',
  'size'
)
const question = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '))

it('keeps every question exactly once, each as close to its leader as asked, and no two leaders that close', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(question, { minLength: 1, maxLength: 60 }),
      fc.constantFrom(0.4, 0.6, 0.8),
      async (texts, similarity) => {
        const questions = asked(texts)
        const groups = await groupQuestions(questions, { similarity })
        expect(groups.flatMap((g) => g.members.map((m) => m.id)).toSorted((a, b) => a - b)).toEqual(
          questions.map((q) => q.id)
        )
        const words = questions.map((q) => q.words)
        const vocabulary = buildVocabulary(words)
        const vectors = words.map((w) => vocabulary.vectorOf(w))
        const leaders = groups.map((g) => vectors[g.members[0]!.id - 1]!)
        for (const [i, group] of groups.entries())
          for (const member of group.members)
            expect(cosine(leaders[i]!, vectors[member.id - 1]!)).toBeGreaterThanOrEqual(similarity - 1e-9)
        for (const [i, a] of leaders.entries())
          for (const b of leaders.slice(i + 1)) expect(cosine(a, b)).toBeLessThan(similarity)
      }
    )
  )
})

it('finds by its index exactly what comparing with every question finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(question, { minLength: 1, maxLength: 60 }),
      fc.array(question, { minLength: 1, maxLength: 3 }),
      async (texts, variants) => {
        const questions = asked(texts)
        const words = questions.map((q) => q.words)
        const vocabulary = buildVocabulary(words)
        const expected = questions
          .filter((_, i) =>
            variants.some((v) => cosine(vocabulary.vectorOf(questionWords(v)), vocabulary.vectorOf(words[i]!)) >= 0.6)
          )
          .map((q) => q.id)
        const index = await buildQuestionIndex(questions)
        const found = index.alike(variants.map(questionWords), 0.6).map((hit) => hit.of.id)
        expect(found.toSorted((a, b) => a - b)).toEqual(expected)
      }
    )
  )
})

it('lets what a person decided lead, whatever the words say', async () => {
  const questions = asked([
    'Where is my order?',
    'Where is my parcel?',
    'Can I return shoes?',
    'Where is my parcel now?'
  ])
  const [order, parcel, shoes] = questions.map((q) => q.words)
  const decided = [
    { topic: null, words: order!, groupId: 7, leads: true },
    { topic: null, words: shoes!, groupId: 7, leads: false },
    { topic: null, words: parcel!, groupId: 8, leads: true }
  ]
  const groups = await groupQuestions(questions, { similarity: 0.5, decided })
  expect(new Map(groups.map((g) => [g.groupId, g.members.map((m) => m.id)]))).toEqual(
    new Map([
      [7, [1, 3]],
      [8, [2, 4]]
    ])
  )
})
