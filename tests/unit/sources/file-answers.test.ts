// What is asked of a person about a file, and what the import is then asked for.
import { expect, test } from 'vitest'
import { openPoints, proposedAnswer, requestOf } from '../../../renderer/sources/file-answers'
import { type ImportPlan, importFileSchema, mappingSchema } from '../../../shared/import-plan'

const plan: ImportPlan = {
  ...{
    file: '/a/b.json',
    fileName: 'b.json',
    size: 10,
    member: null,
    format: { id: 'agent-platform', label: 'Export' }
  },
  ...{ certainty: 0.97, reason: 'so', problem: null, agentName: 'Shop', columns: [], firstRows: [], mapping: null },
  ...{ questions: [], preview: [], firstAt: null, lastAt: null, ignored: [] }
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
