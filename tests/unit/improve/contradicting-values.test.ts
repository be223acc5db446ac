// Which values contradict each other, which are each customer's own, and what changed in time.
import { expect, it } from 'vitest'
import { conflictsOf, type GivenAnswer } from '../../../electron/insights/contradicting-values'
import { numbersAsked, statedValues } from '../../../electron/insights/stated-values'

/** Answers of one conversation each, a day apart. */
const given = (...texts: readonly string[]): GivenAnswer[] =>
  texts.map((text, i) => ({ conversation: i + 1, at: i * 86_400_000, values: statedValues(text, 'How long?') }))
const found = async (...texts: readonly string[]) =>
  (await conflictsOf(given(...texts))).map(({ values, drift }) => [drift, ...values.map(({ text }) => text)])

it('tells what changed from what is said at the same time', async () => {
  expect(await found('It takes 3 days.', 'It takes 3 days.', 'It takes 5 days.')).toEqual([
    ['changed', '3 days', '5 days']
  ])
  expect(await found('It takes 3 days.', 'It takes 5 days.', 'It takes 3 days.')).toEqual([
    ['mixed', '3 days', '5 days']
  ])
})

it('takes equal values for equal, however they are written', async () => {
  expect(await found('It takes 14 days.', 'It takes two weeks.', 'It takes **14** days.')).toEqual([])
  expect(await found('It costs 4.90 EUR.', 'It costs €4,90.', 'It costs 4.90 euros.')).toEqual([])
})

it('compares only what is about the same', async () => {
  expect(
    await found('Delivery takes 3 days.', 'Delivery takes 3 days.', 'Refunds reach your bank account 5 days later.')
  ).toEqual([])
  expect(await found('It costs 5 EUR.', 'It costs 5 EUR.', 'It takes 9 days.')).toEqual([])
})

it('lets an answer that states both tell them apart', async () => {
  expect(
    await found('Return within 30 days, in the sale 14 days.', 'Return within 30 days.', 'Return within 30 days.')
  ).toEqual([])
})

it('takes what scatters for each customer’s own', async () => {
  expect(await found(...[2, 4, 5, 7, 9, 11, 12, 4].map((days) => `It arrives in ${days} days.`))).toEqual([])
  expect(await found('It arrives in 2 days.', 'It arrives in 4 days.')).toEqual([])
})

it.each([
  ['Order #10482 arrives in 5 days.', 'When?'],
  ['Within 40 days is fine.', 'I have had it for 40 days'],
  ['Follow it at https://track.example/p/84120334', 'Where is it?'],
  ['Log in at https://shop.example/o/a8f3k2m9x', 'Where is it?'],
  ['We called you at +49 170 555 0123 for 5 minutes.', 'Did you call?']
])('leaves out what is the customer’s own: %s', (answer, question) => {
  expect(statedValues(answer, question)).toEqual([])
})

it('takes other numbers for another question, and an order for nobody else’s', () => {
  expect(numbersAsked('After 20 days?')).not.toBe(numbersAsked('After 40 days?'))
  expect(numbersAsked('How long?')).toBe('')
  expect(numbersAsked('Where is #10482?')).toBeNull()
})
