// Same question, different answers: what is planted is found, what is each customer's own is not, and every number opens what it says.
import { expect, it } from 'vitest'
import { openReadable } from '../../electron/database/open'
import { prepareDraft } from '../../electron/insights/prepare-draft'
import { asked, DAY, improving } from '../support/asked'
import { importAll, JAN_5 } from '../support/import-records'
import { plantedAnswers } from '../support/planted-answers'
import { tempWorkspace } from '../support/temp-workspace'

const quiet = { signal: new AbortController().signal, progress: () => undefined }

async function found(records: Parameters<typeof importAll>[1]) {
  const { database, file } = tempWorkspace()
  await importAll(database, records)
  const reader = openReadable(file)
  const opened = improving(reader)
  const list = await opened.contradictions.compute({ agentId: null }, quiet)
  return { database, reader, list, ...opened }
}

it('shows the differing values side by side, with how often and since when until when', async () => {
  const { list, contradictions, reader } = await found([
    asked('a', 'How long can I return shoes?', { text: 'You can return shoes within 30 days.' }, { day: 1 }),
    asked('b', 'how long can i return shoes', { text: 'You can return shoes within **30 days**.' }, { day: 9 }),
    asked('c', 'How long can I return shoes??', { text: 'You can return shoes within 14 days.' }, { day: 12 }),
    asked('d', 'Do you sell tents?', { text: 'Yes, 12 of them.' }, { day: 2 })
  ])
  expect(list).toMatchObject({ total: 1, questions: 4, repeated: 3 })
  const [one] = list.contradictions
  expect(one).toMatchObject({ kind: 'duration', drift: 'changed', conversations: 3 })
  expect(one?.values).toMatchObject([
    { text: '30 days', conversations: 2, firstAt: (JAN_5 + DAY) * 1_000, lastAt: (JAN_5 + 9 * DAY) * 1_000 },
    { text: '14 days', conversations: 1, sentence: 'You can return shoes within 14 days.' }
  ])
  for (const [place, value] of one!.values.entries())
    expect(contradictions.conversations(list.id, one!.key, place)).toHaveLength(value.conversations)
  expect(contradictions.conversations(list.id, one!.key, null)).toHaveLength(one!.conversations)
  reader.close()
})

it('finds what is planted and leaves alone what is each customer’s own', async () => {
  for (const seed of [1, 2]) {
    const { conversations, planted } = plantedAnswers(seed)
    const { list, reader } = await found(conversations)
    const hits = planted.filter(({ subject, right, wrong }) =>
      list.contradictions.some(
        ({ question, values }) =>
          question.includes(subject) && [right, wrong].every((text) => values.some((value) => value.text === text))
      )
    )
    const recall = hits.length / planted.length
    const precision = hits.length / list.total
    expect(precision).toBeGreaterThan(0.95)
    expect(recall).toBeGreaterThan(0.9)
    reader.close()
  }
})

it('reads nothing again while nothing changed, and everything new after an import', async () => {
  const { conversations } = plantedAnswers(3, 2)
  const { database, contradictions, reader } = await found(conversations)
  expect(contradictions.list({ agentId: null })?.isCurrent).toBe(true)
  await importAll(database, [asked('new', 'Something else?', { text: 'Yes, 5 days.' }, { day: 200 })])
  expect(contradictions.list({ agentId: null })?.isCurrent).toBe(false)
  reader.close()
})

it('stops when it is told to', async () => {
  const { contradictions, reader } = await found(plantedAnswers(4, 2).conversations)
  const stopped = { signal: AbortSignal.abort(new Error('stopped')), progress: () => undefined }
  await expect(contradictions.compute({ agentId: null }, stopped)).rejects.toThrow('stopped')
  reader.close()
})

it('says which question and answer a correction begins with', async () => {
  const { list, reader, ...from } = await found(plantedAnswers(5).conversations)
  const [one] = list.contradictions
  const prepared = prepareDraft(reader, { kind: 'contradiction', list: list.id, key: one!.key }, from)
  expect(prepared.draft.questions.length).toBeGreaterThan(0)
  expect(prepared.draft.asked).toEqual(expect.arrayContaining(prepared.draft.questions))
  expect(one!.values.some(({ text }) => prepared.draft.replaces?.includes(text))).toBe(true)
  reader.close()
})
