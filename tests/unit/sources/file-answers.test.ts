// What is asked of a person about a file, and what the import is then asked for.
import { expect, test } from 'vitest'
import {
  columnsMissing,
  openPoints,
  proposedAnswer,
  requestOf,
  savedMapping,
  withMapping
} from '../../../renderer/sources/file-answers'
import { type ImportPlan, importFileSchema, type Mapping, mappingSchema } from '../../../shared/import-plan'
import { mappingText, parseMapping } from '../../../shared/mapping-file'

const plan: ImportPlan = {
  ...{
    file: '/a/b.json',
    fileName: 'b.json',
    size: 10,
    member: null,
    format: { id: 'agent-platform', label: 'Export' }
  },
  ...{ certainty: 0.97, reason: 'so', problem: null, agentName: 'Shop', columns: [], firstRows: [], mapping: null },
  ...{ questions: [], preview: [], firstAt: null, lastAt: null, ignored: [], rememberedShape: null, speakers: [] }
}
const asking = (kind: 'date-order' | 'time-zone'): ImportPlan => ({
  ...plan,
  questions: [{ kind, text: '?', examples: [] }]
})

test('a file that is known and asks nothing is ready', () => {
  const answer = proposedAnswer(plan, 'Europe/Berlin')
  expect(openPoints(plan, answer)).toEqual([])
  expect(requestOf(plan, answer)).toEqual({
    path: '/a/b.json',
    member: null,
    format: 'agent-platform',
    rememberMapping: true
  })
})

test('the order of day and month is never guessed', () => {
  const ambiguous = asking('date-order')
  const answer = proposedAnswer(ambiguous, 'UTC')
  expect(openPoints(ambiguous, answer)).toEqual(['Say whether day or month comes first.'])
  const answered = { ...answer, dateOrder: 'dmy' as const }
  expect(openPoints(ambiguous, answered)).toEqual([])
  const { mapping } = importFileSchema.parse(requestOf(ambiguous, answered))
  expect(mappingSchema.parse(mapping).dateOrder).toBe('dmy')
})

test('a zone that is asked for starts as the workspace’s, in sight', () => {
  const answer = proposedAnswer(asking('time-zone'), 'Asia/Tokyo')
  expect(requestOf(plan, answer)).toMatchObject({ timeZone: 'Asia/Tokyo' })
})

test('the agent is named only when a person changed it', () => {
  const answer = { ...proposedAnswer(plan, 'UTC'), agentName: ' Other ' }
  expect(requestOf(plan, answer).agentName).toBe('Other')
  expect(requestOf(plan, proposedAnswer(plan, 'UTC')).agentName).toBeUndefined()
})

test('a file left out asks for nothing', () => {
  const ambiguous = asking('date-order')
  expect(openPoints(ambiguous, { ...proposedAnswer(ambiguous, 'UTC'), included: false })).toEqual([])
})

const table: ImportPlan = {
  ...plan,
  mapping: {
    version: 1,
    rows: 'message',
    columns: { Nr: 'conversation.id', Wer: 'message.role', Was: 'message.text', Wann: 'message.sentAt' }
  },
  columns: ['Nr', 'Wer', 'Was', 'Wann'].map((name) => ({ name, samples: [], proposed: 'ignore', reason: '' })),
  speakers: [
    { word: 'Frau Müller', role: null },
    { word: 'Bot', role: 'agent' }
  ]
}

test('a speaker nobody knows must be said, and what is shown of the others is what is used', () => {
  const answer = proposedAnswer(table, 'UTC')
  expect(openPoints(table, answer)).toEqual(['Say who “Frau Müller” is.'])
  const mapping: Mapping = { ...mappingSchema.parse(table.mapping), roles: { 'Frau Müller': 'customer' } }
  const answered = { ...answer, mapping }
  expect(openPoints(table, answered)).toEqual([])
  expect(requestOf(table, answered).mapping?.roles).toEqual({ 'Frau Müller': 'customer', Bot: 'agent' })
})

test('a saved mapping holds the answers about dates, and gives them back when it is loaded', () => {
  const answer = { ...proposedAnswer(table, 'UTC'), dateOrder: 'dmy' as const, timeZone: 'Europe/Berlin' }
  const saved = savedMapping(table, answer)
  const loaded = parseMapping(mappingText(mappingSchema.parse(saved)), 'm.json')
  expect(loaded).toMatchObject({ dateOrder: 'dmy', timeZone: 'Europe/Berlin', columns: table.mapping?.columns })
  expect(withMapping(table, proposedAnswer(table, 'UTC'), loaded)).toMatchObject({
    dateOrder: 'dmy',
    timeZone: 'Europe/Berlin'
  })
})

test('a loaded mapping is used for the columns that there are, and the others are named', () => {
  const loaded: Mapping = {
    version: 1,
    rows: 'pair',
    columns: { Was: 'pair.question', Antwort: 'pair.answer', Alt: 'ignore' }
  }
  expect(columnsMissing(table, loaded)).toEqual(['Antwort'])
  expect(withMapping(table, proposedAnswer(table, 'UTC'), loaded).mapping).toEqual({
    ...loaded,
    columns: { Nr: 'ignore', Wer: 'ignore', Was: 'pair.question', Wann: 'ignore' }
  })
})

test.each([
  ['{', /cannot be read as JSON/],
  ['[]', /is not a mapping/],
  ['{"version":1,"rows":"message","columns":{"a":"nonsense"}}', /is not a mapping.*columns\.a/],
  ['{"version":2,"rows":"message","columns":{}}', /is not a mapping/]
])('a file that is no mapping is refused with a sentence: %s', (text, sentence) => {
  expect(() => parseMapping(text, 'm.json')).toThrow(sentence)
})
